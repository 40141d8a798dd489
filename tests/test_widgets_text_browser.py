"""An editor that shows text, keeps Markdown, and takes text from Word and the web."""

from __future__ import annotations

import pytest
from browser import shows
from playwright.sync_api import Locator, expect
from widget_harness import word
from widget_harness.acts import Opener, box, drafts, one, paste, press, stored
from widget_harness.bench import Bench
from widget_harness.storage import Shelf

from sko_widgets.widgets import ItemsControl, Opening, Picture, TextControl

pytest_plugins = ["widget_harness.fixtures"]
pytestmark = pytest.mark.browser


def text_field(tab: Opener, text: str = "") -> tuple[Bench, Locator]:
    shelf = Shelf()
    if text:
        shelf.add(text)
    bench = tab(one(TextControl, shelf, label="Doel"))
    area = box(bench, "Doel")
    area.focus()
    return bench, area


def written(bench: Bench) -> str:
    """Return what is kept of the text: while it is typed, or once it is saved."""
    kept = drafts(bench.page)
    return str(kept[0] if kept else stored(bench, bench.widgets["it"].storage.shelf))


def test_enter_goes_on_with_a_list_and_ends_it(tab: Opener) -> None:
    bench, area = text_field(tab)
    press(bench, "Lijst")
    bench.page.keyboard.type("een\ntwee\n")
    bench.page.keyboard.press("Enter")
    bench.page.keyboard.type("klaar")
    assert written(bench) == "- een\n- twee\n\nklaar"
    expect(area.get_by_role("listitem")).to_have_text(["een", "twee"])


def test_typing_the_mark_that_is_already_there_gives_one(tab: Opener) -> None:
    bench, area = text_field(tab)
    bench.page.keyboard.type("- een\n- twee - of drie")
    assert written(bench) == "- een\n- twee - of drie"
    expect(area.get_by_role("listitem")).to_have_text(["een", "twee - of drie"])


def test_tab_nests_in_a_list_only_and_never_traps(tab: Opener) -> None:
    bench, area = text_field(tab)
    bench.page.keyboard.type("- een\ntwee")
    bench.page.keyboard.press("Tab")
    assert written(bench) == "- een\n    - twee"
    bench.page.keyboard.press("Shift+Tab")
    assert written(bench) == "- een\n- twee"
    expect(bench.page.get_by_text("Tab springt in. Met Escape en dan Tab ga je verder.")).to_be_visible()
    bench.page.keyboard.press("Escape")
    bench.page.keyboard.press("Tab")
    expect(bench.page.get_by_role("button", name="Geschiedenis")).to_be_focused()
    area.fill("geen lijst")
    area.press("Tab")
    expect(bench.page.get_by_role("button", name="Geschiedenis")).to_be_focused()


def test_a_numbered_list_counts_on(tab: Opener) -> None:
    bench, _ = text_field(tab)
    bench.page.keyboard.type("1. een\ntwee")
    assert written(bench) == "1. een\n2. twee"


def test_buttons_do_what_the_keys_do_and_undo_works(tab: Opener) -> None:
    bench, area = text_field(tab)
    bench.page.keyboard.type("een twee")
    bench.page.keyboard.press("Control+Shift+ArrowLeft")
    bench.page.keyboard.press("Control+b")
    assert written(bench) == "een **twee**"
    expect(area.locator("strong")).to_have_text("twee")
    expect(bench.page.get_by_role("button", name="Vet", pressed=True)).to_be_visible()
    press(bench, "Vet")
    assert written(bench) == "een twee"
    area.press("Control+a")
    press(bench, "Lijst")
    press(bench, "Cursief")
    assert written(bench) == "- *een twee*"
    press(bench, "Genummerde lijst")
    assert written(bench) == "1. *een twee*"
    for _ in range(3):
        press(bench, "Ongedaan maken")
    assert written(bench) == "een twee"
    bench.page.keyboard.press("Control+y")
    assert written(bench) == "- een twee"


def test_several_lines_become_a_nested_list_with_the_buttons(tab: Opener) -> None:
    bench, area = text_field(tab, "een\ntwee\ndrie")
    area.press("Control+a")
    press(bench, "Lijst")
    assert written(bench) == "- een\n- twee\n- drie"
    area.press("Control+End")
    press(bench, "Inspringen")
    assert written(bench) == "- een\n- twee\n    - drie"
    press(bench, "Minder inspringen")
    assert written(bench) == "- een\n- twee\n- drie"


def test_the_toolbar_is_one_tab_stop(tab: Opener) -> None:
    bench, area = text_field(tab)
    bench.page.keyboard.press("Shift+Tab")
    expect(bench.page.get_by_role("button", name="Vet")).to_be_focused()
    bench.page.keyboard.press("ArrowLeft")
    expect(bench.page.get_by_role("button", name="Ongedaan maken")).to_be_focused()
    bench.page.keyboard.press("Tab")
    expect(area).to_be_focused()


