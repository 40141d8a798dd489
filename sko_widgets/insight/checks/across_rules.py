"""The whole dossier: one text in two places, and numbers and agreements that do not fit each other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sko_widgets.word_stems import stem

from .language import Text, lists, overlap, short
from .read_dossier import CycleReading, DossierReading
from .remark import Seen, rules

_ALIKE = 0.45
_ALIKE_SENTENCES = 0.7
_FEWEST = 4
_KEYS = 3
_NUMBERS = {word: number for number, word in enumerate(lists()["counted"].split(), 1)}
_NUMBERS |= {"één": 1, "dertig": 30, "veertig": 40, "vijftig": 50}
_NUMBER = rf"\d{{1,3}}|{'|'.join(sorted(_NUMBERS, key=len, reverse=True))}"
_GROUP = re.compile(
    rf"\b(?:hoogstens|maximaal|max\.?|niet\s+meer\s+dan|ten\s+hoogste)\s+(?P<number>{_NUMBER})\s+(?:leerlingen|kinderen)\b",
    re.IGNORECASE,
)
_ALL = re.compile(
    rf"\b(?:alle|onze)\s+(?P<number>{_NUMBER})\s+(?:deelnemende\s+|aangesloten\s+)?(?P<noun>locaties|scholen|basisscholen|schoolbesturen|partners|coalitiepartners)\b",
    re.IGNORECASE,
)
_SHARE = re.compile(
    r"\b(?P<part>\d{1,5})\s+van\s+(?:de|onze|alle)\s+(?P<whole>\d{1,5})\b[^.;(]{0,40}\((?:dat\s+is\s+)?(?P<percent>\d{1,3})(?:,\d)?\s*(?:procent|%)\)",
    re.IGNORECASE,
)
_FIRST_NUMBER = re.compile(r"\d{1,3}")


@dataclass(frozen=True, slots=True)
class _Place:
    """A text and where it stands."""

    cycle: CycleReading
    field: str
    item: int | None
    text: Text


@rules.dossier("ook-elders", prio=3)
def also_elsewhere(dossier: DossierReading) -> Iterator[Seen]:
    """Ask where a text belongs that stands in two blocks, nearly the same; of each block once."""
    known: dict[tuple[str, str], list[_Place]] = {}
    asked = set()
    for place in _places(dossier):
        keys = _keys(place)
        for key in keys:
            same = next((one for one in known.get(key, ()) if _is_alike(place, one)), None)
            if same and place.cycle.block.id not in asked:
                asked.add(place.cycle.block.id)
                quote = short(place.text.plain)
                message = (
                    f"‘{quote}’ staat bijna zo ook bij {same.cycle.block.name}. Waar hoort het thuis, en wat wil je "
                    "hier anders vertellen?"
                )
                about = f"{place.text.plain}\n{same.text.plain}"
                yield Seen(place.field, message, quote, item=place.item, about=about, sheet=place.cycle.sheet)
        for key in keys:
            there = known.setdefault(key, [])
            if all(one.cycle.block is not place.cycle.block for one in there):
                there.append(place)


def _places(dossier: DossierReading) -> Iterator[_Place]:
    """Yield what is told in ripe cycles, item by item and sentence by sentence."""
    for cycle in dossier.cycles:
        if not cycle.is_ripe:
            continue
        for field, item, text in cycle.told:
            for part in (text,) if item is not None else text.sentences:
                if len(part.content) >= _FEWEST:
                    yield _Place(cycle, field, item, part)


def _keys(place: _Place) -> list[tuple[str, str]]:
    """Return by what a text is found again: its longest words, of which texts that are alike share one."""
    kind = place.field if place.item is not None else ""
    return [(kind, one) for one in sorted(place.text.content, key=lambda one: (-len(one), one))[:_KEYS]]


def _is_alike(place: _Place, other: _Place) -> bool:
    most = _ALIKE if place.item is not None else _ALIKE_SENTENCES
    return place.cycle.block is not other.cycle.block and overlap(place.text.content, other.text.content) >= most


@rules.dossier("getal-verschilt", prio=2)
def other_number(dossier: DossierReading) -> Iterator[Seen]:
    """Ask which number holds, when the same thing is counted differently in two places."""
    first: dict[str, tuple[int, str, CycleReading]] = {}
    for cycle in dossier.cycles:
        for field, item, text in cycle.told if cycle.is_ripe else ():
            for what, number, said in _counted(text):
                before = first.setdefault(what, (number, said, cycle))
                if before[0] != number and before[2].block is not cycle.block:
                    message = f"Hier staat ‘{said}’, bij {before[2].block.name} ‘{before[1]}’. Welk getal klopt?"
                    yield Seen(field, message, said, item=item, about=f"{said}\n{before[1]}", sheet=cycle.sheet)


def _counted(text: Text) -> Iterator[tuple[str, int, str]]:
    """Yield what is counted as a whole: what it is, how many, and the words."""
    for match in _ALL.finditer(text.plain):
        yield stem(match["noun"].casefold()), _number(match["number"]), match[0]
    sizes = list(_GROUP.finditer(text.plain))
    if sizes and "groep" in " ".join(text.stems):
        most = max(sizes, key=lambda one: _number(one["number"]))
        yield "groep", _number(most["number"]), most[0]


def _number(word: str) -> int:
    return int(word) if word.isdigit() else _NUMBERS[word.casefold()]


@rules.dossier("procent-klopt-niet", prio=2, certain=True)
def wrong_share(dossier: DossierReading) -> Iterator[Seen]:
    """Ask to count again where a percentage is not what the numbers beside it make."""
    for cycle in dossier.cycles:
        for field, item, text in cycle.told if cycle.is_ripe else ():
            for match in _SHARE.finditer(text.plain):
                part, whole, percent = int(match["part"]), int(match["whole"]), int(match["percent"])
                if whole and part <= whole and abs(100 * part / whole - percent) > 1:
                    message = (
                        f"‘{match[0]}’: {part} van de {whole} is {round(100 * part / whole)} procent. Welk getal klopt?"
                    )
                    yield Seen(field, message, match[0], item=item, about=match[0], sheet=cycle.sheet)


@rules.dossier("groep-groter-dan-afspraak", prio=2)
def larger_group(dossier: DossierReading) -> Iterator[Seen]:
    """Ask about an activity whose group is larger than the blocks say that groups are."""
    agreed = [
        (number, said, cycle.block.name)
        for cycle in dossier.cycles
        if cycle.is_ripe
        for _, _, text in cycle.told
        for what, number, said in _counted(text)
        if what == "groep"
    ]
    if not agreed:
        return
    most, said, where = max(agreed, key=lambda one: one[0])
    for at, row in enumerate(dossier.snapshot.sheet("activities").get("activities") or ()):
        size = _FIRST_NUMBER.search(row.get("size") or "")
        if size and int(size[0]) > most:
            name = short(row.get("activity") or "Deze activiteit", 40)
            message = f"{name} heeft een groep van {size[0]}; bij {where} staat ‘{said}’. Klopt dat allebei?"
            about = f"{row.get('size')} {said}"
            yield Seen("activities", message, row["size"], item=at, about=about, sheet="activities")
            return
