"""The commands for who meets in a learning group: sharing with it by file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from .commands import here, main, period_option
from .dutch_click import Folder
from .place import Place
from .reports import BlockName


class InstrumentName(click.ParamType[str]):
    """A lesson by its number, or an instrument by its id."""

    name = "LES"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the id of the instrument's sheet, or say in Dutch which there are."""
        from sko_widgets.framework import frameworks

        sheets = [sheet for each in frameworks().values() for sheet in each.instruments]
        known = {str(sheet.number or sheet.id): sheet.id for sheet in sheets}
        if value not in known.values() and value.lstrip("0") not in known:
            self.fail(f"‘{value}’ is geen les of instrument; kies uit {', '.join(known)}", param, ctx)
        return known.get(value.lstrip("0"), value)


@main.command(epilog="Voorbeeld: sko delen waterrijk --groep Rivieren --bouwsteen meso-samenwerking --zonder-naam")
@click.argument("name", metavar="COALITIE")
@click.option("--groep", "group", metavar="NAAM", required=True, help="De leergroep die het krijgt.")
@click.option("--bouwsteen", "blocks", type=BlockName(), multiple=True, metavar="ID", help="Deze bouwsteen; mag vaker.")
@click.option(
    "--les", "lessons", type=InstrumentName(), multiple=True, metavar="ID", help="Dit instrument, zoals 3; mag vaker."
)
@click.option("--alleen-vragen", "questions_only", is_flag=True, help="Van bouwstenen alleen de vragen.")
@click.option("--zonder-naam", "nameless", is_flag=True, help="Zonder de namen van coalitie, scholen en partners.")
@click.option("--graag-praten", "meets", is_flag=True, help="Zeg erbij dat jullie er graag met anderen over praten.")
@click.option("--niet-meer", "withdraw", is_flag=True, help="Schrijf een bestand dat terugneemt wat gedeeld is.")
@period_option
@click.option(
    "--naar",
    "folder",
    type=Folder(),
    default=Path(),
    metavar="MAP",
    help="Waarheen (standaard: deze map). Alleen jij kunt het bestand lezen.",
)
@here
def delen(
    place: Place,
    name: str,
    group: str,
    blocks: Sequence[str],
    lessons: Sequence[str],
    questions_only: bool,
    nameless: bool,
    meets: bool,
    withdraw: bool,
    period: str | None,
    folder: Path,
) -> None:
    """Deel met een leergroep, als bestand.

    Zonder --bouwsteen en --les gaan alle begonnen bouwstenen mee. Wat je later schrijft, deel je pas als je opnieuw
    deelt.
    """
    from sko_widgets.dossier.sharing import Manner

    from .sharing_out import share_out

    manner = Manner(questions_only, named=not nameless, meets=meets)
    share_out(place, name, group, blocks, lessons, manner, period=period, folder=folder, withdraw=withdraw)