def test_a_link_is_put_changed_and_taken_away(tab: Opener) -> None:
    bench, area = text_field(tab, "Zie de site hier")
    area.press("Control+Home")
    bench.page.keyboard.press("Control+Shift+ArrowRight")
    press(bench, "Link")
    address = bench.page.get_by_role("textbox", name="Adres van de link")
    expect(address).to_be_focused()
    bench.page.keyboard.type("voorbeeld.nl/a b\n")
    expect(area).to_be_focused()
    assert written(bench) == "[Zie](https://voorbeeld.nl/a%20b) de site hier"
    area.press("ArrowLeft")
    area.press("ArrowRight")
    press(bench, "Link")
    expect(address).to_have_value("https://voorbeeld.nl/a%20b")
    address.fill("javascript:alert(1)")
    press(bench, "Zet link")
    expect(bench.page.get_by_text("Dit is geen adres van een webpagina.")).to_be_visible()
    press(bench, "Haal weg")
    expect(area.locator("a")).to_have_count(0)
    assert stored(bench, bench.widgets["it"].storage.shelf) == "Zie de site hier"


def test_what_looks_like_a_mark_prints_as_it_was_typed(tab: Opener) -> None:
    bench, area = text_field(tab)
    bench.page.keyboard.type("Jij* en *ik, 5 * 3")
    bench.page.keyboard.press("Enter")
    bench.page.keyboard.insert_text("1. is geen lijst")
    assert written(bench) == "Jij\\* en \\*ik, 5 * 3\n\n1\\. is geen lijst"
    shows(area, "Jij* en *ik, 5 * 3 1. is geen lijst")


def test_a_mark_goes_around_whole_words_and_bold_can_be_typed(tab: Opener) -> None:
    bench, area = text_field(tab)
    bench.page.keyboard.type("een woord en **vet** erbij")
    assert written(bench) == "een woord en **vet** erbij"
    area.press("Control+Home")
    for _ in range(6):
        bench.page.keyboard.press("ArrowRight")
    for _ in range(2):
        bench.page.keyboard.press("Shift+ArrowRight")
    bench.page.keyboard.press("Control+i")
    assert written(bench) == "een *woord* en **vet** erbij"


def test_a_text_of_elsewhere_takes_its_place_and_the_caret_stays(tab: Opener) -> None:
    bench, area = text_field(tab, "Eerst dit")
    area.press("Control+Home")
    shelf = bench.widgets["it"].storage.shelf
    shelf.add("Eerst dit\n\n- en dat")
    with bench.widgets["it"].hold_trait_notifications():
        bench.widgets["it"].value, bench.widgets["it"].revision = shelf.value, shelf.revision
    bench.tell("it")
    shows(area, "Eerst dit en dat")
    bench.page.keyboard.type("Nu ")
    assert written(bench) == "Nu Eerst dit\n\n- en dat"


def test_what_is_typed_before_the_editor_comes_is_kept_and_then_shown_as_it_prints(tab: Opener) -> None:
    shelf = Shelf()
    shelf.add("Was **vet**")
    bench = tab(one(TextControl, shelf, label="Doel"), editor=False)
    box(bench, "Doel").click()
    bench.page.keyboard.press("Control+End")
    bench.page.keyboard.type(" en **ook**")
    bench.bring_editor()
    bench.page.wait_for_function("globalThis[Symbol.for('sko_widgets.editor')].library")
    bench.page.keyboard.type(" dit")
    expect(box(bench, "Doel")).to_have_value("Was **vet** en **ook** dit")
    box(bench, "Doel").blur()
    shows(box(bench, "Doel"), "Was vet en ook dit")
    assert stored(bench, shelf) == "Was **vet** en **ook** dit"
    box(bench, "Doel").focus()
    bench.page.keyboard.press("Control+End")
    bench.page.keyboard.type(".")
    assert stored(bench, shelf) == "Was **vet** en **ook** dit."


def test_texts_out_of_sight_look_as_they_print_and_take_the_first_letter(tab: Opener) -> None:
    shelf = Shelf()
    shelf.add({"items": [f"Zaak **{number}**\n\n- met een lijst" for number in range(40)]})
    bench = tab(one(ItemsControl, shelf, label="Acties", item_label="Actie"))
    last = box(bench, "Actie 40")
    shows(last, "Zaak 39 met een lijst")
    editors = bench.page.locator(".ProseMirror")
    expect(editors.first).to_be_visible()
    assert 0 < editors.count() < 30
    bench.page.get_by_role("button", name="Verplaats actie 40").evaluate(
        "(grip) => grip.focus({ preventScroll: true })"
    )
    bench.page.keyboard.press("Tab")
    bench.page.keyboard.type(" erbij")
    shows(last, "Zaak 39 met een lijst erbij")
    assert stored(bench, shelf)["items"][39] == "Zaak **39**\n\n- met een lijst erbij"


