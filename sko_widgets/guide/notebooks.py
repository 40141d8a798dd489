"""Writes notebooks into the work folder: copies of `workbooks/` with their parameters filled in by papermill.

A notebook is disposable: answers live in the store, so a new version goes over an old one.  It
holds ids and never an answer, nor the store's URL, which may hold a password: kernels are told
that by `SKO_OPSLAG`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from sko_widgets import files, resources
from sko_widgets.dossier.sharing import groups
from sko_widgets.dossier.snapshot import DossierKey, Snapshot
from sko_widgets.dossier.store import Store, open_store
from sko_widgets.framework import Framework, Sheet, framework, is_period

from .notebook_file import gist, write_one
from .page_addresses import (
    GROUPS,
    HAND_OVER,
    INSTRUMENTS,
    MANUAL,
    READINESS,
    READING,
    REPORT,
    SHARE,
    VIEWS,
    block_notebook,
    instrument_notebook,
)
from .session_pages import TITLES as OF_SESSIONS

START = "start.ipynb"
GRID = "raster.ipynb"
OVERVIEW = "overzicht.ipynb"
GROUP = "leergroep.ipynb"
ACROSS = "overzicht"
"""The folder of what sees across coalitions."""
SESSIONS = "leergroep"
"""The folder of what is about a group's sessions."""
ANALYSIS = "analyse.ipynb"
_START_CRUMB = ("Alle coalities", START)
_READ = {
    MANUAL: {"title": "Handleiding", "above": [_START_CRUMB]},
    "lesvragen.ipynb": {"title": "Alle vragen van de lessen", "above": [_START_CRUMB, ("Handleiding", MANUAL)]},
}
"""What is read only, without code: what it is called, and the pages that it lies below."""


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
            about = {
                "colour": block.theme.colour,
                "title": f"{block.name}, cyclus {cycle}",
                "walk": True,
                "closes": True,
            }
            target = folder / block_notebook(block_id, cycle)
            written.append(write_one(template, target, {**whose, "cycle": cycle}, about, sheet))
    return written + _write_instruments(folder, whose, chosen, cycles)


def _write_coalition(folder: Path, whose: Mapping[str, str], chosen: Framework) -> list[Path]:
    """Write what is about the coalition as a whole: its page, those that ask for the profile, and the report's."""
    written = [write_one(chosen.workbook(GRID), folder / START, whose, {})]
    for part in (part for sheet in chosen.front_sheets for part in sheet.laid_out):
        about = {"title": part.steps[0].label}
        written.append(write_one(chosen.notebook(part), folder / part.notebook, whose, about, part))
    titles = {
        REPORT: "Rapport",
        HAND_OVER: "Laat iemand meelezen",
        READING: "Meelezen",
        SHARE: "Delen met een leergroep",
    }
    return written + [
        write_one(chosen.workbook(name), folder / name, whose, {"title": titles[name]}) for name in titles
    ]


def _write_instruments(
    folder: Path, whose: Mapping[str, str], chosen: Framework, cycles: Mapping[str, int]
) -> list[Path]:
    overview = chosen.workbook(f"plg/{OVERVIEW}")
    written = [write_one(overview, folder / INSTRUMENTS, whose, {"title": "Instrumenten"})]
    for sheet in chosen.instruments:
        ways = _ways(sheet, chosen, cycles)
        about = {"colour": chosen.colour_of(sheet), "title": sheet.title, "walk": sheet.walk, **ways}
        written.append(write_one(chosen.notebook(sheet), folder / instrument_notebook(sheet), whose, about, sheet))
    return written


def _ways(sheet: Sheet, chosen: Framework, cycles: Mapping[str, int]) -> dict[str, dict[str, str]]:
    """Return where the first and last step of a lesson on a route lead; at its end that is the block that it feeds."""
    route = chosen.route_of(sheet)
    if not route:
        return {}
    at, ways = route.index(sheet), {}
    if at:
        before = route[at - 1]
        place = f"{instrument_notebook(before)}#{before.steps[-1].name}"
        ways["before"] = {"word": "Terug naar", "label": f"les {before.number}", "notebook": place}
    if sheet is not route[-1]:
        after = route[at + 1]
        label = f"Verder naar les {after.number}: {after.title}"
        ways["after"] = {"label": label, "notebook": instrument_notebook(after)}
    for block in chosen.fed_by(route)[:1] if sheet is route[-1] else ():
        place = block_notebook(block.id, cycles.get(block.id, 1))
        ways["after"] = {"label": f"Verder naar {block.name}", "notebook": place}
    return ways


