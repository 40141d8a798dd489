"""One reading of a Dutch text that all rules share: its sentences, words, stems, numbers, quotes and times.

Nothing is guessed: a word is known by its stem, its beginning, or to the letter, and the lists are in `words.yaml`.
What is read is read once; reading takes as long as the text is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from importlib import resources
from typing import Any

from sko_widgets.dutch import MONTHS, count, shortened
from sko_widgets.resources import read_yaml
from sko_widgets.word_stems import stem

_MARKS = re.compile(r"[*`]+|(?<!\w)_+|_+(?!\w)|^\s*(?:[-+#>]+|\d+[.)])\s+", re.MULTILINE)
_WORD = re.compile(r"[^\W_]+(?:[-’'][^\W_]+)*")
_SENTENCE = re.compile(r"(?<=[.!?…])[’”\"')\]]*\s+(?=[‘“\"'(]*[A-ZÀ-Ý0-9])|\n+")
_FIGURE = re.compile(r"(?<!\d)(?!20\d\d(?!\d))\d+")
_DATE = re.compile(rf"\b\d{{1,2}}\s+(?:{'|'.join(MONTHS)})\b", re.IGNORECASE)
_QUOTE = re.compile(r"[‘“\"]\w[^‘’“”\"]*\s[^‘“”\"]*\s[^‘“”\"]*[’”\"]|(?<!\w)'\w[^']*\s[^']*'(?!\w)")
_COUNTED = re.compile(r"(?:een|één|twee|drie|vier|vijf|zes|zeven|acht|negen)[eë]n\w+tig")
_YEAR = re.compile(r"20\d\d|\d\d?[-/]\d\d?[-/]\d\d")
_NEAR = 5
"""So many words may stand between the words of a term that has more of them."""
_LIKE = 6
"""Two stems that begin with so many same letters are taken to be about the same."""


@cache
def lists() -> Mapping[str, Any]:
    """Return the lists of words."""
    read: dict[str, Any] = read_yaml(resources.files(__package__).joinpath("words.yaml").read_text("utf-8"))
    return read


@cache
def words(name: str) -> frozenset[str]:
    """Return a list of single words, each to the letter."""
    return frozenset(lists()[name].split())


@cache
def stems(name: str) -> frozenset[str]:
    """Return the stems of a list of single words."""
    return frozenset(map(stem, words(name)))


@cache
def terms(name: str) -> Terms:
    """Return a list of terms by its name."""
    return Terms(lists()[name])


@dataclass(frozen=True, slots=True)
class Word:
    """A word where it stands in a text: as it is compared, and from where to where."""

    plain: str
    start: int
    end: int


class Text:
    """What somebody wrote, read once.

    Parameters
    ----------
    raw
        Markdown.
    """

    def __init__(self, raw: str) -> None:
        self.plain = _MARKS.sub("", raw).strip()
        self._seen: dict[Terms, str] = {}

    def __bool__(self) -> bool:
        return bool(self.plain)

    @cached_property
    def sentences(self) -> tuple[Text, ...]:
        """Its sentences; each line of a list is one."""
        parts = (part.strip() for part in _SENTENCE.split(self.plain))
        return tuple(Text(part) for part in parts if part)

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """Its words in order."""
        return tuple(Word(one[0].casefold(), one.start(), one.end()) for one in _WORD.finditer(self.plain))

    @cached_property
    def forms(self) -> frozenset[str]:
        """Its words to the letter."""
        return frozenset(word.plain for word in self.words)

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of its words."""
        return frozenset(map(stem, self.forms))

    @cached_property
    def content(self) -> frozenset[str]:
        """The stems of those words that say what it is about."""
        told = self.forms - words("function_words")
        return frozenset(stem(word) for word in told if len(word) > 2 and not word.isdigit())

    @cached_property
    def subjects(self) -> frozenset[str]:
        """The beginnings of those stems, by which `samenwerken` and `samenwerkingsverband` are alike."""
        return frozenset(one[:_LIKE] for one in self.content)

    @cached_property
    def has_number(self) -> bool:
        """Whether it counts something, in figures or letters; a year counts nothing, a day does."""
        return bool(_DATE.search(self.plain)) or self.has_count

    @cached_property
    def has_count(self) -> bool:
        """Whether it counts something that is no day."""
        if "één" in self.forms or not self.forms.isdisjoint(words("numbers")):
            return True
        return bool(_FIGURE.search(_DATE.sub("", self.plain))) or any(map(_COUNTED.fullmatch, self.forms))

    @cached_property
    def has_quote(self) -> bool:
        """Whether somebody's words stand in it, three or more."""
        return bool(_QUOTE.search(self.plain))

    @cached_property
    def has_time(self) -> bool:
        """Whether it names a moment."""
        return bool(_YEAR.search(self.plain)) or not self.forms.isdisjoint(words("time"))

    @cached_property
    def questions(self) -> int:
        """How many questions it asks."""
        return self.plain.count("?")

    def has(self, name: str) -> bool:
        """Say whether one of a list of single words is in it."""
        return not self.forms.isdisjoint(words(name))

    def first(self, wanted: Terms) -> str:
        """Return the first of its words that are one of some terms, looked for once; empty when none is."""
        if wanted not in self._seen:
            self._seen[wanted] = next(filter(None, map(wanted.in_sentence, self.sentences)), "")
        return self._seen[wanted]


