"""`sko invoer`: file after file; one that is refused never stops the rest."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sko_widgets.dossier import comments_file, group_file, shared_file, transfer
from sko_widgets.dossier.comments_file import CommentsFile
from sko_widgets.dossier.group_file import GroupFile
from sko_widgets.dossier.parse import format_of_file
from sko_widgets.dossier.shared_file import SharedFile
from sko_widgets.dutch import count
from sko_widgets.errors import SkoError
from sko_widgets.who import author

if TYPE_CHECKING:
    from sko_widgets.dossier.exchange import DossierFile
    from sko_widgets.dossier.snapshot import DossierKey
    from sko_widgets.dossier.store import Store

    from .place import Place

    _AnyFile = DossierFile | CommentsFile | SharedFile | GroupFile


def take_in_all(
    place: Place, paths: Sequence[Path], *, name: str | None, period: str | None, yes: bool, trial: bool
) -> int:
    """Take in files; returns 0 when all went well, 1 when some did not.

    The store is opened when there is a file to take in, so that a mistake leaves no empty work folder.
    """
    good = [(path, file) for path in paths if (file := _read(path, name, period)) is not None]
    taken = 0
    if good:
        with place.look() if trial else place.store() as store:
            taken = sum(_taken(store, path, file, known=bool(name), yes=yes, trial=trial) for path, file in good)
    failed = len(paths) - taken
    if failed and len(paths) > 1:
        click.echo(f"{count(failed, 'bestand is', 'bestanden zijn')} niet overgenomen.", err=True)
    return int(failed > 0)


def _read(path: Path, name: str | None, period: str | None) -> _AnyFile | None:
    try:
        kind = format_of_file(path, shared_file.LARGEST_FILE)
        if kind == shared_file.FORMAT:
            return shared_file.read_file(path)
        if kind == group_file.FORMAT:
            return group_file.read_file(path)
        if kind == comments_file.FORMAT:
            comments = comments_file.read_file(path)
            _check_whose(comments.key, comments.called, path, name, period)
            return comments
        file = transfer.read(path)
        _check_whose(file.key, file.name, path, name, period)
    except SkoError as error:
        click.echo(str(error), err=True)
        return None
    return file


def _taken(store: Store, path: Path, file: _AnyFile, *, known: bool, yes: bool, trial: bool) -> bool:
    try:
        if isinstance(file, SharedFile):
            changed = shared_file.take_in(store, file, author=author(), trial=trial)
            click.echo(f"{shared_file.told(file, changed)}{' (proef: er is niets opgeslagen)' if trial else ''}.")
        elif isinstance(file, GroupFile):
            click.echo(_take_in_group(store, file, yes=yes, trial=trial))
        elif isinstance(file, CommentsFile):
            click.echo(_take_in_comments(store, file, trial=trial))
        else:
            intake = transfer.plan(store, file, where=str(path), renamed=known)
            click.echo(_take_in(store, intake, yes=yes, trial=trial))
    except SkoError as error:
        click.echo(str(error), err=True)
        return False
    return True


def _check_whose(key: DossierKey, called: str, path: Path, name: str | None, period: str | None) -> None:
    if name and name.casefold() not in (called.casefold(), key.slug):
        raise SkoError(f"Dit bestand is van ‘{called}’, niet van ‘{name}’.", where=str(path))
    if period and period != key.period:
        raise SkoError(f"Dit bestand is van {key.period}, niet van {period}.", where=str(path))


def _take_in_comments(store: Store, file: CommentsFile, *, trial: bool) -> str:
    """Take in what a reader said; it changes no text of the dossier, so nothing is asked."""
    intake = comments_file.plan(store, file)
    done = comments_file.told(intake)
    if trial:
        return f"{file.key}: {done} (proef: er is niets opgeslagen)." if intake.changed else f"{file.key}: {done}."
    comments_file.take_in(store, intake)
    return f"{file.key}: {done}."


def _take_in_group(store: Store, file: GroupFile, *, yes: bool, trial: bool) -> str:
    key, changed = group_file.changes(store, file)
    done = group_file.told(file, key, changed)
    if trial:
        return f"{done} (proef: er is niets opgeslagen)."
    if key and changed and not yes and not _agreed(f"Leergroep {file.group}", count(changed, "veld", "velden")):
        return f"{file.group}: overgeslagen, er is niets opgeslagen."
    group_file.take_in(store, file, author=author())
    return f"{done}."


def _take_in(store: Store, intake: transfer.Intake, *, yes: bool, trial: bool) -> str:
    key, fields = intake.file.key, count(intake.changed, "veld", "velden")
    if intake.exists and not intake.changed:
        return f"{key}: er is niets veranderd."
    done = f"{fields} gewijzigd" if intake.exists else f"nieuw, {fields}"
    if trial:
        return f"{key}: {done} (proef: er is niets opgeslagen)."
    if intake.exists and not yes and not _agreed(str(key), fields):
        return f"{key}: overgeslagen, er is niets opgeslagen."
    transfer.take_in(store, intake, author())
    return f"{key}: {done}."


def _agreed(called: str, fields: str) -> bool:
    question = f"{called} is er al; {fields} wijzigen. De versies van nu blijven in de geschiedenis."
    if not sys.stdin or not sys.stdin.isatty():
        raise SkoError(question, mend="Geef --ja om het over te nemen. Er is niets opgeslagen.")
    answer: str = click.prompt(f"{question} Overnemen? (ja/nee)", default="nee")
    return answer.strip().lower() in ("j", "ja")
