"""`sko controle --opslag`: whether the store is whole, what is affected, and the mend."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from sko_widgets.dossier.store import file_of
from sko_widgets.dossier.store_check import ASTRAY, check, check_file, mend
from sko_widgets.dutch import count
from sko_widgets.errors import SkoError
from sko_widgets.who import author

if TYPE_CHECKING:
    from .place import Place


def check_store(place: Place, *, mending: bool) -> int:
    """Say what is wrong with the store, and mend what can be; returns the exit code."""
    path = file_of(place.store_url)
    if path is not None and not path.exists():
        raise SkoError("Er is nog geen opslag om te controleren.", where=str(path), mend="Begin met ‘sko nieuw’.")
    faults = check_file(path) if path is not None else []
    for fault in faults:
        click.echo(f"{fault.where}: {fault.what}.")
    if faults:
        click.echo("Zet een reservekopie terug met ‘sko herstel’. Het beschadigde bestand blijft daarbij bewaard.")
    with place.store() if mending else place.look() as store:
        if mending:
            mended = mend(store, author())
            click.echo(f"{count(mended, 'waarde', 'waarden')} hersteld: de laatste leesbare versie staat er weer.")
        found = check(store)
        unread = [one for info in store.dossiers() for one in store.changes(info.key, limit=1_000_000) if one.damaged]
    for fault in found:
        click.echo(f"{fault.where}: {fault.what}.")
    if unread and not mending:
        click.echo("Met --herstel-waarden zet je waar nodig de laatste leesbare versie terug, als nieuwe versie.")
    if any(fault.what == ASTRAY for fault in found):
        click.echo("Met --herstel-waarden wordt het zoeken opnieuw ingericht; aan je teksten verandert niets.")
    if not faults and not found:
        click.echo("De opslag is heel: het bestand, elke waarde, elke reeks versies, elk format en wat zoeken vindt.")
    return int(bool(faults or found))
