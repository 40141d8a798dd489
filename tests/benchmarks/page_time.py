"""How long it takes from a click to a page that takes text, how long a save takes, and what a page costs in memory.

Run it with `python tests/benchmarks/page_time.py [--rounds 10] [--pages 5] [--beside CHECKOUT]…`.  The notebook is a
block of the example coalition; all servers run at once and take turns, so that the computer's mood is the same for all:

- sko: `sko open`, as it is;
- with `--beside`, the same in another checkout of this repository, by the Python in its `.venv`;
- voila: `python -m voila` on the same folder, as it comes;
- voila, preheated: the same with `--preheat_kernel=True`, which keeps a kernel for each notebook.

Voilà is no dependency of ours: `pip install voila` for its two, else they are left out.  Requests to elsewhere, which
it makes, are refused at once: with a slow network it is slower than here.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from statistics import median

import psutil  # type: ignore[import-untyped]  # no types are published with it
from playwright.sync_api import Browser, Page, sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1]))
from browser import launch

# Blocks that are written in, with the cycle that is not finished yet.
OPEN = (
    ("micro-uitvoering", 1),
    ("macro-uitvoering", 1),
    ("macro-samenhang", 2),
    ("micro-samenhang", 2),
    ("meso-samenhang", 2),
)
FIELD = "Doel"
PATIENCE = 120_000
NOWHERE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
REST_SECONDS = 2.5
PREHEATED = "voila, preheated"
# From leaving a field to the page's word that it is stored, in milliseconds.
SAVE = """() => new Promise((done) => {
  const began = performance.now();
  addEventListener("sko:save", ({ detail }) => detail.state === "saved" && done(performance.now() - began));
  document.activeElement.blur();
})"""


@dataclass(frozen=True)
class Server:
    """A server that runs; `page` is the address of a block's page, with `{}` for the block and for the cycle."""

    process: psutil.Process
    page: str


@contextlib.contextmanager
def ours(folder: Path, checkout: Path | None = None) -> Iterator[Server]:
    """Run `sko open` on the example, of this checkout or another."""
    root = checkout or Path(__file__).parents[2]
    in_environment = "Scripts/python.exe" if os.name == "nt" else "bin/python"
    python = str(checkout / ".venv" / in_environment) if checkout else sys.executable
    sko = [python, "-m", "sko_widgets", "--werkmap", str(folder)]
    example = str(root / "workbooks" / "voorbeeld" / "voorbeeld.json")
    environ = {**os.environ, "PYTHONPATH": str(root)}
    subprocess.run([*sko, "invoer", example, "--ja"], check=True, stdout=subprocess.DEVNULL, cwd=root, env=environ)
    command = [*sko, "open", "elzerveen", "--geen-browser"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=root, env=environ)
    assert process.stdout is not None
    start, _, token = next(line.strip() for line in process.stdout if "http://" in line).partition("?")
    # Before version 0.2 an address named the notebook.
    page = f"{start}{{}}/{{}}" if start.endswith("/") else f"{start.removesuffix('start.ipynb')}{{}}-{{}}.ipynb"
    try:
        yield Server(psutil.Process(process.pid), f"{page}?{token}#goal")
    finally:
        process.terminate()
        process.wait(30)


