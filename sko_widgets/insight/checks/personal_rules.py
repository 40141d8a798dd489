"""Personal data, wherever it stands: addresses, numbers, a pupil's or a parent's name, what is nobody else's business.

Always on, also in a cycle that is being written, in items, links, instruments and the introduction.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property, lru_cache
from typing import Any

from stdnum import iban
from stdnum.nl import bsn

from sko_widgets.dossier.said_about import is_about_dossier

from .language import Text, read_text, short, terms, words
from .read_dossier import DossierReading
from .remark import Seen, rules

_ASK = "Hier staat misschien een persoonsgegeven. Kan het ook met een rol, zoals ‘een ouder’?"
_MAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]*\w")
_PHONE = re.compile(r"(?<![\d.,€])(?:(?:\+|00)31[\s-]?(?:\(0\)[\s-]?)?|\(?0)[1-9]\d{0,2}\)?(?:[\s-]?\d){6,8}(?!\d)")
_CITIZEN = re.compile(r"(?<![\d.,€-])\d{9}(?![\d-])|(?<![\d.,-])\d{4}\.\d{2}\.\d{3}(?!\d)")
_ACCOUNT = re.compile(r"\bNL\d{2}\s?[A-Z]{4}(?:\s?\d){10}\b")
_NAME = r"(?P<name>[A-ZÀ-Ý][a-zà-ÿ]+(?:-[A-ZÀ-Ý][a-zà-ÿ]+)?)(?![\w-])"
_CHILD = "|".join(sorted(words("child"), key=len, reverse=True))
_RELATIVE = "|".join(sorted(words("relative"), key=len, reverse=True))
_ANNOUNCED = re.compile(rf"\b(?i:(?:{_RELATIVE}|ouders|broer|zus|broertje|zusje)\s+van|{_CHILD}|{_RELATIVE})\s+{_NAME}")
_IN_CLASS = re.compile(
    rf"(?<![.!?]\s)(?<!^)\b{_NAME}\s+(?:\(\d{{1,2}}(?:\s+jaar)?\)|(?:uit|van|in)\s+(?:groep|klas|leerjaar)\s+\d)"
)
_BEFORE = re.compile(rf"\b{_NAME},\s+(?:een|onze|mijn|haar|zijn)\s+(?:\w+\s+)?(?:{_CHILD})\b")
_CLASS = re.compile(
    r"\b(?:groep|klas|leerjaar)\s+\d|\b\d{1,2}\s+(?:jan|feb|maa|apr|mei|jun|jul|aug|sep|okt|nov|dec)\w*|\b[1-6][a-e]\b",
    re.IGNORECASE,
)
_ONE_CHILD = re.compile(
    rf"\b(?:een|één|deze|die|dat|dit|de|het|onze|zijn|haar)\s+(?:\w+\s+)?(?:{_CHILD})\b", re.IGNORECASE
)
_DIGIT = re.compile(r"\d")
_SHORTEST = 6
_ASKED_NAMES = frozenset({"name", "municipality", "project_leader", "partners", "reviewed_with", "owner"})
"""Fields and parts that ask for a name or a role of somebody who works there."""


@rules.dossier("persoonsgegevens", prio=1)
def personal_data(dossier: DossierReading) -> Iterator[Seen]:
    """Ask whether it can be said with a role; of each field once."""
    reader = _Reader(dossier)
    for sheet, fields in dossier.snapshot.sheets.items():
        for field, value in fields.items() if not is_about_dossier(sheet) else ():
            found = next(reader.inside(value, field), None)
            if found:
                words_seen, item = found
                quote = short(words_seen, 60)
                yield Seen(
                    field, f"‘{quote}’: {_ASK[0].lower()}{_ASK[1:]}", quote, item=item, about=words_seen, sheet=sheet
                )


def personal_words(text: str) -> list[str]:
    """Return the words of one text by itself that may be personal data, each once."""
    found = [*_numbers(text), *(seen for seen, name, _ in _named(text) if name.casefold() not in words("no_names"))]
    return list(dict.fromkeys([*found, *_private(text)]))


class _Reader:
    """Looks for personal data in the values of one dossier, whose own names of schools and partners are none."""

    def __init__(self, dossier: DossierReading) -> None:
        self._profile: Mapping[str, Any] = dossier.snapshot.sheet("profile")

    @cached_property
    def _places(self) -> frozenset[str]:
        """The words of the names that a dossier has of itself."""
        asked = ("name", "municipality", "schools", "partners")
        texts = (text for name in asked for text, _ in _strings(self._profile.get(name), ""))
        return frozenset(word.plain for text in texts for word in read_text(text).words)

    def inside(self, value: Any, field: str) -> Iterator[tuple[str, int | None]]:
        """Yield the words in a value that may be personal data, and in which of its parts."""
        listed = value.get("items") if isinstance(value, dict) else value
        if not isinstance(listed, list):
            listed = [value]
            single = True
        else:
            single = False
            if isinstance(value, dict):
                yield from ((seen, None) for seen in self._in_text(value.get("intro", ""), field))
        for at, part in enumerate(listed):
            for text, name in _strings(part, field):
                yield from ((seen, None if single else at) for seen in self._in_text(text, name))

    def _in_text(self, text: str, field: str) -> Iterator[str]:
        if len(text) >= _SHORTEST:
            yield from _numbers(text)
            if field not in _ASKED_NAMES:
                yield from (seen for seen, name, after in _named(text) if self._is_name(name, after))
                yield from _private(text)

    def _is_name(self, name: str, after: str) -> bool:
        """Say whether a capital begins somebody's name: not that of a school or partner, nor a word that has one."""
        parts = name.casefold().split("-")
        if any(part in self._places or part in words("no_names") for part in parts):
            return False
        return after not in words("organisations")


