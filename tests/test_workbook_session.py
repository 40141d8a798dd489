"""A session of a learning group in a browser: two windows of one clock, and what is written down meanwhile."""

from __future__ import annotations

import os
import re
import signal
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from browser import resize, violations
from helpers import free_port
from playwright.sync_api import BrowserContext, Locator, Page, expect
from screen_sizes import LEAST, SMALLER
from serving import Serving, until
from workbook_browser import AUTHOR, Folder, Keys, Tab, focused, kernel_process, opened

from sko_widgets.dossier import sessions, sharing
from sko_widgets.dossier.incidents import incident_sheet, incidents_now
from sko_widgets.dossier.snapshot import DossierKey
from sko_widgets.dossier.store import open_store
from sko_widgets.dutch import date
from sko_widgets.framework.session_build import session_build
from sko_widgets.insight.programme import programme

pytest_plugins = ["workbook_fixtures"]
pytestmark = [pytest.mark.slow, pytest.mark.browser]
Tabs = Callable[..., Tab]

KEY = DossierKey.of_group("rivieren")
DAYS = ("2026-01-20", "2026-04-14", "2026-06-09")
EARLIER = "2026-05-12"
"""The session before the last of these, of which there are agreements."""
MEMBERS = ("Zilvermeeuw", "De Kempen")
AGREED = tuple(f"Coalitie Zandpad {number}" for number in range(10))
KEPT = ("De gymzaal was dubbel geboekt.", "De moeder van Sanne stond voor een dichte deur.")
OTHERS = tuple(f"Samenwerkende scholen Overkant {number}" for number in range(10))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    """Return a store with a group and three sessions, one for each test."""
    made = Folder(tmp_path_factory.mktemp("bijeenkomst"))
    build = session_build()
    parts = programme(build, build.forms["incident"], build.minutes)
    agenda = [{"name": part.name, "minutes": str(part.minutes), "says": part.says} for part in parts]
    with open_store(made.url) as store:
        sharing.group_called(store, "Rivieren", author="x")
        store.put(
            KEY, {"group": {"members": [{"coalition": name} for name in (*MEMBERS, *AGREED, *OTHERS)]}}, author="x"
        )
        about = {"theme": "meso-samenwerking", "question": "Kun je op elkaar rekenen?", "start": "13.00"}
        about["working_form"] = "incident"
        for day in DAYS:
            sessions.plan(store, KEY.slug, day, {**about, "minutes": "180", "agenda": agenda}, author="x")
        sessions.plan(store, KEY.slug, EARLIER, about, author="x")
        for number, kept in enumerate(KEPT, 1):
            store.put(KEY, {incident_sheet(EARLIER, number): {"text": kept}}, author="x")
        for name in AGREED:
            agreed = {
                "who": name,
                "what": "De gezinnen bellen die we missen op woensdag, met de leraar die zij kennen",
            }
            line = sessions.add_agreement(store, KEY.slug, EARLIER, agreed, author="x")
        sessions.change_agreement(store, KEY.slug, EARLIER, line, {"outcome": "deels"}, author="x")
    return made


@pytest.fixture(scope="module")
def server(folder: Folder) -> Iterator[Serving]:
    with opened(folder.path) as serving:
        yield serving


def window(tab: Tab, name: str, day: str) -> Tab:
    """Open one of a session's windows."""
    return tab.open(tab.server.page(f"leergroep/rivieren/{name}.ipynb") + f"&dag={day}")


def press_before(folder: Folder, day: str, part: int = 0, **ago: float) -> None:
    """Store that a part began so long ago, and nothing else: the clock is as if that time had gone by."""
    with open_store(folder.url) as store:
        sheet = sessions.session_sheet(day)
        at = (datetime.now(UTC) - timedelta(**ago)).isoformat()
        before = [{"at": at, "does": "next", "part": str(number)} for number in range(part)]
        rows = [{"at": at, "does": "begin", "part": "-1"}, *before]
        based_on = store.revisions(KEY, sheet).get("clock", 0)
        store.save(KEY, sheet, "clock", rows, based_on=based_on, author="x")


