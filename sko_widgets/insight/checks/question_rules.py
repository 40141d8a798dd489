"""Questions: the next one, one that hides in a text, and the one that a cycle starts from."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .language import Text, short, stems
from .read_dossier import CycleReading
from .remark import Mend, Seen, rules

_ASKS = r"hoe|wat|welke?|wie|waar\w*|wanneer|in\s+hoeverre|kunnen\s+we|kan|of"
_HIDDEN = re.compile(
    rf"\bde\s+(?:\w+\s+){{0,2}}vra(?:ag|gen)\b(?:\s+(?!die\b|van\b)\w+){{0,7}}?[\s,:‘“]+(?:{_ASKS})\b|\bvraag\s+centraal\b|\bvraag\s+(?:is|luidt|blijft)\b",
    re.IGNORECASE,
)
_HALF = 0.5
_LONGEST = 30


@rules.cycle("vraag-in-tekst", prio=1)
def question_in_text(cycle: CycleReading) -> Iterator[Seen]:
    """Offer to put the question that stands in the outlook where the next cycle starts from."""
    hidden = _hidden_question(cycle)
    if hidden is not None and not cycle.next_questions:
        quote = short(hidden.plain)
        message = (
            f"Hier staat een vraag: ‘{quote}’. Zet je die ook bij Nieuwe vraag? Dan kan de volgende cyclus ermee "
            "beginnen."
        )
        yield Seen("outlook", message, quote, about=hidden.plain, mend=Mend("next-question", hidden.plain))


def _hidden_question(cycle: CycleReading) -> Text | None:
    """Return the sentence of the outlook that asks something; None when there is none."""
    sentences = cycle.text("outlook").sentences
    asked = (one for one in sentences if one.plain.rstrip("’”\"')").endswith("?"))
    return next(asked, None) or next((one for one in sentences if _HIDDEN.search(one.plain)), None)


@rules.cycle("geen-nieuwe-vraag", prio=1, certain=True)
def no_next_question(cycle: CycleReading) -> Iterator[Seen]:
    """Ask which question is left."""
    if cycle.next_questions or _hidden_question(cycle) is not None:
        return
    if cycle.is_last and cycle.is_past("answer"):
        message = (
            "Welke vraag blijft er over, nu je dit weet? Ook een kleine vraag is goed genoeg om mee verder te gaan."
        )
        yield Seen("next_questions", message)


@rules.cycle("afgerond-zonder-vervolg", prio=1, certain=True)
def finished_without_next(cycle: CycleReading) -> Iterator[Seen]:
    """Ask whether a next cycle begins with the question that lies there; not when its period is over."""
    if cycle.dossier.is_over:
        return
    if cycle.is_last and cycle.values.get("status") == "afgerond" and cycle.own_next_questions:
        message = (
            f"Deze cyclus is af en er ligt een nieuwe vraag. Wil je daar cyclus {cycle.number + 1} mee beginnen, of "
            "laat je de vraag bewust liggen?"
        )
        yield Seen("next_questions", message, about="\n".join(one.plain for one in cycle.own_next_questions))


@rules.cycle("startvraag-sluit-niet-aan", prio=2)
def other_start(cycle: CycleReading) -> Iterator[Seen]:
    """Ask what happened, when a cycle starts from another question than the one before ended with."""
    before, adjusted = cycle.before, cycle.text("start_question")
    if before is None or not adjusted or not cycle.is_begun or not before.own_next_questions:
        return
    if cycle.text("context").has("took_another_question"):
        return
    if all(_shared(adjusted, question) < _HALF for question in before.own_next_questions):
        question = short(before.own_next_questions[0].plain)
        message = (
            f"Cyclus {before.number} eindigde met een andere vraag: ‘{question}’. Wat gebeurde er, waardoor je nu deze "
            "vraag stelt?"
        )
        yield Seen("start_question", message, short(adjusted.plain), about=adjusted.plain)


def _shared(one: Text, other: Text) -> float:
    """Return which part of the words of the shorter of two questions they share."""
    fewest = min(len(one.subjects), len(other.subjects))
    return len(one.subjects & other.subjects) / fewest if fewest else 1.0


@rules.cycle("twee-vragen", prio=3, waits=False)
def several_questions(cycle: CycleReading) -> Iterator[Seen]:
    """Ask with which of several questions a cycle begins, before anybody wrote in it."""
    question = cycle.start_question
    fresh = cycle.number > 1 and cycle.is_last and not cycle.is_begun
    if fresh and question.questions > 1 and not cycle.text("own_question"):
        message = (
            "Deze cyclus begint met meer dan één vraag. Met welke begin je? Schrijf die bij Eigen vraag; de andere mag "
            "wachten."
        )
        yield Seen("start_question", message, short(question.plain), about=question.plain)


@rules.cycle("vraag-zonder-eigen-woord", prio=3)
def anybodys_question(cycle: CycleReading) -> Iterator[Seen]:
    """Ask for a word of their own in a question that any coalition could ask."""
    for at, question in enumerate(cycle.next_questions):
        if question.content and question.content <= stems("general_words") and not question.has_number:
            message = "Deze vraag zou elke coalitie kunnen stellen. Welk woord uit jullie eigen verhaal kan erin?"
            yield Seen("next_questions", message, short(question.plain), item=at, about=question.plain)
            return


@rules.cycle("vraag-niet-te-beantwoorden", prio=3)
def unanswerable(cycle: CycleReading) -> Iterator[Seen]:
    """Ask for one question where several stand in one, or one that is too long to keep in mind."""
    for at, question in enumerate(cycle.next_questions):
        if question.questions > 1 and len(question.words) > _LONGEST:
            message = "Hier staan meer vragen in één. Welke ervan wil je het eerst beantwoorden?"
            yield Seen("next_questions", message, short(question.plain), item=at, about=question.plain)
            return
