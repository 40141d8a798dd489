"""Widgets in Python: keywords, messages and answers, and what stands in their files."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from widget_harness import samples
from widget_harness.group_samples import group_page, session_windows
from widget_harness.storage import Shelf, ShelfStorage

from sko_widgets import widget_files, widgets
from sko_widgets.errors import SkoError
from sko_widgets.widgets import Clash, Control, FieldControl, Saved, TextControl, Version
from sko_widgets.widgets.equality import same, tidy

STATIC = Path(widgets.__file__).parent / "static"
KINDS = sorted(
    (
        kind
        for kind in vars(widgets).values()
        if isinstance(kind, type) and issubclass(kind, Control) and kind not in (Control, FieldControl)
    ),
    key=lambda kind: kind.__name__,
)


class Heard:
    """What a widget sends to its page."""

    def __init__(self, widget: Control) -> None:
        self.widget = widget
        self.sent: list[dict[str, Any]] = []
        widget.send = lambda content, buffers=None: self.sent.append(content)

    def ask(self, **message: Any) -> dict[str, Any]:
        self.widget._handle_custom_msg({"token": "t-1", **message}, [])
        return self.sent[-1]


def field(shelf: Shelf) -> tuple[TextControl, Heard]:
    control = TextControl(
        key="a/b", label="Doel", value=shelf.value, revision=shelf.revision, storage=ShelfStorage(shelf)
    )
    return control, Heard(control)


def test_the_facade_lists_its_names_sorted() -> None:
    assert widgets.__all__ == sorted(widgets.__all__)
    assert all(hasattr(widgets, name) for name in widgets.__all__)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_a_misspelt_keyword_is_an_error_that_names_the_near_one(kind: type[Control]) -> None:
    with pytest.raises(TypeError, match=r"colr.*did you mean 'colour'"):
        kind(colr="teal")


def test_a_save_is_acknowledged_with_its_token_and_becomes_the_value() -> None:
    shelf = Shelf()
    control, heard = field(shelf)
    answer = heard.ask(do="save", value="  Samen \n", based_on=0)
    expected = {"do": "save", "did": "saved", "token": "t-1", "revision": 1, "when": "14.32 uur", "value": "  Samen \n"}
    assert answer == expected
    assert (control.value, control.revision) == ("  Samen \n", 1)


def test_a_save_over_another_text_is_a_conflict_and_changes_nothing() -> None:
    shelf = Shelf()
    control, heard = field(shelf)
    shelf.add("Anders", "Bram Bakker")
    answer = heard.ask(do="save", value="Samen", based_on=0)
    assert answer["did"] == "conflict"
    assert answer["theirs"] == {
        "value": "Anders",
        "revision": 1,
        "author": "Bram Bakker",
        "when": "21 november 2026, 14.01 uur",
        "base": None,
        "arrived": False,
        "erased": False,
    }
    assert control.value is None
    assert shelf.values == ["Anders"]


def test_a_clash_with_the_very_same_text_is_a_save() -> None:
    shelf = Shelf()
    _, heard = field(shelf)
    shelf.add("Samen")
    assert heard.ask(do="save", value="Samen", based_on=0)["did"] == "saved"


def test_resolving_keeps_both_texts() -> None:
    shelf = Shelf()
    _, heard = field(shelf)
    shelf.add("Anders")
    assert heard.ask(do="resolve", mine="Samen", value="Anders", based_on=1)["did"] == "saved"
    assert shelf.values == ["Anders", "Samen", "Anders"]


def test_history_and_putting_back() -> None:
    shelf = Shelf()
    for text in ("Een", "Twee"):
        shelf.add(text)
    control, heard = field(shelf)
    rows = heard.ask(do="history")["rows"]
    assert [(row["number"], row["text"]) for row in rows] == [(2, "Twee"), (1, "Een")]
    assert heard.ask(do="put_back", number=1, based_on=2)["did"] == "saved"
    assert control.value == "Een"


def test_an_error_of_the_store_is_told_in_dutch_and_says_that_the_text_is_kept() -> None:
    _, heard = field(Shelf(broken="De schijf is vol."))
    answer = heard.ask(do="save", value="Samen", based_on=0)
    assert answer["did"] == "failed"
    assert answer["why"] == "De schijf is vol. Je tekst blijft in deze browser bewaard."


@pytest.mark.parametrize(
    "message", [{"do": "save"}, {"do": "save", "value": "x", "based_on": None}, {"do": "put_back"}]
)
def test_whatever_goes_wrong_the_page_gets_a_sentence(message: dict[str, Any]) -> None:
    _, heard = field(Shelf())
    answer = heard.ask(**message)
    assert answer["why"] == "Er ging iets mis. Je tekst blijft in deze browser bewaard."


def test_a_field_without_storage_says_so() -> None:
    assert (
        "hoort nog niet bij een dossier" in Heard(TextControl(label="Doel")).ask(do="save", value="", based_on=0)["why"]
    )


@pytest.mark.parametrize("message", ["text", None, {"do": "explode"}, {}])
def test_messages_that_mean_nothing_are_passed_over(message: Any) -> None:
    control, heard = field(Shelf())
    control._handle_custom_msg(message, [])
    assert heard.sent == []


def test_a_page_widget_answers_with_what_its_handler_returns() -> None:
    bottom = widgets.Bottom()
    heard = Heard(bottom)
    bottom.on("finish", lambda message: {"url": f"{message['do']}.html"})
    assert heard.ask(do="finish") == {"do": "finish", "did": "finish", "token": "t-1", "url": "finish.html"}

    def refuse(_: Any) -> None:
        raise SkoError("Cyclus 2 is al begonnen.")

    bottom.on("undo", refuse)
    assert heard.ask(do="undo")["why"] == "Cyclus 2 is al begonnen."


def test_the_bar_has_a_preview_once_somebody_listens() -> None:
    bar = widgets.Bar()
    assert not bar.can_preview
    bar.on("preview", lambda _: None)
    assert bar.can_preview


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("", None),
        ({"intro": "", "items": []}, None),
        ({"items": [{"text": "Bellen", "owner": ""}]}, {"intro": "", "items": ["Bellen"]}),
        ([{"name": "A", "locations": []}], [{"name": "A"}]),
        (["a", ""], ["a"]),
    ],
)
def test_values_that_say_the_same_are_the_same(one: Any, other: Any) -> None:
    assert same(one, other)


@pytest.mark.parametrize(("one", "other"), [("a", "a "), (["a", "b"], ["b", "a"]), ({"text": "a", "owner": "b"}, "a")])
def test_values_that_differ_are_not_the_same(one: Any, other: Any) -> None:
    assert not same(one, other)


def test_tidying_never_trims_what_was_typed() -> None:
    assert tidy({"items": [{"text": "  a \n"}, " "]}) == {"items": ["  a \n", " "]}


def test_outcomes_cross_to_the_page_as_plain_json() -> None:
    version = Version(1, "Ans", "21 november 2026, 14.32 uur", {"items": []}, "")
    assert version != Version(2, "Ans", version.when, {"items": []}, "")
    assert Saved(1, "14.32 uur", "a") == Saved(1, "14.32 uur", "a")
    assert Clash("a", 1, "Ans", "14.32 uur").author == "Ans"


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_module_stands_alone_and_parses(kind: type[Control], tmp_path: Path) -> None:
    source = kind.front.esm
    assert "import " not in re.sub(r'"[^"]*"', "", source)
    assert source.count("export ") == 1
    assert "export default" in source
    if node := shutil.which("node"):
        file = tmp_path / "widget.mjs"
        file.write_text(source, encoding="utf-8")
        done = subprocess.run([node, "--check", file], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr


def test_a_page_has_all_widgets_in_one_module(tmp_path: Path) -> None:
    """In the app a widget says only where its page finds it, and the module there has it by that name."""
    files = widget_files.for_page()
    for kind in KINDS:
        file, name = kind.front.on_page.removeprefix(widget_files.OURS).split("#")
        assert file in files
        assert f"${name}$ as {name}" in files[file]
    if node := shutil.which("node"):
        module = tmp_path / "widgets.mjs"
        module.write_text(files[widget_files.SCRIPTS], encoding="utf-8")
        done = subprocess.run([node, "--check", module], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr


def test_what_a_widget_in_the_app_brings_is_small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(widget_files.PAGE_FOLDER, "/werkboek/")
    inside = TextControl(label="Doel")
    assert inside._esm == "sko:widgets.js#text"
    assert inside._css == ""
    monkeypatch.delenv(widget_files.PAGE_FOLDER)
    elsewhere = TextControl(label="Doel")
    assert "export default" in elsewhere._esm
    assert ".sko" in elsewhere._css


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_styles_stay_under_one_class(kind: type[Control]) -> None:
    """Nothing of the page around a widget changes."""
    flat = re.sub(r"/\*.*?\*/", "", kind.front.css, flags=re.DOTALL)
    flat = re.sub(r"@(media|container)[^{]*\{", "", flat)
    for selectors in re.findall(r"([^{}]+)\{", flat):
        for selector in re.sub(r"\([^()]*(?:\([^()]*\)[^()]*)*\)", "", selectors).split(","):
            assert ".sko" in selector, selector


def test_tokens_come_from_the_look_in_light_and_dark() -> None:
    tokens = widget_files.tokens()
    assert ".sko{color-scheme:light;" in tokens
    assert re.search(r"\.sko\{color-scheme:light;[^}]*--paper:#fbfaf7", tokens)
    assert re.search(r'\[data-jp-theme-light="false"\] \.sko\{color-scheme:dark;[^}]*--paper:#14171d', tokens)
    assert ".sko.teal,.sko .teal{--theme:var(--teal)" in tokens


def test_scripts_and_styles_are_short_enough_to_read() -> None:
    lengths = {file: len(file.read_text(encoding="utf-8").splitlines()) for file in STATIC.rglob("*.*")}
    lengths = {file: length for file, length in lengths.items() if file.parent.name != "bundle"}  # built
    assert lengths
    assert not {file.name: length for file, length in lengths.items() if length > 300}


def test_samples_show_every_control() -> None:
    pages = (
        samples.block_page(samples.shelves()),
        samples.start_page(),
        samples.lesson_page(),
        samples.session_page(),
        group_page(),
        session_windows(),
    )
    shown = {type(one) for page in pages for one in page.values()}
    assert {kind.__name__ for kind in KINDS} == {kind.__name__ for kind in shown}


def test_importing_the_widgets_imports_nothing_heavy() -> None:
    script = "import sys, sko_widgets.widgets; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    loaded = {name.partition(".")[0] for name in done.stdout.split()}
    assert "anywidget" in loaded
    assert not loaded & {
        "pandas",
        "numpy",
        "sqlalchemy",
        "papermill",
        "nbconvert",
        "jupyter_client",
        "pydantic",
        "yaml",
    }