def texts(folder: Folder, day: str) -> list[str]:
    """Return the harvest that is stored, in order."""
    with open_store(folder.url) as store:
        return [one.get("text") for one in sessions.harvest_now(store, KEY.slug, day)]


def said(page: Page) -> None:
    """Keep what the page's live regions say."""
    page.evaluate("""() => {
      window.heard = [];
      new MutationObserver((all) => all.forEach(({ target }) => {
        const region = (target.nodeType === 1 ? target : target.parentElement)?.closest("[aria-live=polite]");
        if (region?.textContent) heard.push(region.textContent);
      })).observe(document.querySelector("main"), { childList: true, subtree: true, characterData: true });
    }""")


def heard(page: Page, words: str) -> None:
    page.wait_for_function("(words) => heard.some((one) => one.includes(words))", arg=words)


def test_two_windows_stay_in_step_by_keyboard_and_say_the_time(
    server: Serving, folder: Folder, profile: Callable[..., BrowserContext], tabs: Tabs
) -> None:
    day = DAYS[-1]
    led = tabs(server).open("leergroep/rivieren/start.ipynb")
    expect(led.page.get_by_role("link", name=re.compile("^Dagscherm"))).to_be_visible()
    expect(led.page.get_by_role("heading", name=f"Bijeenkomst van {date(DAYS[-1])}")).to_be_visible()
    keys = Keys(led.page)
    keys.to('link "Regie')
    keys.press("Enter")
    led.wait()
    # The room's window is in another browser: nothing but the store ties the two.
    room = window(
        Tab(profile(viewport={"width": 1280, "height": 720}).new_page(), server, whole=False), "dagscherm", day
    )
    room.page.evaluate("Date.now = () => 0")  # a browser that has the time wrong
    said(room.page)
    heading = room.page.get_by_role("heading", level=1)
    expect(heading).to_have_text("Kun je op elkaar rekenen?")
    keys.to('button "Beginnen"')
    keys.press("Enter")
    expect(heading).to_have_text("Kom binnen, pak koffie, en lees de vraag van vandaag.")
    heard(room.page, "Tijd voor: Binnenkomen")
    expect(room.page.get_by_role("timer")).to_have_text("10minuten")

    _pressed_at_both(led, room, keys)
    _as_time_goes_by(led, room, folder, day)

    # A window whose kernel is gone counts on; that of the room comes back by itself, right.
    before = room.kernel
    kernel_process(server, before).kill()
    expect(room.page.get_by_role("timer")).to_have_text("8minuten")
    anew = "(old) => document.querySelector('sko-kernel')?.getAttribute('kernel') !== old"
    room.page.wait_for_function(anew, arg=before)
    room.wait()
    expect(room.page.get_by_role("timer")).to_have_text("8minuten")

    _fits_the_room(room.page)
    _put_on_the_beamer(room, led)
    _who_sits_where(room, led, folder, day)
    _what_came_of_the_incidents(room, led, folder, day)
    assert not room.errors
    nowhere = window(tabs(server), "regie", "2020-01-01")
    expect(nowhere.page.get_by_role("heading", level=1)).to_have_text("Op deze dag is er geen bijeenkomst")
    expect(nowhere.page.get_by_role("link", name=date(DAYS[0]))).to_be_visible()


