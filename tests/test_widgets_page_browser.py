"""The widgets around the fields, what axe finds, and what everybody can reach."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from browser import violations
from playwright.sync_api import Browser, expect
from widget_harness import samples
from widget_harness.acts import Opener, box, press, trouble
from widget_harness.bench import Bench
from widget_harness.group_samples import session_windows
from widget_harness.storage import Shelf

from sko_widgets.errors import SkoError
from sko_widgets.widgets import Coalitions, Control

pytest_plugins = ["widget_harness.fixtures"]
pytestmark = pytest.mark.browser

# Who waits for an answer does so for ever from now on: what is to go on without one is seen not to wait.
_ENDLESS = """() => {
  const [later, now] = [setTimeout, performance.now()];
  window.setTimeout = (does, wait, ...more) => (wait < 5000 ? later(does, wait, ...more) : 0);
  performance.now = () => now;
}"""


def block_page(tab: Opener) -> tuple[Bench, dict[str, Shelf]]:
    shelves = samples.shelves()
    return tab(lambda: samples.block_page(shelves), headings=samples.HEADINGS), shelves


def test_labels_are_as_agreed(tab: Opener) -> None:
    bench, _ = block_page(tab)
    for name in ("Titel", "Doel", "Actie 1", "Nieuwe vraag 1"):
        expect(box(bench, name)).to_be_visible()
    for name in ("Acties", "Resultaten", "Nieuwe vraag", "Verbindingen"):
        expect(bench.page.get_by_role("group", name=name, exact=True)).to_be_attached()
    for name in ("Actie", "Resultaat", "Nieuwe vraag", "Verbinding"):
        expect(bench.page.get_by_role("button", name=f"{name} toevoegen", exact=True)).to_be_visible()
    for name in ("Naar cyclus 3", "Zo komt het in het rapport", "Geschiedenis van Doel"):
        expect(bench.page.get_by_role("button", name=name, exact=True)).to_be_visible()
    expect(bench.page.get_by_role("status")).to_contain_text("Opgeslagen om 14.32 uur")


def test_the_preview_saves_first_and_shows_a_document_without_scripts(tab: Opener) -> None:
    bench, shelves = block_page(tab)
    box(bench, "Titel").fill("Nieuw")
    press(bench, "Zo komt het in het rapport")
    frame = bench.page.frame_locator("dialog iframe")
    expect(frame.get_by_role("heading", name="Van losse uren")).to_be_visible()
    assert shelves["title"].value == "Nieuw"
    assert bench.page.locator("dialog iframe").get_attribute("sandbox") == "allow-same-origin"
    frame.locator("body").press("Escape")
    expect(bench.page.get_by_role("dialog")).to_have_count(0)
    preview = bench.page.get_by_role("button", name="Zo komt het in het rapport")
    expect(preview).to_be_focused()
    # A history that gets no answer keeps nobody waiting once it is closed.
    bench.page.evaluate(_ENDLESS)
    trouble(bench, dead=True)
    press(bench, "Geschiedenis van Doel")
    expect(bench.page.get_by_role("dialog")).to_contain_text("Ophalen …")
    bench.page.keyboard.press("Escape")
    trouble(bench, dead=False)
    preview.press("Enter")
    expect(bench.page.locator("dialog iframe")).to_be_visible()
    bench.page.keyboard.press("Escape")
    # Closed while it is being made, it does not open after all.
    trouble(bench, delay=500)
    preview.press("Enter")
    expect(bench.page.get_by_role("dialog").get_by_text("We maken dit deel van het rapport …")).to_be_visible()
    bench.page.keyboard.press("Escape")
    expect(preview).to_have_attribute("aria-busy", "true")
    expect(preview).not_to_have_attribute("aria-busy", "true")
    expect(bench.page.get_by_role("dialog")).to_have_count(0)
    expect(preview).to_be_focused()
    bench.widgets["bar"].on("preview", refuse)
    preview.press("Enter")
    expect(bench.page.get_by_role("dialog").get_by_role("alert")).to_have_text("Dat kan nu niet.")


def refuse(_: Mapping[str, Any]) -> Mapping[str, Any]:
    raise SkoError("Dat kan nu niet.")


def test_a_step_is_a_way_to_its_heading(tab: Opener) -> None:
    bench, _ = block_page(tab)
    bench.page.get_by_role("link", name="Verbindingen (ingevuld)").first.click()
    heading = bench.page.get_by_role("heading", name="Verbindingen", level=2)
    expect(heading).to_be_focused()
    expect(heading).to_be_in_viewport()
    expect(bench.page.locator("[aria-current=step]")).to_contain_text("Verbindingen")
    expect(bench.page.get_by_text("Wat er bij Doel staat.")).to_be_visible()
    expect(bench.page.locator(".sko-steps summary")).to_have_text("Stappen6 van 8 ingevuld")


def test_finishing_waits_for_what_was_typed_and_tells_what_is_needed(tab: Opener) -> None:
    bench, shelves = block_page(tab)
    heard: list[Any] = []
    bottom = bench.widgets["bottom"]

    def finish(_: Mapping[str, Any]) -> Mapping[str, Any]:
        heard.append(shelves["title"].value)
        return {"message": "Cyclus 2 is afgerond."}

    bottom.on("finish", finish)
    shelves["title"].broken = "De schijf is vol."
    box(bench, "Titel").fill("Af")
    press(bench, "Naar cyclus 3")
    expect(bench.page.get_by_text("‘Titel’ is nog niet opgeslagen. Probeer het zo nog eens.")).to_be_visible()
    assert heard == []
    shelves["title"].broken = ""
    press(bench, "Naar cyclus 3")
    expect(bench.page.get_by_text("Cyclus 2 is afgerond.")).to_be_visible()
    assert heard == ["Af"]
    bottom.set_trait("can_finish", False)
    bottom.set_trait("note", "Afronden kan als er een nieuwe vraag staat.")
    bench.tell("bottom")
    bench.page.get_by_role("button", name="Naar cyclus 3").click(force=True)
    expect(bench.page.locator(".said[aria-live]").last).to_have_text("Afronden kan als er een nieuwe vraag staat.")
    assert heard == ["Af"]


def test_a_button_says_which_field_waits_for_a_choice_and_does_not_wait_itself(tab: Opener) -> None:
    bench, shelves = block_page(tab)
    shelves["goal"].add("Heel anders", "Bram Bakker")
    box(bench, "Doel").fill("Weer anders")
    box(bench, "Doel").blur()
    expect(bench.page.get_by_role("dialog")).to_be_visible()
    bench.page.keyboard.press("Escape")
    bench.page.evaluate(_ENDLESS)
    press(bench, "Naar cyclus 3")
    told = "Kies eerst welke tekst je wilt houden bij ‘Doel’."
    expect(bench.page.locator(".sko-bottom .said")).to_have_text(told)
    press(bench, "Zo komt het in het rapport")
    expect(bench.page.get_by_role("dialog").get_by_role("alert")).to_have_text(told)


def test_a_new_coalition_with_the_keyboard_and_errors_at_the_field(tab: Opener) -> None:
    made: list[Mapping[str, Any]] = []

    def make(message: Mapping[str, Any]) -> Mapping[str, Any]:
        made.append(message)
        if message["name"] == "Stuk":
            raise SkoError("De werkmap is vol.")
        return {"url": "#gemaakt"}

    bench = tab(lambda: samples.start_page(make))
    name = box(bench, "Naam van de coalitie")
    bench.page.get_by_role("button", name="Coalitie toevoegen").press("Enter")
    expect(name).to_be_focused()
    expect(name).to_have_accessible_description("Hoe heet de coalitie?")
    name.fill("Dubbel")
    box(bench, "Periode, zoals 2025-2026").fill("2025 – 2026")
    bench.reload()
    expect(name).to_have_value("Dubbel")
    assert made == []
    name.fill("Stuk")
    name.press("Enter")
    expect(bench.page.get_by_text("De werkmap is vol.")).to_be_visible()
    name.fill("Elzerveen")
    press(bench, "Coalitie toevoegen")
    bench.page.wait_for_url("**/#gemaakt")
    assert (made[-1]["name"], made[-1]["period"]) == ("Elzerveen", "2025-2026")


def test_a_coalition_among_many_is_found_by_typing_and_by_order(tab: Opener) -> None:
    bench = tab(lambda: {"it": Coalitions(rows=samples.coalitions(121))})
    page, links = bench.page, bench.page.locator("a.to")
    expect(links).to_have_count(121)
    expect(links.first).to_contain_text("Aa en Maas")
    search = page.get_by_label("Zoek een coalitie")
    search.fill("elan 2024")  # no accent, and the period as it is typed
    expect(links).to_have_count(1)
    expect(page.get_by_text("1 van 121 coalities")).to_be_attached()
    search.press("Enter")
    page.wait_for_url("**/#3")
    search.fill("bestaat niet")
    expect(page.get_by_text("Geen coalitie gevonden met ‘bestaat niet’.")).to_be_visible()
    search.fill("")
    page.get_by_label("Volgorde").select_option("Laatst gewijzigd")
    expect(links.first).to_contain_text("Aa en Maas")
    expect(links.nth(1)).to_contain_text("Coalitie 28")
    page.get_by_label("Volgorde").select_option("Periode, nieuwste eerst")
    expect(links.nth(60)).to_contain_text("2025–2026")
    expect(links.nth(61)).to_contain_text("2024–2025")
    search.press("ArrowDown")
    expect(links.first).to_be_focused()
    links.first.press("ArrowDown")
    expect(links.nth(1)).to_be_focused()
    # From a key to the list that answers it, with as many coalitions as there are.
    spent = search.evaluate(
        """(box) => {
          const began = performance.now();
          box.value = "coalitie 1";
          box.dispatchEvent(new Event("input", { bubbles: true }));
          document.body.getBoundingClientRect();
          return performance.now() - began;
        }"""
    )
    assert spent < 200


def test_every_block_of_the_grid_is_one_link_and_arrows_are_decoration(tab: Opener) -> None:
    bench = tab(samples.start_page, width="78rem")
    grid = bench.page.get_by_role("navigation", name="Kwaliteitsraster")
    expect(grid.get_by_role("link")).to_have_count(9)
    expect(grid.get_by_role("link").first).to_have_accessible_name("Macro – Samenhang: Een plek in de jeugdagenda")
    first, second = (grid.locator(".block").filter(has_text=name) for name in ("Macro – Samenhang", "Meso – Samenhang"))
    expect(first).to_contain_text("Cyclus 1 · nu: Nieuwe vraag (1 van 10 stappen)")
    expect(second).to_contain_text("(1 cyclus afgerond, 2 van 10 stappen)")
    expect(bench.page.locator(".arrows")).to_have_count(0)
    turn = bench.page.get_by_role("switch", name="Verbindingen tonen")
    turn.click()
    expect(turn).to_be_checked()
    expect(turn).to_be_focused()
    expect(bench.page.locator(".arrows[aria-hidden=true] > .line")).to_have_count(6)
    expect(grid.locator(".goes").first.get_by_role("listitem")).to_have_text(["→ naar Macro – Samenwerking"])


def test_a_file_that_is_made_is_downloaded(tab: Opener) -> None:
    bench = tab(samples.start_page)
    with bench.page.expect_download() as download:
        press(bench, "Bewaren")
    assert download.value.suggested_filename == "dossier.json"
    assert Path(download.value.path()).read_text(encoding="utf-8") == "{}"


PAGES: dict[str, Callable[[], Mapping[str, Control]]] = {
    "block": lambda: samples.block_page(samples.shelves()),
    "start": samples.start_page,
}


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_nothing_for_axe_to_find(chromium: Browser, name: str, scheme: Any, width: int) -> None:
    context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    bench = Bench(context.new_page(), PAGES[name], headings=samples.HEADINGS if name == "block" else {}).open()
    if name == "block":
        press(bench, "Meer bij actie 1")
    assert violations(bench.page) == []
    assert bench.page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_for_axe_to_find_in_dialogs(chromium: Browser, scheme: Any) -> None:
    context = chromium.new_context(viewport={"width": 390, "height": 900}, color_scheme=scheme)
    shelves = samples.shelves()
    bench = Bench(context.new_page(), lambda: samples.block_page(shelves)).open()
    shelves["goal"].add("Heel anders", "Bram Bakker")
    box(bench, "Doel").fill("Weer anders")
    for opener, button in (
        (None, "Samenvoegen"),
        ("Geschiedenis van Doel", None),
        ("Zo komt het in het rapport", None),
    ):
        if opener:
            press(bench, opener)
        expect(bench.page.get_by_role("dialog")).to_be_visible()
        if button:
            press(bench, button)
        assert violations(bench.page, "dialog") == []
        press(bench, "Mijn tekst houden" if button else "Sluiten")
        expect(bench.page.get_by_role("dialog")).to_have_count(0)
    context.close()


TARGETS = """() => [...document.querySelectorAll(".sko :is(button, a, input, textarea, select, summary)")]
  .filter((one) => one.offsetParent)
  .map((one) => [one.textContent.trim() || one.getAttribute("aria-label"), one.closest("label") ?? one])
  .map(([name, one]) => [name, one.getBoundingClientRect()])
  .filter(([, box]) => box.height < 44 || box.width < 44).map(([name, box]) => [name, box.width, box.height])"""


@pytest.mark.parametrize("name", PAGES)
def test_targets_are_large_enough_for_a_finger(chromium: Browser, name: str) -> None:
    context = chromium.new_context(viewport={"width": 390, "height": 900})
    bench = Bench(context.new_page(), PAGES[name]).open()
    assert bench.page.evaluate(TARGETS) == []
    context.close()


def test_widgets_ask_for_nothing_but_their_own_page(tab: Opener) -> None:
    bench, _ = block_page(tab)
    assert {url.split("/")[2] for url in bench.requests} == {"sko.test"}


def test_an_answer_takes_nobody_along_who_works_elsewhere_by_now(tab: Opener) -> None:
    changed: list[Mapping[str, Any]] = []

    def change(message: Mapping[str, Any]) -> Mapping[str, Any]:
        changed.append(message)
        return {}

    def build() -> dict[str, Control]:
        harvest = session_windows()["harvest"]
        harvest.on("change", change)
        return {"harvest": harvest}

    bench = tab(build)
    page, line = bench.page, box(bench, "Nieuwe regel")
    for elsewhere in (True, False):
        trouble(bench, delay=800)
        press(bench, "Wijzig ‘Wie belt?’")
        box(bench, "Tekst").fill("Wie belt wanneer?")
        box(bench, "Tekst").press("Enter")
        if elsewhere:
            line.click()
            page.keyboard.type("Wie ")
        expect(box(bench, "Tekst")).to_have_count(0)
        page.keyboard.type("kookt?")
        expect(line).to_have_value("Wie kookt?")
        if not elsewhere:
            expect(page.get_by_role("button", name="Wijzig ‘Wie belt?’")).to_be_focused()
    assert len(changed) == 2
