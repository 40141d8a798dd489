"""The commands, thin: each says what it takes and calls the room that does it.

Nothing heavy is imported before a command runs, so that `sko --help` answers at once.
"""

from __future__ import annotations

import signal
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sko_widgets.errors import UsageError
from sko_widgets.private import keep_private
from sko_widgets.report import FORMATS
from sko_widgets.who import author

from .dutch_click import DutchGroup, Folder, Number, OneOf
from .listing import Sieve, sieved
from .place import Place, chosen
from .reports import BlockName, TlsFiles, Together, leaving_out, make, report_on, together, workers_for

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sko_widgets.batch.cluster import Tls

here = click.make_pass_decorator(Place)
_file = click.Path(path_type=Path)


class Period(click.ParamType[str]):
    """A period, `2024-2025`."""

    name = "PERIODE"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the period, or say in Dutch what one looks like."""
        from sko_widgets.framework import is_period

        if not is_period(value):
            self.fail(f"‘{value}’ is geen periode; een periode is twee jaren na elkaar, zoals 2024-2025", param, ctx)
        return value


period_option = click.option("--periode", "period", type=Period(), help="Het subsidiejaar, zoals 2024-2025.")
every_dossier = click.option("--alle", "everything", is_flag=True, help="Elk dossier.")


@click.group(
    cls=DutchGroup,
    options_metavar="[OPTIES]",
    subcommand_metavar="OPDRACHT ...",
    epilog="Voorbeeld: sko demo. Uitleg bij een opdracht: sko rapport --help",
)
@click.option(
    "--werkmap",
    "folder",
    type=Folder(),
    envvar="SKO_WERKMAP",
    default=Path("sko-werkmap"),
    metavar="MAP",
    help="Waar je dossiers en rapporten staan (standaard ./sko-werkmap, of SKO_WERKMAP).",
)
@click.option(
    "--opslag",
    "url",
    envvar="SKO_OPSLAG",
    default="",
    metavar="URL",
    help="De opslag (standaard een SQLite-bestand in de werkmap, of SKO_OPSLAG).",
)
@click.version_option(
    package_name="sko_widgets", prog_name="sko", message="%(prog)s %(version)s", help="Toon de versie."
)
@click.pass_context
def main(context: click.Context, folder: Path, url: str) -> None:
    """Werkboek en kwaliteitsrapport voor coalities van School & Omgeving."""
    keep_private()
    context.obj = Place(folder, url)


@main.command(epilog="Voorbeeld: sko demo")
@here
def demo(place: Place) -> int:
    """Maak een voorbeeldcoalitie met een rapport, om te zien hoe het wordt."""
    from sko_widgets.batch.plan import Order
    from sko_widgets.batch.workers import InProcess
    from sko_widgets.dossier import transfer
    from sko_widgets.dossier.example import example
    from sko_widgets.dossier.example_group import add_example_group

    with InProcess() as workers, place.store() as store:  # the kernel starts while the store opens
        intake = transfer.plan(store, example())
        if not intake.exists:
            transfer.take_in(store, intake, author())
        add_example_group(store, intake.file.key, author=author())
        return make(store, [intake.file.key], place.folder / "rapporten", Order(FORMATS), workers)


@main.command("open", epilog="Voorbeeld: sko open waterrijk")
@click.argument("name", metavar="[COALITIE]", required=False)
@click.option("--jupyterlab", is_flag=True, help="Open dezelfde notebooks in JupyterLab.")
@click.option("--poort", "port", type=Number(1, 65535), metavar="N", help="De poort (standaard een vrije).")
@click.option("--geen-browser", "no_browser", is_flag=True, help="Open geen browser; de link staat op het scherm.")
@here
def open_(place: Place, name: str | None, jupyterlab: bool, port: int | None, no_browser: bool) -> int:
    """Open het werkboek in je browser."""
    from sko_widgets.server import serve

    slug = None
    if name:
        with place.store() as store:
            slug = chosen(store, [name], everything=False, period=None)[0].slug
    code = serve(
        place.folder, place.store_url, coalition=slug, jupyterlab=jupyterlab, port=port, browser=not no_browser
    )
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # another Ctrl-C finds a process that is ending already
    return code


@main.command(epilog='Voorbeeld: sko nieuw "Coalitie Waterrijk" --periode 2026-2027 --vervolg-op 2025-2026')
@click.argument("name", metavar="NAAM")
@click.option("--periode", "period", type=Period(), required=True, help="Het subsidiejaar, zoals 2026-2027.")
@click.option(
    "--vervolg-op", "before", type=Period(), help="Neem gegevens, activiteiten en open vragen van deze periode mee."
)
@here
def nieuw(place: Place, name: str, period: str, before: str | None) -> None:
    """Begin een nieuw dossier."""
    from sko_widgets.dossier import begin

    with place.store() as store:
        key, carried = begin.begin(store, name, period, before=before, author=author())
        click.echo(f"Het dossier {key} staat klaar.")
        if before:
            click.echo(_came(before, carried, begin.left_behind(store, key, before)))


def _came(before: str, carried: int, stayed: Sequence[str]) -> str:
    from sko_widgets.dutch import count, listing

    number = count(carried, "open vraag", "open vragen") if carried else "geen open vragen"
    message = f"Uit {before} {'kwam' if carried == 1 else 'kwamen'} mee: {number}."
    if stayed:
        message += f" Het nieuwe format heeft geen plek voor de open vraag bij {listing(stayed)}."
    return message


@main.command(epilog="Voorbeeld: sko invoer waterrijk-2025-2026.json")
@click.argument("paths", metavar="BESTAND...", type=_file, nargs=-1, required=True)
@click.option("--coalitie", "name", metavar="NAAM", help="Van welke coalitie het bestand moet zijn.")
@period_option
@click.option("--ja", "yes", is_flag=True, help="Vraag niets.")
@click.option("--proef", "trial", is_flag=True, help="Kijk wat er zou gebeuren en schrijf niets.")
@here
def invoer(place: Place, paths: Sequence[Path], name: str | None, period: str | None, yes: bool, trial: bool) -> int:
    """Lees dossiers in uit bestanden, of opmerkingen van wie meelas."""
    from .intake import take_in_all

    return take_in_all(place, paths, name=name, period=period, yes=yes, trial=trial)


@main.command(epilog="Voorbeeld: sko uitvoer waterrijk --naar kopie")
@click.argument("names", metavar="[COALITIE...]", nargs=-1)
@every_dossier
@period_option
@click.option(
    "--naar",
    "folder",
    type=Folder(),
    default=Path(),
    metavar="MAP",
    help="Waarheen (standaard: deze map). Alleen jij kunt de bestanden lezen.",
)
@click.option(
    "--formaat",
    type=OneOf(("json", "xlsx", "csv")),
    default="json",
    metavar="FORMATEN",
    help="json (standaard, om weer in te lezen), xlsx of csv (tabellen om te onderzoeken), of meer ervan met komma’s.",
)
@click.option("--met-geschiedenis", "history", is_flag=True, help="Ook elke eerdere versie, met schrijver en tijd.")
@click.option("--groep", "group", metavar="NAAM", help="Wat een leergroep zelf opschreef, in plaats van coalities.")
@here
def uitvoer(
    place: Place,
    names: Sequence[str],
    group: str | None,
    everything: bool,
    period: str | None,
    folder: Path,
    formaat: Sequence[str],
    history: bool,
) -> int:
    """Schrijf dossiers als uitwisselbestand, of als tabellen."""
    from .exporting import export, export_group

    if group is not None:
        if names or everything or period is not None or history or tuple(formaat) != ("json",):
            raise UsageError(
                "--groep gaat alleen samen met --naar.", mend="Een kopie met alles erin maakt ‘sko bewaar’."
            )
        return export_group(place, group, folder)
    return export(
        place, names, everything=everything, period=period, folder=folder, formats=formaat, with_history=history
    )


@main.command(epilog="Voorbeeld: sko rapport waterrijk --formaat pdf,docx")
@click.argument("names", metavar="[COALITIE...]", nargs=-1)
@every_dossier
@period_option
@sieved
@click.option(
    "--formaat",
    "formats",
    type=OneOf(FORMATS),
    default=",".join(FORMATS),
    metavar="FORMATEN",
    help="html, pdf, docx of meer ervan met komma’s (standaard alle drie).",
)
@click.option(
    "--uit",
    "folder",
    type=Folder(),
    metavar="MAP",
    help="Waarheen (standaard ‘rapporten’ in de werkmap). Alleen jij kunt de bestanden lezen.",
)
@click.option("--bouwsteen", "block", type=BlockName(), help="Alleen deze bouwsteen.")
@click.option("--per-bouwsteen", "booklets", is_flag=True, help="Ook per bouwsteen een boekje van alle coalities.")
@click.option("--opnieuw", "anew", is_flag=True, help="Ook wat niet veranderd is.")
@click.option("--namen", "full_names", is_flag=True, help="Bestanden heten kwaliteitsrapport-COALITIE-PERIODE.")
@together
@leaving_out
@click.option(
    "--workers",
    "count",
    type=Number(1, 256),
    metavar="N",
    help="Hoeveel rapporten tegelijk, elk op één kern (standaard: zoveel als kernen).",
)
@click.option(
    "--dask",
    "address",
    metavar="ADRES",
    help="Laat een Dask-cluster het doen, zoals tcp://planner:8786. Het cluster krijgt de dossiers te zien.",
)
@click.option(
    "--dask-tls",
    "tls",
    type=TlsFiles(),
    envvar="SKO_DASK_TLS",
    metavar="CA,CERT,SLEUTEL",
    help="Versleutel wat naar het cluster gaat: drie bestanden (of SKO_DASK_TLS). Het adres is dan tls://planner:8786.",
)
@click.option("--json", "as_json", is_flag=True, help="Meld de voortgang als JSON, een regel per rapport.")
@here
def rapport(
    place: Place,
    names: Sequence[str],
    everything: bool,
    period: str | None,
    formats: Sequence[str],
    folder: Path | None,
    block: str | None,
    booklets: bool,
    anew: bool,
    full_names: bool,
    together: Together,
    without: tuple[str, ...],
    count: int | None,
    address: str | None,
    tls: Tls | None,
    as_json: bool,
    sieve: Sieve,
) -> int:
    """Maak het kwaliteitsrapport van een of meer dossiers."""
    from sko_widgets.batch.plan import Order

    everything = everything or not (names or sieve.is_open)
    workers = workers_for(names, everything=everything, count=count, address=address, tls=tls)
    order = Order(tuple(formats), block or "", booklets, anew, without=without, full_names=full_names)
    return report_on(
        place,
        names,
        workers,
        order,
        sieve,
        together,
        everything=everything,
        period=period,
        folder=folder,
        as_json=as_json,
    )
