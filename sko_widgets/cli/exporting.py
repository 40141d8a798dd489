"""`sko uitvoer`: dossiers as files that can be taken in again, or as tables for who works with a spreadsheet."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sko_widgets.dossier import group_file
from sko_widgets.dossier.group_file import group_key
from sko_widgets.dossier.transfer import write_history, write_out
from sko_widgets.dossier.typed_texts import typed_in
from sko_widgets.dutch import count
from sko_widgets.errors import SkoError
from sko_widgets.insight.checks.personal_rules import personal_words
from sko_widgets.insight.frames.collect import collect
from sko_widgets.insight.frames.csv_files import write_csv
from sko_widgets.insight.frames.spreadsheet import write_xlsx

from .asking import ask_about_persons
from .place import Place, chosen

if TYPE_CHECKING:
    from sko_widgets.dossier.snapshot import DossierKey, Snapshot
    from sko_widgets.dossier.store import Store

_WRITERS = {"xlsx": write_xlsx, "csv": write_csv}
"""What tables can be written as."""


def export(
    place: Place,
    names: Sequence[str],
    *,
    everything: bool,
    period: str | None,
    folder: Path,
    formats: Collection[str],
    with_history: bool,
) -> int:
    """Write dossiers into a folder, and say what there is to look at before they go to others.

    Returns
    -------
    int
        1 when a dossier could not be written, which is told; else 0.
    """
    failed, has_persons = 0, False
    with place.look() as store:
        keys = chosen(store, names, everything=everything, period=period)
        for key in keys:
            try:
                if "json" in formats:
                    click.echo(str(write_out(store, key, folder)))
                has_persons |= ask_about_persons(store.snapshot(key))
                if with_history:
                    click.echo(str(write_history(store, key, folder)))
            except SkoError as error:
                failed += 1
                click.echo(f"Het dossier {key} is niet geschreven. {error}", err=True)
        _write_tables(store, keys, folder, formats)
    if has_persons:
        click.echo("Kijk dat na voor je een bestand deelt. Wat er staat, zie je met ‘sko controle’.", err=True)
    return int(failed > 0)


def export_group(place: Place, name: str, folder: Path) -> int:
    """Write what a learning group wrote itself into a folder; what was shared with it does not go along."""
    with place.look() as store:
        key = group_key(store, name)
        click.echo(str(group_file.write_out(store, key, folder)))
        named = sum(bool(personal_words(text)) for text in _typed(store.snapshot(key)))
    if named:
        lines = count(named, "tekst", "teksten")
        click.echo(f"In {lines} staat misschien een naam of nummer. Kijk dat na voor je het bestand deelt.", err=True)
    return 0


def _typed(group: Snapshot) -> Iterator[str]:
    for sheet, fields in group.sheets.items():
        if group_file.holds(group, sheet):
            for name, value in fields.items():
                yield from typed_in(group.framework, sheet, name, value)


def _write_tables(store: Store, keys: Collection[DossierKey], folder: Path, formats: Collection[str]) -> None:
    """Write the tables of some dossiers, all in one file or folder; says what is not in them as it was."""
    if not {*_WRITERS} & {*formats}:
        return
    collected = collect(store, keys)
    odd = 0
    for name, write in _WRITERS.items():
        if name in formats:
            path, odd = write(collected, folder)
            click.echo(str(path))
    for sentence in collected.left_out:
        click.echo(sentence, err=True)
    if odd:
        texts = count(odd, "tekst", "teksten")
        click.echo(f"In {texts} staat iets wat een werkblad niet kent: een zichtbaar teken staat ervoor.", err=True)
    if "niet" in collected.columns["instruments"]["in_report"]:
        click.echo("Er staan ook instrumenten in die buiten het rapport blijven: in_report is daar ‘niet’.", err=True)
