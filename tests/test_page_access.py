"""What a page may ask of the server: its own kernel's widgets, and nothing else, whatever script runs in it."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest
import websocket
from helpers import free_port
from serving import Serving, serving

pytestmark = pytest.mark.slow
PAGE = "/werkboek/proef"
PROTOCOL = "v1.kernel.websocket.jupyter.org"
TRACE = "er-was-iemand"
RUN = f"open({TRACE!r}, 'w').close()"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    with serving(tmp_path_factory.mktemp("werkmap")) as running:
        yield running


def ask(server: Serving, method: str, path: str, body: object = None, **headers: str) -> tuple[int, dict[str, str]]:
    """Ask as a page's script would, with the token, so that no other guard is in the way; return status and headers."""
    connection = HTTPConnection("127.0.0.1", int(server.port), timeout=60)
    text = None if body is None else json.dumps(body)
    connection.request(method, path, text, headers or {"Authorization": f"token {server.token}"})
    reply = connection.getresponse()
    reply.read()
    connection.close()
    return reply.status, dict(reply.getheaders())


def kernel_of_a_page(server: Serving) -> str:
    return str(re.findall(r'<sko-kernel kernel="([^"]+)"', server.ask(PAGE)[1])[0])


def connect(server: Serving, kernel: str, protocol: str) -> websocket.WebSocket:
    return websocket.create_connection(
        f"ws://127.0.0.1:{server.port}/api/kernels/{kernel}/channels?session_id=proef",
        header=[f"Authorization: token {server.token}"],
        subprotocols=[protocol] if protocol else None,
        timeout=30,
    )


def message(kind: str, content: dict[str, Any], protocol: str, channel: str = "shell") -> bytes | str:
    header = {"msg_id": kind, "msg_type": kind, "session": "proef", "username": "", "date": "", "version": "5.3"}
    whole = {"header": header, "parent_header": {}, "metadata": {}, "content": content}
    if not protocol:
        return json.dumps({**whole, "channel": channel})
    parts = [channel.encode(), *(json.dumps(part).encode() for part in whole.values())]
    offsets = [8 * (len(parts) + 2)]
    for part in parts:
        offsets.append(offsets[-1] + len(part))
    return b"".join([len(offsets).to_bytes(8, "little"), *(one.to_bytes(8, "little") for one in offsets), *parts])


# ---------------------------------------------------------------- the kernel


@pytest.mark.parametrize("protocol", [PROTOCOL, ""])
@pytest.mark.parametrize(
    ("kind", "content", "channel"),
    [
        ("execute_request", {"code": RUN, "silent": False, "store_history": False}, "shell"),
        ("execute_request", {"code": RUN, "silent": True, "store_history": False}, "control"),
        ("shutdown_request", {"restart": False}, "control"),
        ("inspect_request", {"code": "open", "cursor_pos": 3, "detail_level": 1}, "shell"),
    ],
)
def test_a_page_runs_no_code(server: Serving, kind: str, content: dict[str, Any], channel: str, protocol: str) -> None:
    kernel = kernel_of_a_page(server)
    socket = connect(server, kernel, protocol)
    sent = message(kind, content, protocol, channel)
    socket.send(sent, websocket.ABNF.OPCODE_BINARY if protocol else websocket.ABNF.OPCODE_TEXT)
    answers = []
    socket.settimeout(10)
    until = time.monotonic() + 20
    with pytest.raises(websocket.WebSocketConnectionClosedException):  # the server hangs up
        while time.monotonic() < until:
            opcode, data = socket.recv_data(control_frame=True)
            if opcode == websocket.ABNF.OPCODE_CLOSE:
                assert int.from_bytes(data[:2], "big") == 1008
                raise websocket.WebSocketConnectionClosedException
            answers.append(data)
    assert not [one for one in answers if kind.replace("request", "reply").encode() in one]
    assert not list((server.folder / "notebooks").rglob(TRACE))
    assert ask(server, "GET", f"/api/kernels/{kernel}")[0] == 200  # and the kernel is none the worse


