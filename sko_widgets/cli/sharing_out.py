"""`sko delen`: what a coalition shares with a learning group, as a file for who has no common store."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sko_widgets import files
from sko_widgets.dossier import shared_file, sharing
from sko_widgets.dossier.shared import SharedCopy
from sko_widgets.dutch import count
from sko_widgets.errors import UsageError
from sko_widgets.who import author

from .asking import ask_about_persons
from .place import Place, chosen

if TYPE_CHECKING:
    from sko_widgets.dossier.sharing import Manner
    from sko_widgets.dossier.snapshot import Snapshot


def share_out(
    place: Place,
    name: str,
    group: str,
    blocks: Collection[str],
    instruments: Collection[str],
    manner: Manner,
    *,
    period: str | None,
    folder: Path,
    withdraw: bool,
) -> None:
    """Write the file, and say what is in it; or the file that takes back what was shared."""
    with place.store() as store:
        [key] = chosen(store, [name], everything=False, period=period)
        snapshot, now = store.snapshot(key), datetime.now(UTC)
        places = _places(snapshot, blocks, instruments)
        copies = sharing.copies(store, key, places, manner, at=now, author=author())
        called = sharing.group_name(group)
    path = folder / shared_file.file_name(called, copies[0], snapshot.key.stem)
    if withdraw:
        files.write(path, shared_file.write(called, [], [(one, now) for one in copies]))
        click.echo(str(path))
        click.echo("Stuur dit bestand naar de begeleider; daarna is wat jullie deelden daar weg.", err=True)
        return
    files.write(path, shared_file.write(called, copies))
    click.echo(str(path))
    click.echo(_told(copies), err=True)
    if ask_about_persons(snapshot, among=places):
        click.echo("Kijk dat na voor je het bestand deelt. Wat er staat, zie je met ‘sko controle’.", err=True)


def _places(snapshot: Snapshot, blocks: Collection[str], instruments: Collection[str]) -> list[str]:
    """Return what of a dossier is meant; all blocks that were begun when nothing is named."""
    there = sharing.shareable(snapshot)
    every = not blocks and not instruments
    wanted = [
        one
        for one in there
        if one in instruments or (one.startswith("block/") and (every or one.split("/")[1] in blocks))
    ]
    lacking = [one for one in instruments if one not in wanted]
    lacking += [one for one in blocks if not any(place.startswith(f"block/{one}/") for place in wanted)]
    if lacking or not wanted:
        where = f"In {lacking[0]}" if lacking else "In dit dossier"
        raise UsageError(f"{where} staat nog niets om te delen.", mend="Er is geen bestand geschreven.")
    return wanted


def _told(copies: Collection[SharedCopy]) -> str:
    cycles = sum(bool(one.block_id) for one in copies)
    parts = [f"{count(cycles, 'cyclus', 'cycli')}"] if cycles else []
    parts += [f"{count(len(copies) - cycles, 'instrument', 'instrumenten')}"] if len(copies) > cycles else []
    who = "met de naam van de coalitie" if next(iter(copies)).named else "zonder namen"
    return f"Gedeeld: {' en '.join(parts)}, {who}. Stuur dit bestand naar de begeleider van de leergroep."
