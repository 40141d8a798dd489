"""How the coach behaves: how much it asks, what an answer does, and how right it is on dossiers of other voices."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from coach_voices import FOLDER, WEAKNESS, listen, voice
from helpers import EXAMPLE, assert_refused, dossier, example, kept, sko, snapshot

from sko_widgets import resources
from sko_widgets.framework import framework
from sko_widgets.insight.checks import remarks, rules
from sko_widgets.insight.coach import MOST_OPEN, coach

TODAY = date(2026, 7, 1)
WEAK: dict[str, Any] = {
    "block/macro-samenhang/1": {
        "context": "Leerlingen ervaren meer rust.",
        "goal": "Het versterken van de samenhang.",
        "results": {"items": ["De samenwerking verloopt soepel.", "De lijnen zijn kort.", "De sfeer is warm."]},
        "outlook": "De vraag is hoe we dit vasthouden.",
        "status": "afgerond",
    }
}


# --- how much is asked ----------------------------------------------------------------------------


def test_three_remarks_of_a_cycle_are_open_and_one_of_a_field() -> None:
    asked = coach(snapshot(WEAK), TODAY).of("block/macro-samenhang/1")
    assert len(asked.open) == MOST_OPEN
    assert len({remark.field for remark in asked.open}) == MOST_OPEN
    assert len(asked.folded) > 2
    assert asked.at(asked.open[0].field) == asked.open[:1]


def test_the_most_important_are_open() -> None:
    asked = coach(snapshot(WEAK), TODAY).of("block/macro-samenhang/1")
    assert [remark.prio for remark in asked.open] == sorted(remark.prio for remark in asked.remarks)[:MOST_OPEN]


def test_a_sheet_without_remarks_has_none() -> None:
    asked = coach(snapshot(), TODAY)
    assert (asked.open, asked.remarks, asked.of("block/macro-samenhang/1").remarks) == ((), (), ())


def test_the_coach_asks_little_of_the_example() -> None:
    assert len(coach(example(), date(2026, 11, 27)).remarks) <= 3


def test_an_old_dossier_is_no_list_of_reproaches() -> None:
    """An action that was to be done after the period is not late, however long ago that is."""
    late = {"text": "Bellen", "owner": "Conciërge", "due": "augustus 2025", "status": "bezig"}
    held = snapshot({"block/macro-samenhang/1": {"actions": {"items": [late]}}})
    assert remarks(held, date(2031, 1, 1)) == []


STEPS = ("context", "goal", "actions", "results", "answer", "outlook", "next_questions", "links")
CYCLES = [name for name in example().sheets if re.fullmatch(r"block/[a-z-]+/\d", name)]


@pytest.mark.parametrize("sheet", CYCLES)
def test_who_is_writing_is_not_asked_for_what_comes_later(sheet: str) -> None:
    """The example's cycles, each as it stood after every step: no step is asked for before one was past it."""
    whole = example().sheet(sheet)
    for at, step in enumerate(STEPS):
        there = {name: whole[name] for name in STEPS[: at + 1] if name in whole} | {"status": "open"}
        asked = remarks(snapshot({sheet: there}, period="2025-2026"), TODAY)
        assert not [one for one in asked if one.rule.startswith("geen-") and one.field not in STEPS[: at + 2]], step
        if step in ("context", "goal", "actions"):
            assert {one.rule for one in asked} <= {"actie-over-tijd"}, step


# --- how right it is ------------------------------------------------------------------------------


def examples_of(block: str) -> dict[str, str]:
    """Return the example that the help of a block gives at each step."""
    notebook = json.loads((resources.workbooks() / "blocks" / f"{block}.ipynb").read_text(encoding="utf-8"))
    found, last = {}, ""
    for cell in notebook["cells"]:
        source = "".join(cell["source"])
        step = re.search(r'wb\.step\("(\w+)"\)', source)
        if cell["cell_type"] == "markdown":
            last = source.partition("**Voorbeeld.**")[2].strip()
        elif step and last:
            found[step[1]], last = last, ""
    return found


def test_no_rule_on_goals_or_questions_asks_about_the_examples_of_the_help() -> None:
    sheets = {}
    for block in framework("ocw-2023").block_ids:
        said = examples_of(block)
        assert {"goal", "next_questions", "results"} <= said.keys()
        texts = {name: said[name] for name in ("own_question", "context", "goal", "answer", "outlook")}
        items = {name: {"items": [said[name]]} for name in ("actions", "results")}
        question = {"next_questions": [said["next_questions"].strip("‘’")], "status": "afgerond"}
        sheets[f"block/{block}/1"] = {**texts, **items, **question}
    asked = remarks(snapshot(sheets), TODAY)
    assert asked  # their links are no links, and that is asked
    about = ("empty", "vague-goal", "goal-not-back", "anybodys", "two-questions", "hidden-question", "other-start")
    assert {remark.rule for remark in asked if WEAKNESS[remark.rule] in about} == {"geen-verbinding"}


