"""The coach's rules: each a small function that reads a dossier and asks one question about one field.

A module whose name ends in `_rules` holds rules that belong together; what they share is in `language` (one reading of
a text), `read_dossier` (a snapshot as rules see it) and `words.yaml` (the words that they know).  How to add one stands
in `docs/coach.md`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from sko_widgets.dossier.snapshot import Snapshot
from sko_widgets.framework import Framework

from . import (  # noqa: F401  # each adds its rules
    across_rules,
    gap_rules,
    goal_rules,
    link_rules,
    personal_rules,
    question_rules,
    result_rules,
    work_rules,
)
from .read_dossier import CycleReading, DossierReading
from .remark import Mend, Remark, Rule, Said, Seen, rules

__all__ = ["Mend", "Remark", "Said", "in_report_order", "remarks", "rules"]


def remarks(snapshot: Snapshot, today: date) -> list[Remark]:
    """Return all that the rules see in a dossier, in report order; of a rule and a field once.

    Parameters
    ----------
    snapshot
        The dossier.
    today
        The day by which something is late; not later than the end of the dossier's period.
    """
    dossier = DossierReading(snapshot, today)
    found: dict[str, Remark] = {}
    for remark in (*_of_cycles(dossier), *_of_dossier(dossier)):
        found.setdefault(remark.id, remark)
    return in_report_order(found.values(), dossier.framework)


def in_report_order(those: Iterable[Remark], chosen: Framework) -> list[Remark]:
    """Return remarks in the order of the report, and of a sheet by how important they are."""
    place = {sheet: at for at, sheet in enumerate(_sheets(chosen))}
    return sorted(those, key=lambda one: (place.get(one.sheet, len(place)), one.prio))


def _of_cycles(dossier: DossierReading) -> Iterator[Remark]:
    for cycle in dossier.cycles:
        for rule in rules.of_cycle.values():
            if cycle.is_ripe or not rule.waits:
                yield from (_remark(rule, seen, cycle) for seen in rule.find(cycle))  # type: ignore[arg-type]


def _of_dossier(dossier: DossierReading) -> Iterator[Remark]:
    for rule in rules.of_dossier.values():
        yield from (_remark(rule, seen) for seen in rule.find(dossier))  # type: ignore[arg-type]


def _remark(rule: Rule, seen: Seen, cycle: CycleReading | None = None) -> Remark:
    sheet = seen.sheet or (cycle.sheet if cycle else "")
    about = seen.quote if seen.about is None else seen.about
    return Remark(
        rule.id, rule.prio, rule.certain, sheet, seen.field, seen.message, seen.quote, about, seen.item, seen.mend
    )


def _sheets(chosen: Framework) -> Iterator[str]:
    """Yield the sheets in the order in which their questions are listed."""
    yield "profile"
    for block in chosen.block_ids:
        yield f"block/{block}"
        yield from (f"block/{block}/{number}" for number in range(1, 100))
    yield from (sheet.id for sheet in chosen.instruments)
