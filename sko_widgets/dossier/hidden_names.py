"""Names that a coalition has of itself in what it wrote, and the words that stand for them where names are off."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from .snapshot import Snapshot, Value

Hidden = tuple[str, str]
"""A name, and what stands for it."""

_SHORTEST = 3
_KINDS = frozenset(
    {"basisschool", "cbs", "coalitie", "college", "de", "gemeente", "gymnasium", "havo", "het", "ikc", "kc"}
    | {"kindcentrum", "lyceum", "mavo", "obs", "praktijkschool", "rkbs", "sbo", "school", "scholengemeenschap", "so"}
    | {"stichting", "van", "vereniging", "vmbo", "vso", "welzijn"}
)
"""Words with which names begin or end that say what something is; without them a name is still that name."""


def hidden_names(snapshot: Snapshot) -> tuple[Hidden, ...]:
    """Return the names that a dossier has of itself, and what stands for each; the longest first."""
    profile = snapshot.sheet("profile")
    found: dict[str, str] = {}
    for name, instead in _named(profile):
        for one in (name, *_shorter(name)):
            if len(one) >= _SHORTEST:
                found.setdefault(one, instead)
    return tuple(sorted(found.items(), key=lambda one: (-len(one[0]), one[0])))


def _named(profile: Mapping[str, Any]) -> Iterator[Hidden]:
    """Yield each name as it was written; what comes first decides what stands for it."""
    for school in profile.get("schools") or ():
        yield school.get("name", "").strip(), "[een school]"
        yield from ((one.strip(), "[een locatie]") for one in school.get("locations") or ())
    for partner in profile.get("partners") or ():
        yield (partner if isinstance(partner, str) else partner.get("name", "")).strip(), "[een partner]"
    leader = str(profile.get("project_leader") or "").split()
    yield from ((one, "[de projectleider]") for one in (" ".join(leader), *leader[:1], *leader[-1:]))
    yield str(profile.get("name") or "").strip(), "[onze coalitie]"
    yield str(profile.get("municipality") or "").strip(), "[onze gemeente]"


def _shorter(name: str) -> Iterator[str]:
    """Yield what is left of a name without the words that say what it is, `Regenboog` of `OBS De Regenboog`."""
    words = name.split()
    while words and words[0].casefold() in _KINDS:
        words = words[1:]
        if words and words[0][:1].isupper():
            yield " ".join(words)
    while len(words) > 1 and words[-1].casefold() in _KINDS:
        words = words[:-1]
        yield " ".join(words)


def without_names(value: Value, hidden: Sequence[Hidden]) -> Value:
    """Return a value in which other words stand for these names."""
    if not hidden:
        return value
    if isinstance(value, str):
        return _pattern(tuple(hidden)).sub(lambda found: hidden[(found.lastindex or 1) - 1][1], value)
    if isinstance(value, list):
        return [without_names(one, hidden) for one in value]
    if isinstance(value, dict):
        return {name: part if name in _CHOSEN else without_names(part, hidden) for name, part in value.items()}
    return value


_CHOSEN = frozenset({"id", "kind", "to", "block", "status"})
"""Parts of a value that are chosen: no name stands in them."""


@lru_cache(maxsize=512)
def _pattern(hidden: tuple[Hidden, ...]) -> re.Pattern[str]:
    """Return what finds the names, each as a group, also with an ending; of one word only where it has its capital."""
    parts = []
    for name, _ in hidden:
        spaced = r"\s+".join(map(re.escape, name.split()))
        parts.append(f"({spaced})" if " " not in name and name[:1].isupper() else f"((?i:{spaced}))")
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?:['’]?s|se|er|ers)?(?!\w)")
