"""The views of a group's questions in a browser: by block, by keyboard, without names, and printed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from browser import looks_right
from playwright.sync_api import Page, expect
from read_report import text
from serving import Serving
from shared_copies import AT, a_copy, of_many
from workbook_browser import Folder, Keys, Tab, focused, opened

from sko_widgets.dossier import sessions, sharing
from sko_widgets.dossier.shared import sheet_of
from sko_widgets.dossier.snapshot import DossierKey
from sko_widgets.dossier.store import open_store

pytest_plugins = ["workbook_fixtures"]
pytestmark = [pytest.mark.slow, pytest.mark.browser]
Tabs = Callable[..., Tab]

PLACE = "block/micro-samenwerking/1"
NAMED = replace(
    a_copy(
        "cafe00cafe00",
        PLACE,
        start="Wat zijn de afspraken?",
        following=["Hoe helpt **Clubhuis Zilvermeeuw** ouders die weinig tijd hebben?"],
        named=True,
        meets=True,
        name="Coalitie Zilvermeeuw",
        municipality="Zilverdam",
        title="Samen in Zilverdam",
    ),
    hidden=(("Clubhuis Zilvermeeuw", "[een partner]"), ("Zilverdam", "[onze gemeente]")),
)
COMING = "2098-01-20"
NAMES = re.compile("zilver(meeuw|dam)", re.IGNORECASE)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    """Return a store with three groups; in the last of them a coalition that lets its name be seen is alone."""
    many = of_many(22)
    made = Folder(tmp_path_factory.mktemp("vragen"))
    made.path.mkdir(exist_ok=True)
    with open_store(made.url) as store:
        for name, copies in {"Rivieren": [NAMED, *many], "Heuvels": [NAMED, *many[:36]], "Duinen": [NAMED]}.items():
            group = sharing.group_called(store, name, author="x")
            sharing.share(store, group.key.slug, copies, author="x")
        sessions.plan(store, "rivieren", COMING, {"question": "Wat werkt?"}, author="x")
        for day in ("2025-10-07", "2026-01-20"):
            asked = {
                "kind": "vraag",
                "text": "Hoe bereiken we ouders die weinig tijd hebben?",
                "block": PLACE.split("/")[1],
            }
            sessions.add_harvest(store, "rivieren", day, asked, author="x")
    return made


@pytest.fixture(scope="module")
def server(folder: Folder) -> Iterator[Serving]:
    with opened(folder.path) as serving:
        yield serving


def visit(tab: Tab, view: str, group: str = "rivieren", query: str = "") -> str:
    """Open a view; return the source of its page as it comes, and as it is once its widgets are there."""
    address = tab.server.page(f"leergroep/{group}/{view}.ipynb") + query
    with tab.page.expect_response(lambda answer: "/leergroep/" in answer.url) as answered:
        tab.open(address)
    return f"{answered.value.text()}\n{tab.page.content()}"


def says_nobody(source: str) -> None:
    """Check that a page says no name, and nothing that tells one coalition from another."""
    assert not NAMES.search(source)
    assert [one.sender for one in (NAMED, *of_many(22)) if one.sender in source] == []


def printed(page: Page) -> str:
    """Return the words of the document that is made of a page."""
    with page.expect_download() as download:
        page.get_by_role("button", name="webpagina").click()
    return " ".join(text("html", Path(download.value.path()).read_bytes()).split())


def test_open_questions_stand_together_by_block_and_say_nobody(server: Serving, folder: Folder, tabs: Tabs) -> None:
    tab = tabs(server)
    page, keys = tab.page, Keys(tab.page)
    says_nobody(visit(tab, "open-vragen", query="&bouwsteen=micro-samenwerking"))
    looks_right(page)

    heading = page.get_by_role("heading", level=2, name="Micro – Samenwerking")
    expect(heading).to_be_visible()
    cell = page.get_by_role("button", name="Micro – Samenwerking: 45 vragen")
    expect(cell).to_have_attribute("aria-current", "true")
    parents = page.locator(".plate").filter(has=page.get_by_role("heading", name="Ouders"))
    expect(parents.locator(".note")).to_contain_text(re.compile(r"coalities vragen dit · .*ouders"))
    expect(parents.locator("li", has_text="[een partner]")).to_contain_text("een coalitie met 5 scholen")
    expect(parents.locator(".meets")).to_contain_text("hier graag over.")
    beside = parents.get_by_role("link", name="Naast elkaar")
    assert str(beside.get_attribute("href")).endswith("/naast-elkaar?bouwsteen=micro-samenwerking")
    expect(page.get_by_role("heading", level=3).last).to_have_text("Staat op zichzelf")

    what_came_back_is_marked(page)
    a_question_goes_on_the_programme(page, keys, folder)
    page.get_by_role("searchbox").fill("  PARTNER] ")
    expect(page.locator(".plate li:visible")).to_have_count(1)
    expect(page.locator(".left")).to_have_text("1 vraag met ‘PARTNER]’")

    keys.to('button "Micro – Samenhang')
    keys.press("ArrowUp", "ArrowRight", "Enter")
    expect(page.get_by_role("heading", level=2, name="Meso – Samenwerking")).to_be_visible()
    assert focused(page).startswith('button "Meso – Samenwerking')
    expect(page.locator("[aria-live=polite]", has_text="Meso – Samenwerking: 44 vragen.")).to_have_count(1)
    assert "bouwsteen=meso-samenwerking" in page.url
    tab.reload()
    expect(page.get_by_role("heading", level=2, name="Meso – Samenwerking")).to_be_visible()

    page.get_by_role("button", name="Laat alles zien").click()
    expect(page.locator(".part")).to_have_count(9)
    says_nobody(page.content())
    said = printed(page)
    assert "Micro – Samenwerking" in said and "Hoe helpt [een partner] ouders die weinig tijd hebben?" in said
    assert not NAMES.search(said)

    page.get_by_role("button", name="Op het scherm").click()
    expect(page.locator(".plate:visible")).to_have_count(1)
    keys.press("Tab", "ArrowRight")
    expect(page.locator(".plate").nth(1).get_by_role("heading")).to_be_in_viewport()
    expect(page.locator(".on-screen-ways .count")).to_have_text(re.compile(r"2 van \d+"))
    keys.press("Escape")

    with open_store(folder.url) as store:  # what is withdrawn is gone as soon as the page shows anything anew
        store.share("rivieren", {sheet_of(NAMED.sender, NAMED.period, NAMED.place): AT.replace(year=2027)}, author="x")
    page.get_by_role("button", name="Micro – Samenwerking").click()
    expect(page.get_by_role("button", name="Micro – Samenwerking: 44 vragen")).to_be_visible()
    assert "[een partner]" not in page.content()

    page.get_by_role("link", name="Naast elkaar bij Micro – Samenwerking").first.click()
    tab.wait()
    expect(page.get_by_label("Bouwsteen")).to_have_value("micro-samenwerking")


def what_came_back_is_marked(page: Page) -> None:
    """See which questions were asked before, and only those."""
    harvest = "in de oogst van 7 oktober 2025 en 20 januari 2026"
    back = page.locator(".plate").filter(has=page.get_by_role("heading", name="Ouders")).locator(".back")
    expect(back.filter(has_text=harvest).first).to_be_visible()
    tick = page.get_by_role("checkbox", name="Alleen wat twee keer terugkwam")
    tick.check()
    fewer = page.locator("aside .pick[aria-current]")
    expect(fewer).to_have_attribute("aria-label", re.compile(r"Micro – Samenwerking: \d+ vragen die vaker terugkwamen"))
    expect(tick).to_be_focused()
    assert 0 < int(fewer.inner_text()) == page.locator(".plate li").count() < 45
    assert page.locator(".plate:not(:has(header .back)) li:not(:has(.back))").count() == 0
    says_nobody(page.content())
    said = printed(page)
    assert "Kwam twee keer terug: in cyclus 1 en 2" in said or harvest in said
    tick.uncheck()
    expect(page.get_by_role("button", name="Micro – Samenwerking: 45 vragen")).to_be_visible()


def a_question_goes_on_the_programme(page: Page, keys: Keys, folder: Folder) -> None:
    """Make a question of what parents are asked about, by keyboard, for a session that has one already."""

    def asks() -> str:
        return str(folder.sheet(f"session/{COMING}", DossierKey.of_group("rivieren"))["question"])

    page.get_by_role("button", name="Op het programma bij Ouders").focus()
    keys.press("Enter")
    line = page.get_by_label("De vraag van vandaag, in jullie eigen woorden")
    expect(line).to_be_focused()
    expect(line).to_have_value(re.compile("^Ouders.*: $"))
    for words, typed in (
        ("nog geen vraag", " "),
        ("eigen woorden", "Hoe helpt Clubhuis Zilvermeeuw ouders die weinig tijd hebben?"),
        ("eigen woorden", "Hoe helpt [een partner] ouders die weinig tijd hebben?"),
    ):
        line.fill(typed)
        keys.to('button "Zet erop', most=3)
        keys.press("Enter")
        expect(page.locator(".programme .said")).to_contain_text(words)
    line.fill("Ouders: wie belt hen?")
    keys.to('button "Zet erop', most=3)
    keys.press("Enter")
    expect(page.locator(".programme .said")).to_contain_text("Op 20 januari 2098 staat al: ‘Wat werkt?’.")
    expect(page.get_by_role("button", name="Laat staan wat er staat")).to_be_focused()
    assert asks() == "Wat werkt?"
    page.evaluate("scrollTo(0, 0)")  # no part of what is looked at lies below the bar
    looks_right(page)
    keys.to('button "Allebei', most=3)
    keys.press("Enter")
    expect(page.locator(".programme .said")).to_contain_text("is nu: ‘Wat werkt? Ouders: wie belt hen?’.")
    expect(page.get_by_role("button", name="Ongedaan maken")).to_be_focused()
    assert asks() == "Wat werkt? Ouders: wie belt hen?"
    keys.press("Enter")
    expect(page.locator(".programme .said")).to_contain_text("is weer: ‘Wat werkt?’.")
    assert asks() == "Wat werkt?"
    keys.press("Enter")
    expect(page.get_by_role("button", name="Op het programma bij Ouders")).to_be_focused()


def test_a_learning_line_is_read_from_question_to_question(server: Serving, tabs: Tabs) -> None:
    tab = tabs(server)
    page = tab.page
    says_nobody(visit(tab, "leerlijn", "heuvels", "&bouwsteen=micro-samenwerking"))
    looks_right(page)
    expect(page.locator(".plate")).to_have_count(3)
    expect(page.locator(".plate").last).to_contain_text("Hoe helpt [een partner] ouders die weinig tijd hebben?")
    line = page.locator(".plate").first
    expect(line.get_by_role("heading", level=3)).to_have_text(re.compile(r"Een coalitie met \d+ scholen"))
    expect(line.locator("li")).to_have_count(2)
    first = line.locator("li").first
    expect(first.locator("p").nth(0)).to_have_text("2025–2026, cyclus 1")
    expect(first.locator("p").nth(1)).to_have_text("Startvraag: de verplichte vraag")
    expect(first.locator("p").nth(2)).to_contain_text("Nieuwe vraag:")
    expect(line.locator("li").last.locator("p").nth(1)).to_have_text("Gaat daarmee verder.")
    assert "Gaat daarmee verder." in printed(page)

    visit(tab, "leerlijn", "duinen")  # all who are here let their name be seen
    expect(page.get_by_role("heading", level=3)).to_have_text("Coalitie Zilvermeeuw")
    visit(tab, "open-vragen", "duinen")
    expect(page.locator(".plate li")).to_contain_text("Hoe helpt Clubhuis Zilvermeeuw ouders die weinig tijd hebben?")
    expect(page.locator(".plate small")).to_have_text("Coalitie Zilvermeeuw")
    for view, none in (
        ("open-vragen", "Er zijn hier nog geen open vragen."),
        ("leerlijn", "Er zijn hier nog geen leerlijnen."),
    ):
        visit(tab, view, "duinen", "&bouwsteen=macro-samenhang")
        expect(page.locator(".plate")).to_have_count(0)
        expect(page.get_by_role("button", name="Macro – Samenhang: 0")).to_have_attribute("aria-current", "true")
        assert none not in page.content()  # there are some, in another block
