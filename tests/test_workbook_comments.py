"""What readers say, on the pages: it comes in on the coalition's page, and stands at its step until it is settled."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from browser import resize, shows, violations
from helpers import dossier, example, kept, sko, snapshot
from playwright.sync_api import BrowserContext, Dialog, Page, expect
from serving import Serving
from workbook_browser import Folder, Keys, Tab, kernel_process, opened

from sko_widgets.dossier.comments import comment_sheet, comments, facts, mark_of
from sko_widgets.dossier.replies import replies
from sko_widgets.dossier.snapshot import DossierKey, Snapshot
from sko_widgets.dossier.store import open_store
from sko_widgets.guide.reading_file import reading_file
from sko_widgets.guide.to_read import to_read

pytest_plugins = ["workbook_fixtures"]
pytestmark = [pytest.mark.slow, pytest.mark.browser]
Tabs = Callable[..., Tab]

KEY = DossierKey("de-brug", "2024-2025")
BLOCK = "meso-samenwerking"
SHEET = f"block/{BLOCK}/1"
HOSTILE = "Wie <img src=x onerror=alert(1)> **merkt** dat?"
CALL = "06 12345678"
HIDDEN = "Een ander zag dit."
"""What another reader said."""


@pytest.fixture(scope="module")
def brug(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Folder, Serving]]:
    """Yield a small dossier in which personal data stands, and a server for it."""
    sheets = {"lesson/01-positie": {"tasks": [{"task": f"Bel de wethouder op {CALL}"}]}}
    plain = dossier(introduction=f"Wij zijn De Brug. <script>alert(1)</script> Bel {CALL}.", sheets=sheets)
    folder = Folder(tmp_path_factory.mktemp("map"))
    kept(folder.path, plain)
    with opened(folder.path, author="") as server:
        yield folder, server


def held(folder: Folder) -> Snapshot:
    with open_store(folder.url) as store:
        return store.snapshot(KEY)


def somebody_read(folder: Folder) -> None:
    """Let another reader have said something."""
    sheet = comment_sheet("e" * 12, SHEET, "actions")
    said = {"text": HIDDEN, **facts(SHEET, "actions", "", "2026-06-30")}
    with open_store(folder.url) as store:
        store.put(KEY, {sheet: said, f"reader/{'e' * 12}": {"name": "Eva"}}, author="Eva")


def file_of(folder: Folder, **changes: Any) -> dict[str, Any]:
    """Return comments of Anna as a file picker gets them."""
    said = [{"sheet": SHEET, "field": "goal", "text": HOSTILE, "on": "2026-06-30"}]
    said[0]["about"] = mark_of(held(folder), SHEET, "goal")
    about = {"coalition": "de-brug", "period": "2024-2025"}
    plain = {"format": "sko-opmerkingen", "version": 1, "dossier": about, "reader": "0123456789ab", "name": "Anna Smit"}
    text = json.dumps(plain | {"comments": said} | changes)
    return {"name": "opmerkingen.json", "mimeType": "application/json", "buffer": text.encode()}


def choose(page: Page, file: dict[str, Any]) -> None:
    page.get_by_label("Bestand met opmerkingen").set_input_files(file)  # type: ignore[arg-type]


def test_comments_come_in_on_the_page_and_are_settled_by_keyboard(brug: tuple[Folder, Serving], tabs: Tabs) -> None:
    folder, server = brug
    tab = tabs(server)
    tab.page.add_init_script("localStorage.setItem('sko:author', 'Pim')")
    tab.home(KEY)
    wrong = file_of(folder, dossier={"coalition": "de-vaart", "period": "2024-2025", "name": "De Vaart"})
    choose(tab.page, wrong)
    expect(tab.page.get_by_text("deze opmerkingen gaan over ‘De Vaart 2024–2025’")).to_be_visible()
    choose(tab.page, file_of(folder, groet="Hoi"))
    expect(tab.page.get_by_text("groet: deze sleutel is onbekend")).to_be_visible()
    assert violations(tab.page, best=True) == []
    choose(tab.page, file_of(folder))
    expect(tab.page.get_by_text("1 opmerking van Anna Smit, nu ook op deze pagina.")).to_be_visible()
    said = tab.page.locator(".remark.person")
    expect(said).to_contain_text("Anna Smit, 30 juni 2026")
    expect(said).to_contain_text("Doel bij Meso – Samenwerking, cyclus 1")
    expect(said).to_contain_text("Wie <img src=x onerror=alert(1)> merkt dat?")
    expect(said.locator("strong")).to_have_text("merkt")
    expect(said).not_to_contain_text("veranderd")
    choose(tab.page, file_of(folder))
    expect(tab.page.get_by_text("Deze opmerkingen waren er al.")).to_be_visible()
    expect(said).to_have_count(1)
    assert violations(tab.page, best=True) == []

    said.get_by_role("link", name="Ik pas het aan").click()
    tab.page.wait_for_url(f"**/{BLOCK}/1#goal")
    tab.wait()
    step = tab.page.locator("#goal")
    expect(step.locator(".person")).to_contain_text("Anna Smit, 30 juni 2026")
    tab.text("Doel").click()
    tab.page.keyboard.press("Control+End")
    tab.page.keyboard.type(" en koken")
    tab.saved()
    keys = Keys(tab.page)
    keys.to('button "Dit klopt zo"')
    expect(step.locator(".person")).to_contain_text("De tekst is daarna veranderd.")
    expect(tab.page.locator("#review .person")).to_contain_text("Doel")
    assert violations(tab.page, best=True) == []
    keys.press("Enter")
    keys.type("Staat er nu.")
    keys.press("Enter")
    expect(step.locator(".person")).to_have_count(0)
    assert [(one.said, one.reason) for one in replies(held(folder)).values()] == [("klopt", "Staat er nu.")]


def test_the_coach_asks_at_the_fields_of_an_instrument_and_of_the_profile(
    brug: tuple[Folder, Serving], tabs: Tabs, profile: Callable[..., BrowserContext]
) -> None:
    _, server = brug
    tab = tabs(server, profile(viewport={"width": 390, "height": 844}))
    for page, step in (("inleiding", "#introduction"), ("les-01", "#tasks")):
        tab.page_of(page, KEY)
        asked = tab.page.locator(step).locator(".remark")
        expect(asked).to_contain_text(CALL)
        asked.get_by_role("button", name="Ik pas het aan").click()
        assert tab.page.evaluate("document.activeElement.matches('input, textarea, [contenteditable]')")
        assert violations(tab.page, best=True) == []


def test_comments_are_opened_on_the_start_page_too(brug: tuple[Folder, Serving], tabs: Tabs) -> None:
    folder, server = brug
    tab = tabs(server).open("start.ipynb")
    file = file_of(folder, reader="ba9876543210", name="Bea")
    tab.page.get_by_label("Bestand met een dossier").set_input_files(file)  # type: ignore[arg-type]
    tab.page.wait_for_url("**/de-brug/2024-2025/")
    expect(tab.page.locator(".remark.person").filter(has_text="Bea, 30 juni 2026")).to_be_visible()


def test_a_file_that_was_dropped_on_the_page_may_be_no_comments(brug: tuple[Folder, Serving], tabs: Tabs) -> None:
    tab = tabs(brug[1]).home(KEY)
    data = Path(__file__).read_bytes()
    choose(tab.page, {"name": "x.json", "mimeType": "application/json", "buffer": data})
    expect(tab.page.get_by_text("dit is geen JSON")).to_be_visible()
    choose(tab.page, {"name": "x.json", "mimeType": "application/json", "buffer": b" " * (2 * 1024 * 1024 + 1)})
    expect(tab.page.get_by_text("hoogstens 2 MB")).to_be_visible()


# --- reading along at the same screen -------------------------------------------------------------


def test_somebody_reads_along_on_the_screen_under_their_own_name(
    brug: tuple[Folder, Serving], tabs: Tabs, profile: Callable[..., BrowserContext]
) -> None:
    folder, server = brug
    somebody_read(folder)
    tab = tabs(server).block(BLOCK, key=KEY)
    tab.page.evaluate("localStorage.setItem('sko:author', 'Projectleider')")
    tab.page.locator("#review").get_by_role("link", name="Laat iemand meelezen").click()
    tab.page.wait_for_url(f"**/meelezen?deel={BLOCK}")
    tab.wait()
    expect(tab.page.get_by_role("heading", name="Laat iemand meelezen")).to_be_visible()
    assert violations(tab.page, best=True) == []
    tab.page.get_by_role("link", name="Lezen op dit scherm").click()
    tab.page.wait_for_url("**/lezen?lezer=*")
    tab.wait()
    expect(tab.page.get_by_text("Samen eten", exact=False).first).to_be_visible()
    assert HIDDEN not in tab.page.content()
    assert not tab.page.locator(".remark").count()

    keys = Keys(tab.page)
    keys.to('textbox "Wie ben je?"')
    keys.type("Cas")
    keys.to('textbox "Opmerking bij Doel, cyclus 1"')
    keys.type(HOSTILE)
    tab.saved()
    assert violations(tab.page, best=True) == []
    resize(tab.page, 390, 844)
    assert tab.page.evaluate("document.documentElement.scrollWidth") == 390
    before = [one for one in comments(held(folder)) if one.name == "Cas"]
    assert [(one.sheet, one.field) for one in before] == [(SHEET, "goal")]
    assert before[0].text.replace("\\", "") == HOSTILE
    assert before[0].text_mark == mark_of(held(folder), SHEET, "goal")
    sheets = [f"reader/{before[0].reader}", comment_sheet(before[0].reader, SHEET, "goal")]
    with open_store(folder.url) as store:
        written = [one for one in store.changes(KEY, limit=20) if one.sheet in sheets]
    assert {one.author for one in written} == {"Cas"}

    tab.reload()  # what was typed is there again
    expect(tab.text("Wie ben je?")).to_have_value("Cas")
    shows(tab.text("Opmerking bij Doel, cyclus 1"), "Wie <img src=x onerror=alert(1)> merkt dat?")
    tab.page.get_by_role("link", name="Klaar met lezen").click()
    tab.page.wait_for_url("**/meelezen*")
    expect(tab.wait().page.get_by_role("link", name="Cas 1 opmerking")).to_be_visible()
    tab.page.get_by_role("link", name="Lezen op dit scherm").click()  # the next reader sees nothing of it
    tab.page.wait_for_url("**/lezen?lezer=*")
    expect(tab.wait().text("Wie ben je?")).to_have_value("")
    assert "Cas" not in tab.page.content()

    tab.block(BLOCK, key=KEY)  # and who writes elsewhere is who wrote there before
    tab.text("Vervolg").click()
    tab.page.keyboard.type("Wij gaan door.")
    tab.saved()
    assert [one.author for one in folder.history(SHEET, "outlook", KEY)][-1] == "Projectleider"
    expect(tab.page.locator("#goal .person").filter(has_text="Cas")).to_contain_text("merkt")


def test_a_whole_dossier_is_read_chapter_by_chapter(brug: tuple[Folder, Serving], tabs: Tabs) -> None:
    _, server = brug
    tab = tabs(server).home(KEY)
    tab.page.get_by_role("link", name="Laat iemand meelezen Op dit scherm, of als bestand").click()
    tab.page.wait_for_url("**/meelezen")
    tab.wait()
    expect(tab.page.locator(".remark")).to_contain_text(CALL)  # asked before it goes to somebody
    tab.page.get_by_role("link", name="Lezen op dit scherm").click()
    tab.page.wait_for_url("**/lezen?lezer=*")
    tab.wait()
    reader = tab.page.url.partition("lezer=")[2]
    expect(tab.text("Opmerking bij Inleiding")).to_be_visible()
    tab.page.get_by_role("link", name="Verder naar Meso – Samenwerking").click()
    tab.page.wait_for_url(f"**/lezen?lezer={reader}&deel={BLOCK}")
    expect(tab.wait().text("Opmerking bij Titel, cyclus 1")).to_be_visible()
    expect(tab.page.get_by_role("link", name="Verder naar")).to_have_count(0)


def test_a_comment_that_was_not_saved_waits_and_is_told_where(
    brug: tuple[Folder, Serving], tabs: Tabs, profile: Callable[..., BrowserContext]
) -> None:
    _, server = brug
    context = profile()
    tab = tabs(server, context).home(KEY)
    tab.page.get_by_role("link", name="Laat iemand meelezen", exact=False).first.click()
    tab.page.wait_for_url("**/meelezen")
    tab.wait().page.get_by_role("link", name="Lezen op dit scherm").click()
    tab.page.wait_for_url("**/lezen?lezer=*")
    tab.wait().page.get_by_role("link", name="Verder naar Meso – Samenwerking").click()
    tab.page.wait_for_url("**deel=*")
    tab.wait()
    kernel_process(server, tab.kernel).kill()
    tab.text("Opmerking bij Acties, cyclus 1").click()
    tab.page.keyboard.type("Wie kookt er?")
    tab.page.wait_for_timeout(300)
    tab.page.close()
    again = tabs(server, context).home(KEY)
    again.page.get_by_role("link", name="Meelezen met Meso – Samenwerking").click()
    again.page.wait_for_url("**/lezen?lezer=*")
    shows(again.wait().text("Opmerking bij Acties, cyclus 1"), "Wie kookt er?")
    again.saved()


# --- reading along with a file --------------------------------------------------------------------


def downloaded(page: Page, name: str, folder: Path) -> Path:
    """Press a button that has something downloaded, and return where it is."""
    with page.expect_download() as waiting:
        page.get_by_role("button", name=name).click()
    path = folder / waiting.value.suggested_filename
    waiting.value.save_as(path)
    return path


def test_a_file_is_read_anywhere_and_its_comments_come_back(
    brug: tuple[Folder, Serving], tabs: Tabs, profile: Callable[..., BrowserContext], tmp_path: Path
) -> None:
    folder, server = brug
    somebody_read(folder)
    tab = tabs(server).page_of("meelezen", KEY)
    file = downloaded(tab.page, "Bewaar als bestand", tmp_path)
    assert file.name == "meelezen-de-brug-2024-2025.html"
    text = file.read_text(encoding="utf-8")
    assert CALL in text  # it is asked about, and blocks nothing
    assert folder.sheet(SHEET, KEY)["goal"] in text
    assert not [one for one in (HIDDEN, "Eva", "Bel de wethouder", "meedenker") if one in text]
    context = profile(viewport={"width": 390, "height": 844})
    page = context.new_page()
    asked: list[str] = []
    errors: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.goto(file.as_uri())
    assert [one for one in asked if not one.startswith(("file:", "data:"))] == []
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert violations(page, best=True) == []
    expect(page.locator("h4", has_text="Doel")).to_be_visible()
    expect(page.get_by_text("<script>alert(1)</script>")).to_be_visible()  # typed in the dossier, and text it stays
    assert page.evaluate("document.fonts.check('16px \"Atkinson Hyperlegible Next\"')")

    keys = Keys(page)
    keys.to('textbox "Wie ben je?"')
    keys.type("Dunya  de Wit")
    keys.to('textbox "Opmerking bij Doel (Meso – Samenwerking, cyclus 1)"')
    keys.type('Wie "merkt" dat?\nEn <b>wanneer</b>?')
    expect(page.get_by_role("status")).to_have_text("1 opmerking, nog niet in een bestand.")
    dialogs: list[str] = []

    def accept(dialog: Dialog) -> None:
        dialogs.append(dialog.type)
        dialog.accept()

    page.on("dialog", accept)
    page.reload()  # it warns, and what was typed is there again
    assert dialogs == ["beforeunload"]
    expect(page.get_by_label("Opmerking bij Doel (Meso")).to_have_value('Wie "merkt" dat?\nEn <b>wanneer</b>?')
    comments_file = downloaded(page, "Opmerkingen bewaren", tmp_path)
    expect(page.get_by_role("status")).to_contain_text("staat bij je downloads")
    assert violations(page, best=True) == []
    page.reload()
    assert dialogs == ["beforeunload"]
    assert errors == []
    assert comments_file.name == "opmerkingen-de-brug-2024-2025-dunya-de-wit.json"

    done = sko("--werkmap", folder.path, "invoer", comments_file)
    assert (done.code, done.out) == (0, "de-brug/2024-2025: 1 opmerking van Dunya de Wit.\n")
    [said] = [one for one in comments(held(folder)) if one.name == "Dunya de Wit"]
    assert (said.sheet, said.field, said.text) == (SHEET, "goal", 'Wie "merkt" dat?\nEn <b>wanneer</b>?')
    assert said.text_mark == mark_of(held(folder), SHEET, "goal")
    assert said.said_on


def test_a_reader_without_a_name_or_a_memory_is_told_and_can_go_on(
    profile: Callable[..., BrowserContext], tmp_path: Path
) -> None:
    file = tmp_path / "lees.html"
    file.write_bytes(reading_file(example(), "macro-uitvoering")[1])
    page = profile(color_scheme="dark").new_page()
    page.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new Error('shut') } })")
    page.goto(file.as_uri())
    assert violations(page, best=True) == []
    page.get_by_role("button", name="Opmerkingen bewaren").click()
    expect(page.get_by_role("status")).to_contain_text("Er is nog niets om te bewaren.")
    page.get_by_label("Opmerking bij Doel").fill("Mooi.")
    expect(page.get_by_role("status")).to_contain_text("Deze browser onthoudt niet wat je typt.")
    page.get_by_role("button", name="Opmerkingen bewaren").click()
    expect(page.get_by_role("status")).to_contain_text("Wie ben je?")
    expect(page.get_by_label("Wie ben je?")).to_be_focused()
    plain = json.loads(downloaded(page, "Opmerkingen bewaren", tmp_path).read_text(encoding="utf-8"))
    assert (plain["name"], [one["text"] for one in plain["comments"]]) == ("", ["Mooi."])


def test_a_file_of_hostile_texts_holds_nothing_but_text(profile: Callable[..., BrowserContext], tmp_path: Path) -> None:
    bad = (
        "</script><script>document.title='x'</script><img src=x onerror=\"document.title='x'\">$style ${body} \"'`&lt;"
    )
    items = {"intro": bad, "items": [{"text": bad, "owner": bad, "due": bad, "evidence": bad}]}
    link = {"kind": "trap-op", "to": "macro-samenwerking", "note": bad, "question": bad}
    cycle = {
        "own_question": bad,
        "context": bad,
        "goal": bad,
        "actions": items,
        "next_questions": [bad],
        "links": [link],
    }
    there: dict[str, dict[str, Any]] = {
        "profile": {"name": bad, "introduction": bad},
        SHEET: cycle,
        f"block/{BLOCK}": {"title": bad},
    }
    file = tmp_path / "lees.html"
    file.write_bytes(reading_file(snapshot(there))[1])
    page = profile().new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(file.as_uri())
    page.wait_for_timeout(300)
    assert page.title().startswith("Meelezen: </script><script>document.title")
    assert [one for one in asked if not one.startswith(("file:", "data:"))] == []
    assert page.locator("img, main script, main style").count() == 0
    assert page.locator("textarea").count() == 11
    page.get_by_label("Opmerking bij Doel").fill("x")
    expect(page.get_by_role("status")).to_contain_text("1 opmerking")


def test_the_same_snapshot_gives_the_same_file() -> None:
    assert reading_file(example()) == reading_file(example())


def test_a_cycle_that_only_begins_and_a_lesson_are_not_read() -> None:
    there: dict[str, dict[str, Any]] = {
        "profile": {"name": "De Brug"},
        SHEET: {"goal": "Samen eten", "next_questions": ["En dan?"], "status": "afgerond"},
        f"block/{BLOCK}/2": {"start_question": "En dan?", "status": "open"},
        f"block/{BLOCK}": {"title": "Aan tafel"},
        "lesson/01-positie": {"tasks": [{"task": "Bellen"}]},
    }
    [block] = to_read(snapshot(there))
    assert [cycle.heading for cycle in block.parts] == ["Cyclus 1"]
    assert [step.label for step in block.parts[0].steps] == ["Startvraag", "Doel", "Nieuwe vraag", "Titel"]
    assert to_read(snapshot(there), "introduction") == []
