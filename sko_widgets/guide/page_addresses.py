"""Where pages are: in JupyterLab at their notebook, in the app at an address without it.

Both come from the notebook's place in the work folder.  `les-03.ipynb` of a dossier is in the app
`…/les/3`, `meso-samenwerking-2.ipynb` is `…/meso-samenwerking/2`, and `start.ipynb` its folder.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from sko_widgets.framework import Field, Framework, Sheet
from sko_widgets.widget_files import PAGE_FOLDER

INSTRUMENTS = "instrumenten.ipynb"
"""The notebook of all instruments, in a dossier's folder."""
PROFILE = "gegevens.ipynb"
"""The notebook that asks who takes part."""
INTRODUCTION_PAGE = "inleiding.ipynb"
"""The notebook that asks for the report's introduction."""
PUBLICATION = "voorin.ipynb"
"""The notebook that asks for the report's summary and status."""
REPORT = "rapport.ipynb"
"""The notebook where the report is made."""
HAND_OVER = "meelezen.ipynb"
"""The notebook from which somebody is let read along."""
SHARE = "delen.ipynb"
"""The notebook on which one shares with a learning group."""
READING = "lezen.ipynb"
"""The notebook in which they do."""
MANUAL = "handleiding.ipynb"
"""The manual, beside the folders of dossiers."""
READINESS = "klaar-voor-inleveren.ipynb"
"""The notebook that says of all dossiers how far they are, beside the manual."""
GROUPS = "leergroep"
"""The folder of the groups' folders, beside those of coalitions."""
VIEWS = {
    "Open vragen": "open-vragen.ipynb",
    "Naast elkaar": "naast-elkaar.ipynb",
    "Leerlijn": "leerlijn.ipynb",
    "Wat lastig is": "wat-lastig-is.ipynb",
}
"""The views of what was shared with a group: what each is called, and its notebook in the group's folder."""
YEAR = {"Jaaroverzicht": "jaaroverzicht.ipynb"}
"""The page of a group's year, called and kept as a view is."""
_OF_GROUP = VIEWS | YEAR

FROM = "dossier"
"""What the query of the manual's address names: whose pages one came from, `elzerveen/2025-2026`, `leergroep/noord`."""

BLOCK = "bouwsteen"
"""What the query of a view's address names: the block that is looked at."""
THREE = "drie"
"""And which three coalitions are side by side."""

READER, PART, ONLY = "lezer", "deel", "alleen"
"""What the query names of a page where somebody reads along: who reads, what, and whether it is that alone."""

_NOTEBOOK = ".ipynb"
_START = "start"
_LESSON = "les"
_MAIN = {"Raster": "start.ipynb", "Instrumenten": INSTRUMENTS, "Rapport": REPORT}
_DOSSIER = re.compile(r"[a-z0-9-]+/[0-9]{4}-[0-9]{4}")
_GROUP = re.compile(rf"{GROUPS}/[a-z0-9-]+")
_DIGITS = re.compile(r"[0-9]+")
_NUMBERED = re.compile(r"(?P<name>[^0-9].*)-(?P<number>[0-9]+)")


def address_of(notebook: str) -> str:
    """Return the address of a notebook: both within the folder of notebooks, or both relative to one page's folder."""
    folder, slash, file = notebook.rpartition("/")
    stem = file.removesuffix(_NOTEBOOK)
    if stem == file or _DIGITS.fullmatch(stem):
        return notebook  # no notebook; or one whose address would be read as another's number
    if stem == _START:
        return folder + slash
    numbered = _NUMBERED.fullmatch(stem)
    if numbered is None:
        return folder + slash + stem
    name, number = numbered["name"], numbered["number"]
    return f"{folder}{slash}{name}/{number.lstrip('0') if name == _LESSON else number}"