@lru_cache(maxsize=8192)
def read_text(raw: str) -> Text:
    """Return a text, read; after a save all but what changed was read before."""
    return Text(raw)


class Terms:
    """Words to look for: by stem, by beginning (`herkenba*`), or some that stand together in a sentence.

    Parameters
    ----------
    entries
        As in `words.yaml`.
    """

    def __init__(self, entries: Iterable[str]) -> None:
        split = [entry.casefold().split() for entry in entries]
        single = [parts[0] for parts in split if len(parts) == 1]
        self._starts = tuple(one[:-1] for one in single if one.endswith("*"))
        self._stems = frozenset(stem(one) for one in single if not one.endswith("*"))
        self._together = [tuple(parts) for parts in split if len(parts) > 1]

    def seen(self, text: Text) -> str:
        """Return the first words of a text that are one of the terms; empty when none is."""
        return text.first(self)

    def in_sentence(self, sentence: Text) -> str:
        """Return the first words of one sentence that are one of the terms; empty when none is."""
        return self._single(sentence) or self._several(sentence)

    def _single(self, sentence: Text) -> str:
        if self._stems.isdisjoint(sentence.stems) and not any(one.startswith(self._starts) for one in sentence.forms):
            return ""
        for word in sentence.words:
            if stem(word.plain) in self._stems or word.plain.startswith(self._starts):
                return sentence.plain[word.start : word.end]
        return ""

    def _several(self, sentence: Text) -> str:
        for parts in self._together:
            found = _together(sentence, parts)
            if found:
                return found
        return ""


def _together(sentence: Text, parts: tuple[str, ...]) -> str:
    """Return the words of a sentence from the first to the last of those that a term asks for; empty when far apart."""
    if not parts[0].endswith("*") and stem(parts[0]) not in sentence.stems:
        return ""
    places: list[int] = []
    for part in parts:
        near = min(
            (at for at, word in enumerate(sentence.words) if _is(word.plain, part)),
            key=lambda at: abs(at - places[0]) if places else at,
            default=None,
        )
        if near is None:
            return ""
        places.append(near)
    first, last = min(places), max(places)
    if last - first > _NEAR + len(parts) - 1:
        return ""
    return sentence.plain[sentence.words[first].start : sentence.words[last].end]


def _is(word: str, part: str) -> bool:
    return word.startswith(part[:-1]) if part.endswith("*") else stem(word) == stem(part)


def overlap(one: frozenset[str], other: frozenset[str]) -> float:
    """Return which part of all their words two texts share, from 0 to 1."""
    together = one | other
    return len(one & other) / len(together) if together else 0.0


def short(text: str, most: int = 90) -> str:
    """Return a text as a question quotes it."""
    return shortened(text, most)


def also(number: int, one: str, many: str) -> str:
    """Return how many more of the same there are, to stand behind a question."""
    return f" (Ook bij {count(number, one, many)}.)" if number else ""
