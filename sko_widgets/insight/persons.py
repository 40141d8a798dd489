"""What persons who read along said, as remarks beside those of the coach."""

from __future__ import annotations

from sko_widgets import dutch
from sko_widgets.dossier.comments import Comment, comments, mark_of
from sko_widgets.dossier.snapshot import Snapshot

from .checks import Remark, Said

RULE = "persoon"
"""What stands where a remark of the coach names its rule."""
CHANGED = "De tekst is daarna veranderd."


def of_persons(snapshot: Snapshot) -> list[Remark]:
    """Return what readers said of a dossier; a reply to it holds until they say something else."""
    return [_remark(snapshot, comment) for comment in comments(snapshot)]


def _remark(snapshot: Snapshot, comment: Comment) -> Remark:
    is_changed = comment.text_mark != mark_of(snapshot, comment.sheet, comment.field)
    said = Said(comment.id, comment.name, comment.said_on, comment.text, is_changed)
    return Remark(
        rule=RULE,
        prio=1,
        certain=True,
        sheet=comment.sheet,
        field=comment.field,
        message=f"{who(said)}: {' '.join(comment.text.split())}{f' ({CHANGED})' if is_changed else ''}",
        quote="",
        about=comment.text,
        said=said,
    )


def who(said: Said) -> str:
    """Return who said something and when, `Anna, 27 november 2026`."""
    day = f", {dutch.date(said.said_on)}" if said.said_on else ""
    return f"{said.name or 'Een lezer'}{day}"
