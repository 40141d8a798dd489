"""Where somebody was at work, and where to go on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sko_widgets.dossier.snapshot import Snapshot
from sko_widgets.dossier.store import Revision
from sko_widgets.framework import IN_REPORT, Block, Framework, Sheet, framework

from .progress import progress


@dataclass(frozen=True, slots=True)
class Resume:
    """A step of a block's cycle, or of an instrument.

    Parameters
    ----------
    sheet
        The instrument; that of cycles when it is a block's.
    step, label
        Name and label of the step.
    block, cycle
        Of a block: which, and its cycle.
    been
        Whether somebody wrote there; else it is where to begin, or what comes next.
    """

    sheet: Sheet
    step: str
    label: str
    block: Block | None = None
    cycle: int = 0
    been: bool = True


def resume(snapshot: Snapshot, changes: Sequence[Revision]) -> Resume:
    """Return where to go on: the step that was saved last, or the next empty one when that cycle is whole.

    Parameters
    ----------
    snapshot
        The dossier.
    changes
        Its revisions, newest first; fields that were saved at one moment came from a file, and nobody was there.
    """
    chosen = framework(snapshot.framework)
    moments = Counter(one.saved_at for one in changes)
    for one in changes:
        if moments[one.saved_at] == 1 and one.field not in ("status", IN_REPORT):
            there = _place(snapshot, chosen, one)
            if there is not None:
                return there
    return _next(snapshot, chosen, chosen.blocks[0])


def _place(snapshot: Snapshot, chosen: Framework, one: Revision) -> Resume | None:
    """Return where a change was made, or what comes after it; None when it is on no block and no instrument."""
    kind, _, rest = one.sheet.partition("/")
    if kind != "block":
        sheet = next((sheet for sheet in chosen.instruments if sheet.id == one.sheet), None)
        if sheet is None or one.field not in sheet.order:
            return None
        step = sheet.step_of(one.field)
        return Resume(sheet, step.name, step.label)
    block_id, _, number = rest.partition("/")
    if block_id not in chosen.block_ids or one.field not in chosen.cycle_sheet.order:
        return None
    block, done = chosen.block(block_id), progress(snapshot, block_id)
    cycle = int(number or max(done.cycle, 1))
    if cycle < done.cycle or done.next_step is None:
        return _next(snapshot, chosen, block)
    step = chosen.cycle_sheet.step_of(one.field)
    return Resume(chosen.cycle_sheet, step.name, step.label, block, max(cycle, 1))


def _next(snapshot: Snapshot, chosen: Framework, after: Block) -> Resume:
    """Return the next empty step, of this block or of one behind it; the first step of this one when all is whole."""
    at = chosen.blocks.index(after)
    found = [progress(snapshot, block.id) for block in (*chosen.blocks[at:], *chosen.blocks[:at])]
    done = next((one for one in found if one.next_step), found[0])
    step = done.next_step if done.cycle and done.next_step else done.steps[0]
    block, cycle = chosen.block(done.block), max(done.cycle, 1)
    return Resume(chosen.cycle_sheet, step.name, step.label, block, cycle, been=done.cycle > 0)
