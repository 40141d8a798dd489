"""What happens when many pages are opened at once, as when a whole PLG begins its session.

Run it with `python tests/benchmarks/many_pages.py [--pages 130]`.  Each page is a block of the example coalition, asked
for at the same moment over plain HTTP; it fails when one of them is not whole.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import median

import psutil  # type: ignore[import-untyped]  # no types are published with it

sys.path.insert(0, str(Path(__file__).parents[1]))
from helpers import EXAMPLE, sko
from serving import Serving, serving

from sko_widgets.dossier import exchange

BLOCKS = ("meso-samenwerking", "macro-samenhang", "micro-uitvoering", "macro-samenwerking", "meso-samenhang")
_TEMPLATES = re.compile(r"<template.*?</template>", re.DOTALL)


def opened(server: Serving, path: str) -> tuple[float, str]:
    """Open a page; return how many seconds it took, and what is wrong with it."""
    began = time.monotonic()
    status, body, _ = server.ask(path, wait=600)
    shown = _TEMPLATES.sub("", body)
    whole = status == 200 and "<sko-view" in shown and "<sko-end>" in shown and "kon niet worden geladen" not in shown
    return time.monotonic() - began, "" if whole else f"{status} {path} {shown[-200:]}"


def main() -> int:
    """Open pages, and print how it went."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--pages", type=int, default=130)
    pages = parser.parse_args().pages
    with tempfile.TemporaryDirectory() as folder:
        taken = sko("--werkmap", folder, "invoer", "--ja", EXAMPLE)
        assert taken.code == 0, taken
        key = exchange.read_file(EXAMPLE).key
        with serving(Path(folder)) as server, ThreadPoolExecutor(pages) as at_once:
            paths = [f"/werkboek/{key.slug}/{key.period}/{BLOCKS[number % len(BLOCKS)]}/1" for number in range(pages)]
            began = time.monotonic()
            done = list(at_once.map(lambda path: opened(server, path), paths))
            took = time.monotonic() - began
            memory = sum(one.memory_full_info().pss for one in server.children()) / 2**20
    wrong = [what for _, what in done if what]
    seconds = sorted(one for one, _ in done)
    print(f"{pages} pages at once, {psutil.cpu_count()} cores: {pages - len(wrong)} whole, {len(wrong)} not")
    print(f"all in {took:.1f} s; first {seconds[0]:.1f} s, median {median(seconds):.1f} s, last {seconds[-1]:.1f} s")
    print(f"{memory:.0f} MB PSS in all kernels")
    print("\n".join(wrong))
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
