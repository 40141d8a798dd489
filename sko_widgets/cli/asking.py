"""What the coach sees in dossiers: `sko controle`, as text or as JSON, and a word before a dossier goes out."""

from __future__ import annotations

import json
import logging
from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import click

from sko_widgets.dutch import count, listing, today
from sko_widgets.errors import SkoError
from sko_widgets.insight.coach import Coach, SheetRemarks, coach
from sko_widgets.report.coverage import called, field_called

from .place import Place, chosen

if TYPE_CHECKING:
    from sko_widgets.dossier.snapshot import DossierKey, Snapshot
    from sko_widgets.insight.checks import Remark

_log = logging.getLogger(__name__)
_NAMED = 4
"""So many places are named; `sko controle` names all."""


def ask(
    place: Place, names: Sequence[str], *, everything: bool, period: str | None, as_json: bool, strict: bool
) -> int:
    """Say what the coach sees; returns the exit code.

    Parameters
    ----------
    strict
        Whether a remark makes the code 1.
    """
    failed, rows = 0, []
    with place.look() as store:
        for key in chosen(store, names, everything=everything, period=period):
            try:
                snapshot = store.snapshot(key)
            except SkoError as error:
                failed += 1
                click.echo(f"Het dossier {key} is niet te lezen. {error}", err=True)
                continue
            found = coach(snapshot, today())
            rows += [_row(key, remark) for remark in found.remarks]
            if not as_json:
                click.echo("\n".join(_told(snapshot, found)))
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
    return int(failed > 0 or (strict and bool(rows)))


def _row(key: DossierKey, remark: Remark) -> dict[str, Any]:
    row: dict[str, Any] = {
        "dossier": str(key),
        "sheet": remark.sheet,
        "field": remark.field,
        "rule": remark.rule,
        "message": remark.message,
        "quote": remark.quote,
        "prio": remark.prio,
    }
    return row if remark.item is None else row | {"item": remark.item}


def _told(snapshot: Snapshot, found: Coach) -> Iterator[str]:
    """Yield the lines about one dossier."""
    name = snapshot.sheet("profile").get("name", snapshot.key.slug)
    if not found.remarks:
        yield f"{name} ({snapshot.key}): geen vragen. Laat iemand anders meelezen."
        return
    said = sum(remark.said is not None for remark in found.remarks)
    asked = len(found.remarks) - said
    parts = [f"de meedenker heeft {count(asked, 'vraag', 'vragen')}"] if asked else []
    parts += [f"van lezers {count(said, 'opmerking', 'opmerkingen')}"] if said else []
    yield f"{name} ({snapshot.key}): {listing(parts)}."
    for one in found.sheets.values():
        if one.remarks:
            yield from _of_sheet(snapshot, one)


def _of_sheet(snapshot: Snapshot, one: SheetRemarks) -> Iterator[str]:
    yield f"  {called(snapshot, one.sheet)}"
    yield from (f"    - {remark.message}" for remark in (*one.persons, *one.open))
    if one.folded:
        yield f"    Nog {count(len(one.folded), 'vraag', 'vragen')}; met --json zie je ze alle."


def ask_about_persons(snapshot: Snapshot, among: Collection[str] | None = None) -> bool:
    """Say where personal data may stand in what goes into a file, and whether it may; it blocks nothing.

    Parameters
    ----------
    among
        The sheets that go; None for all.
    """
    try:
        personal = coach(snapshot, today()).personal
        seen = [remark for remark in personal if among is None or remark.sheet in among]
        places = dict.fromkeys(_place(snapshot, remark) for remark in seen)
    except Exception:  # noqa: BLE001 - whatever a rule cannot read, the file is there
        _log.exception("The coach could not read %s", snapshot.key)
        return False
    if places:
        more = [f"nog {len(places) - _NAMED} plekken"] if len(places) > _NAMED else []
        where = listing([*list(places)[:_NAMED], *more])
        click.echo(f"{snapshot.key}: misschien staat er een persoonsgegeven, bij {where}.", err=True)
    return bool(places)


def _place(snapshot: Snapshot, remark: Remark) -> str:
    return f"{called(snapshot, remark.sheet)}, {field_called(snapshot, remark.sheet, remark.field)}"
