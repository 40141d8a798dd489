"""Writes notebooks into the work folder: copies of `workbooks/` with their parameters filled in by papermill.

A notebook is disposable: answers live in the store, so a new version goes over an old one.  It
holds ids and never an answer, nor the store's URL, which may hold a password: kernels are told
that by `SKO_OPSLAG`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sko_widgets import files, resources
from sko_widgets.dossier.snapshot import DossierKey, Snapshot
from sko_widgets.dossier.store import Store, open_store
from sko_widgets.framework import Framework, Sheet, Step, asked_in, framework
from sko_widgets.kernels.quick_nbformat import load_nbformat

from .page_addresses import (
    HAND_OVER,
    INSTRUMENTS,
    MANUAL,
    READING,
    REPORT,
    address_of,
    block_notebook,
    instrument_notebook,
)

if TYPE_CHECKING:
    from nbformat import NotebookNode

START = "start.ipynb"
GRID = "raster.ipynb"
OVERVIEW = "overzicht.ipynb"
ANALYSIS = "analyse.ipynb"
_START_CRUMB = ("Alle coalities", START)
_READ = {
    MANUAL: {"title": "Handleiding", "above": [_START_CRUMB]},
    "lesvragen.ipynb": {"title": "Alle vragen van de lessen", "above": [_START_CRUMB, ("Handleiding", MANUAL)]},
}
"""What is read only, without code: what it is called, and the pages that it lies below."""
LAB = "lab"
"""Tag of the cell that only JupyterLab shows."""
_LAB_NOTE = """\
**Je bent in JupyterLab.** Deze pagina begint hier niet vanzelf: kies in het menu *Uitvoeren* de regel *Run All Cells*.
Daarna schrijf je erin zoals in het werkboek.

Terug naar het werkboek? Vervang in de adresbalk van je browser alles vanaf `/lab` door `/werkboek/{page}`"""
_INJECTED = "injected-parameters"
_BEFORE_FIELDS = {"help", "screen"}
"""Tags of the cells that stand between a step's heading and its fields."""


def write_notebooks(werkmap: Path, key: DossierKey, chosen: Framework, cycles: Mapping[str, int]) -> list[Path]:
    """Write the notebooks of one dossier: its start page, each block's cycles, and the instruments.

    Parameters
    ----------
    werkmap
        The work folder.
    key, chosen
        The dossier and its format, which says which notebooks there are.
    cycles
        Block id -> number of its last cycle; the cycles before it are written too.

    Returns
    -------
    list of Path
        The notebooks, whether they had to be written or not.

    Raises
    ------
    FileError
        When a notebook cannot be written.
    """
    folder = werkmap / "notebooks" / key.slug / key.period
    whose = {"coalition": key.slug, "period": key.period}
    written = _write_coalition(folder, whose, chosen)
    for block_id, last in cycles.items():
        block, sheet = chosen.block(block_id), chosen.cycle_sheet
        template = chosen.notebook(sheet, block_id)
        for cycle in range(1, last + 1):
            about = {"colour": block.theme.colour, "title": f"{block.name}, cyclus {cycle}", "walk": True}
            target = folder / block_notebook(block_id, cycle)
            written.append(_write_one(template, target, {**whose, "cycle": cycle}, about, sheet))
    return written + _write_instruments(folder, whose, chosen)


def _write_coalition(folder: Path, whose: Mapping[str, str], chosen: Framework) -> list[Path]:
    """Write what is about the coalition as a whole: its page, those that ask for the profile, and the report's."""
    written = [_write_one(chosen.workbook(GRID), folder / START, whose, {})]
    for part in chosen.profile.laid_out:
        about = {"title": part.steps[0].label}
        written.append(_write_one(chosen.notebook(part), folder / part.notebook, whose, about, part))
    titles = {REPORT: "Rapport", HAND_OVER: "Laat iemand meelezen", READING: "Meelezen"}
    return written + [
        _write_one(chosen.workbook(name), folder / name, whose, {"title": titles[name]}) for name in titles
    ]


def _write_instruments(folder: Path, whose: Mapping[str, str], chosen: Framework) -> list[Path]:
    overview = chosen.workbook(f"plg/{OVERVIEW}")
    written = [_write_one(overview, folder / INSTRUMENTS, whose, {"title": "Instrumenten"})]
    for sheet in chosen.instruments:
        about = {"colour": chosen.colour_of(sheet), "title": sheet.title}
        written.append(_write_one(chosen.notebook(sheet), folder / instrument_notebook(sheet), whose, about, sheet))
    return written