def _who_sits_where(room: Tab, led: Tab, folder: Folder, day: str) -> None:
    """Check that the room reads who sits where once there are groups, and only at parts that are done in them."""
    note = led.page.get_by_text("Bij ‘Incidenten ophalen’ werken jullie in groepjes.")
    expect(note.get_by_role("link", name="Groepjes maken")).to_have_attribute("href", re.compile(f"dag={day}$"))
    press_before(folder, day, 5, minutes=2)
    expect(room.page.get_by_role("heading", level=1)).to_have_text(re.compile("^Vertel in één minuut"))
    seats = room.page.get_by_role("list", name="Wie zit waar")
    expect(seats).to_have_count(0)
    names = [*MEMBERS, *AGREED, *OTHERS]
    groups = [{"number": str(at + 1), "members": names[at::3], "chair": names[at]} for at in range(3)]
    with open_store(folder.url) as store:
        store.put(KEY, {sessions.session_sheet(day): {"groups": groups, "absent": names[-1:]}}, author="x")
    expect(seats.get_by_role("heading")).to_have_text(["Groepje 1", "Groepje 2", "Groepje 3"])
    expect(seats.locator(".chair")).to_have_text([f"{name} bewaakt de tijd en de volgorde" for name in names[:3]])
    assert seats.locator("ul > li").count() == len(names) - 1
    expect(note).to_have_count(0)
    for part in (5, 10):  # the longest sentence, and one that has two lines
        press_before(folder, day, part, minutes=2)
        _fits_the_room(room.page)
        assert seats.evaluate("(list) => list.scrollHeight - list.clientHeight") <= 0
        assert room.page.evaluate("document.querySelector('h1').getBoundingClientRect().top") > 0
    press_before(folder, day, 4, minutes=2)
    expect(room.page.get_by_role("heading", level=1)).to_have_text(re.compile("^Hoe liep het af"))
    expect(seats).to_have_count(0)


def _what_came_of_the_incidents(room: Tab, led: Tab, folder: Folder, day: str) -> None:
    """Tell how what small groups kept the last time ended, and keep what they choose now."""
    rows = room.page.get_by_role("list", name="Wat er van de vorige keer bleef").get_by_role("listitem")
    expect(rows).to_have_text([KEPT[0], "De … stond voor een dichte deur."])
    led.page.get_by_role("textbox", name=KEPT[0]).focus()
    led.page.keyboard.type("Er is nu één agenda.")
    led.saved()
    expect(rows.first).to_have_text(f"{KEPT[0]}Er is nu één agenda.")
    _fits_the_room(room.page)
    expect(led.page.get_by_text("het komt nooit in het verslag")).to_be_visible()
    chosen = led.page.get_by_role("textbox", name=re.compile("^Groepje 2: Het incident, in één zin"))
    expect(led.page.get_by_role("textbox", name=re.compile("^Groepje"))).to_have_count(3)
    chosen.fill("De vader van Emma werd boos")
    led.saved()
    expect(led.page.get_by_role("status").locator("mark")).to_have_text("vader van Emma")
    chosen.fill("Een ouder werd boos, en niemand wist wie er")
    led.reload()  # what is not saved yet waits in the browser
    expect(chosen).to_have_value("Een ouder werd boos, en niemand wist wie er")
    expect(led.page.get_by_role("status").filter(has_text=re.compile("Alles opgeslagen|Opgeslagen om"))).to_be_visible()
    expect(led.page.get_by_role("status").locator("mark")).to_have_count(0)
    for scheme in ("light", "dark"):
        led.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        assert violations(led.page, best=True) == []
    with open_store(folder.url) as store:
        kept = [(one.group, one.text) for one in incidents_now(store, KEY, day)]
        ended = [one.ended for one in incidents_now(store, KEY, EARLIER)]
    assert (kept, ended) == ([(2, "Een ouder werd boos, en niemand wist wie er")], ["Er is nu één agenda.", ""])


def _put_on_the_beamer(room: Tab, led: Tab) -> None:
    """Check that a space pauses on the beamer too, also right after the button, and that the page still fits."""
    room.page.get_by_role("button", name="Op het scherm").click()
    expect(room.page.get_by_role("button", name="Sluit")).to_be_visible()
    room.page.keyboard.press("Space")
    expect(led.page.get_by_role("button", name="Verder")).to_be_visible()
    expect(room.page.locator(".told")).to_have_text("De klok staat stil.")
    room.page.keyboard.press("Space")
    expect(led.page.get_by_role("button", name="Pauze")).to_be_visible()
    assert room.page.evaluate("document.documentElement.scrollHeight - innerHeight") <= 0
    room.page.keyboard.press("Escape")
    expect(room.page.get_by_role("button", name="Sluit")).to_have_count(0)


