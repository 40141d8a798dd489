"""What the instruments have for a field of a page: shown below it, and taken over with a click."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from sko_widgets import dutch
from sko_widgets.dossier.snapshot import Snapshot
from sko_widgets.errors import SkoError
from sko_widgets.framework import Field
from sko_widgets.insight.pieces import Piece, pieces
from sko_widgets.widgets import Clash, FieldControl, Pieces

from . import places
from .keeper import FieldKeeper


class TakenElsewhereError(SkoError):
    """The field was changed at the very moment that a piece was taken over."""


class Offer:
    """The pieces for one field.

    Parameters
    ----------
    control, keeper
        The field.
    fed
        Id of the block, or `INTRODUCTION`.
    theme
        Whose colour the line has.
    """

    def __init__(self, control: FieldControl, keeper: FieldKeeper, fed: str, theme: str = "") -> None:
        self.control = control
        self.keeper = keeper
        self.fed = fed
        self.widget = Pieces(theme=theme)
        self.widget.on("take", self._take)
        self._found: list[Piece] = []

    def refresh(self, snapshot: Snapshot) -> None:
        """Show what there is now."""
        self._found = pieces(snapshot, self.fed, self.keeper.field.name)
        value = self.keeper.now()[0]
        with self.widget.hold_sync():
            self.widget.summary = f"Uit je instrumenten: {_summary(self._found)}" if self._found else ""
            self.widget.pieces = [_shown(one, value) for one in self._found]

    def _take(self, message: Mapping[str, Any]) -> Mapping[str, Any]:
        """Add a piece to what stands in the field, with a note of where it came from."""
        piece = next((one for one in self._found if one.id == message["id"]), None)
        if piece is None:
            raise TakenElsewhereError("Dit staat niet meer in je instrument.")
        value, revision = self.keeper.now()
        if not _taken(piece, value):
            outcome = self.keeper.save(added(self.keeper.field, value, piece), revision)
            if isinstance(outcome, Clash):
                raise TakenElsewhereError("Iemand wijzigde dit veld net ook.", mend="Probeer het zo nog eens.")
            with self.control.hold_sync():
                self.control.value = outcome.value
                self.control.revision = outcome.revision
        return {"message": f"Overgenomen uit {piece.source}."}


def added(field: Field, value: Any, piece: Piece) -> Any:
    """Return a field's value with a piece behind it."""
    match field.kind:
        case "items":
            return {**(value or {}), "items": [*(value or {}).get("items", []), piece.noted]}
        case "questions" | "lines":
            return [*(value or []), piece.noted]
    return f"{value}\n\n{piece.noted}" if value else piece.noted


def _shown(piece: Piece, value: Any) -> dict[str, Any]:
    number = piece.sheet.number
    return {
        "id": piece.id,
        "text": piece.text,
        "source": f"Les {number}, {piece.sheet.title}",
        "url": places.instrument_page(number),
        "taken": _taken(piece, value),
    }


def _taken(piece: Piece, value: Any) -> bool:
    """Tell whether a piece stands in a value with its note; its words alone may well be somebody's own."""
    return bool(re.search(rf"(?<!\w){re.escape(piece.noted)}", _texts(value)))


def _texts(value: Any) -> str:
    """Return all text in a value."""
    if isinstance(value, Mapping):
        return "\n".join(_texts(part) for part in value.values())
    if isinstance(value, list):
        return "\n".join(_texts(part) for part in value)
    return str(value or "")


def _summary(found: Sequence[Piece]) -> str:
    """Return what there is in short: `3 maatregelen uit les 12 en ‘Einddoel’ uit les 12`."""
    counted = Counter((one.sheet.number, one.field) for one in found)
    return dutch.listing([f"{_counted(field, count)} uit les {number}" for (number, field), count in counted.items()])


def _counted(field: Field, count: int) -> str:
    return dutch.count(count, field.item.lower(), field.items) if field.item else f"‘{field.label}’"
