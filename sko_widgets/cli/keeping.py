"""`sko bewaar` and `sko herstel`: a copy of everything, and the way back."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import click

from sko_widgets.dossier import renew, restore
from sko_widgets.dossier.snapshot import OwnerKind
from sko_widgets.dossier.store import (
    SUFFIX,
    NotAStoreError,
    StoreDamagedError,
    backups,
    file_of,
    folder_of,
    make_backup,
    open_store,
    read_copy,
    write_copy,
)
from sko_widgets.dutch import count, local, moment
from sko_widgets.errors import SkoError, UsageError
from sko_widgets.files import make_folder
from sko_widgets.framework import framework
from sko_widgets.who import author, shown

if TYPE_CHECKING:
    from sko_widgets.dossier.store import JoinedDossier, JoinedField, Store, WholeDossier

    from .place import Place

_STAMP = "%Y-%m-%d-%H%M%S"
_SHOWN = 12
_DUMP = (
    "Dit bestand heeft alle dossiers, met geschiedenis en namen. Een kopie van de database zelf maakt de beheerder "
    "ervan met: pg_dump --format=custom --file=dossiers.dump DATABASE"
)


def back_up(place: Place, folder: Path | None, *, readable: bool) -> None:
    """Make a copy of the store now, and print where it is."""
    path = file_of(place.store_url)
    if path is None:
        with place.store() as store:
            click.echo(str(_write_copy(store, folder or place.folder / folder_of(Path()).name, "dossiers")))
        click.echo(_DUMP)
        return
    if not path.exists():
        raise SkoError("Er is nog niets om te bewaren.", where=str(path), mend="Begin met ‘sko nieuw’ of ‘sko invoer’.")
    click.echo(str(make_backup(path, folder).path))
    if readable:
        with place.store() as store:
            click.echo(str(_write_copy(store, folder or folder_of(path), path.stem)))


def _write_copy(store: Store, folder: Path, stem: str) -> Path:
    """Write a saved copy, and read it back before saying that it is there."""
    make_folder(folder)
    path = folder.resolve() / f"{stem}-{local(datetime.now().astimezone()):{_STAMP}}{SUFFIX}"
    write_copy(path, store.whole())
    read_copy(path)
    return path


def bring_back(place: Place, what: str | None, *, yes: bool) -> int:
    """Bring back a copy, or join a store with what came apart from it; returns the exit code."""
    path = file_of(place.store_url)
    if path and path.exists() and not (what and Path(what).is_file()):
        damage, left = _left(place)
        if damage:
            return _renew(path, _of_date(path, what) if what else renew.newest_whole(path), damage, left, yes=yes)
    if what and Path(what).is_file():
        return _join(place, [Path(what)], yes=yes) or 0
    if what:
        return _go_back(place, path, _of_date(path or place.file, what), yes=yes)
    relatives = restore.relatives(path) if path and path.exists() else []
    if relatives and _join(place, relatives, yes=yes, quiet=True) is not None:
        return 0
    return _list(path or place.file)


# --- of a store that is damaged ------------------------------------------------------------------


def _left(place: Place) -> tuple[str, list[WholeDossier]]:
    """Return what is wrong with the store's file, and what can be read of it; nothing when it is not damaged."""
    try:
        with place.store() as store:
            left = list(store.whole())
            return ("De opslag is beschadigd.", left) if store.damage() else ("", [])
    except (StoreDamagedError, NotAStoreError) as error:
        return error.what, []