def notebook_of(address: str) -> str:
    """Return the notebook at an address; more than one address may lead to it, `address_of` gives the one to use."""
    if address.endswith(_NOTEBOOK):
        return address
    folder, slash, last = address.rpartition("/")
    if not last:
        return f"{folder}{slash}{_START}{_NOTEBOOK}"
    if folder and _DIGITS.fullmatch(last):
        above, between, name = folder.rpartition("/")
        number = last.lstrip("0").zfill(2) if name == _LESSON else last
        return f"{above}{between}{name}-{number}{_NOTEBOOK}"
    return f"{address}{_NOTEBOOK}"


def link(notebook: str, folder: str) -> str:
    """Return where a link to a notebook leads in the app.

    Parameters
    ----------
    notebook
        The notebook as another one points at it, relative to the folder of that; anything else is returned as it is.
    folder
        The address of that folder, ends in a slash.
    """
    parts = urlsplit(notebook)
    if parts.scheme or parts.netloc or not parts.path.endswith(_NOTEBOOK):
        return notebook
    return urljoin(folder, parts._replace(path=address_of(parts.path)).geturl())


def to(notebook: str) -> str:
    """Return a link to a notebook for the page that this kernel serves.

    Parameters
    ----------
    notebook
        The notebook, relative to the folder of the page's own.
    """
    folder = os.environ.get(PAGE_FOLDER)
    return link(notebook, folder) if folder else notebook


def all_coalitions() -> str:
    """Return a link to the page where one chooses a coalition, from a page of a dossier."""
    return to("../../start.ipynb")


def manual() -> str:
    """Return a link to the manual, from a page of a dossier; in the app it says which, for the way back."""
    dossier = "/".join(os.environ.get(PAGE_FOLDER, "").rstrip("/").split("/")[-2:])
    return to(f"../../{MANUAL}" + (f"?{FROM}={dossier}" if dossier else ""))


def menu(here: str = "") -> list[dict[str, str | bool]]:
    """Return the main pages of a dossier, from one of its pages; `here` is the label of the one that it belongs to."""
    return _menu(_MAIN, here)


def group_menu(here: str = "") -> list[dict[str, str | bool]]:
    """Return the views of a group and the page of its year, from one of its pages; `here` is the label of that one."""
    return _menu(_OF_GROUP, here)


def _menu(main: Mapping[str, str], here: str) -> list[dict[str, str | bool]]:
    pages = {label: to(notebook) for label, notebook in main.items()} | {"Handleiding": manual()}
    return [{"label": label, "url": url, "here": label == here} for label, url in pages.items()]


def menu_of(dossier: str) -> dict[str, str]:
    """Return the notebooks of a dossier's or a group's main pages by their labels, from beside its folder, if any."""
    main = _MAIN if _DOSSIER.fullmatch(dossier) else _OF_GROUP if _GROUP.fullmatch(dossier) else {}
    return {label: f"{dossier}/{name}" for label, name in main.items()}


def general_menu() -> list[dict[str, str | bool]]:
    """Return the main pages beside those of a dossier, from one of them."""
    return [{"label": "Handleiding", "url": to(MANUAL), "here": False}]


def dossier_page(slug: str, period: str) -> str:
    """Return a link to the page of a coalition, from the page where one chooses it."""
    return to(f"{slug}/{period}/start.ipynb")


def group_page(slug: str) -> str:
    """Return a link to the page of a group, from the page where one chooses it."""
    return to(f"{GROUPS}/{slug}/start.ipynb")


def view_page(label: str, block_id: str = "", three: str = "") -> str:
    """Return a link to a view of what was shared with a group, from another page of it.

    Parameters
    ----------
    block_id
        A block in it, if any.
    three
        Which three coalitions are to be side by side; empty for all.
    """
    return to(VIEWS[label] + _query({BLOCK: block_id, THREE: three}))


def start_page() -> str:
    """Return a link to the page where one chooses a coalition, from one beside it."""
    return to("start.ipynb")


def readiness_page() -> str:
    """Return a link to the page that says of all dossiers how far they are, from the page where one chooses."""
    return to(READINESS)


def coalition_page() -> str:
    """Return a link to the page of the coalition, from another page of its dossier."""
    return to("start.ipynb")