def write_for_snapshot(werkmap: Path, opslag: str, snapshot: Snapshot) -> list[Path]:
    """Write the notebooks of a dossier as it is now."""
    chosen = framework(snapshot.framework)
    last = {block_id: max(snapshot.cycles(block_id), default=1) for block_id in chosen.block_ids}
    return write_notebooks(werkmap, snapshot.key, chosen, last)


def write_general(werkmap: Path) -> list[Path]:
    """Write what belongs to no dossier: the page where one chooses, and the manual."""
    folder = werkmap / "notebooks"
    written = [_write_one(resources.workbooks() / START, folder / START, {}, {})]
    plain = [_write_one(resources.workbooks() / name, folder / name, {}, about) for name, about in _READ.items()]
    return written + plain


def write_analysis(werkmap: Path) -> Path:
    """Write the notebook for who analyses, with its code in sight, unless somebody went on in it: that is theirs."""
    plain = json.loads((resources.workbooks() / ANALYSIS).read_bytes())
    plain["metadata"]["sko"] = {"gist": _gist(plain)}
    target = werkmap / "notebooks" / ANALYSIS
    if not target.exists() or _gist_as_written(target) not in (None, plain["metadata"]["sko"]["gist"]):
        files.write(target, (json.dumps(plain, ensure_ascii=False, indent=1) + "\n").encode())
    return target


def _gist_as_written(target: Path) -> str | None:
    """Return the gist of a notebook that nobody changed since it was written; None of any other file."""
    try:
        plain = json.loads(target.read_bytes())
        written = plain["metadata"]["sko"]["gist"]
        return str(written) if written == _gist(plain) else None
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return None


def write_known(werkmap: Path, opslag: str, store: Store) -> list[Path]:
    """Write again what was written before, in case there is a new version of it."""
    written = []
    for info in store.dossiers():
        if (werkmap / "notebooks" / info.key.slug / info.key.period).is_dir():
            written += write_for_snapshot(werkmap, opslag, store.snapshot(info.key))
    return written


def write_for_path(werkmap: Path, opslag: str, path: str) -> DossierKey | None:
    """Write the dossier that the notebook at `path` (within `notebooks`) belongs to.

    Returns
    -------
    DossierKey or None
        The dossier; None when there is none.
    """
    slug, _, rest = path.partition("/")
    with open_store(opslag) as store:
        for info in store.dossiers():
            if (info.key.slug, info.key.period) == (slug, rest.partition("/")[0]):
                write_for_snapshot(werkmap, opslag, store.snapshot(info.key))
                return info.key
    return None


def _write_one(
    template: Path,
    target: Path,
    parameters: Mapping[str, Any],
    about: Mapping[str, Any],
    sheet: Sheet | None = None,
) -> Path:
    source = template.read_bytes()
    steps = sheet.steps if sheet else ()
    labels = [[step.name, step.label, step.ask, step.hint, [field.label for field in step.fields]] for step in steps]
    whose = [str(parameters[name]) for name in ("coalition", "period") if name in parameters]
    note = _LAB_NOTE.format(page=address_of("/".join([*whose, target.name])))
    made_of = _digest([hashlib.sha256(source).hexdigest(), dict(parameters), dict(about), labels, note])
    if not _is_current(target, made_of):
        files.write(target, _content(template, parameters, {**about, "made_of": made_of}, steps, note))
    return target


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
    notebook.cells = _for_lab(_with_headings(notebook.cells, steps), note)
    notebook.metadata["sko"] = {**about, "gist": _gist(notebook)}
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
    headings = _headings(steps)
    done: list[NotebookNode] = []
    for cell in cells:
        asked = asked_in(cell.source) if cell.cell_type == "code" else []
        heading = headings.get(asked[0]) if asked else None
        if heading is not None:
            at = len(done)
            while at and _BEFORE_FIELDS.intersection(done[at - 1].metadata.get("tags", ())):
                at -= 1
            done.insert(at, heading)
        done.append(cell)
    return done


def _headings(steps: Sequence[Step]) -> dict[str, NotebookNode]:
    """Return the heading above a field: that of its step, and of a further field its own label one level lower."""
    from nbformat.v4 import new_markdown_cell

    found = {}
    for step in steps:
        for number, field in enumerate(step.fields):
            if number and step.has_own_name:
                break  # its fields have their labels beside them
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
        return bool(sko["made_of"] == made_of and sko["gist"] == _gist(plain))
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return False


def _gist(notebook: Mapping[str, Any]) -> str:
    return _digest(
        [
            [cell["cell_type"], "".join(cell["source"]), list(cell["metadata"].get("tags", ()))]
            for cell in notebook["cells"]
        ]
    )


def _digest(value: Any) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()[:16]