def _renew(path: Path, copy: Path | None, damage: str, left: Sequence[WholeDossier], *, yes: bool) -> int:
    """Make the store anew of a copy and what can be read, and say what cannot be read still."""
    click.echo(damage, err=True)
    if copy is None and not left:
        raise SkoError(
            "Er is geen hele reservekopie, en in de opslag is niets meer te lezen.",
            where=str(path),
            mend="Zoek een ouder bestand, in een back-up of bij wie de map deelt, en typ ‘sko herstel BESTAND’.",
        )
    parts = [f"van {copy.name}"] if copy else ["zonder reservekopie, want een hele is er niet"]
    parts += ["van wat nog te lezen is"] if left else []
    agree(f"Een nieuwe opslag maken {' en '.join(parts)}? Het beschadigde bestand blijft ernaast bewaard.", yes=yes)
    aside = renew.renew(path, copy, left)
    click.echo(f"Hersteld. Het beschadigde bestand staat nu in {aside}.")
    since = f"Wat na het maken van {copy.name} is geschreven" if copy else "Wat er stond"
    click.echo(f"{since}, staat erin voor zover het nog te lezen was; kijk het na.")
    with open_store(f"sqlite:///{path}") as store:
        for info in (info for kind in get_args(OwnerKind) for info in store.dossiers(kind)):
            for place in store.snapshot(info.key).damaged:
                click.echo(f"{info.key}: nog steeds niet te lezen: {named(info.framework, *place)}.")
    return 0


# --- to an earlier copy ---------------------------------------------------------------------------


def _of_date(path: Path, asked: str) -> Path:
    there = _copies(path)
    wanted = asked.strip().replace(" ", "-").replace(".", "").replace(":", "").replace("T", "-")
    found = [one for made, one in there if f"{local(made):{_STAMP}}".startswith(wanted)]
    if not found:
        days = list(dict.fromkeys(f"{local(made):%Y-%m-%d}" for made, _ in reversed(there)))
        mend = (
            f"Kies uit: {', '.join(days[:_SHOWN])}."
            if days
            else "Er is nog geen reservekopie; maak er een met ‘sko bewaar’."
        )
        raise UsageError(f"Van ‘{asked}’ is er geen reservekopie, en er is ook geen bestand dat zo heet.", mend=mend)
    return found[-1]


def _copies(path: Path) -> list[tuple[datetime, Path]]:
    both = [*backups(path), *backups(path, suffix=SUFFIX)]
    return sorted((one.made, one.path) for one in both)


def _list(path: Path) -> int:
    there = _copies(path)
    if not there:
        click.echo("Er is nog geen reservekopie. ‘sko open’ maakt ze vanzelf; ‘sko bewaar’ maakt er nu een.")
        return 0
    click.echo(f"Reservekopieën in {folder_of(path)}, de nieuwste eerst:")
    for made, one in reversed(there):
        click.echo(f"  {moment(made)}  ({one.name})")
    click.echo(f"Kijk wat er terugkomt met bijvoorbeeld: sko herstel {local(there[-1][0]):%Y-%m-%d}")
    return 0


def _go_back(place: Place, path: Path | None, copy: Path, *, yes: bool) -> int:
    with restore.opened_copy(copy) as there, place.store() as store:
        return _give_back(place, store, there, copy, path, yes=yes)


def _give_back(place: Place, store: Store, there: Store, copy: Path, path: Path | None, *, yes: bool) -> int:
    found = restore.differences(store, there)
    if not [one for one in found if one.there]:
        click.echo(f"In {copy.name} staat hetzelfde als nu; er is niets te herstellen.")
        return 0
    for one in found:
        click.echo(_difference(one))
    agree("Terug naar die antwoorden? Wat er nu staat, blijft in de geschiedenis en in een kopie.", yes=yes)
    before = make_backup(path).path if path else _write_copy(store, place.folder / folder_of(Path()).name, "dossiers")
    changed = restore.bring_back(store, there, author())
    click.echo(f"{count(changed, 'dossier is', 'dossiers zijn')} teruggezet. Hoe het was, staat in {before}.")
    return 0


