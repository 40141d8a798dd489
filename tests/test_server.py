"""`sko open`: starts one server, keeps to its work folder, and leaves nothing running."""

from __future__ import annotations

import contextlib
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import unquote

import nbformat
import psutil  # type: ignore[import-untyped]  # no types are published with it
import pytest
import zmq
from helpers import free_port
from jupyter_client.blocking.client import BlockingKernelClient
from serving import Serving, code, proof, prose, serving, still_running, until

from sko_widgets import resources
from sko_widgets.dossier.snapshot import DossierKey
from sko_widgets.dossier.store import open_store
from sko_widgets.framework import framework_for
from sko_widgets.guide import notebooks
from sko_widgets.kernels.fork_pool import can_fork
from sko_widgets.server import ports
from sko_widgets.server.start_errors import PortError, WorkFolderError
from sko_widgets.server.work_folder import WorkFolder

pytestmark = pytest.mark.slow
PAGE = "/werkboek/proef"
GONE = (
    "/nergens",
    "/werkboek/nergens",
    "/werkboek/a/b/c",
    f"/werkboek/les/{'9' * 5000}",
    "/voila/render/nergens.ipynb",
    "/voila/render/",
    "/voila/render/a.txt",
    "/voila/tree",
    "/voila/tree/elzerveen",
    "/voila/static/voila.js",
)
KEY = DossierKey("elzerveen", "2025-2026")
FRAMEWORK = framework_for(KEY.period)


def dossier(folder: Path, key: DossierKey = KEY) -> str:
    """Make a dossier with two cycles of one block, and return the store's URL."""
    folder.mkdir(parents=True, exist_ok=True)
    url = f"sqlite:///{folder / 'dossiers.sqlite'}"
    sheets = {
        "profile": {"name": "Elzerveen"},
        "block/meso-samenwerking/1": {"goal": "Een"},
        "block/meso-samenwerking/2": {"goal": "Twee"},
    }
    with open_store(url) as store:
        store.create(key, framework=framework_for(key.period).id, sheets=sheets, author="test")
    return url


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    folder = tmp_path_factory.mktemp("werkmap met spaties & één")
    dossier(folder)
    with serving(folder) as running:
        yield running


# ---------------------------------------------------------------- start and end


def test_prints_the_full_address_and_listens_on_this_computer_alone(server: Serving) -> None:
    assert re.search(r"http://127\.0\.0\.1:\d+/werkboek/\?token=\S{20,}", server.said)
    listening = {
        one.laddr.ip for one in psutil.Process(server.process.pid).net_connections("tcp") if one.status == "LISTEN"
    }
    assert listening == {"127.0.0.1"}


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_a_signal_ends_it_and_every_kernel(tmp_path: Path, name: str) -> None:
    with serving(tmp_path) as server:
        assert server.ask(PAGE)[0] == 200
        started = server.children()
        assert len(started) >= 2
        assert server.stop(getattr(signal, name)) == 0
        assert server.process.stdout is not None
        assert "gestopt" in server.process.stdout.read()
        assert still_running(started) == []
    assert not list((tmp_path / ".sko" / "runtime").glob("kernel-*.json"))


def test_killed_it_leaves_no_process_either(tmp_path: Path) -> None:
    with serving(tmp_path) as server:
        server.ask(PAGE)
        started = server.children()
        assert started
        server.process.kill()
        assert still_running(started) == []


