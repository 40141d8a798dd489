"""A running `sko open` for tests, and a notebook with widgets of the tests' own to open in it."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import nbformat
import psutil  # type: ignore[import-untyped]  # no types are published with it

from sko_widgets.guide.page_addresses import address_of

PROOF = "proef.ipynb"
_START_SECONDS = 60.0

# A field that says back in capitals what was typed, with bytes both ways.
WIDGETS = '''
import os, anywidget, traitlets

class Field(anywidget.AnyWidget):
    """A text field."""

    _esm = """
    export default {
      initialize({ model }) { model.set("started", model.get("started") + 1); },
      render({ model, el }) {
        const label = document.createElement("label");
        const box = document.createElement("textarea");
        const said = document.createElement("output");
        label.append(model.get("label"), box);
        box.value = model.get("value");
        box.addEventListener("input", () => { model.set("value", box.value); model.save_changes(); });
        const ask = document.createElement("button");
        ask.textContent = "Vraag " + model.get("label");
        ask.onclick = () => model.send({ text: box.value }, null, [new Uint8Array([1, 2, 3]).buffer]);
        model.on("change:loud", () => { said.textContent = model.get("loud"); });
        model.on("msg:custom", (message, buffers) => { said.dataset.got = message.got + ":" + buffers[0].byteLength; });
        window.addEventListener("sko:offline", () => { el.dataset.link = "offline"; });
        window.addEventListener("sko:online", () => { el.dataset.link = "online"; });
        el.append(label, ask, said);
        return () => { window.cleaned = (window.cleaned ?? 0) + 1; };
      },
    };
    """
    _css = "textarea { display: block; inline-size: 100%; font: inherit }"
    label = traitlets.Unicode().tag(sync=True)
    value = traitlets.Unicode().tag(sync=True)
    loud = traitlets.Unicode().tag(sync=True)
    started = traitlets.Int(0).tag(sync=True)

    def __init__(self, label, value=""):
        super().__init__(label=label, value=value)
        self.on_msg(lambda _, message, buffers: self.send({"got": message["text"]}, [bytes(buffers[0]) * 2]))

    @traitlets.observe("value")
    def _typed(self, change):
        self.loud = change["new"].upper()
        if change["new"].startswith("bewaar"):
            with open(change["new"] + ".txt", "w") as file:
                file.write(str(os.getpid()))
'''


def code(source: str, *tags: str) -> Any:
    return nbformat.v4.new_code_cell(source, metadata={"tags": list(tags)})


def prose(source: str, *tags: str) -> Any:
    return nbformat.v4.new_markdown_cell(source, metadata={"tags": list(tags)})


def proof(*more: Any) -> Any:
    """Return the notebook: a bar, a side, three steps, and what else is given."""
    cells = [
        code("", "parameters"),
        code(WIDGETS, "setup"),
        code("from IPython.display import HTML\nHTML('<p>Een balk</p>')", "top"),
        code("HTML('<ol><li><a href=\"#Doel\">Doel</a></li></ol>')", "side"),
        prose("# Van losse uren naar één programma"),
    ]
    for label in ("Doel", "Eigen vraag", "Acties"):
        cells += [prose(f"## {label}"), prose(f"Wat hoort bij **{label}**?", "help"), code(f"Field({label!r}, 'oud')")]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    about = {"title": "Proef", "colour": "indigo"}
    return nbformat.v4.new_notebook(cells=cells + list(more), metadata={"kernelspec": kernel, "sko": about})


class Serving:
    """A `sko open` that runs."""

    def __init__(self, folder: Path, *arguments: str, env: dict[str, str] | None = None, first: str = "") -> None:
        self.folder = folder
        run = f"{first}\nimport runpy\nrunpy.run_module('sko_widgets', run_name='__main__')"
        begin = [sys.executable, "-c", run] if first else [sys.executable, "-m", "sko_widgets"]
        command = [*begin, "--werkmap", str(folder), "open", "--geen-browser", *arguments]
        environ = {name: value for name, value in os.environ.items() if not name.startswith(("SKO_", "JUPYTER"))}
        self.process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env={**environ, **(env or {})}
        )
        self.said = ""
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.said += line
            if "Ctrl-C" in line:
                break
        found = re.search(r"(http://127\.0\.0\.1:(\d+))(\S*)\?token=(\S+)", self.said)
        self.base, self.port, self.start, self.token = found.groups() if found else ("", "", "", "")

    @property
    def url(self) -> str:
        """The address that was printed."""
        return f"{self.base}{self.start}?token={self.token}"

    def page(self, name: str = PROOF) -> str:
        """Return the address of the page of a notebook, with the token."""
        return f"{self.base}/werkboek/{address_of(name)}?token={self.token}"

    def ask(
        self, path: str, data: bytes | None = None, *, token: bool = True, wait: float = 60
    ) -> tuple[int, str, Any]:
        """Return status, body and headers."""
        request = urllib.request.Request(f"{self.base}{path}", data=data)
        if token:
            request.add_header("Authorization", f"token {self.token}")
        try:
            with urllib.request.urlopen(request, timeout=wait) as reply:
                return reply.status, reply.read().decode(), reply.headers
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode(), error.headers

    def kernels(self) -> set[str]:
        """Return the ids of the kernels that are in use; the server gives no list of them."""
        ids = [one.stem.removeprefix("kernel-") for one in (self.folder / ".sko" / "runtime").glob("kernel-*.json")]
        return {one for one in ids if self.ask(f"/api/kernels/{one}")[0] == 200}

    def children(self) -> list[psutil.Process]:
        """Return the processes that it started, and those they started."""
        with contextlib.suppress(psutil.NoSuchProcess):
            return list(psutil.Process(self.process.pid).children(recursive=True))
        return []

    def stop(self, number: int = signal.SIGINT) -> int:
        self.process.send_signal(number)
        return self.process.wait(30)

    def end(self) -> None:
        """End it and what it started, at once: as when the power goes."""
        left = self.children()
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait(30)
        for one in left:  # they would notice in a second
            with contextlib.suppress(psutil.NoSuchProcess):
                one.kill()
        still_running(left)
        assert self.process.stdout is not None
        self.process.stdout.close()

    def log(self) -> str:
        return (self.folder / ".sko" / "server.log").read_text(encoding="utf-8")


@contextlib.contextmanager
def serving(folder: Path, *arguments: str, env: dict[str, str] | None = None, first: str = "") -> Iterator[Serving]:
    """Run `sko open` on a work folder with the notebook in it; `first` is code that runs before."""
    (folder / "notebooks").mkdir(parents=True, exist_ok=True)
    if not (folder / "notebooks" / PROOF).exists():
        nbformat.write(proof(), folder / "notebooks" / PROOF)
    server = Serving(folder, *arguments, env=env, first=first)
    try:
        yield server
    finally:
        server.end()


def until(condition: Callable[[], object], seconds: float = 60.0) -> None:
    """Wait until something holds."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.05)


def still_running(processes: Sequence[psutil.Process], seconds: float = 60.0) -> list[psutil.Process]:
    """Return which processes have not ended after so many seconds.

    One that ended stays in the list of processes until its parent asks for it; the first process of a container, which
    is the parent of orphans, may take seconds for that.
    """
    deadline = time.monotonic() + seconds
    while (running := [one for one in processes if _runs(one)]) and time.monotonic() < deadline:
        time.sleep(0.02)
    return running


def _runs(process: psutil.Process) -> bool:
    with contextlib.suppress(psutil.NoSuchProcess):
        return bool(process.is_running() and process.status() != psutil.STATUS_ZOMBIE)
    return False