def instruments_page() -> str:
    """Return a link to the page of all instruments, from another page of the dossier."""
    return to(INSTRUMENTS)


def profile_page(field: Field | None = None) -> str:
    """Return a link to the page that asks who takes part, or to the one that asks for a field of the profile."""
    return to((field.notebook if field else "") or PROFILE)


def introduction_page() -> str:
    """Return a link to the page that asks for the introduction, from another page of the dossier."""
    return to(INTRODUCTION_PAGE)


def publication_page() -> str:
    """Return a link to the page that asks what the report says of itself, from another page of the dossier."""
    return to(PUBLICATION)


def hand_in_page() -> str:
    """Return a link to the page where the report is made, from another page of the dossier."""
    return to(REPORT)


def hand_over_page(part: str = "") -> str:
    """Return a link to the page from which somebody is let read along: one block, or the whole dossier."""
    return to(HAND_OVER + _query({PART: part}))


def sharing_page(place: str = "") -> str:
    """Return a link to the page where one shares with a learning group; there a cycle or instrument is chosen then."""
    return to(SHARE + _query({PART: place}))


def reading_page(reader: str, part: str = "", *, only: bool = False) -> str:
    """Return a link to the page where a reader reads the dossier, from a part on; or `only` that part."""
    return to(READING + _query({READER: reader, PART: part, ONLY: "ja" if only else ""}))


def asked(name: str) -> str:
    """Return what the query of the page that this kernel serves says of a name; empty for nothing."""
    return dict(parse_qsl(os.environ.get("QUERY_STRING", ""))).get(name, "")


def _query(named: Mapping[str, str]) -> str:
    told = urlencode({name: value for name, value in named.items() if value})
    return f"?{told}" if told else ""


def crumbs(coalition: str, *below: tuple[str, str] | str) -> list[dict[str, str]]:
    """Return the way to a page of a dossier; `below` its coalition's page are others, with their links, and itself."""
    ways = [("Alle coalities", all_coalitions()), (coalition, coalition_page()), *below]
    named = [(one, "") if isinstance(one, str) else one for one in ways]
    return [{"label": label, "url": url} for label, url in named]


def block_page(block_id: str, cycle: int, step: str = "", dossier: str = "") -> str:
    """Return a link to the page of a block and cycle, or to a step on it.

    It is for another page of the dossier; from one outside it, `dossier` is the dossier's folder, `de-brug/2025-2026/`.
    """
    return to(dossier + block_notebook(block_id, cycle) + _at(step))


def instrument_page(sheet: Sheet, step: str = "", dossier: str = "") -> str:
    """Return a link to the page of an instrument, or to a step on it, as `block_page` does."""
    return to(dossier + instrument_notebook(sheet) + _at(step))


def field_page(framework: Framework, sheet_id: str, name: str, newest: int = 1, dossier: str = "") -> str:
    """Return a link to where a field is asked; a block's own title is asked in the `newest` of its cycles."""
    sheet = framework.sheet(sheet_id)
    block_id, _, cycle = sheet_id.removeprefix("block/").partition("/")
    asked = framework.cycle_sheet if sheet_id.startswith("block/") else sheet
    step = asked.step_of(name).name if name in asked.order else ""
    if sheet in framework.front_sheets:
        return to(dossier + (sheet.field(name).notebook or sheet.notebook) + _at(step))
    if not sheet_id.startswith("block/"):
        return instrument_page(sheet, step, dossier)
    return block_page(block_id, int(cycle or newest), step, dossier)


def _at(step: str) -> str:
    return f"#{step}" if step else ""


def block_notebook(block_id: str, cycle: int) -> str:
    """Return the name of the notebook of a block and cycle."""
    return f"{block_id}-{cycle}{_NOTEBOOK}"


def instrument_notebook(sheet: Sheet) -> str:
    """Return the name of the notebook of a lesson, or of another instrument."""
    return f"{_LESSON}-{sheet.number:02}{_NOTEBOOK}" if sheet.number else sheet.notebook.rpartition("/")[2]