def _fits_the_room(page: Page) -> None:
    """Check that all of the room's window is in sight on a beamer, large enough, light and dark."""
    for width, height in ((1280, 720), (1920, 1080)):
        resize(page, width, height)
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            assert page.evaluate(SMALLER, LEAST) == []
            assert page.evaluate("document.documentElement.scrollHeight - innerHeight") <= 0
            assert violations(page, best=True) == []


def _pressed_at_both(led: Tab, room: Tab, keys: Keys) -> None:
    part = led.page.locator(".sko-session-strip .part")
    for key, there in (("ArrowRight", "De vorige keer"), ("PageDown", "Naast elkaar"), ("ArrowLeft", "De vorige keer")):
        room.page.keyboard.press(key)
        expect(part).to_have_text(there)
        expect(led.page.locator("[aria-current=step] .name")).to_contain_text(there)
        expect(room.page.locator(".sko-day-screen .name")).to_have_text(there)  # a key is about what one sees
    room.page.keyboard.press("+")
    expect(led.page.locator(".sko-session-strip .told")).to_have_text("Speling wordt 10 minuten.")
    heard(room.page, "Speling wordt 10 minuten.")
    room.page.keyboard.press("Space")
    expect(led.page.get_by_role("button", name="Verder")).to_be_visible()
    expect(room.page.get_by_role("button", name="Verder")).to_be_visible()
    keys.to('button "Verder"')
    keys.press("Space")
    expect(room.page.get_by_role("button", name="Pauze")).to_be_visible()
    earlier = room.page.get_by_role("list", name="Afspraken van de vorige keer").get_by_role("listitem")
    expect(earlier).to_have_count(10)
    expect(earlier.first).to_have_text(
        "De gezinnen bellen die we missen op woensdag, met de leraar die zij kennen Coalitie Zandpad 9 deels"
    )
    expect(earlier.nth(1)).to_contain_text("nog niets gehoord")
    _fits_the_room(room.page)
    room.page.keyboard.press("b")
    expect(room.page.get_by_role("dialog", name="Zwart scherm")).to_be_visible()
    room.page.keyboard.press("x")
    expect(room.page.get_by_role("dialog")).to_have_count(0)


def _as_time_goes_by(led: Tab, room: Tab, folder: Folder, day: str) -> None:
    """Speed the clock up: what is stored is as if the time had gone by."""
    press_before(folder, day, minutes=4, seconds=57)
    heard(room.page, "Nog vijf minuten")
    press_before(folder, day, minutes=8, seconds=58)
    heard(room.page, "Nog één minuut")
    expect(room.page.get_by_role("timer")).to_contain_text("seconden")
    press_before(folder, day, minutes=12)
    expect(room.page.locator(".told")).to_have_text("De tijd is om.")
    expect(led.page.locator(".told")).to_contain_text("2 minuten over de tijd.")
    press_before(folder, day, minutes=2)


