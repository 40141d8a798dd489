"""What a machine can hold of the words on screen: who speaks, whom the examples are about, what must not come back."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from sko_widgets import framework, resources

PACKAGE = Path(__file__).parent.parent / "sko_widgets"
BLOCKS = sorted(resources.workbooks().glob("blocks/*.ipynb"))
NOTEBOOKS = sorted(resources.workbooks().rglob("*.ipynb"))
SHEETS = sorted((PACKAGE / "framework" / "data").rglob("sheets/*.yaml"))
EXAMPLE = resources.workbooks() / "voorbeeld" / "voorbeeld.json"

SECONDARY = re.compile(
    r"\b(docent\w*|mentor\w*|brugklas\w*|vmbo|havo|vwo|leerja(ar|ren)|lesuur|toetsweek|klas [1-6]"
    r"|middelbare school|voortgezet onderwijs)\b",
    re.IGNORECASE,
)
"""Words that only a secondary school uses."""

NOT_AGAIN = (
    "jullie nodig hebt",
    "de goede kinderen kwam",
    "maak je de woorden",
    "waar het geld bleef",
    "knelt nog geen doel",
    "in hun hoofd en hart",
    "vraag van cyclus 1 wil weten",
    "met kinderen voorheeft",
    "lukt haar niet",
    "houdt haar alinea",
    "Dan is het hem",
    "vangt jullie hele",
    "langs de lat",
    "eerst rond in een voorbeeld",
    "werk op maat",
    "Achter een klik",
    "een extra mens",
    "zich naar voelt",
    "’s nachts wakker",
    "omgeving van zijn eigen",
    "rekenkern",
    "databank laat",
    "je buren",
    "Naast je liggen",
    "vierogenprincipe",
    "gepoetste spiegel",
)
"""Phrases that an editor took out: wrong, hurtful, or not Dutch."""


def cells(path: Path, tag: str = "") -> Iterator[tuple[str, str]]:
    """Yield id and text of a notebook's Markdown cells; only those with a tag, when there is one."""
    for cell in json.loads(path.read_text("utf-8"))["cells"]:
        if cell["cell_type"] == "markdown" and (not tag or tag in cell["metadata"].get("tags", ())):
            yield cell["id"], "".join(cell["source"])


def parts(plain: Any) -> Iterator[dict[str, Any]]:
    """Yield every group in a piece of JSON or YAML."""
    if isinstance(plain, dict):
        yield plain
    for part in plain.values() if isinstance(plain, dict) else plain if isinstance(plain, list) else ():
        yield from parts(part)


@pytest.mark.parametrize("path", BLOCKS, ids=lambda path: path.stem)
def test_each_block_has_three_examples_from_a_secondary_school(path: Path) -> None:
    about = [cell for cell, text in cells(path, "help") if SECONDARY.search(text)]
    assert len(about) >= 3, about


def test_we_speaks_only_in_examples() -> None:
    spoken = [
        (path.stem, cell, line)
        for path in NOTEBOOKS
        for cell, text in cells(path, "help")
        for line in text.partition("**Voorbeeld.**")[0].splitlines()
        if re.search(r"\b(we|wij|ons|onze)\b", re.sub("‘[^’]*’", "", line), re.IGNORECASE)
    ]
    assert spoken == []


def test_what_there_can_be_more_of_has_a_plural() -> None:
    named = [part for path in SHEETS for part in parts(yaml.safe_load(path.read_text("utf-8"))) if "item" in part]
    assert len(named) > 20
    assert [part["name"] for part in named if not part.get("items")] == []


def test_the_example_says_how_an_action_stands_as_the_sheet_does() -> None:
    said = {part["status"] for part in parts(json.loads(EXAMPLE.read_text("utf-8"))) if {"text", "status"} <= {*part}}
    actions = framework.framework_for("").sheet("block/macro-samenhang/1").field("actions")
    (status,) = (column for column in actions.columns if column.name == "status")
    assert said == {option.label for option in status.options}


def test_the_example_links_no_block_to_itself() -> None:
    blocks = json.loads(EXAMPLE.read_text("utf-8"))["blocks"]
    assert [name for name, block in blocks.items() for part in parts(block) if part.get("to") == name] == []


def test_the_example_points_at_no_child() -> None:
    assert re.findall(r"een (?:jongen|meisje) (?:van|uit) \w+", EXAMPLE.read_text("utf-8"), re.IGNORECASE) == []


def test_no_page_calls_the_program_by_its_name() -> None:
    templates = [path for path in (resources.templates() / "app").rglob("*") if path.name.endswith((".html", ".j2"))]
    assert templates
    shown = {path.name: re.sub(r"\{[#%{].*?[#%}]\}|<[^>]*>", "", path.read_text("utf-8")) for path in templates}
    shown |= {path.stem: "\n".join(text for _, text in cells(path)) for path in NOTEBOOKS}
    shown |= {path.name: re.sub("#.*", "", path.read_text("utf-8")) for path in SHEETS}
    assert [name for name, text in shown.items() if re.search(r"\bsko\b", text)] == []


def test_what_an_editor_took_out_stays_out() -> None:
    kinds = (".py", ".js", ".yaml", ".html", ".j2", ".ipynb", ".json", ".md")
    roots = (PACKAGE, resources.workbooks(), resources.templates())
    read = {path: path.read_text("utf-8") for root in roots for path in root.rglob("*") if path.name.endswith(kinds)}
    assert len(read) > 100
    assert [(path.name, phrase) for path, text in read.items() for phrase in NOT_AGAIN if phrase in text] == []
