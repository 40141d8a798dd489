"""What a question is about: the subjects of the field that its words name, and the other words that say something.

The lists are in `alike_subjects.yaml`; a word is known by its stem, or by a beginning or ending to the letter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fnmatch import translate
from functools import cache, lru_cache
from importlib import resources
from typing import Any

import yaml

from sko_widgets.dossier.search_words import Word, composed, words_of

from .checks import language


@dataclass(frozen=True, slots=True, eq=False)
class Subject:
    """Something that coalitions ask about.

    Parameters
    ----------
    name
        How it is called on screen.
    is_problem
        Whether it says which problem it is, and not only whose or where.
    stems, pattern
        Its words: by stem, and those with a star.
    phrases
        Stems that stand in one question, in any order.
    behind
        Names of subjects before which it steps back.
    """

    name: str
    is_problem: bool
    stems: frozenset[str]
    pattern: re.Pattern[str]
    phrases: tuple[frozenset[str], ...]
    behind: frozenset[str]

    def words_in(self, words: Sequence[Word]) -> list[Word]:
        """Return those words of a question that name it."""
        there = {word.stem for word in words}
        whole = {part for phrase in self.phrases if phrase <= there for part in phrase}
        return [word for word in words if word.stem in whole or self in _named(word.form, word.stem)]


@dataclass(frozen=True, slots=True)
class Mention:
    """One thing that a question is about.

    Parameters
    ----------
    id
        By what it is compared: the name of a subject, or a stem.
    subject
        None when it is a word of no list.
    words
        Its words that say something, as they are written; those of a phrase too.
    """

    id: str
    subject: Subject | None
    words: tuple[str, ...]


@cache
def subjects() -> tuple[Subject, ...]:
    """Return the subjects, in the order of their file."""
    return tuple(_read())


@cache
def whose() -> frozenset[str]:
    """Return the names of the subjects that say whose or where a problem is."""
    return frozenset(subject.name for subject in subjects() if not subject.is_problem)


@lru_cache(maxsize=8192)
def mentions(question: str) -> tuple[Mention, ...]:
    """Return what a question is about."""
    text = composed(question)
    words = words_of(text)
    found = {subject: those for subject in subjects() if (those := subject.words_in(words))}
    names = {subject.name for subject in found}
    told = [Mention(one.name, one, _written(text, those)) for one, those in found.items() if not one.behind & names]
    taken = {word for those in found.values() for word in those}
    rest: dict[str, list[Word]] = {}
    for word in words:
        if word not in taken and (_says_something(word) or not any(map(_says_something, words))):
            rest.setdefault(word.stem, []).append(word)
    return (*told, *(Mention(stem, None, _written(text, those)) for stem, those in rest.items()))


def _written(text: str, words: Sequence[Word]) -> tuple[str, ...]:
    telling = [word for word in words if word.stem not in _empty()] or words
    return tuple(dict.fromkeys(text[word.start : word.end].casefold() for word in telling))


def _says_something(word: Word) -> bool:
    return len(word.form) > 2 and word.stem not in _empty() and not any(sign.isdigit() for sign in word.form)


@lru_cache(maxsize=50_000)
def _named(form: str, stem: str) -> frozenset[Subject]:
    return frozenset(one for one in subjects() if stem in one.stems or one.pattern.match(form))


@cache
def _lists() -> dict[str, Any]:
    data = resources.files(__package__).joinpath("alike_subjects.yaml").read_text("utf-8")
    read: dict[str, Any] = yaml.safe_load(data)
    return read


@cache
def _empty() -> frozenset[str]:
    """Return the stems of words that stand in any question."""
    known = (" ".join(language.words(name)) for name in ("function_words", "general_words", "numbers"))
    return frozenset(stem for text in (_lists()["empty"], *known) for stem in _stems(text))


def _read() -> Iterator[Subject]:
    for part in ("problems", "who_and_where"):
        for name, given in _lists()[part].items():
            words = given["words"].split()
            starred = [translate(word) for word in words if "*" in word]
            yield Subject(
                name=name,
                is_problem=part == "problems",
                stems=frozenset(_stems(" ".join(word for word in words if "*" not in word))),
                pattern=re.compile("|".join(starred) or r"(?!)"),
                phrases=tuple(frozenset(_stems(phrase)) for phrase in given.get("phrases", ())),
                behind=frozenset(given.get("behind", ())),
            )


def _stems(text: str) -> list[str]:
    return [word.stem for word in words_of(composed(text))]
