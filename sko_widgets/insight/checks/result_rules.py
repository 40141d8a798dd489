"""Results: something that is there now, how they know, and what went wrong too."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .language import Text, also, lists, short, terms
from .read_dossier import CycleReading, ItemReading
from .remark import Seen, rules

_SAME = 0.6
_FEWEST = 2
_MANY = 3
_MOST_COMPARED = 40
"""More actions than a coalition has; it keeps comparing from growing with the square of a text."""
_LATER = re.compile(rf"\b(?:{'|'.join(lists()['later'])})\b", re.IGNORECASE)

_CLAUSE = re.compile(r"\b(?:waarmee|waardoor|waarin|zodat|dat|die|om)\b", re.IGNORECASE)


def _is_shown(item: ItemReading) -> bool:
    """Say whether a result says how they know: a number, somebody's words, something to look at."""
    text = item.text
    return bool(item.evidence.strip()) or text.has_number or text.has_quote or bool(terms("sources").seen(text))


@rules.cycle("bewering-zonder-bewijs", prio=2)
def claim_without_proof(cycle: CycleReading) -> Iterator[Seen]:
    """Ask by what they saw it, of the first result that praises and shows nothing; once a cycle."""
    claims = [
        (item, praise)
        for item in cycle.results
        if not _is_shown(item) and not item.text.has("honest") and (praise := terms("praise").seen(item.text))
    ]
    if claims:
        item = claims[0][0]
        quote = short(item.text.plain)
        others = also(len(claims) - 1, "ander resultaat", "andere resultaten")
        message = f"‘{quote}’: waaraan zag je dat? Een getal, een uitspraak of een voorbeeld maakt het sterker.{others}"
        about = "\n".join(one.text.plain for one, _ in claims)
        yield Seen("results", message, quote, item=item.at, about=about)


@rules.cycle("resultaat-is-actie", prio=2)
def result_is_action(cycle: CycleReading) -> Iterator[Seen]:
    """Ask what came of doing what an action says, when a result says no more than that it was done."""
    for item in cycle.results:
        content = item.text.content
        if len(content) < _FEWEST or _is_shown(item):
            continue
        least = len(content) if len(content) == _FEWEST else _SAME * len(content)
        for action in cycle.actions[:_MOST_COMPARED]:
            if len(content & action.text.content) >= least:
                quote = short(item.text.plain)
                message = f"‘{quote}’ lijkt op een van je acties. Wat heeft het opgeleverd dat jullie dit deden?"
                yield Seen("results", message, quote, item=item.at, about=f"{item.text.plain}\n{action.text.plain}")
                return


@rules.cycle("resultaat-is-plan", prio=3)
def result_is_plan(cycle: CycleReading) -> Iterator[Seen]:
    """Ask whether a result that is about later belongs in the outlook."""
    for item in cycle.results:
        if not _is_shown_now(item) and all(_is_later(one) for one in item.text.sentences):
            quote = short(item.text.plain)
            message = f"‘{quote}’ gaat over later. Hoort dit bij Vervolg, of is er nu al iets van te zien?"
            yield Seen("results", message, quote, item=item.at, about=item.text.plain)
            return


def _is_later(sentence: Text) -> bool:
    """Say whether a sentence is about later; what it says of something that is there, in a clause, does not count."""
    return bool(_LATER.search(_CLAUSE.split(sentence.plain, maxsplit=1)[0]))


def _is_shown_now(item: ItemReading) -> bool:
    """Say whether there is something to see already; a number may be one of later."""
    return bool(item.evidence.strip()) or item.text.has_quote or bool(terms("sources").seen(item.text))


@rules.cycle("alleen-goed-nieuws", prio=2)
def only_good_news(cycle: CycleReading) -> Iterator[Seen]:
    """Ask what went less well, when nothing in a cycle's results and what follows says so."""
    if len(cycle.results) < _MANY or any(action.status == "gestopt" for action in cycle.actions):
        return
    told = [*(item.text for item in cycle.results), cycle.introductions["results"]]
    beside = [cycle.text(field) for field in ("answer", "outlook", "learned", "changed")]
    if not any(text.has("honest") for text in told) and not any(map(terms("plainly_honest").seen, beside)):
        message = "Alles wat hier staat, ging goed. Wat lukte minder, of wat zou je een volgende keer anders doen?"
        yield Seen("results", message, about="\n".join(text.plain for text in told))


@rules.cycle("wie-zei-dat", prio=2)
def who_said_so(cycle: CycleReading) -> Iterator[Seen]:
    """Ask from whom they know what pupils or parents feel."""
    places: list[tuple[str, int | None, Text, str]] = [
        (field, None, cycle.text(field), "") for field in ("answer", "context")
    ]
    places = [("results", item.at, item.text, item.evidence) for item in cycle.results] + places
    for field, at, text, evidence in places:
        if evidence.strip():
            continue
        for sentence in text.sentences:
            if _is_hearsay(sentence) and not _is_known(text, sentence):
                quote = short(sentence.plain)
                message = f"‘{quote}’ Van wie weet je dat? Wat zei een leerling, of wat zag een begeleider?"
                yield Seen(field, message, quote, item=at, about=sentence.plain)
                return


def _is_hearsay(sentence: Text) -> bool:
    asked = sentence.plain.endswith("?") or sentence.has("wanted")
    return not asked and bool(terms("felt").seen(sentence))


def _is_known(text: Text, sentence: Text) -> bool:
    """Say whether the text around a sentence says how they know, when it is short enough to be about one thing."""
    near = text if len(text.sentences) <= _MANY else sentence
    return near.has_number or near.has_quote or bool(terms("sources").seen(near))
