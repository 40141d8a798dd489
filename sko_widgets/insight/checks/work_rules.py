"""Actions: who does them and when, and those that are late."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sko_widgets.dutch import MONTHS
from sko_widgets.insight.due_dates import read

from .language import Text, also, read_text, short, terms, words
from .read_dossier import DONE, CycleReading, ItemReading
from .remark import Seen, rules

_SAID = re.compile(r"\b(?:wie|door)\s*:|\bdoor\s+(?:de|het|een|onze)\s", re.IGNORECASE)
_DONE_ALREADY = re.compile(r"(?:we|wij)\s+(?P<verb>\w+)", re.IGNORECASE)
_PAST = ("ten", "den", "te", "de")


@rules.cycle("actie-zonder-naam-of-datum", prio=2, waits=False)
def nobodys_action(cycle: CycleReading) -> Iterator[Seen]:
    """Ask who does it and when, of the first action that lacks one of them; once a cycle."""
    if cycle.is_ripe or cycle.is_finished:
        return
    lacking = [item for item in cycle.actions if item.status not in DONE and _lacks(item) and not _is_told(item)]
    if lacking:
        quote = short(lacking[0].text.plain, 60)
        others = also(len(lacking) - 1, "andere actie", "andere acties")
        message = f"‘{quote}’: wie pakt dit op, en wanneer is het klaar?{others}"
        about = "\n".join(item.text.plain for item in lacking)
        yield Seen("actions", message, quote, item=lacking[0].at, about=about)


def _lacks(item: ItemReading) -> bool:
    """Say whether an action has neither in a part of its own nor in its text who does it, or when."""
    return not ((item.owner.strip() or _has_doer(item.text)) and (item.due.strip() or item.text.has_time))


def _is_told(item: ItemReading) -> bool:
    """Say whether an action is told as done, `We maakten een kaart`, though nobody said how it stands."""
    begins = _DONE_ALREADY.match(item.text.plain)
    if begins is None or item.status:
        return False
    verb = begins["verb"].casefold()
    return verb.endswith(_PAST) or verb in words("told_as_done")


def _has_doer(text: Text) -> bool:
    """Say whether a text begins with who does it, or says so."""
    if _SAID.search(text.plain):
        return True
    first = read_text(" ".join(text.plain.split()[:3]))
    return bool(terms("who").seen(first)) or "projectleider" in first.forms


@rules.cycle("actie-over-tijd", prio=2, waits=False)
def late_action(cycle: CycleReading) -> Iterator[Seen]:
    """Ask what became of an action of which the month has passed; the one that is late longest."""
    dossier = cycle.dossier
    late = []
    for item in cycle.actions:
        ended = DONE if not (cycle.is_ripe or cycle.is_finished) else (*DONE, "")
        if item.status in ended or not read_text(item.due).forms.isdisjoint(words("without_end")):
            continue
        span = read(item.due, dossier.snapshot.key.period, dossier.today)
        if span and (span.last.year, span.last.month) < (dossier.today.year, dossier.today.month):
            late.append((span.last, item))
    if late:
        last, item = min(late, key=lambda one: one[0])
        quote = short(item.text.plain, 60)
        message = (
            f"‘{quote}’ zou klaar zijn in {MONTHS[last.month - 1]} {last.year}. Is het gedaan, wordt het later, of "
            f"kan het eraf?{also(len(late) - 1, 'andere actie', 'andere acties')}"
        )
        about = "\n".join(f"{one.text.plain} {one.due}" for _, one in late)
        yield Seen("actions", message, quote, item=item.at, about=about)