@contextlib.contextmanager
def stock(folder: Path, *arguments: str) -> Iterator[Server]:
    """Run Voilà on the notebooks."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    store = f"sqlite:///{folder / 'dossiers.sqlite'}"
    notebooks = folder / "notebooks" / "elzerveen" / "2025-2026"
    command = [sys.executable, "-m", "voila", str(notebooks), "--no-browser", f"--port={port}", *arguments]
    environ = {**os.environ, "SKO_OPSLAG": store}
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environ)
    try:
        wait_for(port, process)
        yield Server(psutil.Process(process.pid), f"http://127.0.0.1:{port}/voila/render/{{}}-{{}}.ipynb")
    finally:
        end(process)


def end(process: subprocess.Popen[bytes]) -> None:
    """End a server of Voilà and its kernels; asked to, one that keeps kernels ready takes minutes over it."""
    for one in (*psutil.Process(process.pid).children(recursive=True), process):
        with contextlib.suppress(psutil.NoSuchProcess):
            one.kill()
    process.wait()


def wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    """Wait until a server listens."""
    for _ in range(240):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        if process.poll() is not None:
            break
        time.sleep(0.25)
    raise SystemExit("Voilà did not start")


def opened(browser: Browser, address: str) -> tuple[Page, float]:
    """Open a page in a new tab of a browser that has seen the site before; return it, and the seconds it took."""
    page = browser.contexts[0].new_page()
    time.sleep(REST_SECONDS)  # a new tab keeps the browser busy; pools fill again
    began = time.perf_counter()
    page.goto(address, wait_until="commit", timeout=PATIENCE)
    page.get_by_role("textbox", name=FIELD, exact=True).press_sequentially("x", timeout=PATIENCE)
    return page, time.perf_counter() - began


def saved(page: Page) -> float:
    """Type a word in a field that one is in, and return the seconds until it is stored."""
    page.keyboard.type(" woord")
    return float(page.evaluate(SAVE)) / 1000


def leave(page: Page) -> None:
    """Go elsewhere, as a user does, and close the tab."""
    page.goto("about:blank")
    page.close()


def settled(server: psutil.Process) -> list[psutil.Process]:
    """Return all processes below a server, when none came or went for a while."""
    since, before = time.monotonic(), set[int]()
    while time.monotonic() - since < 2 * REST_SECONDS:
        now = {process.pid for process in server.children(recursive=True)}
        if now != before:
            since, before = time.monotonic(), now
        time.sleep(0.2)
    return [psutil.Process(pid) for pid in before]


def megabytes(processes: list[psutil.Process], kind: str) -> float:
    return float(sum(getattr(process.memory_full_info(), kind) for process in processes)) / 2**20


def measure(browser: Browser, servers: dict[str, Server], rounds: int) -> dict[str, list[tuple[float, float]]]:
    """Open the page on each server in turn and save in it, `rounds` times after one that does not count."""
    taken: dict[str, list[tuple[float, float]]] = {name: [] for name in servers}
    for number in range(rounds + 1):
        for name, server in servers.items():
            page, seconds = opened(browser, server.page.format(*OPEN[0]))
            times = (seconds, saved(page))
            leave(page)
            if number:
                taken[name].append(times)
    return taken


def memory(browser: Browser, server: Server, count: int) -> tuple[float, float]:
    """Return PSS and RSS in MB that each of `count` open pages adds."""
    below = settled(server.process)
    before = megabytes(below, "pss"), megabytes(below, "rss")
    pages = [opened(browser, server.page.format(*OPEN[number % 5]))[0] for number in range(count)]
    below = settled(server.process)
    after = megabytes(below, "pss"), megabytes(below, "rss")
    for page in pages:
        leave(page)
    return (after[0] - before[0]) / count, (after[1] - before[1]) / count


def shown(times: list[float]) -> str:
    """Return a median with the range it comes from."""
    return f"{median(times):6.2f} s (of {len(times)}: {min(times):.2f} to {max(times):.2f})"


def report(taken: dict[str, list[tuple[float, float]]]) -> None:
    """Print times, and what ours are of the others'."""
    for name, times in taken.items():
        ready, kept = (list(kind) for kind in zip(*times, strict=True))
        print(f"{name:18} ready {shown(ready)}, saved {shown(kept)}")
    own = [median(kind) for kind in zip(*taken["sko"], strict=True)]
    for name in [name for name in taken if name != "sko"]:
        other = [median(kind) for kind in zip(*taken[name], strict=True)]
        print(f"sko / {name}: ready {own[0] / other[0]:.2f}, saved {own[1] / other[1]:.2f}")


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--pages", type=int, default=5)
    parser.add_argument("--beside", type=Path, metavar="CHECKOUT", action="append", default=[])
    wanted = parser.parse_args()
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="sko-")))
        servers = {"sko": stack.enter_context(ours(folder / "sko"))}  # it writes the notebooks
        for other in wanted.beside:
            servers[other.name] = stack.enter_context(ours(folder / other.name, other.resolve()))
        if find_spec("voila"):
            servers["voila"] = stack.enter_context(stock(folder / "sko"))
            preheated = stock(folder / "sko", "--preheat_kernel=True", "--pool_size=1")
            servers[PREHEATED] = stack.enter_context(preheated)
        else:
            print("Voilà is not installed, and left out.")
        playwright = stack.enter_context(sync_playwright())
        browser = launch(playwright, NOWHERE)
        browser.new_context()
        report(measure(browser, servers, wanted.rounds))
        for name in [name for name in servers if wanted.pages and name != PREHEATED]:
            pss, rss = memory(browser, servers[name], wanted.pages)
            print(f"{name:18} {pss:6.0f} MB PSS, {rss:.0f} MB RSS for each of {wanted.pages} open pages")
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
