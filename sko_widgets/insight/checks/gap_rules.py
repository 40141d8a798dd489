"""What a told cycle lacks: its goal, actions, results, next question, a link, a part of the mandatory question."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from sko_widgets.dutch import listing

from .language import Terms, lists, short
from .read_dossier import CycleReading, DossierReading
from .remark import Seen, rules

_GOAL = re.compile(r"\b(?:ons|het|de eerste|onze|een)\s+(?:\w+\s+)?doel(?:en|stelling(?:en)?)?\b", re.IGNORECASE)
_ASKED_IN = "answer"
"""The field in which the mandatory question is answered."""


@rules.cycle("geen-doel", prio=1, certain=True)
def no_goal(cycle: CycleReading) -> Iterator[Seen]:
    """Ask for the goal; when the context names one, whether that is it."""
    if cycle.text("goal"):
        return
    named = next((one for one in cycle.text("context").sentences if _GOAL.search(one.plain)), None)
    if named is None:
        message = (
            "Wat moest er aan het eind van deze cyclus anders zijn, voor wie en wanneer? Eén zin bij Doel is genoeg."
        )
        yield Seen("goal", message)
    else:
        quote = short(named.plain)
        message = (
            f"In de aanleiding staat: ‘{quote}’. Is dat je doel? Zet het dan bij Doel, en schrijf erbij wie het merkt "
            "en wanneer."
        )
        yield Seen("goal", message, quote)


@rules.cycle("geen-acties", prio=1, certain=True)
def no_actions(cycle: CycleReading) -> Iterator[Seen]:
    """Ask what was done."""
    if not cycle.actions and not cycle.introductions["actions"]:
        message = "Je vertelt wat er gebeurde, maar bij Acties staat nog niets. Welke drie stappen hebben jullie gezet?"
        yield Seen("actions", message)


@rules.cycle("geen-resultaten", prio=1, certain=True)
def no_results(cycle: CycleReading) -> Iterator[Seen]:
    """Ask what came of it."""
    if not cycle.has_results and cycle.is_past("results"):
        message = "Wat is er nu, dat er aan het begin niet was? Eén of twee regels bij Resultaten is genoeg."
        yield Seen("results", message)


@rules.cycle("geen-verbinding", prio=2, certain=True)
def no_link(cycle: CycleReading) -> Iterator[Seen]:
    """Ask which other block notices; once a block, when none of its cycles has a link."""
    newest = max((one.number for one in cycle.block.cycles if one.is_ripe and one.has_results), default=0)
    if cycle.number == newest and cycle.is_past("outlook") and not any(one.links for one in cycle.block.cycles):
        yield Seen("links", "Welke andere bouwsteen merkt iets van wat hier gebeurde? Eén zin is genoeg.")


@rules.cycle("vraag-niet-heel", prio=1)
def part_of_question(cycle: CycleReading) -> Iterator[Seen]:
    """Ask for what the mandatory question asks too and nothing in the block is about."""
    if cycle.number != 1 or not cycle.has_results or not cycle.is_past("results"):
        return
    lacking = [
        name for name, wanted in _mandatory().get(cycle.block.id, {}).items() if not wanted.seen(cycle.block.all_text)
    ]
    if lacking:
        message = f"De verplichte vraag gaat ook over {listing(lacking)}. Wat kun je daarover vertellen?"
        yield Seen(_ASKED_IN, message, about=", ".join(lacking))


@cache
def _mandatory() -> Mapping[str, Mapping[str, Terms]]:
    """Return what the mandatory questions ask for: block -> what it is called -> the words for it."""
    return {
        block: {name: Terms(entries) for name, entries in parts.items()}
        for block, parts in lists()["mandatory"].items()
    }


@rules.dossier("lege-bouwsteen", prio=3, certain=True)
def empty_block(dossier: DossierReading) -> Iterator[Seen]:
    """Ask for a block in which nothing stands and to which others point."""
    for block in dossier.blocks.values():
        if block.is_begun:
            continue
        pointing = [
            cycle.block.name
            for cycle in dossier.cycles
            if cycle.is_ripe and any(link.get("to") == block.id for link in cycle.links)
        ]
        if pointing:
            names = listing(list(dict.fromkeys(pointing)))
            verb = "wijst" if len(set(pointing)) == 1 else "wijzen"
            message = (
                f"{names} {verb} naar deze bouwsteen, en hier staat nog niets. Wat gebeurde hier al? Eén alinea bij "
                "Aanleiding is een begin."
            )
            yield Seen("context", message, about=names, sheet=f"block/{block.id}/1")
