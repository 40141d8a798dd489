"""Two people at one field, and a period after another: what one wrote, the other sees."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from browser import shows
from helpers import sko
from playwright.sync_api import BrowserContext, Locator, expect
from serving import Serving, until
from workbook_browser import AUTHOR, BLOCK, KEY, Folder, Keys, Tab, opened

from sko_widgets.dossier.snapshot import DossierKey

pytest_plugins = ["workbook_fixtures"]
pytestmark = [pytest.mark.slow, pytest.mark.browser]
Tabs = Callable[..., Tab]
OTHER = "Bram Bakker"
MINE, THEIRS = "Samen met de school", "Samen met de wijk"


@dataclass
class Office:
    """One store, and a server for each of two people."""

    folder: Folder
    mine: Serving
    theirs: Serving


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    folder = Folder(tmp_path_factory.mktemp("kantoor")).make()
    other = tmp_path_factory.mktemp("thuis")
    with opened(folder.path) as mine, opened(other, author=OTHER, SKO_OPSLAG=folder.url) as theirs:
        yield Office(folder, mine, theirs)


@pytest.fixture
def clash(office: Office, tabs: Tabs, profile: Callable[..., BrowserContext]) -> Callable[[str, str], Tab]:
    """Yield what opens one block for two people who change the same field; returns the page of who was last."""

    def make(block: str, field: str) -> Tab:
        mine = tabs(office.mine).block(block)
        theirs = tabs(office.theirs, profile()).block(block)
        theirs.text(field).fill(THEIRS)
        theirs.text(field).blur()
        theirs.saved()
        mine.text(field).fill(MINE)
        mine.text(field).blur()
        return mine

    return make


def dialog_of(tab: Tab) -> Locator:
    return tab.page.get_by_role("dialog", name="Er zijn twee teksten bij ‘Doel’")


@pytest.mark.parametrize(
    ("choice", "block", "kept"),
    [
        ("Mijn tekst houden", "macro-samenhang", MINE),
        ("De andere tekst nemen", "meso-samenhang", THEIRS),
        ("Samenvoegen", "micro-samenhang", "Samen met de [andere tekst: wijk] [jouw tekst: school], en thuis"),
    ],
)
def test_two_people_on_one_field_choose_and_both_texts_stay(
    office: Office, clash: Callable[[str, str], Tab], choice: str, block: str, kept: str
) -> None:
    tab = clash(block, "Doel")
    dialog = dialog_of(tab)
    expect(dialog).to_contain_text(OTHER)
    expect(dialog).to_contain_text(MINE)
    expect(dialog).to_contain_text(THEIRS)
    keys = Keys(tab.page)
    keys.to(f'button "{choice}"')
    keys.press("Enter")
    if choice == "Samenvoegen":
        expect(dialog.get_by_role("textbox", name="Samengevoegde tekst")).to_be_focused()
        keys.press("Control+End")
        keys.type(", en thuis")
        keys.to('button "Samengevoegde tekst bewaren"')
        keys.press("Enter")
    expect(dialog).to_have_count(0)
    tab.saved()
    shows(tab.text("Doel"), kept)
    sheet = f"block/{block}/1"
    assert office.folder.sheet(sheet)["goal"] == kept
    history = [(one.author, one.value) for one in office.folder.history(sheet, "goal")]
    assert (OTHER, THEIRS) in history
    assert (AUTHOR, MINE) in history
    tab.reload()
    shows(tab.text("Doel"), kept)
    assert tab.page.get_by_role("dialog").count() == 0


def test_a_version_of_the_history_is_put_back(office: Office, tabs: Tabs) -> None:
    sheet = "block/macro-uitvoering/1"
    office.folder.save(sheet, "context", "Zes locaties, zes plannen", OTHER)
    office.folder.save(sheet, "context", "Zes locaties, één plan", OTHER)
    tab = tabs(office.mine).block("macro-uitvoering")
    tab.press("Geschiedenis van Aanleiding")
    dialog = tab.page.get_by_role("dialog", name="Geschiedenis van Aanleiding")
    versions = dialog.get_by_role("listitem")
    expect(versions).to_have_count(2)
    expect(versions.first).to_contain_text(OTHER)
    expect(versions.first.locator("ins").first).to_contain_text("één")
    expect(versions.first.locator("del").first).to_contain_text("zes")
    versions.last.get_by_role("button", name="Zet deze versie terug").click()
    expect(dialog).to_have_count(0)
    shows(tab.text("Aanleiding"), "Zes locaties, zes plannen")
    assert [(one.author, one.value) for one in office.folder.history(sheet, "context")] == [
        (OTHER, "Zes locaties, zes plannen"),
        (OTHER, "Zes locaties, één plan"),
        (AUTHOR, "Zes locaties, zes plannen"),
    ]
    # When somebody empties the field meanwhile, that is told first.
    tab.press("Geschiedenis van Aanleiding")
    expect(versions).to_have_count(3)
    office.folder.save(sheet, "context", None, OTHER)
    versions.nth(1).get_by_role("button", name="Zet deze versie terug").click()
    expect(dialog.get_by_text("Dit veld is net ook ergens anders gewijzigd.")).to_be_visible()
    expect(versions).to_have_count(4)
    versions.nth(2).get_by_role("button", name="Zet deze versie terug").click()
    expect(dialog).to_have_count(0)
    assert office.folder.sheet(sheet)["context"] == "Zes locaties, één plan"


def test_what_is_taken_over_into_the_introduction_is_told_and_offered_again(office: Office, tabs: Tabs) -> None:
    office.folder.save("lesson/06-brutaal-ideaal", "chosen", "Elk kind wordt gekend")
    tab = tabs(office.mine).page_of("inleiding")
    tab.page.get_by_text("Uit je instrumenten: ‘Onze keuze’ uit les 6").click()
    take = tab.page.get_by_role("button", name="Overnemen Elk kind wordt gekend")
    take.press("Enter")
    expect(tab.page.get_by_text("Overgenomen", exact=True)).to_be_focused()
    shows(tab.text("Inleiding"), "Elk kind wordt gekend (uit: Ons brutale ideaal)")
    assert office.folder.sheet("profile")["introduction"] == "Elk kind wordt gekend (uit: Ons brutale ideaal)"
    # Without the note it is still what was taken over, made the coalition's own; when it is gone it is offered again.
    tab.text("Inleiding").fill("Elk kind wordt gekend")
    tab.text("Inleiding").blur()
    until(lambda: office.folder.sheet("profile").get("introduction") == "Elk kind wordt gekend")
    expect(tab.page.get_by_text("Overgenomen", exact=True)).to_be_visible()
    tab.text("Inleiding").fill("")
    tab.text("Inleiding").blur()
    expect(take).to_be_visible()


def test_open_questions_come_along_into_a_new_period(office: Office, tabs: Tabs) -> None:
    office.folder.save(f"block/{BLOCK}/1", "next_questions", ["Hoe houden we dit vol?", "En wie?"])
    done = sko(
        "--werkmap", office.folder.path, "nieuw", "De Brug", "--periode", "2026-2027", "--vervolg-op", KEY.period
    )
    assert done.code == 0, done
    after = DossierKey(KEY.slug, "2026-2027")
    tab = tabs(office.mine).open(office.mine.url)
    tab.page.get_by_role("link", name="De Brug 2026–2027").first.click()
    tab.page.wait_for_url("**/de-brug/2026-2027/")
    tab.wait()
    grid = tab.page.get_by_role("navigation", name="Kwaliteitsraster")
    grid.get_by_role("link", name="Meso – Samenwerking").click()
    tab.page.wait_for_url(f"**/{BLOCK}/1")
    tab.wait()
    shows(tab.text("Startvraag"), "Hoe houden we dit vol?\n\nEn wie?")
    box = tab.page.get_by_role("region", name="Bouwsteen")
    expect(box).to_contain_text("Startvraag")
    expect(box).to_contain_text("En wie?")
    # The report prints the mandatory question too.
    beside = tab.page.get_by_role("complementary", name="Bij Startvraag")
    expect(beside).to_contain_text("De verplichte vraagWat werkt goed")
    assert office.folder.sheet(f"block/{BLOCK}/1", after)["start_question"] == "Hoe houden we dit vol?\n\nEn wie?"
    # The block where no question was open begins with its mandatory one.
    tab.block("micro-uitvoering", key=after)
    expect(box).to_contain_text("Verplichte vraag")
