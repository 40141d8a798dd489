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

from sko_widgets.dossier.search_words import Word, composed, words_of
from sko_widgets.resources import read_yaml

from .checks import language

_FAR = 9
"""So many words lie at most between the first and the last of a phrase."""


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
    exact
        Words to the letter.
    phrases
        Stems that stand in this order, with no more than some words between them.
    behind
        Names of subjects before which it steps back.
    """

    name: str
    is_problem: bool
    stems: frozenset[str]
    pattern: re.Pattern[str]
    exact: frozenset[str]
    phrases: tuple[tuple[str, ...], ...]
    behind: frozenset[str]

    def words_in(self, words: Sequence[Word]) -> list[Word]:
        """Return those words of a question that name it."""
        whole = {at for phrase in self.phrases for at in _standing(phrase, words)}
        return [word for at, word in enumerate(words) if at in whole or self in _named(word.form, word.stem)]


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
    is_empty = not found and not any(map(_says_something, words))
    taken = {word for those in found.values() for word in those}
    rest: dict[str, list[Word]] = {}
    for word in words:
        if word not in taken and (is_empty or _says_something(word)):
            rest.setdefault(word.stem, []).append(word)
    return (*told, *(Mention(stem, None, _written(text, those)) for stem, those in rest.items()))


def _written(text: str, words: Sequence[Word]) -> tuple[str, ...]:
    telling = [word for word in words if word.stem not in _empty()] or words
    return tuple(dict.fromkeys(text[word.start : word.end].casefold() for word in telling))


def _says_something(word: Word) -> bool:
    return len(word.form) > 2 and word.stem not in _empty() and not any(sign.isdigit() for sign in word.form)


@lru_cache(maxsize=50_000)
def _named(form: str, stem: str) -> frozenset[Subject]:
    return frozenset(one for one in subjects() if stem in one.stems or form in one.exact or one.pattern.match(form))


def _standing(phrase: Sequence[str], words: Sequence[Word]) -> list[int]:
    """Return where the words of a phrase stand, each the first behind the one before; nowhere when they do not."""
    places: list[int] = []
    for stem in phrase:
        begin = places[-1] + 1 if places else 0
        found = next((at for at in range(begin, len(words)) if words[at].stem == stem), None)
        if found is None or found - (places or [found])[0] > _FAR:
            return []
        places.append(found)
    return places


@cache
def _lists() -> dict[str, Any]:
    data = resources.files(__package__).joinpath("alike_subjects.yaml").read_text("utf-8")
    read: dict[str, Any] = read_yaml(data)
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
                stems=frozenset(_stems(" ".join(word for word in words if "*" not in word and word[0] != "="))),
                pattern=re.compile("|".join(starred) or r"(?!)"),
                exact=frozenset(word[1:] for word in words if word[0] == "="),
                phrases=tuple(tuple(_stems(phrase)) for phrase in given.get("phrases", ())),
                behind=frozenset(given.get("behind", ())),
            )


def _stems(text: str) -> list[str]:
    return [word.stem for word in words_of(composed(text))]
