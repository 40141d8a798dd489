"""A whole cycle: typed in, finished, gone on from, undone, and every word of it in the report."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import docx
import pytest
from browser import shows
from helpers import sko
from lxml import html  # type: ignore[import-untyped]  # no types are published with it
from playwright.sync_api import expect
from read_pdf import elements
from serving import Serving
from workbook_browser import BLOCK, KEY, Folder, Keys, Tab, opened

from sko_widgets.dossier import exchange
from sko_widgets.framework import framework_for

pytest_plugins = ["workbook_fixtures"]
pytestmark = [pytest.mark.slow, pytest.mark.browser]
Tabs = Callable[..., Tab]

SHEET = f"block/{BLOCK}/1"
TYPED: dict[str, Any] = {
    "own_question": "Hoe weet elke begeleider **wat er gisteren** gebeurde?",
    "context": "Zes locaties begonnen tegelijk.\n\n- Noord deed het zo\n- Zuid deed het anders\n    - op dinsdag",
    "goal": "In maart weet iedereen het binnen één dag.",
    "actions": {
        "intro": "Eerst klein proberen.",
        "items": [
            {
                "text": "Een kaart maken\n\n- met een foto\n    - en een naam",
                "owner": "Coördinatoren",
                "due": "oktober 2025",
                "status": "klaar",
                "evidence": "De kaart hangt in het lokaal",
            },
            "Samen terugkijken",
        ],
    },
    "results": {"items": ["Tien van de twaalf kaarten zijn ingevuld"]},
    "answer": "Elke begeleider leest het op de kaart.",
    "outlook": "Volgend jaar doen de ouders mee.",
    "next_questions": [
        "Hoe houden we dit vol?",
        "Wie neemt het over?",
        {"text": "Betaalt de gemeente de kaarten?", "kind": "bijgesteld", "block": "macro-samenwerking"},
    ],
    "links": [
        {
            "kind": "trap-op",
            "to": "macro-samenwerking",
            "note": "Het bestuur betaalt de uren",
            "question": "Tot wanneer eigenlijk?",
        },
        {"kind": "trap-af", "to": "micro-samenwerking", "note": "Op de werkvloer merk je het"},
        {"kind": "naastgelegen", "to": "meso-uitvoering", "note": "Hetzelfde rooster"},
        {"kind": "trap-op", "to": "macro-uitvoering", "note": "Schuin omhoog mag ook"},
        {"kind": "naastgelegen", "to": "meso-samenwerking", "note": "En naar zichzelf"},
    ],
    "reviewed_with": ["De stuurgroep", "Twee ouders"],
    "reviewed_on": "2026-05-05",
    "learned": "Klein beginnen gaat sneller.",
    "changed": "De aanleiding is nu eerlijker.",
    "span": "september tot en met december 2025",
}
ORDER = framework_for(KEY.period).block_ids
TITLE = "Samen aan één tafel"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    return Folder(tmp_path_factory.mktemp("cyclus")).make()


@pytest.fixture(scope="module")
def server(folder: Folder) -> Iterator[Serving]:
    with opened(folder.path) as running:
        yield running


def words(value: Any) -> list[str]:
    """Return every word of an answer, without the marks of Markdown; ids of blocks and kinds are not words."""
    if isinstance(value, dict):
        unsaid = {"kind", "to", "block", "reviewed_on"}
        return [word for name, part in value.items() if name not in unsaid for word in words(part)]
    if isinstance(value, list):
        return [word for part in value for word in words(part)]
    return [word for word in re.sub(r"[*]|^\s*- ", "", str(value), flags=re.MULTILINE).split() if word]


def type_text(keys: Keys, label: str, text: str) -> None:
    """Go to a text field with the keyboard and type; a new list line gets its mark from the field."""
    keys.to(f'textbox "{label}"')
    before = ""
    for line in text.split("\n"):
        marked = re.match(r"( *)(- )?(.*)", line)
        assert marked
        if before:
            keys.press("Enter")
        deeper, listed, rest = marked.groups()
        if listed and not before.lstrip().startswith("- "):
            keys.type("- ")
        if len(deeper) > len(before) - len(before.lstrip()):
            keys.press("Tab")
        keys.type(rest)
        before = line or " "


def type_actions(keys: Keys) -> None:
    """Type two actions; the first has lines of its own, and details."""
    first = TYPED["actions"]["items"][0]
    keys.to('button "Actie toevoegen"')
    keys.press("Enter")
    keys.type("Een kaart maken")
    keys.press("Shift+Enter")
    keys.type("- met een foto")
    keys.press("Enter", "Tab")
    keys.type("en een naam")
    keys.press("Escape")
    for label, name in {"Wie": "owner", "Wanneer": "due"}.items():
        keys.to(f'textbox "{label}"')
        keys.type(first[name])
    keys.to('button "Meer bij actie 1"')
    keys.press("Enter")
    for label, name in {"Hoe staat het ervoor?": "status", "Waaraan zie je het?": "evidence"}.items():
        keys.to(f'{"combobox" if name == "status" else "textbox"} "{label}"')
        keys.type(first[name])
    keys.to('button "Actie toevoegen"')
    keys.press("Enter")
    keys.type("Samen terugkijken")
    keys.to('button "Inleiding schrijven"')
    keys.press("Enter")
    keys.type("Eerst klein proberen.")


def type_links(keys: Keys) -> None:
    """Add links; the kind of the first three is proposed, that of the others chosen."""
    for number, link in enumerate(TYPED["links"], 1):
        keys.to('button "Verbinding toevoegen"')
        keys.press("Enter")
        group = keys.page.get_by_role("group", name=f"Verbinding {number}", exact=True)
        expect(group.get_by_label("Bouwsteen")).to_be_focused()
        keys.press(*["ArrowDown"] * (ORDER.index(link["to"]) + 1))
        keys.press("Tab")
        if number > 3:
            keys.type("Trap op" if number == 4 else "Naast")
        keys.press("Tab")
        keys.type(link["note"])
        if "question" in link:
            keys.press("Tab")
            keys.type(link["question"])


def type_questions(keys: Keys) -> None:
    """Add three next questions; the last is an adjusted one, for another block."""
    keys.to('button "Nieuwe vraag toevoegen"')
    keys.press("Enter")
    keys.type("Hoe houden we dit vol?")
    keys.press("Enter")
    keys.type("Wie neemt het over?")
    keys.press("Enter")
    keys.type("Betaalt de gemeente de kaarten?")
    keys.to('button "Meer bij nieuwe vraag 3"')
    keys.press("Enter")
    keys.to('combobox "Nieuw of bijgesteld"')
    keys.type("Bijgestelde")
    keys.to('combobox "Voor bouwsteen"')
    others = [block for block in ORDER if block != BLOCK]
    keys.press(*["ArrowDown"] * (others.index("macro-samenwerking") + 1))


def type_review(keys: Keys) -> None:
    """Fill the looking back."""
    keys.to('button "Naam of rol toevoegen"')
    keys.press("Enter")
    keys.type("De stuurgroep")
    keys.press("Enter")
    keys.type("Twee ouders")
    keys.to('textbox "Wanneer"')
    keys.type("05052026")
    for label, name in {"Wat we leerden": "learned", "Wat we in de tekst veranderden": "changed"}.items():
        type_text(keys, label, TYPED[name])
    type_text(keys, "Looptijd van deze cyclus", TYPED["span"])


def test_a_whole_cycle_by_keyboard_is_stored_as_it_was_typed(server: Serving, folder: Folder, tabs: Tabs) -> None:
    tab = tabs(server).block()
    keys = Keys(tab.page)
    keys.to('link "Naar de inhoud"')
    keys.press("Enter")
    type_text(keys, "Eigen vraag", "Hoe weet elke begeleider **wat er gisteren** gebeurde?")
    type_text(keys, "Aanleiding", TYPED["context"])
    keys.press("Escape")
    type_text(keys, "Doel", TYPED["goal"])

    type_actions(keys)
    keys.to('button "Resultaat toevoegen"')
    keys.press("Enter")
    keys.type("Tien van de twaalf kaarten zijn ingevuld")
    type_text(keys, "Ons antwoord nu", TYPED["answer"])
    type_text(keys, "Vervolg", TYPED["outlook"])
    type_questions(keys)
    type_links(keys)
    type_text(keys, "Titel", TITLE)
    type_review(keys)
    keys.press("Tab")
    tab.saved()
    assert folder.sheet(f"block/{BLOCK}")["title"] == TITLE
    assert folder.sheet(SHEET) == TYPED
    assert {one.author for one in folder.history(SHEET, "actions")} == {"Collega Een"}


AS_IT_IS = """(version) => {
  const copy = version.cloneNode(true);
  copy.querySelectorAll("del, .sr").forEach((change) => change.remove());
  return copy.textContent;
}"""
"""Gives the text of a version without what was taken out of it, and without what marks the changes."""


def test_the_history_tells_of_questions_links_and_looking_back_in_words(server: Serving, tabs: Tabs) -> None:
    tab = tabs(server).block()
    dialog = tab.page.get_by_role("dialog")
    told = {
        "Nieuwe vraag": "Betaalt de gemeente de kaarten? · Bijgestelde vraag · Macro – Samenwerking",
        "Verbindingen": "Het bestuur betaalt de uren · Tot wanneer eigenlijk?",
        "Ons antwoord nu": TYPED["answer"],
        "Met wie": "Twee ouders",
        "Wanneer": "5 mei 2026",
        "Wat we leerden": TYPED["learned"],
        "Wat we in de tekst veranderden": TYPED["changed"],
        "Looptijd van deze cyclus": TYPED["span"],
    }
    for label, text in told.items():
        tab.press(f"Geschiedenis van {label}")
        newest = dialog.get_by_role("listitem").first
        expect(newest).to_contain_text("Collega Een")
        versions = [re.sub(r"\s+", " ", one.evaluate(AS_IT_IS)) for one in dialog.get_by_role("listitem").all()]
        assert any(text in one for one in versions), (label, versions)
        tab.page.keyboard.press("Escape")
        expect(dialog).to_have_count(0)


def frame_text(tab: Tab) -> str:
    """Return the text of the preview."""
    frame = tab.page.get_by_role("dialog").locator("iframe").content_frame
    expect(frame.get_by_role("heading").first).to_be_visible()
    return frame.locator("body").inner_text()


def test_the_preview_is_the_section_as_the_report_prints_it(server: Serving, tabs: Tabs) -> None:
    tab = tabs(server).block()
    tab.press("Zo komt het in het rapport")
    shown = frame_text(tab)
    assert [word for word in words(TYPED) if word not in shown] == []
    said = ("Bijgestelde vraag", "Voor 4 Macro – Samenwerking", "Vraag die meegaat", "Terugblik", "5 mei 2026")
    assert [one for one in said if one not in shown] == []
    tab.page.keyboard.press("Escape")
    expect(tab.page.get_by_role("dialog")).to_have_count(0)
    expect(tab.page.get_by_role("button", name="Zo komt het in het rapport")).to_be_focused()
    # What is typed is in the next preview, also when nobody waited for it to be saved.
    tab.text("Doel").press("Control+End")
    tab.page.keyboard.type(" Of eerder.")
    tab.press("Zo komt het in het rapport")
    expect(tab.page.get_by_role("dialog").locator("iframe").content_frame.get_by_text("Of eerder.")).to_be_visible()


def test_finishing_makes_the_next_cycle_and_can_be_undone_while_that_is_empty(
    server: Serving, folder: Folder, tabs: Tabs
) -> None:
    tab = tabs(server).block()
    page = tab.page
    expect(page.get_by_role("radio", name="Hoe houden we dit vol?")).to_be_checked()
    page.get_by_role("radio", name="Wie neemt het over?").check()
    tab.press("Naar cyclus 2")
    page.wait_for_url(f"**/{BLOCK}/2")
    tab.wait()
    shows(tab.text("Startvraag"), "Wie neemt het over?")
    expect(page.get_by_text("aangepast")).to_have_count(0)
    assert folder.sheet(SHEET)["status"] == "afgerond"
    assert folder.sheet(f"block/{BLOCK}/2") == {"status": "open", "start_question": "Wie neemt het over?"}
    page.get_by_role("link", name="Cyclus 1").click()
    page.wait_for_url(f"**/{BLOCK}/1")
    tab.wait()
    # A finished cycle is read, until somebody wants to change it all the same.
    expect(page.get_by_text("Je leest hier wat jullie toen schreven.")).to_be_visible()
    expect(tab.text("Doel")).to_be_hidden()
    tab.press("Toch iets wijzigen")
    expect(tab.text("Doel")).to_be_visible()
    tab.press("Afronden terugdraaien")
    expect(page.get_by_role("button", name="Naar cyclus 2")).to_be_focused()
    expect(page.get_by_text("Terugdraaien kan, zolang de nieuwe cyclus leeg is.")).to_be_visible()
    expect(page.get_by_role("link", name="Cyclus 2")).to_have_count(0)
    assert folder.sheet(SHEET)["status"] == "open"
    assert folder.sheet(f"block/{BLOCK}/2") == {}
    page.get_by_role("radio", name="Met alle vragen samen").check()
    tab.press("Naar cyclus 2")
    page.wait_for_url(f"**/{BLOCK}/2")
    tab.wait()
    shows(tab.text("Startvraag"), "Hoe houden we dit vol?\n\nWie neemt het over?")
    assert folder.sheet(f"block/{BLOCK}/2") == {"status": "open"}


def test_a_start_question_that_is_adjusted_is_told_so(server: Serving, folder: Folder, tabs: Tabs) -> None:
    tab = tabs(server).block(cycle=2)
    # Typing it back is no adjustment.
    tab.text("Startvraag").press("Control+End")
    tab.page.keyboard.type("?")
    tab.page.keyboard.press("Backspace")
    tab.text("Startvraag").blur()
    assert "start_question" not in folder.sheet(f"block/{BLOCK}/2")
    tab.text("Startvraag").fill("Hoe houden we dit zonder mij vol?")
    tab.text("Startvraag").blur()
    tab.saved()
    expect(tab.page.get_by_text("Startvraag, aangepast")).to_be_visible()
    assert folder.sheet(f"block/{BLOCK}/2")["start_question"] == "Hoe houden we dit zonder mij vol?"


def test_undoing_is_refused_when_the_next_cycle_holds_something(server: Serving, folder: Folder, tabs: Tabs) -> None:
    folder.save(f"block/{BLOCK}/2", "start_question", None)
    tab = tabs(server).block()
    undo = tab.page.get_by_role("button", name="Afronden terugdraaien")
    expect(undo).to_be_visible()
    folder.save(f"block/{BLOCK}/2", "start_question", "Hoe houden we dit zonder mij vol?")
    undo.click()
    expect(tab.page.get_by_text("In cyclus 2 staat al tekst.")).to_be_visible()
    assert folder.sheet(SHEET)["status"] == "afgerond"
    tab.reload()
    expect(undo).to_have_count(0)
    expect(tab.page.get_by_text("Terugdraaien kan niet meer: in cyclus 2 staat al tekst.")).to_be_visible()


def texts(report: bytes, kind: str) -> str:
    """Return all text of a report."""
    if kind == "html":
        return str(html.fromstring(report).text_content())
    if kind == "pdf":
        return " ".join(element.text for element in elements(report) if element.depth == 0)
    return " ".join(docx.Document(io.BytesIO(report)).element.body.itertext())


def test_the_report_holds_every_word(folder: Folder) -> None:
    done = sko("--werkmap", folder.path, "rapport", KEY.slug)
    assert done.code == 0, done
    for kind in ("html", "pdf", "docx"):
        text = texts((folder.path / "rapporten" / f"{KEY.stem}.{kind}").read_bytes(), kind)
        wanted = [*words(TYPED), *TITLE.split(), "zonder", "mij", "aangepast"]
        assert [word for word in wanted if word not in text] == [], kind


def test_the_page_of_the_report_hands_it_out_and_the_dossier(server: Serving, folder: Folder, tabs: Tabs) -> None:
    tab = tabs(server).page_of("rapport")
    for name, kind in {"Rapport maken (Word)": "docx", "Dossier bewaren als bestand": "json"}.items():
        with tab.page.expect_download() as waiting:
            tab.press(name)
        assert waiting.value.suggested_filename == f"{KEY.stem}.{kind}"
        data = Path(waiting.value.path()).read_bytes()
        if kind == "docx":
            assert [word for word in words(TYPED) if word not in texts(data, kind)] == []
        else:
            assert exchange.read(data, "bestand").sheets[SHEET] == folder.sheet(SHEET)
