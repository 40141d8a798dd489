"""`sko uitvoer --formaat xlsx,csv`: what dossiers hold as tables, for who works with a spreadsheet."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sko_widgets.dutch import count
from sko_widgets.insight.frames.collect import collect
from sko_widgets.insight.frames.csv_files import write_csv
from sko_widgets.insight.frames.spreadsheet import write_xlsx

if TYPE_CHECKING:
    from sko_widgets.dossier.snapshot import DossierKey
    from sko_widgets.dossier.store import Store

WRITERS = {"xlsx": write_xlsx, "csv": write_csv}
"""What tables can be written as."""


def write_tables(store: Store, keys: Collection[DossierKey], folder: Path, formats: Collection[str]) -> None:
    """Write the tables of some dossiers, all in one file or folder; says what is not in them as it was."""
    if not {*WRITERS} & {*formats}:
        return
    collected = collect(store, keys)
    odd = 0
    for name, write in WRITERS.items():
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