def test_the_harvest_is_whole_and_the_clock_right_whatever_ends_meanwhile(
    folder: Folder, tabs: Tabs, profile: Callable[..., BrowserContext]
) -> None:
    port = str(free_port())
    server = Serving(folder.path, "--poort", port, env={"SKO_AUTEUR": AUTHOR})
    try:
        led = _written_by_three(server, folder, tabs)
        room = window(Tab(profile().new_page(), server, whole=False), "dagscherm", DAYS[1])
        press_before(folder, DAYS[1], minutes=9, seconds=2)
        expect(room.page.get_by_role("timer")).to_contain_text("seconden")

        # The server is gone: the clock goes on; what is added and what is being typed waits in the browser.
        os.kill(server.process.pid, signal.SIGKILL)
        led.page.get_by_role("button", name="Wijzig ‘Groep 0 regel 5’").click()
        led.text("Tekst").fill("Groep 0 regel 5, half gewijz")
        led.text("Nieuwe regel").fill("Toegevoegd zonder server")
        led.text("Nieuwe regel").press("Enter")
        led.page.keyboard.type("Nog niet af")
        expect(led.page.locator(".waits")).to_contain_text("Toegevoegd zonder server")
        # As many seconds go off as went by, however long the machine took for them.
        went, gone = room.page.evaluate(_COUNTED)
        assert abs(went - gone) <= 1.5
        pressed = clock_rows(folder, DAYS[1])
        server.end()
        server = Serving(folder.path, "--poort", port, env={"SKO_AUTEUR": AUTHOR})
        led.press("Ga verder")
        expect(led.text("Nieuwe regel")).to_have_value("Nog niet af")
        expect(led.page.locator(".lines .text")).to_have_count(20)  # and the one that is being changed
        led.wait().saved()
        expect(led.text("Tekst")).to_have_value("Groep 0 regel 5, half gewijz")
        led.text("Tekst").press("Enter")
        expect(led.page.get_by_text("Groep 0 regel 5, half gewijz", exact=True)).to_be_visible()
        assert "Groep 0 regel 5, half gewijz" in texts(folder, DAYS[1])
        assert [texts(folder, DAYS[1])[-1], texts(folder, DAYS[1]).count("Toegevoegd zonder server")] == [
            "Toegevoegd zonder server",
            1,
        ]
        shown = led.page.locator(".sko-session-strip .left")
        expect(shown).to_be_visible()
        room.wait()  # it came back by itself
        assert clock_rows(folder, DAYS[1]) == pressed
        press_before(folder, DAYS[1], minutes=9, seconds=2)  # as long as the machine took, a minute is still there
        expect(room.page.locator(".number")).to_have_text(re.compile("^5[0-9]$"))
        expect(shown).to_have_text(re.compile("5[0-9]"))
        until(lambda: abs(seconds_left(room.page) - int(re.findall(r"[0-9]+", shown.inner_text())[0])) <= 2)
    finally:
        server.end()


# Count for more than a second: what went off the number that is shown, and what went by.
_COUNTED = """async () => {
  const now = () => [Number(document.querySelector(".number").textContent), performance.now() / 1000];
  const [before, from] = now();
  for (;;) {
    await new Promise((done) => setTimeout(done, 1100));
    const [after, to] = now();
    if (after < before) return [before - after, to - from];
  }
}"""


def clock_rows(folder: Folder, day: str) -> list[dict[str, str]]:
    """Return all that was pressed on the clock of a session, as it is stored."""
    with open_store(folder.url) as store:
        return list(store.sheet(KEY, sessions.session_sheet(day))["clock"].value)


def seconds_left(page: Page) -> int:
    """Return what a window in the last minute of its part says."""
    return int(page.locator(".number").inner_text())