def write_for_snapshot(werkmap: Path, opslag: str, snapshot: Snapshot) -> list[Path]:
    """Write the notebooks of a dossier as it is now."""
    chosen = framework(snapshot.framework)
    last = {block_id: max(snapshot.cycles(block_id), default=1) for block_id in chosen.block_ids}
    return write_notebooks(werkmap, snapshot.key, chosen, last)


def write_general(werkmap: Path) -> list[Path]:
    """Write what belongs to no dossier: the page where one chooses, that of all reports, and the manual."""
    folder = werkmap / "notebooks"
    across = resources.workbooks() / ACROSS / READINESS
    written = [
        write_one(resources.workbooks() / START, folder / START, {}, {}),
        write_one(across, folder / READINESS, {}, {"title": "Klaar voor inleveren"}),
    ]
    plain = [write_one(resources.workbooks() / name, folder / name, {}, about) for name, about in _READ.items()]
    return written + plain


def write_group(werkmap: Path, slug: str) -> list[Path]:
    """Write the notebooks of a group: its page, the views of what was shared with it, and its sessions."""
    folder = werkmap / "notebooks" / GROUPS / slug
    across, sessions = resources.workbooks() / ACROSS, resources.workbooks() / SESSIONS
    written = [write_one(across / GROUP, folder / START, {"group": slug}, {"title": "Leergroep"})]
    titled = [(across / name, label) for label, name in VIEWS.items()]
    titled += [(sessions / name, label) for name, label in OF_SESSIONS.items()]
    return written + [
        write_one(template, folder / template.name, {"group": slug}, {"title": label}) for template, label in titled
    ]


def remove_group(werkmap: Path, slug: str) -> None:
    """Take away the notebooks of a group that was erased, so that its pages are there no more."""
    folder = werkmap / "notebooks" / GROUPS / slug
    for name in (START, *VIEWS.values(), *OF_SESSIONS):
        (folder / name).unlink(missing_ok=True)


def write_analysis(werkmap: Path) -> Path:
    """Write the notebook for who analyses, with its code in sight, unless somebody went on in it: that is theirs."""
    plain = json.loads((resources.workbooks() / ANALYSIS).read_bytes())
    plain["metadata"]["sko"] = {"gist": gist(plain)}
    target = werkmap / "notebooks" / ANALYSIS
    if not target.exists() or _gist_as_written(target) not in (None, plain["metadata"]["sko"]["gist"]):
        files.write(target, (json.dumps(plain, ensure_ascii=False, indent=1) + "\n").encode())
    return target


def _gist_as_written(target: Path) -> str | None:
    """Return the gist of a notebook that nobody changed since it was written; None of any other file."""
    try:
        plain = json.loads(target.read_bytes())
        written = plain["metadata"]["sko"]["gist"]
        return str(written) if written == gist(plain) else None
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return None


def write_known(werkmap: Path, opslag: str, store: Store) -> list[Path]:
    """Write again what was written before, in case there is a new version of it."""
    written = []
    for info in store.dossiers():
        if (werkmap / "notebooks" / info.key.slug / info.key.period).is_dir():
            written += write_for_snapshot(werkmap, opslag, store.snapshot(info.key))
    for group in groups(store):
        if (werkmap / "notebooks" / GROUPS / group.key.slug).is_dir():
            written += write_group(werkmap, group.key.slug)
    return written


def write_for_path(werkmap: Path, opslag: str, path: str) -> DossierKey | None:
    """Write the dossier that the notebook at `path` (within `notebooks`) belongs to, a coalition's or a group's.

    Returns
    -------
    DossierKey or None
        The dossier; None when there is none.
    """
    slug, _, rest = path.partition("/")
    below = rest.partition("/")[0]
    of_group = slug == GROUPS and not is_period(below)  # a coalition may be called so too
    key = DossierKey.of_group(below) if of_group else DossierKey(slug, below)
    with open_store(opslag) as store:
        if key not in (info.key for info in (groups(store) if of_group else store.dossiers())):
            return None
        if of_group:
            write_group(werkmap, key.slug)
        else:
            write_for_snapshot(werkmap, opslag, store.snapshot(key))
    return key