def test_without_the_editor_a_text_is_typed_in_a_plain_area(tab: Opener) -> None:
    shelf = Shelf()
    shelf.add("Was **vet**")
    bench = tab(one(TextControl, shelf, label="Doel"), editor=False)
    bench.page.locator("textarea").wait_for()
    area = box(bench, "Doel")
    expect(area).to_have_value("Was **vet**")
    area.focus()
    area.press("End")
    bench.page.keyboard.type("\n- een\ntwee")
    assert stored(bench, shelf) == "Was **vet**\n- een\n- twee"


HOSTILE = """<p onclick="window.ran=1" style="position:fixed">Eerst <strong class="x">vet</strong></p>
<img src="http://elders.example/x.png" onerror="window.ran=1"><script>window.ran=1</script>
<a href="javascript:window.ran=1">een link</a><iframe srcdoc="<script>parent.ran=1</script>"></iframe>
<form action="http://elders.example"><input name="x"></form><svg onload="window.ran=1"><text>s</text></svg>
<template><b>t</b></template><math><mtext><style>p{color:red}</style></mtext></math>"""
DRAWN = """<svg xmlns="http://www.w3.org/2000/svg" xmlns:x="http://www.w3.org/1999/xlink" viewBox="0 0 9 9"
onload="window.ran=1" style="position:fixed"><script>window.ran=1</script>
<a x:href="javascript:window.ran=1"><text x="1" y="1">link</text></a><image x:href="http://elders.example/x.png"/>
<foreignObject><img xmlns="http://www.w3.org/1999/xhtml" src="x" onerror="window.ran=1"/></foreignObject>
<use href="http://elders.example/x.svg#a"/><set attributeName="href" to="javascript:window.ran=1"/>
<rect width="3" height="3" fill="url(http://elders.example/x.svg#a)" onclick="window.ran=1"/>
<text x="1" y="5">Doel</text></svg>"""
WITHIN = """(home) => [...home.querySelectorAll('*')].map((one) =>
  [one.localName, ...one.getAttributeNames().map((name) => `${name}=${one.getAttribute(name)}`)].join(' '))"""


def test_html_and_drawings_from_python_become_text_and_shapes_alone(tab: Opener) -> None:
    """Python escapes what was typed; if it once did not, the page would still hold nothing that acts or fetches."""
    build = one(TextControl, Shelf(), label="Doel")
    drawn = {"svg": DRAWN, "alt": "Een tekening", "caption": "Een tekening."}
    bench = tab(lambda: {**build(), "opening": Opening(question=HOSTILE), "picture": Picture(pictures=[drawn])})
    paste(box(bench, "Doel"), HOSTILE)
    for place in (box(bench, "Doel"), bench.page.locator(".question")):
        expect(place).to_contain_text("Eerst vet")
        assert set(place.evaluate(WITHIN)) == {"p", "strong"}
    figure = bench.page.get_by_role("img", name="Een tekening")
    expect(figure).to_contain_text("Doel")
    assert figure.evaluate(WITHIN) == ["rect width=3 height=3", "text x=1 y=5"]
    assert set(figure.evaluate("(one) => one.getAttributeNames()")) == {"viewBox", "role", "aria-label"}
    assert bench.page.evaluate("window.ran ?? 0") == 0
    assert not [url for url in bench.requests if "elders" in url]


@pytest.mark.parametrize(
    ("html", "text", "made"),
    [
        (word.WORD, "", word.WORD_MARKDOWN),
        (word.NUMBERED, "", word.NUMBERED_MARKDOWN),
        (word.WEB, "", word.WEB_MARKDOWN),
        ("", word.PLAIN, word.PLAIN_MARKDOWN),
        ("", word.DASHES, word.DASHES_MARKDOWN),
        ("", word.PROSE, word.PROSE),
        ("", "• Een\r\n• Twee", "- Een\n- Twee"),
    ],
    ids=["word", "numbered", "web", "plain", "dashes", "prose", "two-bullets"],
)
def test_pasted_text_keeps_its_paragraphs_lists_and_characters(tab: Opener, html: str, text: str, made: str) -> None:
    bench, area = text_field(tab)
    paste(area, html, text)
    assert written(bench) == made.strip()


def test_a_picture_from_word_has_no_text_and_deletes_none(tab: Opener) -> None:
    bench, area = text_field(tab)
    bench.page.keyboard.type("Dit blijft")
    paste(area, '<html><body><p class="MsoNormal"><img src="file:///beeld.png"></p></body></html>')
    area.press("Control+a")
    paste(area, "<table><tr><td><p></p></td></tr></table>")
    shows(area, "Dit blijft")


def test_a_list_pasted_on_an_empty_list_line_takes_its_place(tab: Opener) -> None:
    bench, area = text_field(tab)
    press(bench, "Lijst")
    paste(area, text="• Een\n• Twee")
    assert written(bench) == "- Een\n- Twee"