def _difference(one: restore.Difference) -> str:
    now = f"nu van {moment(one.here.changed_at)}" if one.here else "nu niet meer aanwezig"
    if one.there is None:
        return f"{one.key}: niet in de kopie; blijft zoals het is"
    fields = [named((one.here or one.there).framework, *place) for place in one.fields]
    more = f" en nog {len(fields) - _SHOWN}" if len(fields) > _SHOWN else ""
    then = f"in de kopie van {moment(one.there.changed_at)}"
    return (
        f"{one.key}: {count(len(fields), 'veld', 'velden')} anders ({now}, {then}): {'; '.join(fields[:_SHOWN])}{more}"
    )


def named(format_id: str, sheet: str, field: str) -> str:
    """Return a field as people know it, `Samenwerking op mesoniveau, cyclus 2: Doel`; its ids when no form has it."""
    try:
        chosen = framework(format_id)
        found = chosen.sheet(sheet)
        label = found.field(field).label
        _, _, rest = sheet.partition("block/")
        block, _, cycle = rest.partition("/")
        where = f"{chosen.block(block).name}{f', cyclus {cycle}' if cycle else ''}" if block else found.title
    except (SkoError, LookupError):
        return f"{sheet}, {field}"
    return f"{where}: {label}"


# --- together with what came apart ----------------------------------------------------------------


def _join(place: Place, files: Sequence[Path], *, yes: bool, quiet: bool = False) -> int | None:
    """Join the store with files; None when they hold nothing new, and that is not to be told."""
    with place.store() as store:
        new = [one for one in files if _told(store, one, quiet=quiet)]
        if not new:
            return None if quiet else 0
        agree("Samenvoegen? Wat er nu staat, blijft in de geschiedenis en in een kopie.", yes=yes)
        path = file_of(place.store_url)
        before = make_backup(path).path if path else None
        for one in new:
            with restore.opened_copy(one) as there:
                joined = store.join(there.whole())
            for field in (field for dossier in joined for field in dossier.fields if field.conflict):
                click.echo(_conflict(store, field))
    click.echo("Samengevoegd." + (f" Hoe het was, staat in {before}." if before else ""))
    return 0


def _told(store: Store, file: Path, *, quiet: bool) -> bool:
    """Say what a file has that the store has not; returns whether it has anything."""
    with restore.opened_copy(file) as there:
        found = store.join(there.whole(), trial=True)
    if not found:
        if not quiet:
            click.echo(f"{file}: alles wat hierin staat, is er al.")
        return False
    click.echo(f"{file}:")
    for one in found:
        click.echo(f"  {_growth(one)}")
    return True


def _growth(one: JoinedDossier) -> str:
    added = sum(field.added for field in one.fields)
    new = "nieuw dossier, " if one.is_new else ""
    both = sum(field.conflict is not None for field in one.fields)
    twice = f"; op {count(both, 'plek', 'plekken')} is aan twee kanten geschreven" if both else ""
    fields = count(len(one.fields), "veld", "velden")
    return f"{one.key}: {new}{count(added, 'versie', 'versies')} erbij in {fields}{twice}"


def _conflict(store: Store, field: JoinedField) -> str:
    assert field.conflict is not None  # noqa: S101  # only those are told
    newest, other = (shown(one.author) or "iemand" for one in (field.newest, field.conflict))
    place = named(store.info(field.key).framework, field.sheet, field.field)
    return (
        f"{field.key}, {place}: hieraan is op twee plekken verder geschreven. Bovenaan staat de "
        f"tekst van {newest} ({moment(field.newest.saved_at)}); die van {other} "
        f"({moment(field.conflict.saved_at)}) staat in de geschiedenis."
    )


def agree(question: str, *, yes: bool) -> None:
    """Ask, unless that was answered on the command line; who says no, or cannot answer, stops here."""
    if yes:
        return
    if not sys.stdin or not sys.stdin.isatty():
        raise SkoError(question, mend="Geef --ja om dit te doen. Er is niets veranderd.")
    answer: str = click.prompt(f"{question} (ja/nee)", default="nee")
    if answer.strip().lower() not in ("j", "ja"):
        raise SkoError("Er is niets veranderd.")