def test_what_tests_start_hears_ctrl_c_also_when_they_run_in_the_background() -> None:
    script = """
import signal, subprocess, sys
signal.signal(signal.SIGINT, signal.SIG_IGN)
import conftest
ask = "import signal; print(signal.getsignal(signal.SIGINT) is signal.default_int_handler)"
subprocess.run([sys.executable, "-c", ask], check=True)
"""
    tests = str(Path(__file__).parent)
    done = subprocess.run([sys.executable, "-c", script], cwd=tests, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "True"


def test_more_signals_do_no_harm(tmp_path: Path) -> None:
    with serving(tmp_path) as server:
        until(lambda: len(server.children()) >= 2)
        started = server.children()
        while server.process.poll() is None:  # up to its very end
            server.process.send_signal(signal.SIGINT)
            time.sleep(0.02)
        assert server.process.returncode == 0
        assert still_running(started) == []


def test_a_thread_that_hangs_does_not_hold_it(tmp_path: Path) -> None:
    hanging = """
import threading
import sko_widgets.server.app as app
make, app._END_SECONDS = app.make, 2.0
def stuck(*work_folder):
    threading.Thread(target=threading.Event().wait).start()
    return make(*work_folder)
app.make = stuck
"""
    with serving(tmp_path, first=hanging) as server:
        until(lambda: len(server.children()) >= 2)
        started = server.children()
        server.process.send_signal(signal.SIGINT)
        server.process.wait(20)
        assert still_running(started) == []


# ---------------------------------------------------------------- what can be wrong


def test_a_port_in_use_is_named(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(PortError, match=f"Poort {port} is al in gebruik"):
            ports.hold(port, None)
        with serving(tmp_path, "--poort", str(port)) as server:
            assert server.process.wait(30) == 1
            assert f"Poort {port} is al in gebruik" in server.said
            assert "Traceback" not in server.said


def test_without_a_wish_it_takes_the_port_of_last_time(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        free = other.getsockname()[1]
    held, port = ports.hold(None, free)
    assert port == free
    again, other_port = ports.hold(None, free)
    assert other_port != free
    for one in held + again:
        one.close()


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    file = tmp_path / "bestand"
    file.write_text("geen map")
    with pytest.raises(WorkFolderError, match="kan niet worden geschreven"):
        WorkFolder(file / "werkmap").make()


def test_a_browser_that_does_not_open_is_told(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "sko_widgets", "--werkmap", str(tmp_path), "open"]
    environ = {
        name: value for name, value in os.environ.items() if name not in {"DISPLAY", "WAYLAND_DISPLAY", "BROWSER"}
    }
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environ)
    assert process.stdout is not None
    said = ""
    for line in process.stdout:
        said += line
        if "niet vanzelf open." in line:
            break
    process.send_signal(signal.SIGINT)
    assert process.wait(30) == 0
    assert "Kopieer het adres hierboven" in said


def test_broken_settings_of_the_user_do_not_matter(tmp_path: Path) -> None:
    home = tmp_path / "thuis"
    for place in (".jupyter", ".ipython/profile_default", ".config/jupyter"):
        (home / place).mkdir(parents=True)
        for name in ("jupyter_config", "jupyter_server_config", "jupyter_lab_config", "ipython_kernel_config", "voila"):
            (home / place / f"{name}.py").write_text("raise SystemExit('stuk')")
    spec = home / ".local/share/jupyter/kernels/python3"
    spec.mkdir(parents=True)
    (spec / "kernel.json").write_text(json.dumps({"argv": ["false"], "display_name": "stuk", "language": "python"}))
    with serving(tmp_path / "werk", env={"HOME": str(home), "JUPYTER_CONFIG_DIR": str(home / ".jupyter")}) as server:
        assert "Doel" in server.ask(PAGE)[1]
        assert server.stop() == 0
    kept = {".jupyter", ".ipython", ".config", ".local"}
    assert {path.name for path in home.iterdir()} <= kept | {".cache"}
    assert not (home / ".ipython/profile_default/history.sqlite").exists()


# ---------------------------------------------------------------- who may see what


def test_without_token_there_is_a_page_in_dutch_and_nothing_else(server: Serving) -> None:
    status, body, _ = server.ask("/werkboek/", token=False)
    assert status == 200
    assert '<html lang="nl">' in body
    assert "nog geen toegang" in body
    (kernel,) = re.findall(r'<sko-kernel kernel="([^"]+)"', server.ask(PAGE)[1])
    assert server.ask(f"/api/kernels/{kernel}", token=False)[0] == 403
    assert server.ask("/sko/leave/x", b"", token=False)[0] == 403


def test_a_page_asks_nothing_of_others(server: Serving) -> None:
    _, body, headers = server.ask(PAGE)
    policy = headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe-eval" not in policy
    assert not [url for url in re.findall(r"(?:src|href)=\"([^\"]+)\"", body) if re.match(r"(?:https?:)?//", url)]
    assert headers["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize(
    "path",
    [
        "/werkboek/nergens",
        "/werkboek/a/b/c",
        f"/werkboek/les/{'9' * 5000}",
        "/voila/render/nergens.ipynb",
        *GONE,
        "/nergens",
    ],
)
def test_a_page_that_is_not_there_says_so_in_dutch(server: Serving, path: str) -> None:
    status, body, _ = server.ask(path)
    assert status == 404
    assert '<html lang="nl">' in body
    assert "Deze pagina is er niet" in body
    assert "Traceback" not in body


def test_static_files_come_without_token_and_nothing_beside_it(server: Serving) -> None:
    sheet = re.findall(r'href="(/sko/static/[^"]+/app\.css)"', server.ask(PAGE)[1])[0]
    status, _, headers = server.ask(sheet, token=False)
    assert status == 200
    assert "immutable" in headers["Cache-Control"]
    assert server.ask(sheet.replace("app.css", "../pages/page.html.j2"), token=False)[0] == 404
    assert server.ask(sheet.replace("app.css", "fonts/OFL.txt"), token=False)[0] == 404


def test_the_token_is_in_no_log(server: Serving) -> None:
    server.ask(f"/werkboek/nergens?token={server.token}")
    assert server.token not in server.log()


@pytest.mark.skipif(os.name != "posix", reason="file modes")
def test_the_servers_own_folder_is_for_its_user_alone(server: Serving) -> None:
    assert (server.folder / ".sko").stat().st_mode & 0o077 == 0
    assert (server.folder / ".sko" / "server.log").stat().st_mode & 0o077 == 0


# ---------------------------------------------------------------- addresses


@pytest.mark.parametrize(
    ("asked", "led"),
    [
        ("/werkboek", "/werkboek/"),
        ("/werkboek/start.ipynb", "/werkboek/"),
        ("/werkboek/proef.ipynb?a=b%20c&d=%3C", "/werkboek/proef?a=b%20c&d=%3C"),
        ("/werkboek/elzerveen/2025-2026", "/werkboek/elzerveen/2025-2026/"),
        ("/werkboek/elzerveen/2025-2026/les/03", "/werkboek/elzerveen/2025-2026/les/3"),
        ("/voila/render/start.ipynb", "/werkboek/"),
        ("/voila/render/proef.ipynb?a=b%20c&d=%3C", "/werkboek/proef?a=b%20c&d=%3C"),
        ("/voila/render/elzerveen/2025-2026/start.ipynb", "/werkboek/elzerveen/2025-2026/"),
        ("/voila/render/elzerveen/2025-2026/les-12.ipynb", "/werkboek/elzerveen/2025-2026/les/12"),
        ("/voila/render/elzerveen/2025-2026/instrumenten.ipynb", "/werkboek/elzerveen/2025-2026/instrumenten"),
        (
            "/voila/render/elzerveen/2025-2026/meso-samenwerking-2.ipynb?token=TOKEN",
            "/werkboek/elzerveen/2025-2026/meso-samenwerking/2?token=TOKEN",
        ),
        ("/voila/render//elders.nl/a%0d%0ab.ipynb", "/werkboek//elders.nl/a%0D%0Ab"),
    ],
)
def test_an_address_of_before_leads_to_the_page(server: Serving, asked: str, led: str) -> None:
    connection = HTTPConnection("127.0.0.1", int(server.port), timeout=60)
    with contextlib.closing(connection):
        path = asked.replace("TOKEN", server.token)
        connection.request("GET", path, headers={"Authorization": f"token {server.token}"})
        reply = connection.getresponse()
        assert reply.status == 302
        assert reply.headers["Location"] == led.replace("TOKEN", server.token)


def test_an_address_of_before_is_nobodys_without_the_token(server: Serving) -> None:
    assert "nog geen toegang" in server.ask("/voila/render/start.ipynb", token=False)[1]


def test_a_link_between_notebooks_leads_to_the_page(server: Serving) -> None:
    folder = server.folder / "notebooks" / "links" / "map"
    folder.mkdir(parents=True)
    text = "[a](b-2.ipynb#Doel) [b](../../handleiding.ipynb) [c](https://example.org/x.ipynb) [d](#Doel) [e](x.txt)"
    cell = code(f"from IPython.display import Markdown\nMarkdown({text!r})")
    nbformat.write(nbformat.v4.new_notebook(cells=[prose(text), cell]), folder / "waar.ipynb")
    body = server.ask("/werkboek/links/map/waar")[1]
    found = re.findall(r'<a href="([^"]*)">(.)</a>', body)
    assert (
        found
        == [
            ("/werkboek/links/map/b/2#Doel", "a"),
            ("/werkboek/handleiding", "b"),
            ("https://example.org/x.ipynb", "c"),
            ("#Doel", "d"),
            ("x.txt", "e"),
        ]
        * 2
    )


@pytest.mark.parametrize(
    ("page", "above"), [("handleiding", ["Alle coalities"]), ("lesvragen", ["Alle coalities", "Handleiding"])]
)
def test_what_is_read_only_has_a_way_back_and_contents_that_lead_somewhere(
    server: Serving, page: str, above: list[str]
) -> None:
    body = server.ask(f"/werkboek/{page}")[1]
    where = {"Alle coalities": "/werkboek/", "Handleiding": "/werkboek/handleiding"}
    bar = body[body.index('<header class="top">') : body.index("</header>")]
    assert re.findall(r'<li><a href="([^"]*)">([^<]*)</a></li>', bar) == [(where[name], name) for name in above]
    listed = re.findall(r'<li><a href="#([^"]*)">([^<]*)</a>', body)
    sections = re.findall(r'<section class="step" id="([^"]*)"><h2>([^<]*)</h2>', body)
    assert len(sections) > 8
    assert [(unquote(anchor), words) for anchor, words in listed] == sections * 2  # beside the text, and folded


def test_what_is_read_only_takes_no_kernel_and_knows_the_dossier_that_one_came_from(server: Serving) -> None:
    came_from = f"{KEY.slug}/{KEY.period}"
    bar = server.ask(f"/werkboek/{came_from}/rapport")[1]
    assert f'"/werkboek/handleiding?dossier={came_from}"' in bar
    body = server.ask(f"/werkboek/handleiding?dossier={came_from}")[1]
    assert "<sko-kernel" not in body
    found = re.findall(r'<li><a href="([^"]*)">(Raster|Instrumenten|Rapport)</a></li>', body)
    assert [url for url, _ in found] == [f"/werkboek/{came_from}/{name}" for name in ("", "instrumenten", "rapport")]
    for other in ("../../etc", "https://example.org", "a/b?c"):
        assert ">Raster</a>" not in server.ask(f"/werkboek/handleiding?dossier={other}")[1]


def test_pages_need_no_voila(tmp_path: Path) -> None:
    with serving(tmp_path, first="import sys\nsys.modules['voila'] = None") as server:
        assert "<sko-view" in server.ask(PAGE)[1]


# ---------------------------------------------------------------- notebooks


def test_lays_a_notebook_for_each_block_and_cycle(tmp_path: Path) -> None:
    written = notebooks.write_notebooks(tmp_path, KEY, FRAMEWORK, {"meso-samenwerking": 2, "macro-samenhang": 1})
    names = [path.relative_to(tmp_path / "notebooks").as_posix() for path in written]
    assert names[:11] == [
        "elzerveen/2025-2026/start.ipynb",
        "elzerveen/2025-2026/inleiding.ipynb",
        "elzerveen/2025-2026/gegevens.ipynb",
        "elzerveen/2025-2026/voorin.ipynb",
        "elzerveen/2025-2026/rapport.ipynb",
        "elzerveen/2025-2026/meelezen.ipynb",
        "elzerveen/2025-2026/lezen.ipynb",
        "elzerveen/2025-2026/delen.ipynb",
        "elzerveen/2025-2026/meso-samenwerking-1.ipynb",
        "elzerveen/2025-2026/meso-samenwerking-2.ipynb",
        "elzerveen/2025-2026/macro-samenhang-1.ipynb",
    ]
    notebook = nbformat.read(written[9], as_version=4)
    nbformat.validate(notebook)
    known: dict[str, object] = {}
    code_cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    for cell in code_cells[:2]:
        exec(cell.source, known)
    expected = {"coalition": "elzerveen", "period": "2025-2026", "cycle": 2, "store": "", "mode": "app"}
    assert {name: known[name] for name in expected} == expected
    assert not any(cell.get("outputs") for cell in notebook.cells)
    assert all(cell.metadata["jupyter"]["source_hidden"] for cell in code_cells)
    assert "/werkboek/elzerveen/2025-2026/meso-samenwerking/2`" in notebook.cells[0].source
    about = {"colour": "indigo", "title": "Meso – Samenwerking, cyclus 2"}
    assert notebook.metadata["sko"].items() >= about.items()


def test_what_jupyterlab_says_is_on_no_page(server: Serving) -> None:
    assert "Je bent in JupyterLab" in (server.folder / "notebooks" / "start.ipynb").read_text(encoding="utf-8")
    assert "Je bent in JupyterLab" not in server.ask("/werkboek/")[1]
    manual = (server.folder / "notebooks" / "handleiding.ipynb").read_text(encoding="utf-8")
    assert "Je bent in JupyterLab" not in manual  # nothing is to be run there


def test_what_has_not_changed_is_not_written_again(tmp_path: Path) -> None:
    notebooks.write_notebooks(tmp_path, KEY, FRAMEWORK, {"meso-samenwerking": 1})
    path = notebooks.write_notebooks(tmp_path, KEY, FRAMEWORK, {"meso-samenwerking": 1})[1]
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.execution_count = 3
            cell.outputs = [nbformat.v4.new_output("stream", text="iets")]
    nbformat.write(notebook, path)  # as JupyterLab does when it ran there
    before = path.stat().st_mtime_ns
    notebooks.write_notebooks(tmp_path, KEY, FRAMEWORK, {"meso-samenwerking": 1})
    assert path.stat().st_mtime_ns == before


@pytest.mark.parametrize("damage", ["", "{}", "geen json", '{"cells": [1], "metadata": {}}'])
def test_a_damaged_or_older_notebook_is_replaced(tmp_path: Path, damage: str) -> None:
    path = notebooks.write_notebooks(tmp_path, KEY, FRAMEWORK, {"meso-samenwerking": 1})[1]
    good = path.read_text(encoding="utf-8")
    path.write_text(damage, encoding="utf-8")
    notebooks.write_notebooks(tmp_path, KEY, FRAMEWORK, {"meso-samenwerking": 1})
    assert path.read_text(encoding="utf-8") == good
    path.write_text(good.replace("wb.top()", "wb.oud()"), encoding="utf-8")
    notebooks.write_notebooks(tmp_path, KEY, FRAMEWORK, {"meso-samenwerking": 1})
    assert path.read_text(encoding="utf-8") == good


def test_templates_stay_as_they_are(tmp_path: Path) -> None:
    template = resources.workbooks() / "blocks" / "meso-samenwerking.ipynb"
    before = template.read_bytes()
    notebooks.write_notebooks(tmp_path, KEY, FRAMEWORK, {"meso-samenwerking": 1})
    assert template.read_bytes() == before


def test_a_notebook_of_a_known_dossier_is_written_when_it_is_opened(server: Serving) -> None:
    key = DossierKey("kreekdam", "2025-2026")
    dossier(server.folder, key)
    path = server.folder / "notebooks" / key.slug / key.period / "meso-samenwerking-2.ipynb"
    assert not path.exists()
    assert server.ask(f"/werkboek/{key.slug}/{key.period}/meso-samenwerking/2")[0] == 200
    assert path.exists()
    assert server.ask(f"/werkboek/{key.slug}/{key.period}/meso-samenwerking/3")[0] == 404
    assert server.ask(f"/werkboek/iemand/{key.period}/meso-samenwerking/1")[0] == 404


def test_a_coalition_begins_at_its_own_start_page(tmp_path: Path) -> None:
    dossier(tmp_path)
    dossier(tmp_path, DossierKey("elzerveen", "2024-2025"))
    with serving(tmp_path, "elzerveen") as server:
        assert server.start == "/werkboek/elzerveen/2025-2026/"


# ---------------------------------------------------------------- kernels


# What a kernel does to show a page, and which modules it had to load for that.
LOADS = """
import sys
from sko_widgets.kernels.fork_server import warm
warm("sko_widgets.guide.preload")
there = set(sys.modules)
from sko_widgets import home, instrument, workbook
page = workbook("meso-samenwerking", "elzerveen", "2025-2026", 1, sys.argv[1], "app")
page.top(), page.step("goal"), page.bottom()
page = instrument("lesson/12-kansenketen", "elzerveen", "2025-2026", sys.argv[1], "app")
page.top(), page.picture(), page.bottom()
home("elzerveen", "2025-2026", sys.argv[1]).grid()
print("LOADED", *sorted(set(sys.modules) - there))
"""


def test_a_page_loads_nothing_that_was_not_there_beforehand(tmp_path: Path) -> None:
    command = [sys.executable, "-c", LOADS, dossier(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
    assert done.stdout.splitlines()[-1].split() == ["LOADED"]


def test_kernels_that_stand_ready_are_not_shown(server: Serving) -> None:
    until(lambda: len(server.children()) >= 3)
    before = len(server.kernels())
    server.ask(PAGE)
    assert len(server.kernels()) == before + 1


@pytest.mark.skipif(not can_fork(), reason="kernels are forked on POSIX alone")
def test_a_forked_kernel_does_not_write_in_the_file_that_the_server_is_reading(tmp_path: Path) -> None:
    names = ("shell_port", "iopub_port", "stdin_port", "control_port", "hb_port")
    public, secret = zmq.curve_keypair()
    connection = {
        **{name: free_port() for name in names},
        "ip": "127.0.0.1",
        "transport": "tcp",
        "key": "geheim",
        "signature_scheme": "hmac-sha256",
        "curve_publickey": public.decode(),
        "curve_secretkey": secret.decode(),
    }
    file = tmp_path / "kernel.json"
    file.write_text(json.dumps(connection, indent=7))
    before = file.read_bytes()
    argv = ["ipykernel_launcher", "-f", str(file)]
    wanted = {"asked": 1, "argv": argv, "env": dict(os.environ), "cwd": str(tmp_path)}
    theirs, ours = os.pipe()
    command = [sys.executable, "-m", "sko_widgets.kernels.fork_server", str(theirs), "sko_widgets.guide.preload"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, pass_fds=(theirs,)) as fork_server:
        assert fork_server.stdin is not None and fork_server.stdout is not None
        assert "ready" in json.loads(fork_server.stdout.readline())
        fork_server.stdin.write(json.dumps(wanted).encode() + b"\n")
        fork_server.stdin.flush()
        kernel = psutil.Process(json.loads(fork_server.stdout.readline())["pid"])
        client = BlockingKernelClient(connection_file=str(file))
        client.load_connection_file()
        client.start_channels()
        client.wait_for_ready(timeout=60)
        client.stop_channels()
        os.close(ours)
        fork_server.stdin.close()
    still_running([kernel])
    os.close(theirs)
    assert file.read_bytes() == before


def test_a_page_runs_in_the_folder_of_its_notebook(server: Serving) -> None:
    folder = server.folder / "notebooks" / "onder" / "map"
    folder.mkdir(parents=True)
    text = "import os\nfrom IPython.display import HTML\nHTML(os.getcwd() + '|' + os.environ['QUERY_STRING'])"
    nbformat.write(nbformat.v4.new_notebook(cells=[code(text)]), folder / "waar.ipynb")
    body = server.ask(f"/werkboek/onder/map/waar?token={server.token}&a=b%20c")[1]
    assert f"{folder.resolve()}|a=b+c" in body


def test_a_kernel_ends_after_its_page_said_goodbye(server: Serving) -> None:
    body = server.ask(PAGE)[1]
    kernel = re.findall(r'<sko-kernel kernel="([^"]+)"', body)[0]
    assert kernel in server.kernels()
    assert server.ask(f"/sko/leave/{kernel}", b"")[0] == 204
    until(lambda: kernel not in server.kernels())


def fork_servers(server: Serving) -> list[psutil.Process]:
    found = []
    for one in psutil.Process(server.process.pid).children():
        with contextlib.suppress(psutil.Error):  # it ended just now
            if "fork_server" in " ".join(one.cmdline()):
                found.append(one)
    return found


def test_pages_keep_coming_when_the_fork_server_died(tmp_path: Path) -> None:
    with serving(tmp_path) as server:
        until(lambda: len(server.children()) >= 3)
        (fork_server,) = fork_servers(server)
        body = server.ask(PAGE)[1]
        first = re.findall(r'<sko-kernel kernel="([^"]+)"', body)[0]
        fork_server.kill()
        for _ in range(4):
            assert "<sko-view" in server.ask(PAGE)[1]
        assert first in server.kernels()  # its page is none the wiser
        until(lambda: [one.pid for one in fork_servers(server)] not in ([], [fork_server.pid]), 30)
        assert "<sko-view" in server.ask(PAGE)[1]
        started = server.children()
        assert server.stop() == 0
        assert still_running(started) == []


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
def test_where_nothing_can_be_forked_kernels_stand_ready_all_the_same(tmp_path: Path, number: int) -> None:
    cannot = "import sko_widgets.kernels.fork_pool as fork_pool\nfork_pool.can_fork = lambda: False"
    with serving(tmp_path, first=cannot) as server:
        until(lambda: len(server.children()) == 2, 60)
        assert fork_servers(server) == []
        for _ in range(3):
            assert "<sko-view" in server.ask(PAGE)[1]
        started = server.children()
        server.stop(number)
        assert still_running(started) == []


def test_a_page_that_gets_no_kernel_says_so(tmp_path: Path) -> None:
    cannot = """
import sko_widgets.kernels.page_kernels as kernels
async def none(self):
    raise OSError("er kan niets meer bij")
kernels.KernelPool._make = none
"""
    with serving(tmp_path, first=cannot) as server:
        body = server.ask(PAGE)[1]
        assert "Laad de pagina opnieuw" in body
        assert "<sko-kernel" not in body
        assert "er kan niets meer bij" in server.log()


def test_a_cell_that_fails_leaves_the_others_alone(server: Serving) -> None:
    nbformat.write(proof(code("1/0"), code("HTML('<p>daarna</p>')")), server.folder / "notebooks" / "stuk.ipynb")
    body = server.ask("/werkboek/stuk")[1]
    page = re.sub(r"<template.*?</template>", "", body)
    assert "Dit onderdeel kon niet worden geladen" in page
    assert "daarna" in page
    assert "ZeroDivisionError" not in body
    assert "ZeroDivisionError" in server.log()


def test_a_page_that_cannot_begin_says_so_once(server: Serving) -> None:
    broken = nbformat.v4.new_notebook(cells=[code("import nergens", "setup"), code("nergens.x()"), code("nergens.y()")])
    nbformat.write(broken, server.folder / "notebooks" / "begin.ipynb")
    page = re.sub(r"<template.*?</template>", "", server.ask("/werkboek/begin")[1])
    assert page.count("Deze pagina kon niet worden geladen") == 1
    assert "Dit onderdeel" not in page
    assert "ModuleNotFoundError" not in page


def test_a_kernel_that_dies_while_the_page_comes_in(server: Serving) -> None:
    nbformat.write(proof(code("os._exit(3)")), server.folder / "notebooks" / "sterft.ipynb")
    body = server.ask("/werkboek/sterft")[1]
    assert "Dit onderdeel kon niet worden geladen" in re.sub(r"<template.*?</template>", "", body)
    assert "<sko-end>" in body


# ---------------------------------------------------------------- JupyterLab


def test_jupyterlab_is_there_in_dutch(tmp_path: Path) -> None:
    with serving(tmp_path, "--jupyterlab") as server:
        assert server.start == "/lab/tree/start.ipynb"
        assert server.ask("/lab")[0] == 200
        setting = json.loads(server.ask("/lab/api/settings/@jupyterlab/translation-extension:plugin")[1])
        assert setting["schema"]["properties"]["locale"]["default"] == "nl_NL"
        assert json.loads(server.ask("/lab/api/translations/nl_NL")[1])["data"]
        names = set(json.loads(server.ask("/api/kernelspecs")[1])["kernelspecs"])
        assert names == {"python3"}
    assert not (Path.home() / ".jupyter" / "lab" / "user-settings").exists()
