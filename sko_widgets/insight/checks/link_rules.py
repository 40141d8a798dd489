"""Links that do not go where they say, and what comes in from other blocks and is not picked up."""

from __future__ import annotations

from collections.abc import Iterator

from sko_widgets.dutch import listing
from sko_widgets.framework import Block
from sko_widgets.insight.incoming import Incoming, incoming
from sko_widgets.word_stems import stem

from .language import Text, read_text, short, stems, words
from .read_dossier import BlockReading, CycleReading, DossierReading
from .remark import Mend, Seen, rules

_LONG = 7
_SHARED = 2
_PICKED_UP = 0.5


@rules.cycle("naar-zichzelf", prio=2, certain=True)
def link_to_itself(cycle: CycleReading) -> Iterator[Seen]:
    """Ask which block is meant by a link to the block itself."""
    for at, link in enumerate(cycle.links):
        note = link.get("note", "")
        if link.get("to") == cycle.block.id and not {"bouwsteen", "cyclus"} & read_text(note).forms:
            message = (
                "Deze verbinding wijst naar de bouwsteen waar je al bent. Bedoel je de volgende cyclus, of een andere "
                "bouwsteen?"
            )
            yield Seen("links", message, short(note), item=at, about=f"{link['to']} {note}")


@rules.cycle("soort-verbinding", prio=3, certain=True)
def kind_of_link(cycle: CycleReading) -> Iterator[Seen]:
    """Offer the kind that fits the places in the grid."""
    chosen = cycle.dossier.framework
    labels = {option.id: option.label.lower() for option in chosen.cycle_sheet.field("links").options}
    for at, link in enumerate(cycle.links):
        target = cycle.dossier.blocks.get(link.get("to", ""))
        fits = chosen.link_kind(cycle.block.id, target.id) if target else None
        if target and fits and link.get("kind") != fits:
            message = f"{target.name} ligt {_PLACES[fits]}. Past ‘{labels[fits]}’ beter?"
            about = f"{link.get('kind')} {target.id}"
            yield Seen("links", message, item=at, about=about, mend=Mend("link-kind", fits, at))


_PLACES = {"trap-op": "erboven", "trap-af": "eronder", "naastgelegen": "ernaast"}


@rules.cycle("schuin", prio=3)
def oblique_link(cycle: CycleReading) -> Iterator[Seen]:
    """Ask whether a link to another level and another theme goes in one step."""
    chosen = cycle.dossier.framework
    here = cycle.block.block
    for at, link in enumerate(cycle.links):
        target = cycle.dossier.blocks.get(link.get("to", ""))
        if target is None or target.id == here.id or chosen.link_kind(here.id, target.id):
            continue
        note = read_text(link.get("note", ""))
        if note.has("oblique"):
            continue
        between = [block.name for block in chosen.blocks if _joins(block, here, target.block)]
        message = (
            f"{target.name} ligt schuin ten opzichte van {cycle.block.name}. Dat mag. Gaat het echt in één stap, of "
            f"loopt het via {' of '.join(between)}?"
        )
        yield Seen("links", message, short(note.plain), item=at, about=f"{target.id} {note.plain}")


def _joins(block: Block, one: Block, other: Block) -> bool:
    return (block.level, block.theme) in ((one.level, other.theme), (other.level, one.theme))


@rules.dossier("komt-van-elders", prio=2)
def comes_from_elsewhere(dossier: DossierReading) -> Iterator[Seen]:
    """Ask whether a block picks up what others send: a question, or what several of them name."""
    for block in dossier.blocks.values():
        if not block.cycles or not block.cycles[-1].is_ripe:
            continue  # what comes in can still be picked up in the cycle that is being written
        coming = [one for one in incoming(dossier.snapshot, block.id) if not one.taken]
        sheet = block.cycles[-1].sheet
        seen = _question_left(dossier, block, coming) or _named_by_several(block, coming)
        if seen:
            message, quote = seen
            yield Seen("context", message, quote, about=quote, sheet=sheet)


def _question_left(dossier: DossierReading, block: BlockReading, coming: list[Incoming]) -> tuple[str, str] | None:
    """Return what to ask of a question of another block, of which nothing comes back here."""
    for one in coming:
        question = read_text(one.text)
        if not question.questions or not dossier.blocks[one.source.id].cycles[one.cycle - 1].is_ripe:
            continue
        named = question.subjects
        if named and len(named & block.all_text.subjects) < _PICKED_UP * len(named):
            quote = short(question.plain)
            return f"{one.source.name} stuurt deze bouwsteen een vraag: ‘{quote}’. Wil je die hier oppakken?", quote
    return None


def _named_by_several(block: BlockReading, coming: list[Incoming]) -> tuple[str, str] | None:
    """Return what to ask when notes of two blocks share words that stand nowhere here."""
    here = block.all_text.subjects | read_text(block.name).subjects
    notes = [(one, _telling(read_text(f"{one.text} {one.note}"))) for one in coming if one.field == "links"]
    for at, (one, told) in enumerate(notes):
        for other, beside in notes[at + 1 :]:
            missing = [word for subject, word in told.items() if subject in beside and subject not in here]
            if other.source is not one.source and len(missing) >= _SHARED:
                named = listing([f"‘{word}’" for word in missing[:_SHARED]])
                blocks = listing([one.source.name, other.source.name])
                message = (
                    f"{blocks} wijzen naar deze bouwsteen en noemen {named}. Hier staat daar nog niets over. Wil je "
                    "dat oppakken?"
                )
                return message, ", ".join(missing[:_SHARED])
    return None


def _telling(note: Text) -> dict[str, str]:
    """Return the long words of a note that not any coalition would use: how each begins, and the word."""
    long = (word.plain for word in note.words if len(word.plain) >= _LONG)
    own = (word for word in long if stem(word) not in stems("general_words") and word not in words("function_words"))
    return {subject: word for word in own for subject in read_text(word).subjects}