def test_a_page_reaches_its_widgets(server: Serving) -> None:
    socket = connect(server, kernel_of_a_page(server), PROTOCOL)
    socket.send(message("kernel_info_request", {}, PROTOCOL), websocket.ABNF.OPCODE_BINARY)
    until = time.monotonic() + 30
    while b"kernel_info_reply" not in socket.recv():
        assert time.monotonic() < until
    socket.close()


# ---------------------------------------------------------------- the server


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("GET", "/api/contents", None),
        ("GET", "/api/contents/proef.ipynb", None),
        ("PUT", "/api/contents/kwaad.ipynb", {"type": "file", "format": "text", "content": "x"}),
        ("POST", "/api/contents", {"type": "notebook"}),
        ("DELETE", "/api/contents/proef.ipynb", None),
        ("GET", "/files/proef.ipynb", None),
        ("GET", "/view/proef.ipynb", None),
        ("GET", "/nbconvert/html/proef.ipynb", None),
        ("POST", "/api/terminals", {}),
        ("GET", "/api/terminals", None),
        ("GET", "/api/kernels", None),
        ("POST", "/api/kernels", {"name": "python3"}),
        ("DELETE", "/api/kernels/KERNEL", None),
        ("POST", "/api/kernels/KERNEL/restart", {}),
        ("POST", "/api/kernels/KERNEL/interrupt", {}),
        ("POST", "/api/sessions", {"path": "proef.ipynb", "type": "notebook", "kernel": {"name": "python3"}}),
        ("GET", "/api/sessions", None),
        ("PUT", "/api/config/notebook", {}),
        ("POST", "/api/shutdown", {}),
        ("GET", "/lab", None),
        ("GET", "/lab/api/workspaces", None),
        ("PUT", "/lab/api/settings/@jupyterlab/apputils-extension:themes", {"raw": "{}"}),
    ],
)
def test_a_page_opens_nothing_else_of_jupyter(server: Serving, method: str, path: str, body: object) -> None:
    kernel = kernel_of_a_page(server)
    before = sorted((server.folder / "notebooks").rglob("*"))
    refused = 403 if path.startswith(("/api/kernels", "/files")) else 404  # not allowed, or not there at all
    assert ask(server, method, path.replace("KERNEL", kernel), body)[0] == refused
    assert sorted((server.folder / "notebooks").rglob("*")) == before
    assert kernel in server.kernels()


def test_a_page_allows_no_script_but_from_files(server: Serving) -> None:
    _, body, headers = server.ask(PAGE)
    policy = dict(part.split(" ", 1) for part in headers["Content-Security-Policy"].split("; "))
    assert policy["script-src"] == "'self'"
    assert policy["default-src"] == "'self'"
    assert policy["object-src"] == policy["base-uri"] == "'none'"
    inline = re.findall(r"<script(?![^>]*(?: src=|application/json))[^>]*>|\son\w+=", body)
    assert inline == []


def test_a_widgets_module_is_a_file_that_only_who_is_let_in_gets(server: Serving) -> None:
    module = re.findall(r'"module":"([^"]+)"', server.ask(PAGE)[1])[0]
    status, source, headers = server.ask(module)
    assert status == 200
    assert "render({ model, el })" in source
    assert headers["Content-Type"].startswith("text/javascript")
    assert "render(" not in server.ask(module, token=False)[1]
    assert server.ask(f"/sko/modules/{'0' * 64}.js")[0] == 404


# ---------------------------------------------------------------- cookies


def cookies(server: Serving) -> dict[str, Any]:
    """Return the cookies that a browser gets with its first page, by name."""
    connection = HTTPConnection("127.0.0.1", int(server.port), timeout=60)
    connection.request("GET", f"/werkboek/handleiding?token={server.token}")
    reply = connection.getresponse()
    given = reply.headers.get_all("Set-Cookie") or []
    reply.read()
    connection.close()
    return {line.partition("=")[0]: line for line in given}


