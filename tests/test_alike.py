"""Next questions that are alike come together, with a word why; the labels are older than the rule."""

from __future__ import annotations

import random
import time

import pytest
from alike_labels import OTHERS, TUNED, UNSEEN, labelled, near

from sko_widgets.insight import alike
from sko_widgets.insight.alike_subjects import subjects


@pytest.mark.parametrize(
    ("name", "precision", "recall"),
    [
        (TUNED, 0.9, 0.8),
        (UNSEEN, 0.9, 0.65),
        (OTHERS, 0.8, 0.7),
    ],
)
def test_it_comes_as_near_to_people_as_is_said(name: str, precision: float, recall: float) -> None:
    found = near(name)
    assert found.precision >= precision
    assert found.recall >= recall


def test_the_labels_are_pairs_of_many_subjects_and_questions_alone() -> None:
    rows = labelled(TUNED)
    assert len(rows) == 40
    assert len({row["block"] for row in rows}) == 9
    assert len({row["table"] for row in rows if "table" in row}) > 8
    assert sum("table" not in row for row in rows) > 8


def test_a_group_says_why_in_words_that_are_written() -> None:
    asked = [
        "Wat doen we als een partner afhaakt?",
        "Hoe vieren we samen een jubileum?",
        "Wie neemt het over als onze vaste partner vertrekt?",
    ]
    together, alone = alike.groups(asked)
    assert together.members == (0, 2)
    assert together.name == "stoppen of uitvallen, partner"
    assert together.words == ("afhaakt", "neemt", "vertrekt", "partner")
    assert alone == alike.Group("", (), (1,))


def test_a_rare_word_that_no_list_knows_brings_together_too() -> None:
    asked = ["Hoe gaat judo verder?", "Wie geeft er judo?", "Wie maakt de poster?"]
    together, _ = alike.groups(asked)
    assert (together.name, together.members) == ("judo", (0, 1))


@pytest.mark.parametrize(
    ("first", "second", "are_alike"),
    [
        ("Welke regels gelden er in de bus?", "Wie heeft er geld voor?", False),  # two words with one stem
        ("Wat wil een ouder weten?", "Wat doen oudere kinderen?", False),
        ("Wat wil een ouder weten?", "Wat hebben gezinnen nodig?", True),
        ("Wie springt er morgen voor mij in?", "Wie neemt het van ons over?", True),  # words that stand apart
        (
            "In de klas springt niemand.",
            "Wie neemt het van ons over?",
            False,
        ),  # in another order they say something else
        ("Wie betaalt als de club stopt?", "Hoe merken we dat een trainer stopt?", False),  # money comes first
    ],
)
def test_a_subject_is_known_by_its_own_words(first: str, second: str, are_alike: bool) -> None:
    assert (len(alike.groups([first, second])) == 1) is are_alike


def test_whose_problem_it_is_brings_nothing_together_by_itself() -> None:
    asked = ["Hoe kiezen we een nieuwe partner?", "Wat spreken we met een partner af over foto's?"]
    assert [group.members for group in alike.groups(asked)] == [(0,), (1,)]


@pytest.mark.parametrize("asked", [[], [""], ["?"], ["Hoe dan?", "Hoe dan?"], ["\ud800", "e\u0301én"], ["<b>" * 9000]])
def test_odd_questions_are_each_in_one_group(asked: list[str]) -> None:
    members = [member for group in alike.groups(asked) for member in group.members]
    assert sorted(members) == list(range(len(asked)))


def test_the_same_question_is_alike_however_empty_it_is() -> None:
    assert alike.groups(["Hoe nu verder?", "Hoe nu verder?"])[0].members == (0, 1)


def test_what_comes_together_does_not_hang_on_the_order() -> None:
    asked = [row["question"] for row in labelled(TUNED)]
    groups = {frozenset(asked[member] for member in group.members) for group in alike.groups(asked)}
    random.Random(3).shuffle(asked)
    assert groups == {frozenset(asked[member] for member in group.members) for group in alike.groups(asked)}


def test_a_block_of_121_coalitions_is_grouped_at_once() -> None:
    plain = [row["question"].rstrip("?") for name in (TUNED, UNSEEN) for row in labelled(name)]
    asked = [f"{plain[at % 60]} en {plain[at * 7 % 60].lower()}?" for at in range(242)]
    began = time.process_time()
    alike.groups(asked)
    assert time.process_time() - began < 0.3


def test_the_words_of_the_field_are_sound() -> None:
    names = {subject.name for subject in subjects()}
    assert len(names) == len(subjects())
    for subject in subjects():
        assert subject.behind <= names - {subject.name}
        assert subject.stems or subject.exact or subject.phrases or subject.pattern.pattern != r"(?!)"
