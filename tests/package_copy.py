"""A copy of the package that a test may change, and the recipes of `docs/recipes.md` carried out in it."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from helpers import Done, assert_refused, sko
from serving import Serving
from workbook_browser import opened

ROOT = Path(__file__).resolve().parent.parent
SHIPPED = ("sko_widgets", "workbooks", "templates")
RECIPES = ROOT / "docs" / "recipes.md"
_FENCE = re.compile(r"^```(?P<language>\w+) ?(?P<about>.*)\n(?P<text>(?:.*\n)*?)^```$", re.MULTILINE)
_ANY = "…"


@dataclass(frozen=True)
class Fence:
    """A fenced block of a recipe, and what stands behind its language."""

    language: str
    about: str
    text: str

    def named(self, key: str) -> str:
        """Return a path of `file=…`; empty when there is none."""
        found = re.search(rf"\b{key}=(\S+)", self.about)
        return found[1] if found else ""


def recipes() -> dict[str, list[Fence]]:
    """Return the fenced blocks of each recipe, by its heading."""
    parts = re.split(r"^## (.*)\n", RECIPES.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {
        name: [Fence(one["language"], one["about"], one["text"]) for one in _FENCE.finditer(text)]
        for name, text in zip(parts[1::2], parts[2::2], strict=True)
    }


class PackageCopy:
    """The package in a folder of its own; commands run in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name in SHIPPED:
            shutil.copytree(ROOT / name, folder / name)

    def python(self, *arguments: object) -> Done:
        """Run this Python with the copy's package."""
        return sko(*arguments, program=[sys.executable], cwd=self.folder, PYTHONPATH=str(self.folder))

    def sko(self, *arguments: object) -> Done:
        """Run the command `sko` of the copy."""
        return self.python("-m", "sko_widgets", *arguments)

    def work(self, *arguments: object) -> str:
        """Run the command `sko` of the copy, and return what it said; it may not fail."""
        done = self.sko(*arguments)
        assert done.code == 0, done
        return done.out

    @contextmanager
    def opened(self, folder: Path) -> Iterator[Serving]:
        """Run the copy's `sko open` on a work folder."""
        # Else the folder in which the tests run would go first.
        with opened(folder, PYTHONPATH=str(self.folder), PYTHONSAFEPATH="1") as server:
            yield server

    def fit_notebooks(self, *arguments: object) -> list[str]:
        """Make the notebooks fit; returns those that were written."""
        done = self.python("-m", "sko_widgets.framework.fit_notebooks", *arguments)
        assert done.code == 0, done
        return done.out.splitlines()

    def follow(self, recipe: str) -> None:
        """Carry a recipe out, block by block, as it is written."""
        said = ""
        for fence in recipes()[recipe]:
            if fence.language == "sh":
                ran = [
                    self._ran(shlex.split(line), refused=fence.about == "refused") for line in fence.text.splitlines()
                ]
                said = "".join(done.out + done.err for done in ran)
            elif fence.language == "text":
                assert_said(said, fence.text)
            elif fence.language == "diff":
                self.change(fence.named("file"), fence.text, fence.named("copy-of"))
            else:
                self.write(fence.named("file"), fence.text)

    def write(self, name: str, text: str) -> None:
        """Write a file."""
        file = self.folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="\n")

    def change(self, name: str, difference: str, copy_of: str = "") -> None:
        """Change lines of a file, or of a copy of another one: each part of the difference fits in one place."""
        text = (self.folder / (copy_of or name)).read_text(encoding="utf-8")
        for part in re.split(r"^@@\n", difference, flags=re.MULTILINE):
            before, after = ("".join(_side(part, signs)) for signs in (" -", " +"))
            assert text.count(before) == 1, f"{name}: {before}"
            text = text.replace(before, after)
        self.write(name, text)

    def _ran(self, command: list[str], *, refused: bool) -> Done:
        assert command[0] == "python", command
        done = self.python(*command[1:])
        if refused:
            assert_refused(done)
        else:
            assert done.code == 0, done
        return done


def _side(difference: str, signs: str) -> Iterator[str]:
    """Yield the lines of one side of a difference."""
    return (line[1:] for line in difference.splitlines(keepends=True) if line[0] in signs)


def assert_said(said: str, wanted: str) -> None:
    """Check that these lines were said in this order; a line `…` stands for any, and `…` at the end for its rest."""
    place = 0
    for line in wanted.splitlines():
        if line != _ANY:
            place = said.find(line.removesuffix(_ANY), place)
            assert place >= 0, (line, said)


@dataclass(frozen=True)
class Screen:
    """A page of the app as the server sends it, before a browser does anything with it."""

    source: str

    @property
    def headings(self) -> list[str]:
        """The headings of its steps."""
        return re.findall(r"<h2[^>]*>(.*?)</h2>", self.source)

    @property
    def widgets(self) -> list[dict[str, Any]]:
        """The traits of each widget, in the order of the page."""
        brought = re.findall(r"<script[^>]*\bdata-models\b[^>]*>(.*?)</script>", self.source, re.DOTALL)
        return [model["state"] for one in brought for model in json.loads(one)["models"].values()]

    @property
    def fields(self) -> dict[str, Any]:
        """What stands in each field, by its label."""
        return {widget["label"]: widget["value"] for widget in self.widgets if "revision" in widget}

    def traits(self, name: str) -> list[Any]:
        """Return a trait of each widget that has it."""
        return [widget[name] for widget in self.widgets if name in widget]


def screen(server: Serving, page: str) -> Screen:
    """Return a page by its notebook, `de-brug/2025-2026/start.ipynb`."""
    status, source, _ = server.ask(server.page(page).removeprefix(server.base))
    assert status == 200, (page, status, source)
    return Screen(source)