def test_each_rule_has_a_weakness_that_voices_are_labelled_with() -> None:
    assert set(WEAKNESS) == {*rules.of_cycle, *rules.of_dossier}


@pytest.mark.parametrize("name", [path.stem for path in sorted(FOLDER.glob("*.yaml"))])
def test_a_voice_is_heard(name: str) -> None:
    heard = listen(FOLDER / f"{name}.yaml")
    good = name.endswith("good")
    assert heard.recall >= 0.8
    assert good or heard.precision >= 0.9
    assert not good or len(heard.deserved) + len(heard.undeserved) <= 3


def test_on_texts_that_nobody_tuned_to_nine_in_ten_remarks_are_deserved() -> None:
    heard = [listen(path) for path in sorted(FOLDER.glob("held_out_*.yaml"))]
    deserved, undeserved = (sum(len(getattr(one, kind)) for one in heard) for kind in ("deserved", "undeserved"))
    seen, missed = (sum(len(getattr(one, kind)) for one in heard) for kind in ("seen", "missed"))
    assert deserved >= 0.9 * (deserved + undeserved)
    assert seen >= 0.8 * (seen + missed)


@pytest.mark.parametrize("times", [1, 8])
def test_reading_again_says_the_same(times: int) -> None:
    held, _ = voice(FOLDER / "smug.yaml")
    first = remarks(held, TODAY)
    assert [remarks(held, TODAY) for _ in range(times)] == [first] * times
    assert len({remark.id for remark in first}) == len(first)


# --- the command ----------------------------------------------------------------------------------


@pytest.fixture
def weak(tmp_path: Path) -> Path:
    """Return a work folder with a weak dossier and one of which nothing is to be asked."""
    place = kept(tmp_path / "werkmap", dossier(blocks={"macro-samenhang": {"cycles": [*WEAK.values()]}}))
    return kept(place, dossier(coalition={"name": "De Vaart"}, blocks={}))


def test_controle_says_what_is_open_and_how_many_more(weak: Path) -> None:
    done = sko("--werkmap", weak, "controle", "de-brug")
    assert (done.code, done.err) == (0, "")
    assert re.search(r"De Brug \(de-brug/2024-2025\): de meedenker heeft \d+ vragen\.", done.out)
    assert "Macro – Samenhang, cyclus 1" in done.out
    assert "Welke drie stappen hebben jullie gezet?" in done.out
    assert re.search(r"Nog \d vragen", done.out)


def test_controle_says_warmly_that_there_is_nothing(weak: Path) -> None:
    done = sko("--werkmap", weak, "controle", "de-vaart", "--streng")
    assert (done.code, done.out) == (0, "De Vaart (de-vaart/2024-2025): geen vragen. Laat iemand anders meelezen.\n")


def test_controle_as_json_has_every_remark(weak: Path) -> None:
    done = sko("--werkmap", weak, "controle", "--alle", "--json")
    rows = json.loads(done.out)
    assert done.code == 0
    assert {row["dossier"] for row in rows} == {"de-brug/2024-2025"}
    wanted = {"dossier", "sheet", "field", "rule", "message", "quote", "prio"}
    assert all(wanted <= row.keys() <= {*wanted, "item"} for row in rows)
    held = snapshot(WEAK)
    assert [row["message"] for row in rows] == [one.message for one in coach(held, TODAY).remarks]
    assert [row["quote"] for row in rows if row["rule"] == "bewering-zonder-bewijs"] == [
        "De samenwerking verloopt soepel."
    ]


def test_controle_streng_ends_with_one_when_there_is_a_remark(weak: Path) -> None:
    assert sko("--werkmap", weak, "controle", "--alle", "--streng").code == 1
    assert sko("--werkmap", weak, "controle", "--alle").code == 0


@pytest.mark.parametrize("more", [["--alle"], ["--json"], ["--streng"], ["de-brug"], ["--periode", "2024-2025"]])
def test_controle_looks_at_dossiers_or_at_the_store(weak: Path, more: list[str]) -> None:
    assert_refused(sko("--werkmap", weak, "controle", "--opslag", *more), "niet allebei", code=2)


def test_controle_mends_values_of_the_store_only(weak: Path) -> None:
    assert_refused(sko("--werkmap", weak, "controle", "--herstel-waarden"), "--opslag", code=2)


def test_controle_of_the_example_as_it_is_taken_in(tmp_path: Path) -> None:
    place = tmp_path / "werkmap"
    assert sko("--werkmap", place, "invoer", EXAMPLE, "--ja").code == 0
    rows = json.loads(sko("--werkmap", place, "controle", "--json").out)
    assert 0 < len(rows) <= 3
