"""Makes the notebooks fit their sheets: `python -m sko_widgets.framework.fit_notebooks`.

For who changes a sheet or adds one: each field gets its cell, in its place; a cell for a field that is gone goes, with
its help; a sheet or a block without a notebook gets one.  Other prose is left as it is.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from sko_widgets import resources

from .formats import Framework
from .loader import format_files, parse_sheets
from .notebook_check import PICTURE, STEP, asked_in, shows_pictures
from .plain import FrameworkError
from .sheets import Sheet

Cell = dict[str, Any]
_HELP = "help"
_OPENING = "opening"
_BOTTOM = "bottom"


def fit(formats: Mapping[str, Framework], explained: Mapping[str, str]) -> list[Path]:
    """Make the notebooks fit, and return those that were written.

    Parameters
    ----------
    formats
        Format id -> format, oldest first.
    explained
        Name of a field -> what its help says, in Markdown; for fields that get a cell now.
    """
    written = []
    for chosen in formats.values():
        for sheet, block_id in _laid_out(chosen):
            path = chosen.notebook(sheet, block_id)
            before = _read(path) or _model(chosen, sheet, block_id)
            if before is None:
                continue  # nothing to go by; the check of the format names it
            after = {**before, "cells": _fitted(before["cells"], sheet, explained)}
            if after != _read(path):
                target = _own_place(formats, chosen, sheet, block_id)
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(json.dumps(after, indent=1, ensure_ascii=False) + "\n", "utf-8", newline="\n")
                written.append(target)
    return written


def _laid_out(chosen: Framework) -> Iterator[tuple[Sheet, str]]:
    """Yield each sheet that has a notebook, once for each of them and for every block that it serves."""
    for sheet in (part for whole in chosen.sheets for part in whole.laid_out):
        if sheet.notebook:
            for block_id in chosen.block_ids if "{block}" in sheet.notebook else ("",):
                yield sheet, block_id


def _read(path: Path) -> dict[str, Any] | None:
    if not path.is_file():
        return None
    notebook: dict[str, Any] = json.loads(path.read_bytes())
    return notebook


def _model(chosen: Framework, sheet: Sheet, block_id: str) -> dict[str, Any] | None:
    """Return a notebook for a sheet that has none: that of its like, without the prose."""
    for other, other_block in _laid_out(chosen):
        alike = other is sheet if block_id else other in chosen.instruments
        notebook = _read(chosen.notebook(other, other_block)) if alike else None
        if notebook is not None:
            there, here = (other_block, block_id) if block_id else (other.id, sheet.id)
            cells = [cell for cell in notebook["cells"] if not _is_tagged(cell, _HELP)]
            for cell in cells:
                cell["source"] = [line.replace(f'"{there}"', f'"{here}"') for line in cell["source"]]
            if not block_id:
                cells = [cell for cell in cells if _asked(cell) is None]
            return {**notebook, "cells": cells}
    return None


def _own_place(formats: Mapping[str, Framework], chosen: Framework, sheet: Sheet, block_id: str) -> Path:
    """Return where a notebook is written: where it is, unless another format needs it as it stands there."""
    path = chosen.notebook(sheet, block_id)
    others = [other for other in formats.values() if other is not chosen]
    theirs = [
        (other, part)
        for other in others
        for form in other.sheets
        if form.id == sheet.id
        for part in form.laid_out
        if part.notebook == sheet.notebook
    ]
    needed = any(other.notebook(form, block_id) == path and _asks(form) != _asks(sheet) for other, form in theirs)
    return resources.workbooks() / chosen.id / sheet.notebook.replace("{block}", block_id) if needed else path


def _asks(sheet: Sheet) -> tuple[tuple[str, ...], bool]:
    """Return what of a sheet its notebook has to fit."""
    return sheet.order, bool(sheet.pictures)


def _fitted(cells: Sequence[Cell], sheet: Sheet, explained: Mapping[str, str]) -> list[Cell]:
    done: list[Cell] = []
    for cell in cells:
        asked = _asked(cell)
        if asked is None or asked in sheet.order:
            done.append(cell)
        else:
            del done[_before_help(done, len(done)) :]
    before = ""
    for name in sheet.order:
        places = {asked: at for at, cell in enumerate(done) for asked in _all_asked(cell)}
        if name not in places:
            at = places[before] + 1 if before else _beginning(done)
            done[at:at] = _new_cells(name, explained.get(name, ""))
        before = name
    return _with_pictures(done, sheet)


def _with_pictures(cells: Sequence[Cell], sheet: Sheet) -> list[Cell]:
    """Return cells with one that shows the sheet's pictures, above the foot of the page; without, when it has none."""
    showing = [cell["cell_type"] == "code" and shows_pictures("".join(cell["source"])) for cell in cells]
    if not sheet.pictures:
        return [cell for cell, shows in zip(cells, showing, strict=True) if not shows]
    if any(showing):
        return list(cells)
    at = next((at for at, cell in enumerate(cells) if _is_tagged(cell, _BOTTOM)), len(cells))
    return [*cells[:at], _code_cell(PICTURE, f"wb.{PICTURE}()", [PICTURE]), *cells[at:]]


def _beginning(cells: Sequence[Cell]) -> int:
    """Return where a page's first field goes: above the first there is, else under the opening."""
    for at, cell in enumerate(cells):
        if _all_asked(cell):
            return _before_help(cells, at)
    tagged = [_is_tagged(cell, _OPENING) for cell in cells]
    return tagged.index(True) + 1 if any(tagged) else len(cells)


def _before_help(cells: Sequence[Cell], at: int) -> int:
    while at and _is_tagged(cells[at - 1], _HELP):
        at -= 1
    return at


def _new_cells(name: str, text: str) -> Iterator[Cell]:
    cell_id = name.replace("_", "-")
    if text:
        lines = text.splitlines(keepends=True)
        yield {"cell_type": "markdown", "id": f"help-{cell_id}", "metadata": {"tags": [_HELP]}, "source": lines}
    yield _code_cell(cell_id, f'wb.{STEP}("{name}")')


def _code_cell(cell_id: str, source: str, tags: Sequence[str] = ()) -> Cell:
    metadata = {"tags": list(tags)} if tags else {}
    parts: Cell = {"cell_type": "code", "execution_count": None, "id": cell_id, "metadata": metadata, "outputs": []}
    return {**parts, "source": [source]}


def _is_tagged(cell: Cell, tag: str) -> bool:
    return tag in cell["metadata"].get("tags", ())


def _all_asked(cell: Cell) -> list[str]:
    return asked_in("".join(cell["source"])) if cell["cell_type"] == "code" else []


def _asked(cell: Cell) -> str | None:
    """Return the field that a cell asks for and nothing else; None when it is no such cell."""
    asked = _all_asked(cell)
    return asked[0] if len(asked) == 1 else None


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; returns its exit code."""
    parser = argparse.ArgumentParser(prog="python -m sko_widgets.framework.fit_notebooks", description=__doc__)
    parser.add_argument(
        "--explain", nargs=2, action="append", default=[], metavar=("FIELD", "TEXT"), help="the help above a new cell"
    )
    options = parser.parse_args(arguments)
    try:
        written = fit(parse_sheets(format_files()), dict(options.explain))
    except FrameworkError as error:
        sys.stderr.write(f"{error}\n")
        return error.exit_code
    names = [path.relative_to(resources.workbooks().parent).as_posix() for path in written]
    sys.stdout.write("".join(f"{name}\n" for name in names) or "All notebooks fit their sheets.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