def _written_by_three(server: Serving, folder: Folder, tabs: Tabs) -> Tab:
    """Write, change and remove lines by keyboard, and add more in three windows at once; return one of them."""
    day = DAYS[1]
    led = window(tabs(server), "regie", day)
    page, keys = led.page, Keys(led.page)
    keys.to('textbox "Nieuwe regel"')
    # A word may begin with any letter; with Alt it says the kind.
    keys.type("Ieder zet er één naam bij")
    keys.press("Alt+a", "Enter")
    keys.type("Geen vergadering zonder doel")
    keys.next()
    assert focused(page) == 'radio "A Advies"'
    keys.press("g")
    assert focused(page) == 'textbox "Nieuwe regel"'
    keys.press("Enter")
    led.saved()
    lines = page.get_by_role("listitem").filter(has=page.get_by_role("button", name=re.compile("^Wijzig")))
    expect(lines).to_have_text([re.compile("Goede praktijk: Geen verg"), re.compile("Advies: Ieder zet")])
    with open_store(folder.url) as store:
        kinds = [one.get("kind") for one in sessions.harvest_now(store, KEY.slug, day)]
    assert kinds == ["advies", "praktijk"]

    _changed_by_keyboard(page, keys, lines)
    with open_store(folder.url) as store:
        changed = sessions.harvest_now(store, KEY.slug, day)[-1]
    about = [changed.get(name) for name in ("kind", "said_by", "said_for", "block", "kept_out")]
    assert about == ["vraag", "De Kempen", "Zilvermeeuw", "micro-uitvoering", "ja"]

    # Three windows at once.
    three = [led, window(tabs(server), "regie", day), window(tabs(server), "regie", day)]
    for number in range(6):
        for who, tab in enumerate(three):
            tab.text("Nieuwe regel").fill(f"Groep {who} regel {number}")
            tab.text("Nieuwe regel").press("Enter")
    for tab in three:
        expect(tab.page.locator(".lines .text")).to_have_count(20)
        tab.saved()
    found = texts(folder, day)
    assert len(found) == 20
    for who in range(3):
        assert [one for one in found if f"Groep {who}" in one] == [f"Groep {who} regel {number}" for number in range(6)]

    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert violations(page, best=True) == []
    room = window(tabs(server), "dagscherm", day)
    assert not re.search("Groep 0|Ieder zet|Zilvermeeuw|De Kempen", room.page.content())
    room.page.close()
    return led


def _changed_by_keyboard(page: Page, keys: Keys, lines: Locator) -> None:
    """Hide, change in all that it says, remove and put back the newest line."""
    keys.to('button "Verberg ‘Geen')
    keys.press("Enter")
    expect(page.locator(".kept-out")).to_have_count(1)
    keys.to('button "Wijzig ‘Geen')
    keys.press("Enter")
    assert focused(page) == 'textbox "Tekst"'
    keys.press("End")
    keys.type(" en datum")
    for name, chosen in (("Soort", "Vraag"), ("Van", "De Kempen"), ("Voor", "Zilver"), ("Bouwsteen", "")):
        keys.next()
        assert focused(page).startswith(f'combobox "{name}"')
        keys.type(chosen)  # a list goes to what begins with it
    keys.press("End")
    keys.next()
    assert focused(page) == 'button "Bewaar"'
    keys.press("Enter")
    expect(lines.first).to_contain_text("zonder doel en datum")
    expect(lines.first).to_contain_text("De Kempen · voor Zilvermeeuw · Micro – Uitvoering")
    assert focused(page).startswith('button "Wijzig ‘Geen')
    keys.to('button "Verwijder ‘Geen')
    keys.press("Enter")
    expect(lines).to_have_count(1)
    expect(page.get_by_role("button", name="Terugzetten")).to_be_focused()
    keys.press("Enter")
    expect(lines).to_have_count(2)


