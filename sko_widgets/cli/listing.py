"""`sko lijst`, and the choice of dossiers by what is known of them."""

from __future__ import annotations

import functools
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

import click

from sko_widgets.errors import UsageError
from sko_widgets.who import by

from .place import Place

if TYPE_CHECKING:
    from sko_widgets.dossier.snapshot import DossierKey
    from sko_widgets.dossier.store import DossierInfo, Store
    from sko_widgets.insight.readiness import Standing

STATES = ("leeg", "bezig", "klaar", "afgerond")
"""What a dossier can be; `insight.readiness` says when."""


class Day(click.ParamType[date]):
    """A day as `2026-09-01`."""

    name = "DATUM"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return the day, or say in Dutch what one looks like."""
        try:
            return value if isinstance(value, date) else date.fromisoformat(str(value).strip())
        except ValueError:
            self.fail(f"‘{value}’ is geen datum; schrijf die als 2026-09-01", param, ctx)


class State(click.ParamType[str]):
    """One of `STATES`."""

    name = "STATUS"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the state, or say in Dutch which there are."""
        if value not in STATES:
            self.fail(f"‘{value}’ is geen status; kies uit {', '.join(STATES)}", param, ctx)
        return str(value)


@dataclass(frozen=True, slots=True)
class Sieve:
    """Which dossiers are wanted, by what is known of them; without any of these, all.

    Parameters
    ----------
    municipality
        Name of their municipality, in whatever capitals.
    state
        One of `STATES`.
    since
        The first day on which they may have been changed last.
    """

    municipality: str | None = None
    state: str | None = None
    since: date | None = None

    @property
    def is_open(self) -> bool:
        """Whether it lets all through."""
        return self == Sieve()

    def keep(self, standings: Sequence[Standing]) -> list[Standing]:
        """Return those that are wanted.

        Raises
        ------
        UsageError
            When no dossier is of this municipality.
        """
        kept = list(standings)
        if self.municipality is not None:
            asked = self.municipality.casefold().strip()
            kept = [one for one in kept if one.municipality.casefold() == asked]
            if not kept:
                raise _no_municipality(self.municipality, standings)
        if self.state is not None:
            kept = [one for one in kept if one.state == self.state]
        if self.since is not None:
            begin = datetime.combine(self.since, time()).astimezone()
            kept = [one for one in kept if one.changed_at >= begin]
        return kept

    def keys(self, store: Store, keys: Sequence[DossierKey]) -> list[DossierKey]:
        """Return which of these dossiers are wanted.

        Raises
        ------
        UsageError
            When none is.
        """
        from sko_widgets.insight.readiness import standings

        wanted = {one.key for one in self.keep([one for one in standings(store.outlines()) if one.key in keys])}
        if not wanted:
            raise UsageError("Geen enkel dossier past bij je keuze.", mend="Kijk met ‘sko lijst’ welke er zijn.")
        return [key for key in keys if key in wanted]


def _no_municipality(asked: str, standings: Sequence[Standing]) -> UsageError:
    known = sorted({one.municipality for one in standings if one.municipality})
    mend = f"Kies uit: {', '.join(known[:10])}{' …' if len(known) > 10 else ''}." if known else ""
    return UsageError(f"Er is geen dossier van gemeente ‘{asked}’.", mend=mend)


def sieved(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options that a `Sieve` is made of; it is called with that, `sieve`."""

    @functools.wraps(command)
    def called(*place: Any, municipality: str | None, state: str | None, since: date | None, **more: Any) -> Any:
        return command(*place, sieve=Sieve(municipality, state, since), **more)

    options = (
        click.option("--gemeente", "municipality", metavar="NAAM", help="Alleen dossiers van deze gemeente."),
        click.option("--status", "state", type=State(), help=f"Alleen dossiers die zo zijn: {', '.join(STATES)}."),
        click.option(
            "--gewijzigd-sinds", "since", type=Day(), help="Alleen wat op of na deze dag veranderde, zoals 2026-09-01."
        ),
    )
    for option in reversed(options):
        called = option(called)
    return called


def show(place: Place, sieve: Sieve, *, period: str | None, as_json: bool) -> None:
    """Print which dossiers there are and how far each is."""
    from sko_widgets.insight.readiness import standings

    with place.look() as store:
        infos = {info.key: info for info in store.dossiers() if period in (None, info.key.period)}
        outlines = store.outlines() if infos else []
    there = {one.key: one for one in sieve.keep([one for one in standings(outlines) if one.key in infos])}
    shown = [(info, there[key]) for key, info in infos.items() if key in there]
    if as_json:
        click.echo(json.dumps([_row(*one) for one in shown], ensure_ascii=False, indent=2))
    elif shown:
        _table(shown)
    elif infos:
        click.echo("Geen enkel dossier past bij je keuze.")
    else:
        when = f" van {period}" if period else ""
        where = "" if place.url else f" in {place.folder}"
        click.echo(f"Er is nog geen dossier{when}{where}. Begin met ‘sko nieuw’, ‘sko invoer’ of ‘sko demo’.")


def _table(shown: Sequence[tuple[DossierInfo, Standing]]) -> None:
    from sko_widgets.dutch import clock, day
    from sko_widgets.insight.readiness import said

    lines = [
        (
            str(info.key),
            info.name,
            said(standing),
            f"(gewijzigd {day(info.changed_at)}, {clock(info.changed_at)}{by(info.changed_by)})",
        )
        for info, standing in shown
    ]
    wide = [max(len(line[at]) for line in lines) for at in range(3)]
    for line in lines:
        click.echo("  ".join((*(text.ljust(room) for text, room in zip(line, wide, strict=False)), line[3])))


def _row(info: DossierInfo, standing: Standing) -> dict[str, Any]:
    return {
        "dossier": str(info.key),
        "coalition": info.key.slug,
        "period": info.key.period,
        "name": info.name,
        "municipality": standing.municipality,
        "status": standing.state,
        "blocks": dict(standing.blocks),
        "cycles": standing.cycles,
        "finished": standing.finished,
        "changed_at": info.changed_at.isoformat(),
        "changed_by": info.changed_by,
    }
