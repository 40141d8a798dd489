"""A text area that helps with lists and bold, and takes text from Word."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, expect
from widget_harness import word
from widget_harness.acts import Opener, box, one, paste, press, stored
from widget_harness.bench import Bench
from widget_harness.storage import Shelf, ShelfStorage

from sko_widgets.widgets import Opening, Picture, TextControl

pytest_plugins = ["widget_harness.fixtures"]
pytestmark = pytest.mark.browser


def text_field(tab: Opener) -> tuple[Bench, Locator]:
    bench = tab(one(TextControl, Shelf(), label="Doel"))
    area = box(bench, "Doel")
    area.focus()
    return bench, area


def test_enter_goes_on_with_a_list_and_ends_it(tab: Opener) -> None:
    bench, area = text_field(tab)
    press(bench, "Opsomming")
    bench.page.keyboard.type("een\ntwee\n")
    bench.page.keyboard.press("Enter")
    bench.page.keyboard.type("klaar")
    expect(area).to_have_value("- een\n- twee\nklaar")


def test_typing_the_mark_that_is_already_there_gives_one(tab: Opener) -> None:
    bench, area = text_field(tab)
    bench.page.keyboard.type("- een\n- twee - of drie")
    expect(area).to_have_value("- een\n- twee - of drie")


def test_tab_nests_in_a_list_only_and_never_traps(tab: Opener) -> None:
    bench, area = text_field(tab)
    bench.page.keyboard.type("- een\ntwee")
    bench.page.keyboard.press("Tab")
    expect(area).to_have_value("- een\n    - twee")
    bench.page.keyboard.press("Shift+Tab")
    expect(area).to_have_value("- een\n- twee")
    expect(bench.page.get_by_text("Tab springt in. Met Escape en dan Tab ga je verder.")).to_be_visible()
    bench.page.keyboard.press("Escape")
    bench.page.keyboard.press("Tab")
    expect(bench.page.get_by_role("button", name="Geschiedenis")).to_be_focused()
    expect(area).to_have_value("- een\n- twee")
    area.fill("geen lijst")
    area.press("Tab")
    expect(bench.page.get_by_role("button", name="Geschiedenis")).to_be_focused()


def test_a_numbered_list_counts_on(tab: Opener) -> None:
    bench, area = text_field(tab)
    bench.page.keyboard.type("1. een\ntwee")
    expect(area).to_have_value("1. een\n2. twee")


def test_buttons_do_what_the_keys_do_and_undo_works(tab: Opener) -> None:
    bench, area = text_field(tab)
    bench.page.keyboard.type("een twee")
    bench.page.keyboard.press("Control+Shift+ArrowLeft")
    bench.page.keyboard.press("Control+b")
    expect(area).to_have_value("een **twee**")
    press(bench, "Vet")
    expect(area).to_have_value("een twee")
    area.press("Control+a")
    press(bench, "Opsomming")
    expect(area).to_have_value("- een twee")
    bench.page.keyboard.press("Control+z")
    expect(area).to_have_value("een twee")


def test_several_lines_become_a_nested_list_with_the_buttons(tab: Opener) -> None:
    bench, area = text_field(tab)
    area.fill("een\ntwee\ndrie")
    area.press("Control+a")
    press(bench, "Opsomming")
    expect(area).to_have_value("- een\n- twee\n- drie")
    area.press("Control+End")
    press(bench, "Inspringen")
    expect(area).to_have_value("- een\n- twee\n    - drie")
    press(bench, "Minder inspringen")
    expect(area).to_have_value("- een\n- twee\n- drie")


def test_the_toolbar_is_one_tab_stop(tab: Opener) -> None:
    bench, area = text_field(tab)
    bench.page.keyboard.press("Shift+Tab")
    expect(bench.page.get_by_role("button", name="Vet")).to_be_focused()
    bench.page.keyboard.press("ArrowLeft")
    expect(bench.page.get_by_role("button", name="Bekijk")).to_be_focused()
    bench.page.keyboard.press("Tab")
    expect(area).to_be_focused()


def test_a_look_at_the_text_and_back(tab: Opener) -> None:
    shelf = Shelf()
    bench = tab(one(TextControl, shelf, label="Doel"))
    area, view = box(bench, "Doel"), bench.page.get_by_role("button", name="Bekijk")
    area.fill("Eerst <b>dit</b>\nDan dat")
    view.click()
    expect(bench.page.get_by_role("region", name="Weergave van Doel")).to_contain_text("Eerst <b>dit</b>")
    expect(view).to_be_focused()
    view.click()
    expect(area).to_be_focused()
    expect(area).to_have_value("Eerst <b>dit</b>\nDan dat")
    # A text that is put in its place meanwhile is not hidden behind the one that was looked at.
    view.click()
    assert stored(bench, shelf) == "Eerst <b>dit</b>\nDan dat"
    bench.page.get_by_role("button", name="Geschiedenis").focus()
    shelf.add("Heel anders")
    bench.widgets["it"].set_trait("value", shelf.value)
    bench.widgets["it"].set_trait("revision", shelf.revision)
    bench.tell("it")
    expect(area).to_have_value("Heel anders")
    expect(area).to_be_visible()
    expect(view).to_have_attribute("aria-pressed", "false")
    expect(bench.page.get_by_role("button", name="Geschiedenis")).to_be_focused()


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


def test_html_and_drawings_from_python_become_text_and_shapes_alone(
    tab: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Python escapes what was typed; if it once did not, the page would still hold nothing that acts or fetches."""
    monkeypatch.setattr(ShelfStorage, "preview", lambda *_: HOSTILE)
    build = one(TextControl, Shelf(), label="Doel")
    drawn = {"svg": DRAWN, "alt": "Een tekening", "caption": "Een tekening."}
    bench = tab(lambda: {**build(), "opening": Opening(question=HOSTILE), "picture": Picture(pictures=[drawn])})
    box(bench, "Doel").fill("iets")
    press(bench, "Bekijk")
    shown = bench.page.get_by_role("region", name="Weergave van Doel")
    expect(shown).to_contain_text("Eerst vet")
    for place in (shown, bench.page.locator(".question")):
        assert place.evaluate(WITHIN) == ["p", "strong"]
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
    _, area = text_field(tab)
    paste(area, html, text)
    expect(area).to_have_value(made)


def test_a_picture_from_word_has_no_text_and_deletes_none(tab: Opener) -> None:
    bench, area = text_field(tab)
    bench.page.keyboard.type("Dit blijft")
    paste(area, '<html><body><p class="MsoNormal"><img src="file:///beeld.png"></p></body></html>')
    area.press("Control+a")
    paste(area, "<table><tr><td><p></p></td></tr></table>")
    expect(area).to_have_value("Dit blijft")


def test_a_list_pasted_on_an_empty_list_line_takes_its_place(tab: Opener) -> None:
    bench, area = text_field(tab)
    press(bench, "Opsomming")
    paste(area, text="• Een\n• Twee")
    expect(area).to_have_value("- Een\n- Twee")
