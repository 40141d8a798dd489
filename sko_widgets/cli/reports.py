"""`sko rapport`: who does the work, and for which dossiers."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sko_widgets.errors import SkoError, UsageError
from sko_widgets.report.parts import PARTS

from .dutch_click import OneOf
from .place import Place, chosen
from .run_progress import watcher

if TYPE_CHECKING:
    from sko_widgets.batch.cluster import Tls
    from sko_widgets.batch.plan import Order
    from sko_widgets.batch.workers import Workers
    from sko_widgets.dossier.snapshot import DossierKey
    from sko_widgets.dossier.store import Store
    from sko_widgets.insight.readiness import Standing

    from .listing import Sieve


class BlockName(click.ParamType[str]):
    """The id of a block, `meso-samenwerking`."""

    name = "BOUWSTEEN"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the id, or say in Dutch which there are."""
        from sko_widgets.framework import frameworks

        known = dict.fromkeys(block for each in frameworks().values() for block in each.block_ids)
        if value not in known:
            self.fail(f"‘{value}’ is geen bouwsteen; kies uit {', '.join(known)}", param, ctx)
        return value


class TlsFiles(click.ParamType["Tls"]):
    """Three files with commas between: the authority's certificate, one's own, and its key."""

    name = "CA,CERT,SLEUTEL"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Tls:
        """Return the three paths, or say in Dutch what is missing."""
        files = [Path(part.strip()) for part in str(value).split(",")]
        if len(files) != 3:
            self.fail("noem drie bestanden met komma’s ertussen: CA,CERT,SLEUTEL", param, ctx)
        for file in files:
            if not file.is_file():
                self.fail(f"het bestand ‘{file}’ is er niet", param, ctx)
        return files[0], files[1], files[2]


@dataclass(frozen=True, slots=True)
class Together:
    """Which files that hold several reports are asked: one to send, one to send for each dossier, one to read."""

    zipped: bool = False
    zip_each: bool = False
    bundle: bool = False

    def check(self, order: Order) -> None:
        """Refuse a bundle of what a run does not make."""
        if self.bundle and "pdf" not in order.formats:
            raise UsageError("Een bundel is van pdf’s.", mend="Zet pdf bij --formaat.")
        if self.bundle and order.block:
            raise UsageError(
                "Een bundel is van hele rapporten.", mend="Een boekje van elke bouwsteen maakt --per-bouwsteen."
            )

    def zip(self, folder: Path, keys: Sequence[DossierKey]) -> list[Path]:
        """Write what is asked to send; returns the files."""
        from sko_widgets.batch import zipped

        found = zipped.one_each(folder, keys) if self.zip_each else []
        return [*found, *(zipped.all_in_one(folder, keys) if self.zipped else [])]


