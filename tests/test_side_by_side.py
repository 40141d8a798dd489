"""What coalitions wrote at one step: whose card stands where, who is side by side, and that no name slips through."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from shared_copies import AT, a_copy

from sko_widgets.dossier import sharing
from sko_widgets.dossier.shared import SharedCopy, sheet_of
from sko_widgets.dossier.store import Store, open_store
from sko_widgets.guide import side_by_side_page
from sko_widgets.guide.comparing import OnScreen
from sko_widgets.guide.side_by_side_page import SideBySidePage
from sko_widgets.insight import side_by_side as compared

BLOCK, OTHER = "meso-samenwerking", "micro-samenhang"
GROUP = "rivieren"
GOAL = "Elke zieke begeleider van Zilvermeeuw is binnen een dag vervangen. " + "Dat oefenen we elke maand. " * 12


def of(number: int, cycle: int = 1, block: str = BLOCK, *, named: bool = True, **fields: Any) -> SharedCopy:
    """Return what one coalition shared, so many minutes after the first."""
    about: dict[str, Any] = {"schools": number + 2, "named": named}
    if named:
        about |= {"name": f"Zilvermeeuw {number}", "municipality": f"Zilverdam {number}", "title": f"Titel {number}"}
        about["hidden"] = (("Zilvermeeuw", "[onze coalitie]"),)
    made = a_copy(f"{number:012x}", f"block/{block}/{cycle}", **about)
    return replace(made, fields={**made.fields, **fields}, shared_at=AT + timedelta(minutes=number))


def senders(copies: list[SharedCopy]) -> list[int]:
    return [int(one.sender, 16) for one in copies]


# --- which copies -----------------------------------------------------------------------------------


def test_each_coalition_has_one_card_and_who_shared_last_comes_first() -> None:
    copies = [of(1, goal="A"), of(2, goal="B"), of(2, 2, goal="C"), of(3, block=OTHER, goal="D")]
    found = compared.of_step(copies, BLOCK, "goal")
    assert [(one.cycle, one.fields["goal"]) for one in found] == [(2, "C"), (1, "A")]
    assert compared.shared_last(copies) == OTHER
    assert compared.shared_last([]) == ""


def test_a_coalition_with_nothing_at_a_step_is_nowhere_and_an_older_cycle_stands_in() -> None:
    copies = [of(1, goal="A"), of(1, 2), of(2), of(3, goal=" ")]
    assert [(one.sender[-1], one.cycle) for one in compared.of_step(copies, BLOCK, "goal")] == [("1", 1)]
    assert compared.of_step(copies, BLOCK, "goal", cycle=2) == []
    assert [one.cycle for one in compared.of_step(copies, BLOCK)] == [1, 1, 2]


def test_a_title_is_only_there_of_who_is_named() -> None:
    assert senders(compared.of_step([of(1), of(2, named=False)], BLOCK, compared.TITLE)) == [1]


def test_others_take_turns_and_go_round() -> None:
    all_of_them = [*"abcdefg"]
    shown: list[str] = []
    seen = [shown := compared.turn(all_of_them, shown) for _ in range(4)]
    assert seen == [[*"abc"], [*"def"], ["g"], [*"abc"]]
    assert compared.turn([*"ab"], [*"ab"]) == [*"ab"]
    assert compared.turn(all_of_them, ["x"]) == [*"abc"]  # what was shown was taken back


ASKED = (
    "Hoe houden we een partner die wil stoppen?",
    "Wat doen we als een partner stopt?",
    "Hoe betalen we de bus?",
    "Welke partner kan het overnemen als er een stopt?",
    "Wat vinden ouders ervan?",
)


def test_three_who_ask_about_the_same_and_three_who_do_not() -> None:
    copies = [of(number, next_questions=[asked]) for number, asked in enumerate(ASKED)]
    alike, unlike = ([int(one, 16) for one in compared.three(copies, alike=are)] for are in (True, False))
    assert alike == [0, 1, 3]
    assert len({*unlike} & {0, 1, 3}) == 1 and len(unlike) == 3
    assert compared.three(copies[:2], alike=True) == []
    apart = ("Wie belt?", "Waar is de bus?", "Hoe?")
    nothing_shared = [of(at, next_questions=[asked]) for at, asked in enumerate(apart)]
    assert compared.three(nothing_shared, alike=True) == []
    assert len(compared.three([*copies, of(9)], alike=False)) == 3


def test_a_card_has_forty_words_without_who_and_when() -> None:
    results = {"intro": "We keken.", "items": [{"text": "Elf haakten af", "owner": "Wilma", "status": "klaar"}, "Punt"]}
    assert compared.told(results) == "We keken.\n\nElf haakten af\n\nPunt"
    assert compared.told([{"text": "Wie?", "kind": "nieuw"}, "Hoe?"]) == "Wie?\n\nHoe?"
    assert compared.told(None) == ""
    cut = compared.first_words(GOAL)
    assert len(cut.removesuffix(" …").split()) == 40
    assert cut.endswith(" …")
    assert compared.first_words("Kort en  klaar") == "Kort en klaar"


def test_names_are_on_only_when_all_on_screen_want_that() -> None:
    both = [of(1, goal=GOAL), of(2, named=False)]
    assert OnScreen.of(both[:1], with_names=True).names
    for copies, wanted in ((both, True), (both[:1], False)):
        shown = OnScreen.of(copies, with_names=wanted)
        assert not shown.names
        assert "Zilver" not in repr(shown.copies)
    assert OnScreen.of(both, with_names=True).why


# --- the page ---------------------------------------------------------------------------------------


class Visit:
    """Somebody on the page, who sends what its buttons send."""

    def __init__(self, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(side_by_side_page, "display", lambda shown: None)
        monkeypatch.setattr("sko_widgets.guide.group_page.display", lambda shown: None)
        self.page = SideBySidePage(store, GROUP)
        self.page.filters()
        self.page.view()
        self.shown: Any = self.page._shown
        assert self.shown
        monkeypatch.setattr(self.shown, "send", lambda content, buffers=None: None)

    def ask(self, do: str, **more: Any) -> Mapping[str, Any]:
        """Send a message; return all that the page shows then."""
        self.shown._handle_custom_msg({"do": do, "token": "t", **more}, [])
        return self.state()

    def state(self) -> Mapping[str, Any]:
        return {name: getattr(self.shown, name) for name in self.shown.trait_names(sync=True) if name[0] != "_"}

    def source(self) -> str:
        """Return what of the page is in its source: the traits of its widgets."""
        filters = self.page._filters
        assert filters
        return json.dumps([{**self.state(), "layout": ""}, filters.filters, filters.told], ensure_ascii=False)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(f"sqlite:///{tmp_path / 'dossiers.sqlite'}") as opened:
        sharing.group_called(opened, "Rivieren", author="x")
        yield opened


def give(store: Store, *copies: SharedCopy) -> None:
    sharing.share(store, GROUP, copies, author="x")


def texts(state: Mapping[str, Any]) -> list[str]:
    return [card["text"] for card in state["cards"]]


def test_the_page_begins_with_the_wall_of_the_block_that_was_shared_last(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    give(store, of(1, goal="A", block=OTHER), of(2, goal="B"), of(3, 2, goal="**C**", named=False))
    visit = Visit(store, monkeypatch)
    assert visit.state()["heading"] == "Meso – Samenwerking"
    state = visit.ask("step", step="goal")
    assert [(card["label"], card["note"], card["text"]) for card in state["cards"]] == [
        ("Een coalitie met 5 scholen", "cyclus 2", "C"),
        ("Een coalitie met 4 scholen", "cyclus 1", "B"),
    ]
    assert (state["names"], state["can_name"]) == (False, False)
    assert "niet iedereen" in state["why"]
    assert state["prompt"].endswith("?")
    assert texts(visit.ask("cycle", cycle="1")) == ["B"]
    assert visit.state()["names"] is False  # names do not come up by themselves
    assert visit.ask("names", on=True)["names"] is True  # who is left on screen wants it
    assert "Zilvermeeuw 2" in visit.source()
    assert "Zilvermeeuw 3" not in visit.source()
    assert texts(visit.ask("step", step="results")) == []
    assert "Kies een andere stap" in visit.state()["empty"]


def test_names_off_means_no_name_slug_or_sender_in_the_source(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    give(store, *(of(number, goal=GOAL, reviewed_with=["Zilvermeeuw"]) for number in range(5)))
    visit = Visit(store, monkeypatch)
    visit.ask("step", step="goal")
    assert "Zilvermeeuw 4" in visit.source() and "Zilverdam" in visit.source()
    for asked in ({"do": "names", "on": False}, {"do": "step", "step": "title"}, {"do": "beside"}, {"do": "others"}):
        visit.ask(**asked)
        source = visit.source()
        assert "Zilver" not in source and "Titel 4" not in source, asked
        assert [one for one in map("{:012x}".format, range(5)) if one in source] == []
    assert "Zilver" not in "".join(visit.page._printed())
    visit.ask("wall")
    assert "Zet Namen aan" in visit.state()["empty"]
    assert texts(visit.ask("names", on=True)) == [f"Titel {number}" for number in (4, 3, 2, 1, 0)]


def test_three_side_by_side_are_those_that_were_chosen(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    give(store, *(of(number, goal=f"Doel {number}", context=f"Begin {number}" * (number == 6)) for number in range(8)))
    visit = Visit(store, monkeypatch)
    for number in (0, 1, 5, 7):  # a fourth takes the place of the first
        state = visit.ask("choose", number=number, on=True)
    assert [at for at, card in enumerate(state["cards"]) if card["chosen"]] == [1, 5, 7]
    visit.ask("choose", number=5, on=False)
    state = visit.ask("beside")
    assert [column["label"] for column in state["columns"]] == ["Zilvermeeuw 6", "Zilvermeeuw 0"]
    assert [row["label"] for row in state["rows"]] == ["Startvraag", "Aanleiding", "Doel"]
    assert state["rows"][1]["cells"] == ["<p>Begin 6</p>\n", ""]
    state = visit.ask("step", step="goal")
    assert [row["cells"] for row in state["rows"]] == [["<p>Doel 6</p>\n", "<p>Doel 0</p>\n"]]
    [chapter] = visit.page._printed()
    assert "Doel 6" in chapter and "Begin 6" not in chapter and "Praat erover" in chapter
    assert [column["label"][-1] for column in visit.ask("others")["columns"]] == ["7", "6", "5"]
    assert [column["label"][-1] for column in visit.ask("others")["columns"]] == ["4", "3", "2"]
    assert visit.ask("wall")["columns"] == []


def test_three_are_had_by_a_button_and_by_an_address(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    give(store, *(of(number, next_questions=[asked]) for number, asked in enumerate(ASKED)))
    visit = Visit(store, monkeypatch)
    assert [one["id"] for one in visit.state()["threes"]] == ["passen", "verschillen"]
    state = visit.ask("three", which="passen")
    assert [column["label"][-1] for column in state["columns"]] == ["3", "1", "0"]
    assert state["threes"] == []
    monkeypatch.setenv("QUERY_STRING", f"bouwsteen={BLOCK}&drie=verschillen")
    assert len(Visit(store, monkeypatch).state()["columns"]) == 3


def test_what_is_taken_back_is_gone_at_the_next_click(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    mine = of(1, goal="Weg ermee")
    give(store, mine, of(2, goal="Blijft"))
    visit = Visit(store, monkeypatch)
    visit.ask("step", step="goal")
    visit.ask("beside")
    store.share(GROUP, {sheet_of(mine.sender, mine.period, mine.place): AT + timedelta(days=400)}, author="x")
    state = visit.ask("step", step="goal")
    assert [row["cells"] for row in state["rows"]] == [["<p>Blijft</p>\n"]]
    assert "Weg ermee" not in visit.source()


def test_a_group_with_nothing_says_what_to_do_and_prints_nothing(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    visit = Visit(store, monkeypatch)
    assert "Delen doet een coalitie zelf" in visit.state()["empty"]
    assert visit.page._printed() == []
    monkeypatch.setenv("QUERY_STRING", f"bouwsteen={OTHER}")
    give(store, of(1, goal="A"))
    assert "Van deze bouwsteen" in Visit(store, monkeypatch).state()["empty"]
    monkeypatch.setenv("QUERY_STRING", "bouwsteen=<b>geen")
    assert "Van deze bouwsteen" in Visit(store, monkeypatch).state()["empty"]