def test_cookies_are_for_this_site_and_this_session(server: Serving) -> None:
    given = cookies(server)
    assert {name.partition("-")[0] for name in given} == {"sko", "_xsrf"}
    for line in given.values():
        assert "samesite=strict" in line.lower()
        assert "httponly" in line.lower()
        assert "expires" not in line.lower()
        assert "max-age" not in line.lower()


# ---------------------------------------------------------------- other sites, other names


def as_browser(server: Serving) -> dict[str, str]:
    """Return the cookies of a browser that is let in, as whoever makes it ask something sends them along."""
    held = [line.partition(";")[0] for line in cookies(server).values()]
    return {"Cookie": "; ".join(held)}


def test_what_another_site_has_the_browser_send_is_refused(server: Serving) -> None:
    kernel, held = kernel_of_a_page(server), as_browser(server)
    proof = held["Cookie"].partition("_xsrf=")[2].partition(";")[0]
    assert ask(server, "POST", f"/sko/leave/{kernel}", **held)[0] == 403
    assert ask(server, "POST", f"/sko/leave/{kernel}", **held, **{"X-XSRFToken": f"{proof}x"})[0] == 403
    assert ask(server, "GET", f"/api/kernels/{kernel}", **held)[0] == 200
    assert ask(server, "POST", f"/sko/leave/{kernel}", **held, **{"X-XSRFToken": proof})[0] == 204


def test_another_name_for_this_computer_opens_nothing(server: Serving) -> None:
    """As when a site lets its own name lead to this computer, and so counts as the same site."""
    for path in (PAGE, f"/api/kernels/{kernel_of_a_page(server)}"):
        assert ask(server, "GET", path, **as_browser(server), Host=f"elders.example:{server.port}")[0] == 403
        assert ask(server, "GET", path, **as_browser(server), Host=f"localhost:{server.port}")[0] == 200


def test_a_kernel_is_not_reached_from_another_site(server: Serving) -> None:
    address = f"ws://127.0.0.1:{server.port}/api/kernels/{kernel_of_a_page(server)}/channels?session_id=proef"
    held = [f"{name}: {value}" for name, value in as_browser(server).items()]
    for origin in ("http://elders.example", f"http://127.0.0.1:{int(server.port) + 1}"):
        with pytest.raises(websocket.WebSocketBadStatusException) as refused:
            websocket.create_connection(address, header=held, origin=origin, subprotocols=[PROTOCOL], timeout=30)
        assert refused.value.status_code == 403
        _, headers = ask(server, "GET", PAGE, **as_browser(server), Origin=origin)
        assert "Access-Control-Allow-Origin" not in headers
    websocket.create_connection(
        address, header=held, origin=f"http://127.0.0.1:{server.port}", subprotocols=[PROTOCOL], timeout=30
    ).close()


# ---------------------------------------------------------------- JupyterLab


def test_jupyterlab_has_its_own_token_and_its_pages_say_so(tmp_path: Path) -> None:
    port = str(free_port())  # not of those that `sko open` tries itself: another test's server could take it meanwhile
    with serving(tmp_path, "--poort", port) as server:
        page_token = server.token
        held = [line.partition(";")[0] for line in cookies(server).values()]
        assert "JupyterLab staat open" not in server.ask(PAGE)[1]
        assert ask(server, "GET", PAGE, Cookie="; ".join(held))[0] == 200
    with serving(tmp_path, "--jupyterlab", "--poort", port) as server:
        renamed = [one.replace("sko-werkboek", "sko-jupyterlab") for one in held]
        for cookie in (held, renamed):
            assert ask(server, "GET", "/api/kernels", Cookie="; ".join(cookie))[0] == 403
        assert ask(server, "GET", "/api/contents", Authorization=f"token {page_token}")[0] == 403
        assert ask(server, "GET", "/api/contents")[0] == 200
        assert ask(server, "POST", "/api/terminals", {})[0] == 404
        assert "JupyterLab staat open" in server.ask(PAGE)[1]
