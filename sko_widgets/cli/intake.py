"""`sko invoer`: file after file; one that is refused never stops the rest."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sko_widgets.dossier import transfer
from sko_widgets.dutch import count
from sko_widgets.errors import SkoError
from sko_widgets.who import author

if TYPE_CHECKING:
    from sko_widgets.dossier.store import Store


def take_in_all(
    store: Store, paths: Sequence[Path], *, name: str | None, period: str | None, yes: bool, trial: bool
) -> int:
    """Take in files; returns 0 when all went well, 1 when some did not."""
    failed = 0
    for path in paths:
        try:
            intake = transfer.plan(store, path)
            _check_whose(intake, path, name, period)
            click.echo(_take_in(store, intake, yes=yes, trial=trial))
        except SkoError as error:
            failed += 1
            click.echo(str(error), err=True)
    if failed and len(paths) > 1:
        click.echo(f"{count(failed, 'bestand is', 'bestanden zijn')} niet overgenomen.", err=True)
    return int(failed > 0)


def _check_whose(intake: transfer.Intake, path: Path, name: str | None, period: str | None) -> None:
    file = intake.file
    if name and name.casefold() not in (file.name.casefold(), file.key.slug):
        raise SkoError(f"Dit bestand is van ‘{file.name}’, niet van ‘{name}’.", where=str(path))
    if period and period != file.key.period:
        raise SkoError(f"Dit bestand is van {file.key.period}, niet van {period}.", where=str(path))


def _take_in(store: Store, intake: transfer.Intake, *, yes: bool, trial: bool) -> str:
    key, fields = intake.file.key, count(intake.changed, "veld", "velden")
    if intake.exists and not intake.changed:
        return f"{key}: er is niets veranderd."
    done = f"{fields} gewijzigd" if intake.exists else f"nieuw, {fields}"
    if trial:
        return f"{key}: {done} (proef: er is niets opgeslagen)."
    if intake.exists and not yes and not _agreed(intake, fields):
        return f"{key}: overgeslagen, er is niets opgeslagen."
    transfer.take_in(store, intake, author())
    return f"{key}: {done}."


def _agreed(intake: transfer.Intake, fields: str) -> bool:
    question = f"{intake.file.key} is er al; {fields} wijzigen. De versies van nu blijven in de geschiedenis."
    if not sys.stdin or not sys.stdin.isatty():
        raise SkoError(question, mend="Geef --ja om het over te nemen. Er is niets opgeslagen.")
    answer: str = click.prompt(f"{question} Overnemen? (ja/nee)", default="nee")
    return answer.strip().lower() in ("j", "ja")
