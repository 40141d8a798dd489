"""One notebook in the work folder: a copy of a template, its parameters filled in by papermill.

It has what JupyterLab needs to be used as a page is, and a digest of what it was made of, so that it is written again
when that changed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sko_widgets import files
from sko_widgets.framework import Sheet, Step, asked_in, shows_pictures
from sko_widgets.kernels.quick_nbformat import load_nbformat

from .page_addresses import GROUPS, address_of

if TYPE_CHECKING:
    from nbformat import NotebookNode

LAB = "lab"
"""Tag of the cell that only JupyterLab shows."""
_LAB_NOTE = """\
**Je bent in JupyterLab.** Deze pagina begint hier niet vanzelf: kies in het menu *Uitvoeren* de regel *Run All Cells*.
Daarna schrijf je erin zoals in het werkboek.

Terug naar het werkboek? Vervang in de adresbalk van je browser alles vanaf `/lab` door `/werkboek/{page}`"""
PICTURE_STEP = "picture"
"""The step that shows the pictures of a sheet, on a page where one step is in sight at a time."""
PICTURE_ASKS = {
    "label": "Het plaatje",
    "ask": "Hoe staat het er samen voor?",
    "hint": "Het plaatje tekent wat je bij de stappen opschrijft.",
}
"""What it is called, its question, and what to know of it."""
_INJECTED = "injected-parameters"
_BEFORE_FIELDS = {"help", "screen"}
"""Tags of the cells that stand between a step's heading and its fields."""


def write_one(
    template: Path,
    target: Path,
    parameters: Mapping[str, Any],
    about: Mapping[str, Any],
    sheet: Sheet | None = None,
) -> Path:
    """Write a notebook, unless it is there as it would be written.

    Parameters
    ----------
    template, target
        What it is a copy of, and where it goes.
    parameters
        What is filled in: ids of whose it is, and of what it is about.
    about
        What its page is told: `title`, `colour`, `walk`, `closes`, `above`; `before` and `after` are the ways out of
        its first and its last step.
    sheet
        What it lays out; its steps get their headings.
    """
    source = template.read_bytes()
    steps = sheet.steps if sheet else ()
    labels = [[step.name, step.label, step.ask, step.hint, [field.label for field in step.fields]] for step in steps]
    note = _LAB_NOTE.format(page=address_of("/".join([*_folder(parameters), target.name])))
    made_of = _digest([hashlib.sha256(source).hexdigest(), dict(parameters), dict(about), labels, note])
    if not _is_current(target, made_of):
        files.write(target, _content(template, parameters, {**about, "made_of": made_of}, steps, note))
    return target


def _folder(parameters: Mapping[str, Any]) -> list[str]:
    """Return the folders in which the page of a notebook is."""
    if "group" in parameters:
        return [GROUPS, parameters["group"]]
    return [parameters[name] for name in ("coalition", "period") if name in parameters]


def _content(
    template: Path, parameters: Mapping[str, Any], about: Mapping[str, Any], steps: Sequence[Step], note: str
) -> bytes:
    load_nbformat()
    from nbformat.v4 import writes
    from papermill.iorw import load_notebook_node
    from papermill.parameterize import parameterize_notebook

    notebook = load_notebook_node(str(template))
    if parameters:
        notebook = parameterize_notebook(notebook, {**parameters, "store": "", "mode": "app"}, comment="Van sko")
    for holder in (notebook, *notebook.cells):
        holder.metadata.pop("papermill", None)
    for cell in notebook.cells:
        if _INJECTED in cell.metadata.get("tags", ()):
            cell.id = _INJECTED  # papermill draws a new one each time, and the file would never be the same
    cells = _with_headings(notebook.cells, steps)
    if about.get("walk") and not any(step.drawn for step in steps):
        cells = _picture_first(cells)
    notebook.cells = _for_lab(cells, note)
    notebook.metadata["sko"] = {**about, "gist": gist(notebook)}
    return (str(writes(notebook)) + "\n").encode()


def _for_lab(cells: Sequence[NotebookNode], note: str) -> list[NotebookNode]:
    """Return cells with their code folded in JupyterLab, and above them how to begin there, if there is code."""
    from nbformat.v4 import new_markdown_cell

    code = [cell for cell in cells if cell.cell_type == "code"]
    for cell in code:
        cell.metadata["jupyter"] = {"source_hidden": True}
    first = [new_markdown_cell(note, id=LAB, metadata={"tags": [LAB]})] if code else []
    return [*first, *cells]


def _with_headings(cells: Sequence[NotebookNode], steps: Sequence[Step]) -> list[NotebookNode]:
    """Return cells with above each step the heading that its sheet gives it: before its help, and before its fields."""
    headings = _headings(step for step in steps if not step.drawn)
    above_picture = next(iter(_headings(step for step in steps if step.drawn).values()), None)
    done: list[NotebookNode] = []
    for cell in cells:
        asked = asked_in(cell.source) if cell.cell_type == "code" else []
        heading = headings.get(asked[0]) if asked else None
        if cell.cell_type == "code" and shows_pictures(cell.source):
            heading = above_picture
        if heading is not None:
            at = len(done)
            while at and _BEFORE_FIELDS.intersection(done[at - 1].metadata.get("tags", ())):
                at -= 1
            done.insert(at, heading)
        done.append(cell)
    return done


def _picture_first(cells: list[NotebookNode]) -> list[NotebookNode]:
    """Return cells with the pictures as the first step, if there are any."""
    from nbformat.v4 import new_markdown_cell

    at = next((at for at, cell in enumerate(cells) if cell.cell_type == "code" and shows_pictures(cell.source)), None)
    if at is None:
        return cells
    about = {"tags": ["heading"], "anchor": PICTURE_STEP, **PICTURE_ASKS}
    heading = new_markdown_cell(f"## {PICTURE_ASKS['label']}", id=f"heading-{PICTURE_STEP}", metadata=about)
    first = next(number for number, cell in enumerate(cells) if "heading" in cell.metadata.get("tags", ()))
    others = [cell for number, cell in enumerate(cells) if number != at]
    return [*others[:first], heading, cells[at], *others[first:]]


def _headings(steps: Iterable[Step]) -> dict[str, NotebookNode]:
    """Return the heading above a field: that of its step, and of a further field its own label one level lower."""
    from nbformat.v4 import new_markdown_cell

    found = {}
    for step in steps:
        for number, field in enumerate(step.fields):
            if number and (step.has_own_name or field.former):
                continue  # it has its label beside it
            text = (
                f"### {field.label}" if number else "\n\n".join(filter(None, (f"## {step.label}", step.ask, step.hint)))
            )
            name = field.name if number else step.name
            about = {"tags": ["heading"], "anchor": name}
            if not number:
                about |= {"label": step.label, "ask": step.ask or step.label, "hint": step.hint}
            found[field.name] = new_markdown_cell(text, id=f"heading-{name.replace('_', '-')}", metadata=about)
    return found


def _is_current(target: Path, made_of: str) -> bool:
    """Tell whether a notebook is there as we would write it; what JupyterLab adds when it runs there does not count."""
    try:
        plain = json.loads(target.read_bytes())
        sko = plain["metadata"]["sko"]
        return bool(sko["made_of"] == made_of and sko["gist"] == gist(plain))
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return False


def gist(notebook: Mapping[str, Any]) -> str:
    """Return a digest of a notebook's cells; what JupyterLab adds when it runs there does not count."""
    return _digest(
        [
            [cell["cell_type"], "".join(cell["source"]), list(cell["metadata"].get("tags", ()))]
            for cell in notebook["cells"]
        ]
    )


def _digest(value: Any) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()[:16]
