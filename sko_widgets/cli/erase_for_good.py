"""`sko verwijder`: takes text out for good, in two steps, and says where it may still be."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sko_widgets.dossier.erasure import Foreseen, foresee
from sko_widgets.dossier.group_file import group_key
from sko_widgets.dossier.store import Part, file_of
from sko_widgets.dutch import count
from sko_widgets.errors import UsageError
from sko_widgets.insight import erasing_traces
from sko_widgets.who import author

from .keeping import agree, named
from .place import chosen

if TYPE_CHECKING:
    from sko_widgets.dossier.store import Store

    from .place import Place

_SHOWN = 12
_POSTGRES = (
    "De rijen zijn weg uit de database. De schijf van de server geeft PostgreSQL vrij bij VACUUM, dat vanzelf draait; "
    "wil je er zeker van zijn, vraag de beheerder dan om ‘VACUUM FULL sko_revision’."
)
_READ = (
    "Een ander programma leest nu in de opslag, of de schijf is vol; in het bestand zelf kan de tekst nog staan. "
    "Sluit het werkboek en geef de opdracht nog eens."
)
_BROWSER = (
    "Wat in een browser nog niet was opgeslagen en bij deze tekst hoort, gaat weg zodra daar een pagina opengaat."
)


def erase(
    place: Place,
    name: str | None,
    group: str | None,
    *,
    period: str | None,
    field: tuple[str, str] | None,
    yes: bool,
) -> int:
    """Erase all of a coalition's dossier or a group, or one field of it, for good; returns the exit code."""
    path = file_of(place.store_url)
    with place.store() as store:
        [key] = chosen(store, [name], everything=False, period=period) if name else [group_key(store, str(group))]
        goes = foresee(store, key, Part(*(field or ())))
        if not goes.fields:
            where = f"In {field[0]}, {field[1]} van {key}" if field else f"In {key}"
            raise UsageError(f"{where} staat niets om te verwijderen.")
        click.echo(_would_go(store, goes))
        agree("Dit voorgoed verwijderen? Het is daarna nergens meer terug te halen.", yes=yes)
        _, is_clean = erasing_traces.erase(store, key, goes.part, author=author())
        if key.kind == "group" and field is None:
            from sko_widgets.guide.notebooks import remove_group

            remove_group(place.folder, key.slug)
        click.echo("Verwijderd. Wie het deed en wanneer staat in de geschiedenis; wat er stond niet meer.")
        click.echo(_POSTGRES if path is None else "" if is_clean else _READ, nl=path is None or not is_clean)
    click.echo(_elsewhere(goes.left_in(place.folder, path)))
    return int(path is not None and not is_clean)


def _would_go(store: Store, goes: Foreseen) -> str:
    lines = [f"  {one.sheet}, {one.field}: {count(one.versions, 'versie', 'versies')}" for one in goes.fields[:_SHOWN]]
    more = _and_more(len(goes.fields), "veld", "velden")
    versions = count(goes.versions, "versie", "versies")
    fields = count(len(goes.fields), "veld", "velden")
    head = f"{goes.key}: {versions} van {fields}, met geschiedenis en namen van schrijvers"
    shared = ["Wat hiervan met een leergroep is gedeeld, gaat ook daar weg."] if goes.is_shared else []
    return "\n".join([head, *lines, *more, *shared, *_stays(store, goes)])


def _stays(store: Store, goes: Foreseen) -> list[str]:
    if not goes.alike:
        return []
    places = [f"  {key}, {named(store.info(key).framework, sheet, field)}" for key, sheet, field in goes.alike[:_SHOWN]]
    more = _and_more(len(goes.alike), "plek", "plekken")
    return ["Dezelfde woorden staan ook hier, en blijven daar:", *places, *more]


def _and_more(all_of_them: int, one: str, many: str) -> list[str]:
    return [f"  … en nog {count(all_of_them - _SHOWN, one, many)}"] if all_of_them > _SHOWN else []


def _elsewhere(copies: Iterable[Path]) -> str:
    there = [f"  {one}" for one in copies]
    if not there:
        return _BROWSER
    return "\n".join(
        ["Deze oudere bestanden kunnen de tekst nog hebben. Gooi weg wat niet mag blijven:", *there, _BROWSER]
    )