@lru_cache(maxsize=8192)
def _numbers(text: str) -> tuple[str, ...]:
    """Return addresses and numbers that are somebody's."""
    found = [one[0] for one in _MAIL.finditer(text)] if "@" in text else []
    if _DIGIT.search(text):
        found += [one[0] for one in _CITIZEN.finditer(text) if bsn.is_valid(one[0])]
        found += [one[0] for one in _PHONE.finditer(text) if _digits(one[0]) in (10, 11, 12, 13)]
        found += [one[0] for one in _ACCOUNT.finditer(text) if iban.is_valid(one[0])]
    return tuple(found)


@lru_cache(maxsize=8192)
def _named(text: str) -> tuple[tuple[str, str, str], ...]:
    """Return what may name a child or its family: the words, what would be the name, and the word behind it."""
    forms = (_ANNOUNCED, *([_IN_CLASS] if _DIGIT.search(text) else []), *([_BEFORE] if "," in text else []))
    found = (one for form in forms for one in form.finditer(text))
    return tuple((one[0], one["name"], _word_at(text, one.end())) for one in found)


def _word_at(text: str, at: int) -> str:
    behind = Text(text[at : at + 20]).words
    return behind[0].plain if behind else ""


@lru_cache(maxsize=8192)
def _private(text: str) -> tuple[str, ...]:
    """Return the sentences that tell of one child what is private, together with a class or a day."""
    found = []
    if _DIGIT.search(text) and _CLASS.search(text) and _ONE_CHILD.search(text):
        for sentence in read_text(text).sentences:
            told = _CLASS.search(sentence.plain) and _ONE_CHILD.search(sentence.plain)
            if told and terms("private_matters").seen(sentence):
                found.append(sentence.plain)
    return tuple(found)


def _digits(text: str) -> int:
    return sum(sign.isdigit() for sign in text)


def _strings(value: Any, name: str) -> Iterator[tuple[str, str]]:
    """Yield each text in a value, with the name of the part that it stands in."""
    if isinstance(value, str):
        yield value, name
    elif isinstance(value, list):
        for part in value:
            yield from _strings(part, name)
    elif isinstance(value, dict):
        for key, part in value.items():
            if key not in ("id", "to", "kind", "block", "status"):
                yield from _strings(part, key)
