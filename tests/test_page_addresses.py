"""Where pages are: an address for each notebook and back, and links that suit the app and JupyterLab."""

from __future__ import annotations

from pathlib import Path

import pytest

from sko_widgets.dossier.snapshot import DossierKey
from sko_widgets.dossier.store import open_store
from sko_widgets.framework import framework_for
from sko_widgets.guide import page_addresses, session_pages
from sko_widgets.guide.notebooks import write_for_path, write_known
from sko_widgets.guide.page_addresses import address_of, link, notebook_of, to
from sko_widgets.widget_files import PAGE_FOLDER

CHAIN = framework_for("2025-2026").sheet("lesson/12-kansenketen")
PAIRS = {
    "start.ipynb": "",
    "handleiding.ipynb": "handleiding",
    "lesvragen.ipynb": "lesvragen",
    "elzerveen/2025-2026/start.ipynb": "elzerveen/2025-2026/",
    "elzerveen/2025-2026/instrumenten.ipynb": "elzerveen/2025-2026/instrumenten",
    "elzerveen/2025-2026/gegevens.ipynb": "elzerveen/2025-2026/gegevens",
    "elzerveen/2025-2026/les-03.ipynb": "elzerveen/2025-2026/les/3",
    "elzerveen/2025-2026/les-12.ipynb": "elzerveen/2025-2026/les/12",
    "elzerveen/2025-2026/meso-samenwerking-2.ipynb": "elzerveen/2025-2026/meso-samenwerking/2",
    "leergroep/rivieren/start.ipynb": "leergroep/rivieren/",
    "leergroep/rivieren/open-vragen.ipynb": "leergroep/rivieren/open-vragen",
    "leergroep/plg-2/wat-lastig-is.ipynb": "leergroep/plg-2/wat-lastig-is",
    "proef-007.ipynb": "proef/007",
    "map/2025-2026.ipynb": "map/2025-2026",
    "map/3.ipynb": "map/3.ipynb",
    "map/één – twee.ipynb": "map/één – twee",
}


@pytest.mark.parametrize(("notebook", "address"), PAIRS.items())
def test_a_notebook_has_one_address_and_back(notebook: str, address: str) -> None:
    assert address_of(notebook) == address
    assert notebook_of(address) == notebook


@pytest.mark.parametrize("other", ["start", "les/007", "les/7/", "a.ipynb", "a/1/2", "²", "les/²", "les/0", "/", ""])
def test_whoever_is_led_on_is_led_on_once(other: str) -> None:
    address = address_of(notebook_of(other))
    assert address_of(notebook_of(address)) == address


def test_in_jupyterlab_a_link_names_the_notebook(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(PAGE_FOLDER, raising=False)
    assert to("../../start.ipynb") == "../../start.ipynb"
    assert page_addresses.block_page("meso-samenwerking", 2) == "meso-samenwerking-2.ipynb"
    assert page_addresses.instrument_page(CHAIN) == "les-12.ipynb"


def test_in_the_app_a_link_names_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PAGE_FOLDER, "/hub/werkboek/de-brug/2025-2026/")
    assert page_addresses.all_coalitions() == "/hub/werkboek/"
    assert page_addresses.manual() == "/hub/werkboek/handleiding?dossier=de-brug/2025-2026"
    assert page_addresses.coalition_page() == "/hub/werkboek/de-brug/2025-2026/"
    assert page_addresses.block_page("meso-samenwerking", 2) == "/hub/werkboek/de-brug/2025-2026/meso-samenwerking/2"
    assert page_addresses.block_page("meso-samenwerking", 2, "context").endswith("/meso-samenwerking/2#context")
    assert page_addresses.instrument_page(CHAIN) == "/hub/werkboek/de-brug/2025-2026/les/12"
    assert page_addresses.instrument_page(CHAIN, "goals") == "/hub/werkboek/de-brug/2025-2026/les/12#goals"
    assert page_addresses.introduction_page() == "/hub/werkboek/de-brug/2025-2026/inleiding"


@pytest.mark.parametrize("elsewhere", ["https://example.org/a.ipynb", "//example.org/a.ipynb", "#Doel", "a.pdf", ""])
def test_a_link_to_something_else_stays_as_it_is(elsewhere: str) -> None:
    assert link(elsewhere, "/werkboek/") == elsewhere


def test_pages_of_a_group_lead_to_its_views_and_the_manual_leads_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PAGE_FOLDER, "/hub/werkboek/leergroep/rivieren/")
    menu = page_addresses.group_menu("Leerlijn")
    assert {str(one["label"]): one["url"] for one in menu} == {
        "Open vragen": "/hub/werkboek/leergroep/rivieren/open-vragen",
        "Naast elkaar": "/hub/werkboek/leergroep/rivieren/naast-elkaar",
        "Leerlijn": "/hub/werkboek/leergroep/rivieren/leerlijn",
        "Wat lastig is": "/hub/werkboek/leergroep/rivieren/wat-lastig-is",
        "Jaaroverzicht": "/hub/werkboek/leergroep/rivieren/jaaroverzicht",
        "Handleiding": "/hub/werkboek/handleiding?dossier=leergroep/rivieren",
    }
    assert [one["label"] for one in menu if one["here"]] == ["Leerlijn"]
    assert page_addresses.all_coalitions() == "/hub/werkboek/"
    assert page_addresses.menu_of("leergroep/rivieren")["Leerlijn"] == "leergroep/rivieren/leerlijn.ipynb"
    assert page_addresses.menu_of("leergroep/2025-2026")["Raster"] == "leergroep/2025-2026/start.ipynb"
    assert page_addresses.menu_of("leergroep/../elzerveen") == {}


def test_a_coalition_may_be_called_as_the_folder_of_groups(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'dossiers.sqlite'}"
    coalition, group = DossierKey("leergroep", "2025-2026"), DossierKey.of_group("rivieren")
    with open_store(url) as store:
        for key in (coalition, group):
            store.create(
                key, framework=framework_for("2025-2026").id, sheets={"profile": {"name": key.slug}}, author="test"
            )
    assert write_for_path(tmp_path, url, "leergroep/2025-2026/start.ipynb") == coalition
    assert write_for_path(tmp_path, url, "leergroep/rivieren/start.ipynb") == group
    assert write_for_path(tmp_path, url, "leergroep/nergens/start.ipynb") is None
    assert write_for_path(tmp_path, url, "rivieren/2025-2026/start.ipynb") is None
    pages = tmp_path / "notebooks" / "leergroep"
    assert sorted(path.name for path in pages.iterdir()) == ["2025-2026", "rivieren"]
    assert {path.name for path in (pages / "rivieren").iterdir()} == {
        "start.ipynb",
        *page_addresses.VIEWS.values(),
        *session_pages.TITLES,
    }
    start = (pages / "rivieren" / "start.ipynb").read_text(encoding="utf-8")
    assert "/werkboek/leergroep/rivieren/`" in start
    with open_store(url) as store:
        (pages / "rivieren" / "start.ipynb").write_text("weg", encoding="utf-8")
        write_known(tmp_path, url, store)
    assert (pages / "rivieren" / "start.ipynb").read_text(encoding="utf-8") == start
