"""A block asks one question at a time: at each size, with the keyboard, with the browser's own way back."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from helpers import sko
from playwright.sync_api import BrowserContext, Page, expect
from serving import Serving
from workbook_browser import Keys, Tab, opened

from sko_widgets.dossier.snapshot import DossierKey
from sko_widgets.dossier.store import open_store

pytest_plugins = ["workbook_fixtures"]
pytestmark = [pytest.mark.slow, pytest.mark.browser]

KEY = DossierKey("elzerveen", "2025-2026")
FILLED = "macro-uitvoering"
STEPS = ("Startvraag", "Aanleiding", "Doel", "Acties", "Resultaten", "Ons antwoord nu", "Vervolg", "Nieuwe vraag",
         "Verbindingen", "Titel", "Terugblik")  # fmt: skip
WINDOWS = {"laptop": (1366, 650), "telefoon": (390, 844), "beamer": (1920, 1080), "laptop op 200 %": (683, 325)}

_IN_SIGHT = """() => {
  const seen = (one) => one && one.checkVisibility({ visibilityProperty: true });
  const inside = (one, least) => {
    const { top, bottom, left, right } = one.getBoundingClientRect();
    return top >= -1 && Math.min(bottom, top + least) <= innerHeight + 1 && left >= -1 && right <= innerWidth + 1;
  };
  const steps = [...document.querySelectorAll(".step")].filter(seen);
  const [step] = steps;
  const boxes = [...step.querySelectorAll("textarea, input, [role=textbox], select, .ask button:not(.history-button)")];
  return {
    steps: steps.map(({ id }) => id),
    question: inside(step.querySelector(".question"), 40),
    box: boxes.filter(seen).some((one) => inside(one, 24)) || step.id === "review",
    state: inside(document.querySelector("[role=status].state"), 20),
    sideways: document.documentElement.scrollWidth - innerWidth,
    screens: document.documentElement.scrollHeight / innerHeight,
    controls: [...document.querySelectorAll("a, button, input, textarea, select, summary, [role=textbox]")]
      .filter(seen).length,
  };
}"""


# Choices whose words need more room than they have; the arrow takes some of it.
_LONGER = """(all) => all.filter((one) => {
  const style = getComputedStyle(one);
  const pen = new OffscreenCanvas(1, 1).getContext("2d");
  pen.font = style.font;
  const room = one.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
  return pen.measureText(one.selectedOptions[0].label).width > room;
}).map((one) => one.selectedOptions[0].label)"""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    folder = tmp_path_factory.mktemp("gesprek")
    done = sko("--werkmap", folder, "demo")
    assert done.code == 0, done
    with opened(folder) as running:
        yield running


@pytest.fixture
def walk(server: Serving, profile: Callable[..., BrowserContext]) -> Callable[..., Tab]:
    def made(width: int = 1366, height: int = 650) -> Tab:
        page = profile(viewport={"width": width, "height": height}).new_page()
        return Tab(page, server, whole=False)

    return made


def go(page: Page, step: str) -> None:
    """Go to a step as a link to it does."""
    page.evaluate("(step) => { location.hash = step; }", step)
    expect(page.locator(f"#{step} .question")).to_be_visible()


@pytest.mark.parametrize("window", WINDOWS)
def test_each_step_has_its_question_its_box_and_the_save_state_in_the_first_screen(
    walk: Callable[..., Tab], window: str
) -> None:
    page = walk(*WINDOWS[window]).block(FILLED, key=KEY).page
    steps = page.locator(".step").evaluate_all("(all) => all.map(({ id }) => id)")
    assert len(steps) == len(STEPS)
    for step in steps:
        go(page, step)
        found = page.evaluate(_IN_SIGHT)
        assert found["steps"] == [step]
        assert (found["question"], found["box"], found["state"]) == (True, True, True), (step, found)
        assert found["sideways"] <= 0, (step, found)
        if window == "laptop":
            assert found["screens"] <= 2, (step, found)
            assert found["controls"] <= 60, (step, found)


def test_the_address_follows_and_nothing_is_loaded_anew(walk: Callable[..., Tab]) -> None:
    tab = walk().block(FILLED, key=KEY)
    page = tab.page
    asked = len(tab.requests)
    expect(page.locator("#start_question .question")).to_be_visible()
    page.get_by_role("button", name="Verder naar Aanleiding").click()
    expect(page).to_have_url(re.compile("#context$"))
    expect(
        page.get_by_role("heading", level=2, name="Aanleiding stap 2 van 11 Wat was er aan de hand?")
    ).to_be_focused()
    expect(page).to_have_title(re.compile(r"^Aanleiding · .*Macro – Uitvoering, cyclus 1 · "))
    box = tab.text("Aanleiding")
    expect(box).to_be_visible()
    expect(box).to_have_accessible_description(re.compile(r"Wat was er aan de hand\? Vertel het zo dat iemand"))
    expect(page.get_by_role("complementary", name="Bij Aanleiding")).to_contain_text("Denk aan")
    steps = page.get_by_role("complementary", name="Stappen")
    expect(steps.locator("[aria-current=step]")).to_contain_text("Aanleiding")
    steps.get_by_role("link", name="Titel").click()
    expect(tab.text("Titel")).to_be_visible()
    page.get_by_role("button", name="Cyclus afronden").click()
    expect(page.get_by_role("button", name="Naar cyclus 2")).to_be_visible()
    page.go_back()
    expect(tab.text("Titel")).to_be_visible()
    page.go_back()
    expect(box).to_be_visible()
    page.get_by_role("link", name="Naar de inhoud").focus()
    page.keyboard.press("Enter")
    expect(box).to_be_visible()
    assert [one for one in tab.requests[asked:] if "/werkboek/" in one] == []
    tab.reload()
    expect(box).to_be_visible()


def test_who_comes_to_an_empty_step_can_type_at_once(walk: Callable[..., Tab]) -> None:
    tab = walk()
    folder = f"{KEY.slug}/{KEY.period}"
    tab.open(f"{tab.server.page(f'{folder}/meso-samenwerking-3.ipynb')}#answer")
    expect(tab.text("Ons antwoord nu")).to_be_focused()
    tab.open(f"{tab.server.page(f'{folder}/{FILLED}-1.ipynb')}#answer")
    expect(tab.text("Ons antwoord nu")).to_be_visible()
    expect(tab.text("Ons antwoord nu")).not_to_be_focused()


def test_who_types_before_the_page_has_heard_of_the_step_types_on(walk: Callable[..., Tab]) -> None:
    tab = walk().block("meso-samenwerking", cycle=3, key=KEY)
    box = tab.text("Ons antwoord nu")
    # The browser tells of a new address after keys that were pressed at once.
    heard = """() => new Promise((done) => {
      addEventListener("hashchange", () => setTimeout(() => done(document.activeElement.ariaLabel)), { once: true });
      location.hash = "answer";
      document.querySelector("#answer .mid [contenteditable]").focus();
    })"""
    assert tab.page.evaluate(heard) == "Ons antwoord nu"
    tab.page.keyboard.type("We beginnen op tijd.")
    expect(box).to_have_text("We beginnen op tijd.")
    expect(tab.page).to_have_title(re.compile("^Ons antwoord nu · "))


def test_every_cycle_is_in_sight_on_a_phone(walk: Callable[..., Tab]) -> None:
    page = walk(*WINDOWS["telefoon"]).block("meso-samenwerking", cycle=3, key=KEY).page
    cycles = page.get_by_role("navigation", name="Cycli").get_by_role("link")
    expect(cycles).to_have_count(3)
    for cycle in cycles.all():
        expect(cycle).to_be_in_viewport(ratio=1)


def test_a_long_question_scrolls_above_the_steps_of_a_phone(walk: Callable[..., Tab]) -> None:
    tab = walk(*WINDOWS["telefoon"]).block("micro-samenhang", cycle=2, key=KEY)
    page = tab.page
    asked = page.locator(".strip .asked")
    expect(asked).not_to_have_attribute("tabindex", "0")
    tab.text("Eigen vraag").fill("Hoe zorgen we dat elk kind meedoet? " * 8)
    expect(asked).to_have_attribute("tabindex", "0")
    asked.focus()
    page.keyboard.press("End")
    page.wait_for_function("(one) => one.scrollTop > 40", arg=asked.element_handle())
    expect(page.get_by_role("region", name="Bouwsteen").get_by_role("group", name="Eigen vraag")).to_be_focused()


@pytest.mark.parametrize("window", ["laptop", "telefoon"])
def test_who_does_an_action_and_when_is_in_sight(walk: Callable[..., Tab], window: str) -> None:
    page = walk(*WINDOWS[window]).block(FILLED, key=KEY).page
    go(page, "actions")
    who = page.get_by_role("group", name="Bij actie 2, in het kort").get_by_role("textbox", name="Wie", exact=True)
    expect(who).to_have_value("Intern begeleiders")
    expect(page.locator("#actions").get_by_role("textbox", name="Wanneer", exact=True)).to_have_count(5)
    go(page, "results")
    expect(page.locator("#results").get_by_role("textbox", name="Wie", exact=True)).to_have_count(0)


@pytest.mark.parametrize("window", ["laptop", "telefoon", "beamer"])
def test_no_choice_of_a_link_is_cut_off(walk: Callable[..., Tab], window: str) -> None:
    page = walk(*WINDOWS[window]).block(FILLED, key=KEY).page
    go(page, "links")
    found = page.locator("#links select:visible")
    assert found.count() == 4
    assert found.evaluate_all(_LONGER) == []
    expect(page.get_by_role("combobox", name="Bouwsteen").first).to_have_accessible_description(
        "Van los project naar hoofdstuk in het jeugdplan"
    )


def test_the_histories_of_the_looking_back_stand_in_one_line(walk: Callable[..., Tab]) -> None:
    page = walk().block(FILLED, key=KEY).page
    go(page, "review")
    found = page.get_by_role("complementary", name="Bij Terugblik").get_by_role("button", name="Geschiedenis")
    rights = found.evaluate_all("(all) => all.map((one) => Math.round(one.getBoundingClientRect().right))")
    assert len(rights) > 3
    assert len(set(rights)) == 1, rights


def test_all_steps_on_one_page_is_remembered_and_printed(walk: Callable[..., Tab]) -> None:
    tab = walk().block(FILLED, key=KEY)
    page = tab.page
    shown = page.locator(".step .question:visible")
    expect(shown).to_have_count(1)
    page.emulate_media(media="print")
    expect(shown).to_have_count(len(STEPS))
    page.emulate_media(media="screen")
    page.get_by_role("switch", name="Alles op één pagina").click()
    expect(shown).to_have_count(len(STEPS))
    tab.reload()
    expect(page.get_by_role("switch", name="Alles op één pagina")).to_be_checked()
    expect(shown).to_have_count(len(STEPS))
    page.get_by_role("switch", name="Alles op één pagina").click()
    expect(shown).to_have_count(1)


def test_a_cycle_step_by_step_with_the_keyboard_and_what_was_written_before_beside_it(
    walk: Callable[..., Tab], server: Serving
) -> None:
    tab = walk().block("meso-samenwerking", cycle=3, key=KEY)
    page, keys = tab.page, Keys(tab.page)
    expect(page.get_by_role("navigation", name="Cycli").get_by_role("link")).to_have_text(
        ["✓Cyclus 1 afgerond", "✓Cyclus 2 afgerond", "Cyclus 3 bezig"]
    )
    keys.to('button "Verder naar Aanleiding"')
    keys.press("Enter")
    expect(page.get_by_role("heading", level=2, name="Aanleiding stap 2 van 11")).to_be_focused()
    expect(page.get_by_role("complementary", name="Bij Aanleiding")).to_contain_text("Jullie schreven in cyclus 2")
    expect(page.get_by_role("complementary", name="Bij Aanleiding")).to_contain_text("Theatergroep Losse Planken")
    keys.to('textbox "Aanleiding"')
    keys.type("In november kwam er een invaller.")
    keys.to('button "Verder naar Doel"', most=12)
    keys.press("Enter")
    keys.to('textbox "Doel"', most=12)
    keys.type("In juni merkt niemand het meer.")
    keys.to('button "Verder naar Acties"', most=12)
    tab.saved()
    folder = Path(server.folder)
    with open_store(f"sqlite:///{folder / 'dossiers.sqlite'}") as store:
        cycle = store.snapshot(KEY).sheet("block/meso-samenwerking/3")
    assert cycle["context"] == "In november kwam er een invaller."
    assert cycle["goal"] == "In juni merkt niemand het meer."
    go(page, "review")
    document = page.locator("#review .mid")
    expect(document).to_contain_text("In juni merkt niemand het meer.")
    expect(page.get_by_role("complementary", name="Bij Terugblik")).to_contain_text("Nog leeg: Acties")
    document.get_by_role("link", name="Wijzig: Doel").click()
    expect(tab.text("Doel")).to_be_visible()
