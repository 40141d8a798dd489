"""Goals: what is then so, for whom, when, and how one sees it.

Of those four signs at least two must lack before a question is asked, and a goal gets one question at most.
"""

from __future__ import annotations

from collections.abc import Iterator

from .language import Text, read_text, short, terms
from .read_dossier import CycleReading
from .remark import Seen, rules


def signs(goal: Text) -> tuple[bool, bool, bool, bool]:
    """Return which signs a goal has: what is then so for somebody, who, when, and how one sees it."""
    return (
        any(map(_tells_difference, goal.sentences)),
        bool(terms("who").seen(goal)),
        goal.has_time,
        goal.has_count or goal.has("observable"),
    )


def _tells_difference(sentence: Text) -> bool:
    if terms("holds").seen(sentence):
        return True
    if not terms("state").seen(sentence) or not terms("who").seen(sentence):
        return False
    return not terms("vague").seen(sentence) or sentence.has_count or sentence.has("observable")


def _is_weak(goal: Text) -> bool:
    return bool(goal) and signs(goal).count(False) >= 2


def _activity(goal: Text) -> str:
    """Return the words that say what is going to be done, when the goal says no more than that."""
    return "" if signs(goal)[0] else terms("activity").seen(goal)


@rules.cycle("doel-is-actie", prio=2)
def goal_is_action(cycle: CycleReading) -> Iterator[Seen]:
    """Ask what is other once that is done which the goal says."""
    goal = cycle.text("goal")
    if _is_weak(goal) and (doing := _activity(goal)):
        quote = short(doing)
        message = (
            f"Je doel zegt wat jullie gaan doen (‘{quote}’). Wat is er anders als dat gelukt is, en wie merkt dat?"
        )
        yield Seen("goal", message, quote, about=goal.plain)


@rules.cycle("doel-niet-te-zien", prio=3)
def goal_not_to_be_seen(cycle: CycleReading) -> Iterator[Seen]:
    """Ask by what somebody from outside sees that the goal holds."""
    goal = cycle.text("goal")
    difference, _, _, seen = signs(goal)
    if _is_weak(goal) and not _activity(goal) and not difference and not seen:
        message = "Waaraan kan iemand van buiten zien dat dit doel gehaald is?"
        yield Seen("goal", message, short(goal.plain), about=goal.plain)


@rules.cycle("doel-zonder-tijd", prio=3)
def goal_without_time(cycle: CycleReading) -> Iterator[Seen]:
    """Ask when they want to know whether it is so."""
    goal = cycle.text("goal")
    difference, _, when, seen = signs(goal)
    if _is_weak(goal) and not when and not _activity(goal) and (difference or seen):
        message = "Wanneer wil je weten of dit gelukt is? Noem een maand of een moment."
        yield Seen("goal", message, short(goal.plain), about=goal.plain)


@rules.cycle("doel-niet-terug", prio=2)
def goal_not_in_results(cycle: CycleReading) -> Iterator[Seen]:
    """Ask whether the goal was reached, when nothing of it comes back in what came of it."""
    goal = cycle.text("goal")
    if not goal or not cycle.has_results:
        return
    told = [item.text for item in cycle.results]
    told += [read_text(item.evidence) for item in cycle.results]
    told += [cycle.introductions["results"], cycle.text("answer")]
    if any(not goal.subjects.isdisjoint(text.subjects) or text.has("reached") or text.has_number for text in told):
        return  # a number answers a goal more often than not, in words of its own
    message = "Je doel komt in de resultaten niet terug. Is het gehaald, deels, of niet?"
    yield Seen("results", message, short(goal.plain), about="\n".join([goal.plain, *(text.plain for text in told)]))
