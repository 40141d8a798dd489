"""`sko verwijder`: takes text out for good, in two steps, and says where it may still be."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sko_widgets.dossier.erased_copies import copies_that_may_hold
from sko_widgets.dossier.store import file_of
from sko_widgets.dutch import count
from sko_widgets.errors import UsageError
from sko_widgets.who import author

from .keeping import agree
from .place import chosen

if TYPE_CHECKING:
    from sko_widgets.dossier.snapshot import DossierKey
    from sko_widgets.dossier.store import ErasedField

    from .place import Place

_SHOWN = 12
_POSTGRES = (
    "De rijen zijn weg uit de database. De schijf van de server geeft PostgreSQL vrij bij VACUUM, dat vanzelf draait; "
    "wil je er zeker van zijn, vraag de beheerder dan om ‘VACUUM FULL sko_revision’."
)
_READ = (
    "Een ander programma leest nu in de opslag, dus in het bestand zelf kan de tekst nog staan. "
    "Sluit het werkboek en geef de opdracht nog eens."
)


def erase(place: Place, name: str, *, period: str | None, field: tuple[str, str] | None, yes: bool) -> int:
    """Erase all of a dossier, or one field of it, for good; returns the exit code."""
    sheet, column = field or (None, None)
    path = file_of(place.store_url)
    with place.store() as store:
        [key] = chosen(store, [name], everything=False, period=period)
        gone = store.erasable(key, sheet, column)
        if not gone:
            where = f"In {sheet}, {column} van {key}" if field else f"In {key}"
            raise UsageError(f"{where} staat niets om te verwijderen.")
        click.echo(_would_go(key, gone))
        agree("Dit voorgoed verwijderen? Het is daarna nergens meer terug te halen.", yes=yes)
        _, is_clean = store.erase(key, sheet, column, author=author())
        click.echo("Verwijderd. Wie het deed en wanneer staat in de geschiedenis; wat er stond niet meer.")
        click.echo(_POSTGRES if path is None else "" if is_clean else _READ, nl=path is None or not is_clean)
    click.echo(_elsewhere(copies_that_may_hold(place.folder, path, key)))
    return int(path is not None and not is_clean)


def _would_go(key: DossierKey, gone: Sequence[ErasedField]) -> str:
    lines = [f"  {one.sheet}, {one.field}: {count(one.versions, 'versie', 'versies')}" for one in gone[:_SHOWN]]
    more = [f"  … en nog {count(len(gone) - _SHOWN, 'veld', 'velden')}"] if len(gone) > _SHOWN else []
    versions = count(sum(one.versions for one in gone), "versie", "versies")
    head = f"{key}: {versions} van {count(len(gone), 'veld', 'velden')}, met geschiedenis en namen van schrijvers"
    return "\n".join([head, *lines, *more])


def _elsewhere(copies: Iterable[Path]) -> str:
    browser = "In een browser waarin de tekst nog niet was opgeslagen, kan hij blijven wachten; die vraagt er dan naar."
    there = [f"  {one}" for one in copies]
    if not there:
        return browser
    return "\n".join(
        ["Deze oudere bestanden kunnen de tekst nog hebben. Gooi weg wat niet mag blijven:", *there, browser]
    )
