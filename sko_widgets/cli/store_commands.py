"""The commands that look at the store, and after it: what there is, a copy, whether it is whole, erasing for good."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from sko_widgets.errors import UsageError

from .commands import every_dossier, here, main, period_option
from .dutch_click import Folder
from .listing import Sieve, show, sieved
from .place import Place


@main.command(epilog="Voorbeeld: sko lijst --status bezig")
@period_option
@sieved
@click.option("--json", "as_json", is_flag=True, help="Als JSON, met per dossier alle bouwstenen.")
@here
def lijst(place: Place, period: str | None, sieve: Sieve, as_json: bool) -> None:
    """Laat zien welke dossiers er zijn, en hoe ver elk is."""
    show(place, sieve, period=period, as_json=as_json)


@main.command(epilog="Voorbeeld: sko bewaar --naar kopie")
@click.option(
    "--naar",
    "folder",
    type=Folder(),
    metavar="MAP",
    help="Waarheen (standaard ‘reservekopieen’ in de werkmap). Alleen jij kunt de bestanden lezen.",
)
@click.option(
    "--leesbaar", "readable", is_flag=True, help="Ook als tekstbestand met geschiedenis en namen, voor elke opslag."
)
@here
def bewaar(place: Place, folder: Path | None, readable: bool) -> None:
    """Maak nu een reservekopie van alles."""
    from .keeping import back_up

    back_up(place, folder, readable=readable)


@main.command(epilog="Voorbeeld: sko herstel 2026-11-21")
@click.argument("what", metavar="[DATUM|BESTAND]", required=False)
@click.option("--ja", "yes", is_flag=True, help="Vraag niets.")
@here
def herstel(place: Place, what: str | None, yes: bool) -> int:
    """Zet een reservekopie terug, of voeg samen wat uit elkaar raakte."""
    from .keeping import bring_back

    return bring_back(place, what, yes=yes)


@main.command(epilog="Voorbeeld: sko controle waterrijk")
@click.argument("names", metavar="[COALITIE...]", nargs=-1)
@every_dossier
@period_option
@click.option("--json", "as_json", is_flag=True, help="Als JSON, met alle vragen.")
@click.option("--streng", "strict", is_flag=True, help="Eindig met code 1 als er een vraag is.")
@click.option("--opslag", "store_too", is_flag=True, help="Kijk in plaats daarvan of de opslag heel is.")
@click.option(
    "--herstel-waarden",
    "mending",
    is_flag=True,
    help="Bij --opslag: zet de laatste leesbare versie terug en richt het zoeken opnieuw in.",
)
@here
def controle(
    place: Place,
    names: Sequence[str],
    everything: bool,
    period: str | None,
    as_json: bool,
    strict: bool,
    store_too: bool,
    mending: bool,
) -> int:
    """Laat zien wat de meedenker vraagt, of kijk of de opslag heel is."""
    about_dossiers = bool(names) or everything or period is not None or as_json or strict
    if mending and not store_too:
        raise UsageError("--herstel-waarden hoort bij --opslag.", mend="Kijk eerst met ‘sko controle --opslag’.")
    if store_too and about_dossiers:
        raise UsageError("Kies: vragen over dossiers, of --opslag; niet allebei.")
    if store_too:
        from .store_health import check_store

        return check_store(place, mending=mending)
    from .asking import ask

    return ask(place, names, everything=everything, period=period, as_json=as_json, strict=strict)


@main.command(epilog="Voorbeeld: sko verwijder waterrijk --veld block/meso-samenwerking/1 goal")
@click.argument("name", metavar="[COALITIE]", required=False)
@click.option("--groep", "group", metavar="NAAM", help="Van deze leergroep, in plaats van een coalitie.")
@period_option
@click.option("--veld", "field", type=str, nargs=2, metavar="WERKBLAD VELD", help="Alleen dit veld: profile name.")
@click.option("--ja", "yes", is_flag=True, help="Vraag niets.")
@here
def verwijder(
    place: Place, name: str | None, group: str | None, period: str | None, field: tuple[str, str] | None, yes: bool
) -> int:
    """Verwijder tekst van een coalitie of leergroep voorgoed, ook uit de geschiedenis."""
    from .erase_for_good import erase

    if (name is None) == (group is None) or (group is not None and period is not None):
        raise UsageError("Noem een coalitie, met of zonder --periode, of een leergroep met --groep; niet allebei.")
    return erase(place, name, group, period=period, field=field, yes=yes)