def test_a_coalition_takes_two_agreements_home_and_people_say_how_it_was(
    server: Serving, folder: Folder, tabs: Tabs
) -> None:
    day = DAYS[0]
    led = window(tabs(server), "regie", day)
    page, keys = led.page, Keys(led.page)
    page.get_by_role("textbox", name="Nieuwe regel").focus()
    keys.to('combobox "Wie"')
    for number, what in enumerate(("Wijkteam bellen", "Rooster delen", "Ouders vragen"), 1):
        page.get_by_label("Wie", exact=True).select_option("De Kempen")
        keys.to('textbox "Wat"')
        keys.type(what)
        keys.press("Tab")
        keys.type("vóór 3 februari")
        keys.press("Enter")
        if number < 3:
            expect(page.locator(".sko-agreement-form .lines .note:has-text('februari')")).to_have_count(number)
    dialog = page.get_by_role("dialog", name="Welke van de drie is het belangrijkst?")
    expect(dialog.get_by_role("radio", name="Ouders vragen")).to_be_checked()
    assert violations(page, best=True) == []
    keys.press("Escape")
    expect(page.get_by_label("Wat", exact=True)).to_have_value("Ouders vragen")  # who does not choose loses nothing
    page.get_by_label("Wat", exact=True).press("Enter")
    expect(dialog.get_by_role("radio", name="Ouders vragen")).to_be_checked()
    keys.to('button "Verder"', most=5)
    keys.press("Enter")
    assert focused(page) == 'radio "Wijkteam bellen"'
    keys.press("ArrowDown")
    keys.to('button "Deze twee houden"', most=5)
    keys.press("Enter")
    expect(dialog).to_have_count(0)
    expect(page.locator(".sko-agreement-form .lines .text")).to_have_text(["Ouders vragen", "Rooster delen"])
    page.get_by_label("Wie", exact=True).select_option("de begeleider")
    page.get_by_label("Wat", exact=True).fill("Verslag sturen")
    page.get_by_label("Wat", exact=True).press("Enter")
    expect(page.locator(".sko-agreement-form .lines .text")).to_have_count(3)
    _agreement_changed(led)

    sentence = page.get_by_role("group", name="Ik kan morgen iets anders doen.")
    sentence.get_by_role("textbox", name="Hoeveel keer 4").fill("9")
    sentence.get_by_role("textbox", name="Hoeveel keer 5").fill("12")
    led.saved()
    led.text("Volgende keer graag …").click()
    keys.type("meer tijd")
    led.saved()
    _half_changed_while_the_page_loads_again(led)
    expect(sentence.get_by_role("textbox", name="Hoeveel keer 5")).to_have_value("12")
    with open_store(folder.url) as store:
        there = store.snapshot(KEY).sheet(sessions.session_sheet(day))
        names = ("who", "what", "when", "block")
        agreed = [tuple(map(one.get, names)) for one in sessions.agreements_now(store, KEY.slug, day)]
    assert there["liked"] == [{"statement": "Ik kan morgen iets anders doen.", "counts": ["0", "0", "0", "9", "12"]}]
    assert there["next_time"] == "meer tijd"
    assert agreed == [
        ("De Kempen", "Rooster delen", "vóór de zomer", "meso-samenwerking"),
        ("De Kempen", "Ouders vragen", "vóór 3 februari", "meso-samenwerking"),
        ("Zilvermeeuw", "Verslag sturen", "vóór 1 mei", ""),
    ]


def _agreement_changed(led: Tab) -> None:
    """Give an agreement to somebody who has two already, and then to another; change when it is, and its block."""
    page = led.page
    page.get_by_role("button", name="Wijzig ‘Verslag").click()
    edited = page.locator(".editing")
    edited.get_by_label("Wie").select_option("De Kempen")
    edited.get_by_role("button", name="Bewaar").click()
    expect(page.get_by_text("Deze coalitie heeft al twee afspraken.")).to_be_visible()
    edited.get_by_label("Wie").select_option("Zilvermeeuw")
    edited.get_by_label("Wanneer").fill("vóór 1 mei")
    edited.get_by_label("Voor bouwsteen").select_option("")
    assert violations(page, ".editing") == []
    edited.get_by_role("button", name="Bewaar").click()
    expect(edited).to_have_count(0)
    expect(page.get_by_text("Deze coalitie heeft al twee afspraken.")).to_have_count(0)
    expect(page.locator(".lines .who")).to_have_text(["Zilvermeeuw", "De Kempen", "De Kempen"])


def _half_changed_while_the_page_loads_again(led: Tab) -> None:
    page, half = led.page, led.page.locator(".editing").get_by_label("Wanneer")
    page.get_by_role("button", name="Wijzig ‘Rooster").click()
    half.fill("vóór de zo")
    led.reload()
    expect(half).to_have_value("vóór de zo")
    half.fill("vóór de zomer")
    half.press("Enter")
    expect(page.locator(".sko-agreement-form .note", has_text="vóór de zomer")).to_be_visible()