def together(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options that `Together` is made of; it is called with that, `together`."""

    @functools.wraps(command)
    def called(*place: Any, zipped: bool, zip_each: bool, bundle: bool, **more: Any) -> Any:
        return command(*place, together=Together(zipped, zip_each, bundle), **more)

    bound = click.option("--bundel", "bundle", is_flag=True, help="Ook alle pdf’s in één pdf, met een lijst voorin.")
    each = click.option("--zip-per-coalitie", "zip_each", is_flag=True, help="Ook per dossier één zipbestand.")
    return click.option("--zip", "zipped", is_flag=True, help="Ook alles in één zipbestand.")(each(bound(called)))


def leaving_out(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options that say which parts stay out of a report; it is called with those, `without`."""

    @functools.wraps(command)
    def called(*place: Any, bare: bool, out: Sequence[str], **more: Any) -> Any:
        return command(
            *place, without=tuple(part for part in PARTS if part in out or (bare and part == "bijlagen")), **more
        )

    told = f"Zonder deze onderdelen, met komma’s ertussen: {', '.join(PARTS)}."
    named = click.option("--zonder", "out", type=OneOf(tuple(PARTS)), default=(), metavar="DELEN", help=told)
    bare = click.option("--zonder-bijlagen", "bare", is_flag=True, help="Hetzelfde als --zonder bijlagen.")
    return named(bare(called))


def workers_for(
    names: Sequence[str], *, everything: bool, count: int | None, address: str | None, tls: Tls | None = None
) -> Workers:
    """Return who do the work: a cluster, this process for one report, else as many processes as asked.

    Without a name the only coalition is meant.
    """
    from sko_widgets.batch.workers import InProcess, cores

    if address is not None:
        from sko_widgets.batch.cluster import Cluster

        if count is not None:
            raise UsageError("Kies --workers of --dask; een cluster heeft zijn eigen werkers.")
        click.echo(_seen_by(address, tls), err=True)
        return Cluster(address, tls)
    if tls is not None:
        raise UsageError("Bij --dask-tls hoort ook --dask, met het adres van het cluster.")
    wanted = (count or cores()) if everything or len(names) > 1 else 1
    if wanted == 1:
        return InProcess()
    from sko_widgets.batch.local import Processes

    return Processes(wanted)


def _seen_by(address: str, tls: Tls | None) -> str:
    """Say who gets to see dossiers."""
    seen = f"Let op: het cluster op {address} krijgt de hele dossiers, en wie het beheert kan ze lezen."
    if tls is not None or address.startswith("tls:"):
        return seen
    return f"{seen} Ze gaan onversleuteld over het netwerk; met --dask-tls versleuteld."


def report_on(
    place: Place,
    names: Sequence[str],
    workers: Workers,
    order: Order,
    sieve: Sieve,
    together: Together,
    *,
    everything: bool,
    period: str | None,
    folder: Path | None,
    as_json: bool,
) -> int:
    """Make reports; returns 0 when all went well, 1 when some did not."""
    if order.block and order.booklets:
        raise UsageError("Kies --bouwsteen of --per-bouwsteen; niet allebei.")
    together.check(order)
    with workers, place.look() as store:  # the workers start while the store opens
        keys = chosen(store, names, everything=everything, period=period)
        keys = keys if sieve.is_open else sieve.keys(store, keys)
        where = folder or place.folder / "rapporten"
        code = make(store, keys, where, order, workers, as_json=as_json)
        known = _standings(store) if everything or together.bundle else []
        if together.bundle:
            code = max(code, _bundle(known, keys, where, quiet=as_json))
        if everything:
            _overview(known, keys, where, quiet=as_json)
        for path in together.zip(where, keys):
            if not as_json:
                click.echo(str(path))
        return code


def _standings(store: Store) -> list[Standing]:
    from sko_widgets.insight.readiness import standings

    return standings(store.outlines())


def _bundle(known: Sequence[Standing], keys: Sequence[DossierKey], folder: Path, *, quiet: bool) -> int:
    """Write the reports as one PDF, and say which are not in it, or why there is none; returns 0, or 1 for either."""
    from sko_widgets.batch import bundle
    from sko_widgets.dutch import listing

    try:
        made = bundle.write(folder, keys, known)
    except SkoError as error:
        click.echo(str(error), err=True)  # the reports are there anyhow
        return 1
    if made.left_out:
        absent = listing([str(key) for key in made.left_out])
        why = "Het rapport mislukte, of zijn pdf is beschadigd; dan helpt --opnieuw."
        click.echo(f"Niet in de bundel: {absent}. {why}", err=True)
    if made.path and not quiet:
        click.echo(str(made.path))
    return int(bool(made.left_out))


def _overview(known: Sequence[Standing], keys: Sequence[DossierKey], folder: Path, *, quiet: bool) -> None:
    """Write what leads to all reports of a folder, and say where it is, or why not: the reports are there anyhow."""
    from sko_widgets.batch import office
    from sko_widgets.files import FileError

    try:
        page, _ = office.write(office.wanted(known, keys, folder), folder)
    except FileError as error:
        click.echo(str(error), err=True)
    else:
        if not quiet:
            click.echo(f"Alle rapporten bij elkaar: {page}", err=True)


def make(
    store: Store, keys: Sequence[DossierKey], folder: Path, order: Order, workers: Workers, *, as_json: bool = False
) -> int:
    """Make the reports of some dossiers and tell how it goes; returns 0, or 1 when some failed."""
    from sko_widgets.batch.run import run

    teller = watcher(folder, as_json=as_json)
    summary = run(store, keys, folder, order, workers, teller)
    teller.end(summary)
    return int(bool(summary.failed))
