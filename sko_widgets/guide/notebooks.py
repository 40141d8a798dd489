"""Lays notebooks into the work folder: copies of `workbooks/` with their parameters filled in by papermill.

A notebook is disposable: answers live in the store, so a new version goes over an old one.  It
holds ids and never an answer, nor the store's URL, which may hold a password: kernels are told
that by `SKO_OPSLAG`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sko_widgets import files, resources
from sko_widgets.dossier.snapshot import DossierKey, Snapshot
from sko_widgets.dossier.store import Store, open_store
from sko_widgets.framework import INTRODUCTION, catalogue, framework
from sko_widgets.kernels.quick_nbformat import load_nbformat

from .addresses import INSTRUMENTS, instrument_page

START = "start.ipynb"
HOME = "raster.ipynb"
OVERVIEW = "overzicht.ipynb"
_GENERAL = ("handleiding.ipynb",)
_INJECTED = "injected-parameters"


def write_notebooks(werkmap: Path, opslag: str, key: DossierKey, cycles: Mapping[str, int]) -> list[Path]:
    """Write the notebooks of one dossier: its start page, each block's cycles, and the instruments.

    Parameters
    ----------
    werkmap
        The work folder.
    opslag
        URL of the store; no notebook gets it.
    key
        The dossier.
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
    written = [_write_one(resources.workbooks() / HOME, folder / START, whose, {})]
    for block, last in cycles.items():
        template = resources.workbooks() / "blocks" / f"{block}.ipynb"
        for cycle in range(1, last + 1):
            name = " – ".join(part.capitalize() for part in block.split("-"))
            about = {"theme": block.rpartition("-")[2], "title": f"{name}, cyclus {cycle}"}
            written.append(_write_one(template, folder / f"{block}-{cycle}.ipynb", {**whose, "cycle": cycle}, about))
    return written + _write_instruments(folder, whose)


def _write_instruments(folder: Path, whose: Mapping[str, str]) -> list[Path]:
    templates = resources.workbooks() / "plg"
    written = [_write_one(templates / OVERVIEW, folder / INSTRUMENTS, whose, {"title": "Instrumenten"})]
    for sheet in catalogue().lessons:
        theme = sheet.feeds[0].rpartition("-")[2]
        about = {"theme": "" if theme == INTRODUCTION else theme, "title": sheet.title}
        template = templates / f"{sheet.id.removeprefix('lesson/')}.ipynb"
        written.append(_write_one(template, folder / instrument_page(sheet.number), whose, about))
    return written


def write_for_snapshot(werkmap: Path, opslag: str, snapshot: Snapshot) -> list[Path]:
    """Write the notebooks of a dossier as it is now."""
    blocks = framework(snapshot.framework).block_ids
    last = {block: max(snapshot.cycles(block), default=1) for block in blocks}
    return write_notebooks(werkmap, opslag, snapshot.key, last)


def write_general(werkmap: Path) -> list[Path]:
    """Write what belongs to no dossier: the page where one chooses, and the manual."""
    folder = werkmap / "notebooks"
    written = [_write_one(resources.workbooks() / START, folder / START, {}, {})]
    there = [resources.workbooks() / name for name in _GENERAL if (resources.workbooks() / name).exists()]
    return written + [_write_one(template, folder / template.name, {}, {}) for template in there]


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


def _write_one(template: Path, target: Path, parameters: Mapping[str, Any], about: Mapping[str, str]) -> Path:
    source = template.read_bytes()
    made_of = _digest([hashlib.sha256(source).hexdigest(), dict(parameters), dict(about)])
    if not _is_current(target, made_of):
        files.write(target, _content(template, parameters, {**about, "made_of": made_of}))
    return target


def _content(template: Path, parameters: Mapping[str, Any], about: Mapping[str, str]) -> bytes:
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
    notebook.metadata["sko"] = {**about, "gist": _gist(notebook)}
    return (str(writes(notebook)) + "\n").encode()


def _is_current(target: Path, made_of: str) -> bool:
    """Tell whether a notebook is there as we would lay it; what JupyterLab adds when it runs there, does not count."""
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
