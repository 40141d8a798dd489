"""The words of a text as search knows them, and what somebody asks for.

A word is known by its stem, and by its form for who is still typing it; in small letters, without accents.  Databases
split and fold texts each in its own way, so they are given words of which there is nothing left to split or to fold: a
row of letters and figures of ASCII.  So a store finds the same, whatever keeps it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from sko_widgets.word_stems import stem

_TARGET = re.compile(r"(?<=\])\([^()\s]*\)")
"""Where a link leads: of our Markdown the only mark that has words."""
_WORD = re.compile(r"([^\W_]+)(?:[’'][^\W_]{1,2}(?![^\W_]))?")
_QUOTED = re.compile(r"[\"“”„«»]([^\"“”„«»]*)[\"“”„«»]")
_LONGEST = 40  # letters of a word; what is longer is known by these
_MOST = 200_000  # letters of a field; PostgreSQL keeps no more than a megabyte of its words
_QUESTION = 1_000  # letters of a question
_TERMS = 20

_IRREGULAR = {"kinderen": "kind", "leden": "lid", "steden": "stad", "musea": "museum"}
"""Beginnings of words of which the stemmer does not see that they are the same."""
_NO_PARTICIPLE = (
    *("gebied", "gebeurt", "gedacht", "gedeelt", "geduld", "gehandicapt", "geluid", "gemeent"),
    *("gemiddeld", "geschied", "geweld", "gewicht", "gezicht", "gezind", "gezond"),
)
"""How words begin of which `ge-` is a part; of `gekookt` it is not, which is found by `koken`."""


class Word(NamedTuple):
    """A word where it stands in a text, from `start` to `end`."""

    form: str
    stem: str
    start: int
    end: int


class Term(NamedTuple):
    """A word to look for, or several that stand behind each other.

    Parameters
    ----------
    stems
        Their stems.
    begins
        How a word begins that is still being typed, as far as it is there; empty when it is whole.
    """

    stems: tuple[str, ...]
    begins: str = ""


def composed(text: str) -> str:
    """Return a text in which each letter is one sign with its accent, as `words_of` counts them."""
    return unicodedata.normalize("NFC", text)


def words_of(text: str) -> list[Word]:
    """Return the words of a text that is `composed`, in order; `foto's` is the word `foto`."""
    found = ((_known(one[1]), one) for one in _WORD.finditer(text))
    return [Word(*known, one.start(1), one.end()) for known, one in found if known[0]]


@lru_cache(maxsize=50_000)
def _known(word: str) -> tuple[str, str]:
    """Return form and stem of a word, as databases keep them."""
    apart = unicodedata.normalize("NFKD", word[:_LONGEST]).casefold()
    form = "".join(sign for sign in apart if not unicodedata.combining(sign))
    return _ascii(form), _ascii(_stem(form))


def _stem(form: str) -> str:
    for irregular, regular in _IRREGULAR.items():
        if form.startswith(irregular):
            form = regular + form.removeprefix(irregular)
    if form.startswith(_NO_PARTICIPLE):
        return f"ge{stem(form.removeprefix('ge'))}"
    return stem(form)


def _ascii(word: str) -> str:
    """Return a word in letters and figures of ASCII; PostgreSQL would take one that begins with a figure apart."""
    plain = "".join(sign if sign.isascii() and sign.isalnum() else f"x{ord(sign):x}" for sign in word)
    return f"w{plain}" if plain[:1].isdigit() else plain


def indexed(texts: Iterable[str]) -> str:
    """Return the words of a field's texts as they are kept beside it: the stems in order, then forms that no stem is.

    Parameters
    ----------
    texts
        Markdown.
    """
    words: list[Word] = []
    left = _MOST
    for text in texts:
        words += words_of(composed(_TARGET.sub("", text[:left])))
        left = max(0, left - len(text))
    stems = [word.stem for word in words]
    return " ".join([*stems, *sorted({word.form for word in words}.difference(stems))])


def asked(question: str) -> tuple[Term, ...]:
    """Return what somebody asks for: all of these words; those between quotation marks behind each other.

    The last word may still be growing, unless something stands behind it.
    """
    text, terms, at = composed(question[:_QUESTION]), [], 0
    for quoted in _QUOTED.finditer(text):
        terms += _single(text[at : quoted.start()])
        terms.append(Term(tuple(word.stem for word in words_of(quoted[1]))))
        at = quoted.end()
    terms += _single(text[at:], growing=True)
    return tuple(dict.fromkeys(term for term in terms if term.stems))[:_TERMS]


def _single(text: str, *, growing: bool = False) -> list[Term]:
    words = words_of(text)
    terms = [Term((word.stem,)) for word in words]
    if growing and words and words[-1].end == len(text) and len(words[-1].form) > 1:
        terms[-1] = terms[-1]._replace(begins=words[-1].form)
    return terms


def places(text: str, terms: Sequence[Term]) -> list[tuple[int, int]]:
    """Return from where to where the words stand in a text that is asked for; the text is `composed`."""
    words = words_of(text)
    found = set()
    for stems, begins in terms:
        for at in range(len(words) - len(stems) + 1):
            those = words[at : at + len(stems)]
            if all(map(_is, those, stems)) or (begins and _begins(those[0], begins)):
                found.add((those[0].start, those[-1].end))
    return sorted(found)


def _is(word: Word, sought: str) -> bool:
    return sought in (word.stem, word.form)


def _begins(word: Word, begins: str) -> bool:
    return word.form.startswith(begins) or word.stem.startswith(begins)
