"""How long it takes from a click to a page that takes text, and what a page costs in memory, beside stock Voilà.

Run it with `python tests/benchmarks/page_time.py [--rounds 10] [--pages 5]`.  The notebook is a block of the example
coalition; both servers run at once and take turns, so that the computer's mood is the same for both:

- sko: `sko open`, as it is;
- voila: `python -m voila` on the same folder, as it comes;
- voila, preheated: the same with `--preheat_kernel=True`, which keeps a kernel for each notebook.

Requests to elsewhere, which stock Voilà makes, are refused at once: with a slow network it is slower than here.
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
from pathlib import Path
from statistics import median

import psutil  # type: ignore[import-untyped]  # no types are published with it
from playwright.sync_api import Browser, Page, sync_playwright

from sko_widgets import resources

NOTEBOOK = "meso-samenwerking-1.ipynb"
OTHERS = ("macro-samenhang-1.ipynb", "micro-uitvoering-1.ipynb", "macro-samenwerking-1.ipynb", "meso-samenhang-1.ipynb")
TEXT = "textarea"
PATIENCE = 120_000
NOWHERE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
REST_SECONDS = 2.5


def sko(folder: Path, *arguments: str) -> list[str]:
    return [sys.executable, "-m", "sko_widgets", "--werkmap", str(folder), *arguments]


@contextlib.contextmanager
def ours(folder: Path) -> Iterator[tuple[psutil.Process, str]]:
    """Run `sko open`; yield its process and the address of the dossier's pages, with `{}` for a notebook."""
    process = subprocess.Popen(sko(folder, "open", "elzerveen", "--geen-browser"), stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    address = next(line.strip() for line in process.stdout if "http://" in line)
    base, _, token = address.partition("/voila/render/elzerveen/2025-2026/start.ipynb")
    try:
        yield psutil.Process(process.pid), f"{base}/voila/render/elzerveen/2025-2026/{{}}{token}"
    finally:
        process.terminate()
        process.wait(30)


@contextlib.contextmanager
def stock(folder: Path, *arguments: str) -> Iterator[tuple[psutil.Process, str]]:
    """Run Voilà on the notebooks; yield as `ours` does."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    store = f"sqlite:///{folder / 'dossiers.sqlite'}"
    notebooks = folder / "notebooks" / "elzerveen" / "2025-2026"
    command = [sys.executable, "-m", "voila", str(notebooks), "--no-browser", f"--port={port}", *arguments]
    environ = {**os.environ, "SKO_OPSLAG": store}
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environ)
    try:
        address = f"http://127.0.0.1:{port}/voila/render/{{}}"
        wait_for(port, process)
        yield psutil.Process(process.pid), address
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
    page.locator(TEXT).first.press_sequentially("x", timeout=PATIENCE)
    return page, time.perf_counter() - began


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


def measure(browser: Browser, servers: dict[str, tuple[psutil.Process, str]], rounds: int) -> dict[str, list[float]]:
    """Open the page on each server in turn, `rounds` times after one that does not count."""
    taken: dict[str, list[float]] = {name: [] for name in servers}
    for number in range(rounds + 1):
        for name, (_, address) in servers.items():
            page, seconds = opened(browser, address.format(NOTEBOOK))
            leave(page)
            if number:
                taken[name].append(seconds)
    return taken


def memory(browser: Browser, server: psutil.Process, address: str, count: int) -> tuple[float, float]:
    """Return PSS and RSS in MB that each of `count` open pages adds."""
    below = settled(server)
    before = megabytes(below, "pss"), megabytes(below, "rss")
    pages = [opened(browser, address.format((NOTEBOOK, *OTHERS)[number % 5]))[0] for number in range(count)]
    below = settled(server)
    after = megabytes(below, "pss"), megabytes(below, "rss")
    for page in pages:
        leave(page)
    return (after[0] - before[0]) / count, (after[1] - before[1]) / count


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--pages", type=int, default=5)
    wanted = parser.parse_args()
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="sko-")))
        example = resources.workbooks() / "voorbeeld" / "voorbeeld.json"
        subprocess.run(sko(folder, "invoer", str(example), "--ja"), check=True, stdout=subprocess.DEVNULL)
        servers = {"sko": stack.enter_context(ours(folder))}  # it lays the notebooks
        servers["voila"] = stack.enter_context(stock(folder))
        servers["voila, preheated"] = stack.enter_context(stock(folder, "--preheat_kernel=True", "--pool_size=1"))
        playwright = stack.enter_context(sync_playwright())
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox", NOWHERE])
        browser.new_context()
        taken = measure(browser, servers, wanted.rounds)
        for name, times in taken.items():
            print(f"{name:18} {median(times):6.2f} s  (of {len(times)}: {min(times):.2f} to {max(times):.2f})")
        for name in servers:
            if name != "sko":
                print(f"sko / {name}: {median(taken['sko']) / median(taken[name]):.2f}")
        for name, (server, address) in servers.items():
            if name != "voila, preheated":
                pss, rss = memory(browser, server, address, wanted.pages)
                print(f"{name:18} {pss:6.0f} MB PSS, {rss:.0f} MB RSS for each of {wanted.pages} open pages")
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
