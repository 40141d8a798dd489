"""A facilitator's way around a session in a browser: a group, a session set up by keyboard, and its minutes."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from browser import looks_right, resize
from playwright.sync_api import Page, expect
from read_report import text
from serving import Serving, until
from shared_copies import a_copy, of_many
from workbook_browser import Folder, Keys, Tab, focused, opened

from sko_widgets.dossier import sessions, sharing
from sko_widgets.dossier.snapshot import DossierKey
from sko_widgets.dossier.store import open_store

pytest_plugins = ["workbook_fixtures"]
pytestmark = [pytest.mark.slow, pytest.mark.browser]
Tabs = Callable[..., Tab]

GROUP = DossierKey.of_group("rivieren")
DAY, NEW_DAY = "2026-01-20", "2026-02-03"
TWO_MINUTES = 120


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    """Return a store with a group with which 22 coalitions shared, one of them by name."""
    made = Folder(tmp_path_factory.mktemp("bijeenkomst")).make()
    named = a_copy("cafe00cafe00", "block/meso-samenwerking/1", named=True, name="De Vaart")
    with open_store(made.url) as store:
        sharing.group_called(store, "Rivieren", author="x")
        sharing.share(store, GROUP.slug, [named, *of_many(22)], author="x")
        earlier = {"question": "Wat moet er voor kinderen veranderen?"}
        sessions.plan(store, GROUP.slug, "2025-10-07", earlier, author="x")
        agreed = {"who": "De Vaart", "what": "Wijkteam bellen", "when": "vóór 1 december"}
        sessions.add_agreement(store, GROUP.slug, "2025-10-07", agreed, author="x")
    return made


@pytest.fixture(scope="module")
def server(folder: Folder) -> Iterator[Serving]:
    with opened(folder.path) as serving:
        yield serving


class Counted(Keys):
    """Counts the keys of somebody who works with the keyboard alone."""

    count = 0

    def next(self) -> str:
        self.count += 1
        return super().next()

    def press(self, *keys: str) -> None:
        self.count += len(keys)
        super().press(*keys)

    def type(self, words: str) -> None:
        """Type words."""
        self.count += len(words)
        self.page.keyboard.type(words)


def test_a_session_is_set_up_by_keyboard_within_two_minutes_and_ends_in_minutes(
    server: Serving, folder: Folder, tabs: Tabs
) -> None:
    tab = tabs(server)
    page = tab.page
    tab.open("leergroep/rivieren/start.ipynb")
    looks_right(page)

    keys, begun = Counted(page), time.monotonic()  # as the manual says it, from the group's page
    keys.to('link "Bijeenkomst klaarzetten')
    keys.press("Enter")
    page.wait_for_url("**/klaarzetten")
    tab.wait()
    keys.to('button "Zet klaar, Samenwerking')
    keys.press("Enter")
    expect(page.get_by_text("180 minuten, past precies")).to_be_visible()
    expect(page.get_by_label("Dag")).to_be_focused()
    keys.type("01202026")
    keys.to('textbox "Plaats')
    keys.type("De Brug")
    keys.to('button "Klaarzetten')
    keys.press("Enter")
    page.wait_for_url(f"**/bijeenkomst?dag={DAY}")
    tab.wait()
    seconds = time.monotonic() - begun
    print(f"set up with {keys.count} keys in {seconds:.1f} seconds")
    assert keys.count < 90
    assert seconds < TWO_MINUTES

    the_invitation_is_copied(page, keys, folder)
    the_session_is_changed(tab, keys, folder)
    the_session_gets_another_day(tab, keys, folder, tabs)
    minutes_are_made(tab, folder)


def the_invitation_is_copied(page: Page, keys: Counted, folder: Folder) -> None:
    """Check what was made, and copy the text for a mail."""
    stored = folder.sheet(f"session/{DAY}", GROUP)
    assert (stored["theme"], stored["working_form"], stored["place"]) == ("lesson/01-positie", "incident", "De Brug")
    assert sum(int(part["minutes"]) for part in stored["agenda"]) == 180
    invitation = page.get_by_role("textbox", name="Uitnodiging")
    expect(invitation).to_have_value(holds("Op 20 januari 2026 van 13.00 tot 16.00 uur werken we in De Brug"))
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    keys.to('button "Kopieer')
    keys.press("Enter")
    expect(page.get_by_text("Gekopieerd. Plak de tekst in je eigen mail.")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == invitation.input_value()
    looks_right(page)
    expect(page.locator(".sko-stand-list", has_text="De vorige keer")).to_contain_text("nog niets gehoord")
    for window in ("Regie", "Dagscherm"):
        assert str(page.get_by_role("link", name=window).get_attribute("href")).endswith(f"?dag={DAY}")


def the_session_is_changed(tab: Tab, keys: Counted, folder: Folder) -> None:
    """Open a session in the form again, while somebody else changes it too."""
    page, stored = tab.page, folder.sheet(f"session/{DAY}", GROUP)
    page.get_by_role("link", name="Programma veranderen").click()  # the same form; the history stays
    page.wait_for_url("**/klaarzetten?dag=**")
    tab.wait()
    change_by_keys(page, keys)
    page.get_by_role("radio", name="Meso – Samenwerking").check()
    expect(page.get_by_label("De vraag van vandaag")).to_have_value(holds("?"))
    page.get_by_label("Plaats").fill("De Haven")
    tab.reload()  # what was typed lies in the browser until it is kept
    expect(page.get_by_label("Plaats")).to_have_value("De Haven")
    folder.save(f"session/{DAY}", "place", "De Bron", key=GROUP)
    page.get_by_role("button", name="Bewaren", exact=True).click()
    anyway = page.get_by_role("button", name="Toch bewaren")
    expect(anyway).to_be_focused()  # somebody else changed the place meanwhile
    looks_right(page)
    anyway.click()
    page.wait_for_url(f"**/bijeenkomst?dag={DAY}")
    places = [one.value for one in folder.history(f"session/{DAY}", "place", key=GROUP)]
    assert places == ["De Brug", "De Bron", "De Haven"]
    assert folder.sheet(f"session/{DAY}", GROUP)["agenda"][1] == {**stored["agenda"][0], "minutes": "15"}


def the_session_gets_another_day(tab: Tab, keys: Counted, folder: Folder, tabs: Tabs) -> None:
    """Move it by keys, while its window and its form are open elsewhere."""
    page, stored = tab.page, folder.sheet(f"session/{DAY}", GROUP)
    led, other = tabs(tab.server), tabs(tab.server)
    led.open(tab.server.page("leergroep/rivieren/regie.ipynb") + f"&dag={DAY}")
    led.page.get_by_label("Nieuwe regel").fill("Half een re")
    other.open(tab.server.page("leergroep/rivieren/klaarzetten.ipynb") + f"&dag={DAY}")
    page.get_by_role("link", name="Programma veranderen").click()
    page.wait_for_url("**/klaarzetten?dag=**")
    tab.wait()
    other.page.get_by_label("Plaats").fill("De Kade")
    for typed in ("10072025", "02032026"):
        page.get_by_label("Dag").focus()
        keys.press("Tab", "Shift+Tab")
        keys.type(typed)
        keys.to('button "Bewaren')
        keys.press("Enter")
        if typed == "10072025":
            expect(page.get_by_role("alert")).to_contain_text("Op die dag is al een bijeenkomst. Kies een andere dag")
    page.wait_for_url(f"**/bijeenkomst?dag={NEW_DAY}")
    tab.wait()
    expect(page.get_by_text("stond eerst op 20 januari 2026")).to_be_visible()
    expect(page.locator(".sko-stand-list", has_text="De vorige keer")).to_contain_text("Wijkteam bellen")
    assert folder.sheet(f"session/{DAY}", GROUP) == {}
    assert folder.sheet(f"session/{NEW_DAY}", GROUP) == {**stored, "moved_from": [DAY]}

    # The window that was open says so, leads there, and what was being typed is there.
    expect(led.page.get_by_role("heading", level=1)).to_have_text(holds("is verplaatst naar 3 februari 2026."))
    expect(led.page.get_by_role("link", name="Regie van 3 februari 2026")).to_be_focused()
    looks_right(led.page)
    led.page.keyboard.press("Enter")
    led.page.wait_for_url(f"**/regie?dag={NEW_DAY}")
    expect(led.wait().page.get_by_label("Nieuwe regel")).to_have_value("Half een re")
    other.press("Bewaren")
    way = other.page.get_by_role("link", name="Bijeenkomst klaarzetten op 3 februari 2026")
    expect(way).to_be_focused()
    way.click()
    other.page.wait_for_url(f"**/klaarzetten?dag={NEW_DAY}")
    expect(other.wait().page.get_by_label("Plaats")).to_have_value("De Kade")
    expect(other.page.get_by_label("Dag")).to_have_value(NEW_DAY)
    other.press("Bewaren")
    other.page.wait_for_url(f"**/bijeenkomst?dag={NEW_DAY}")
    assert folder.sheet(f"session/{NEW_DAY}", GROUP)["place"] == "De Kade"
    other.open(tab.server.page("leergroep/rivieren/verslag.ipynb") + f"&dag={DAY}")
    expect(other.page.get_by_role("heading", level=1)).to_have_text("Deze bijeenkomst is verplaatst")
    looks_right(other.page)
    assert str(other.page.get_by_role("link", name="Verslag op 3 februari").get_attribute("href")).endswith(NEW_DAY)
    assert not [*led.errors, *other.errors]


def minutes_are_made(tab: Tab, folder: Folder) -> None:
    """Look through the minutes, keep one line out, and make the files."""
    page, server = tab.page, tab.server
    with open_store(folder.url) as store:
        for kind, words in (("inzicht", "Te laat was bijna nooit onwil."), ("vraag", "Wat zegt de moeder van Sanne?")):
            sessions.add_harvest(store, GROUP.slug, NEW_DAY, {"kind": kind, "text": words}, author="x")
    tab.open(server.page("leergroep/rivieren/verslag.ipynb") + f"&dag={NEW_DAY}")
    expect(page.locator("mark")).to_contain_text("moeder van Sanne")
    looks_right(page)
    page.get_by_role("checkbox", name=holds("Wat zegt de")).uncheck()
    expect(page.get_by_text("staat misschien een naam")).to_have_count(0)
    for button, wanted in (("webpagina", "html"), ("pdf", "pdf"), ("Word", "docx")):
        with page.expect_download() as download:
            page.get_by_role("button", name=button).click()
        said = " ".join(text(wanted, Path(download.value.path()).read_bytes()).split())
        assert "Te laat was bijna nooit onwil." in said
        assert "Sanne" not in said


def holds(words: str) -> re.Pattern[str]:
    """Match a text in which some words stand."""
    return re.compile(re.escape(words))


def change_by_keys(page: Page, keys: Counted) -> None:
    """Open the programme, make a part longer and move it by keys."""
    keys.to('button "Programma aanpassen')
    keys.press("Enter")
    keys.to('button "Binnenkomen, 5 minuten langer')
    keys.press("Enter")
    expect(page.get_by_text("5 minuten te lang")).to_be_visible()
    keys.press("Alt+ArrowDown")
    expect(page.locator(".programme li").nth(1).get_by_label("Naam van onderdeel 2")).to_have_value("Binnenkomen")


def test_a_group_is_made_and_its_members_are_chosen_from_who_is_known(
    server: Serving, folder: Folder, tabs: Tabs
) -> None:
    tab = tabs(server)
    page = tab.page
    tab.open("start.ipynb")
    page.get_by_role("button", name="Nieuwe leergroep").click()
    page.get_by_role("textbox", name="Naam van de leergroep").fill("Kust")
    looks_right(page)
    page.get_by_role("button", name="Leergroep maken").click()
    page.wait_for_url("**/leergroep/kust/")
    tab.wait()
    page.get_by_role("link", name="Wie doet mee").click()
    page.wait_for_url("**/wie-doet-mee")
    tab.wait()
    expect(page.get_by_role("textbox", name="Afspraak 2")).to_have_value("We vragen door voordat we adviseren.")
    page.get_by_role("button", name="Coalitie toevoegen").click()
    cell = page.get_by_role("combobox", name="Coalitie")
    cell.fill("bru")
    page.get_by_role("option", name="De Brug").click()
    tab.saved()
    looks_right(page)
    key = DossierKey.of_group("kust")
    assert folder.sheet("group", key)["members"] == [{"coalition": "De Brug"}]
    with page.expect_download() as download:
        page.get_by_role("button", name="Leergroep bewaren als bestand").click()
    assert download.value.suggested_filename == "leergroep-kust.json"
    file = Path(download.value.path()).read_bytes()
    assert b"De Brug" in file
    it_is_erased_and_opened_again(tab, folder, key, file)


def it_is_erased_and_opened_again(tab: Tab, folder: Folder, key: DossierKey, file: bytes) -> None:
    """Erase a group on its page: it is on no list, and its pages are gone; then have it back from its file."""
    page = tab.page
    page.get_by_text("Deze leergroep voorgoed verwijderen").click()
    page.get_by_role("button", name=holds("Bekijk wat")).click()
    page.get_by_role("button", name="Voorgoed verwijderen", exact=True).click()
    page.get_by_role("link", name="Naar alle coalities").click()
    tab.wait()
    expect(page.get_by_role("link", name="Leergroep Rivieren")).to_be_visible()
    expect(page.get_by_role("link", name="Leergroep Kust")).to_have_count(0)
    assert folder.sheet("group", key) == {}
    assert tab.server.ask("/werkboek/leergroep/kust/wie-doet-mee")[0] == 404
    page.locator("input[type=file]").set_input_files({"name": "g.json", "mimeType": "application/json", "buffer": file})
    page.wait_for_url("**/leergroep/kust/")
    tab.wait()
    assert folder.sheet("group", key)["members"] == [{"coalition": "De Brug"}]


def test_groups_are_made_changed_by_keys_and_mouse_and_printed(server: Serving, folder: Folder, tabs: Tabs) -> None:
    key, day = DossierKey.of_group("zuid"), "2026-04-14"
    names = [f"Coalitie {letter}" for letter in "ABCDEFGHIJKLM"]
    with open_store(folder.url) as store:
        sharing.group_called(store, "Zuid", author="x")
        store.put(key, {"group": {"members": [{"coalition": name} for name in names]}}, author="x")
        sessions.plan(store, key.slug, day, {"working_form": "incident", "question": "Lukt het?"}, author="x")
    tab = tabs(server)
    page, keys = tab.page, Keys(tab.page)
    tab.open(server.page("leergroep/zuid/bijeenkomst.ipynb") + f"&dag={day}")
    control = page.locator(".sko-groups-form")

    def groups() -> list[list[str]]:
        return [one["members"] for one in folder.sheet(f"session/{day}", key).get("groups") or ()]

    keys.to('button "Groepjes maken')
    keys.press("Enter")
    expect(control.locator("section")).to_have_count(2)
    assert focused(page) == 'button "Opnieuw verdelen"'
    first = groups()
    who = first[1][0]
    keys.to(f'button "{who}')
    keys.press("Alt+ArrowLeft")
    expect(control.locator("[aria-live]")).to_contain_text(f"{who} zit nu in groepje 1.")
    assert who in groups()[0]
    assert focused(page).startswith(f'button "{who}')
    keys.press("Enter")
    looks_right(page)
    keys.to('button "Naar groepje 2"', most=3)
    keys.press("Enter")
    expect(control.locator("[aria-live]")).to_contain_text(f"{who} zit nu in groepje 2.")
    assert focused(page).startswith(f'button "{who}')
    keys.press("Enter", "Escape")
    expect(control.locator(".menu:visible")).to_have_count(0)
    other = next(name for name in first[0] if name != groups()[1][0])
    resize(page, 1366, 1600)  # nothing scrolls while the mouse is down
    control.get_by_role("button", name=other).drag_to(control.locator("section").nth(1))
    expect(control.locator("[aria-live]")).to_contain_text(f"{other} zit nu in groepje 2.")
    assert other in groups()[1]
    undo = page.get_by_role("button", name="Ongedaan maken")
    undo.evaluate("one => { one.click(); one.click(); one.click(); }")  # none is lost while the one before is under way
    until(lambda: groups() == first)
    expect(control.locator("[aria-live]")).to_have_text("De groepjes staan zoals ze waren.")
    expect(control.locator("section").first.get_by_role("listitem")).to_have_count(len(first[0]))
    tab.reload()
    assert groups() == first
    with page.expect_download() as download:
        page.get_by_role("button", name="Kaarten afdrukken (pdf)").click()
    assert download.value.suggested_filename == f"kaarten-zuid-{day}.pdf"
    assert text("pdf", Path(download.value.path()).read_bytes()).count("Wat ik meeneem") == len(names)
