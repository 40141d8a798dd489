"""What the start page says of where the work is kept: its last copy, and who else reaches its folder."""

from __future__ import annotations

import os
from pathlib import Path

from sko_widgets.dossier import presence
from sko_widgets.dossier.store import backups, file_of, make_backup, shared_folder
from sko_widgets.dutch import moment

_NONE = "Laatste reservekopie: nog geen."
_DATABASE = (
    "De dossiers staan in een database; de beheerder maakt er reservekopieën van. ‘sko bewaar’ schrijft er ook een."
)


def can_back_up() -> bool:
    """Say whether the store is a file, of which a copy can be made here."""
    return _file() is not None


def back_up() -> str:
    """Make a copy now; returns its name."""
    path = _file()
    return make_backup(path).path.name if path else ""


def last_backup() -> str:
    """Return the line that says when the last copy was made, `Laatste reservekopie: 21 november 2026, 14.32 uur`."""
    path = _file()
    if path is None:
        return _DATABASE
    there = backups(path)
    return f"Laatste reservekopie: {moment(there[-1].made)}" if there else _NONE


def warnings() -> list[str]:
    """Return what one should know of the folder: what shares it, and who has it open elsewhere."""
    path = _file()
    if path is None:
        return []
    shared = shared_folder(path.parent)
    return [*([shared.warning()] if shared else []), *(one.told() for one in presence.others(path.parent))]


def _file() -> Path | None:
    url = os.environ.get("SKO_OPSLAG", "")
    return file_of(url) if url else None
