"""Begins a dossier: new, or as the follow-up of an earlier period."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from pydantic_core import PydanticCustomError

from sko_widgets.errors import UsageError
from sko_widgets.framework import framework, framework_for

from .cycles import follow_up
from .exchange import check_name, check_period, slug_of
from .snapshot import DossierKey, Sheets, Snapshot
from .transfer import OtherCoalitionError, other_coalition

if TYPE_CHECKING:
    from .store import Store


def begin(
    store: Store,
    name: str,
    period: str,
    *,
    before: str | None = None,
    profile: dict[str, Any] | None = None,
    author: str,
) -> tuple[DossierKey, int]:
    """Make a dossier.

    Parameters
    ----------
    name, period
        The coalition's name and the period.
    before
        An earlier period of the coalition: its profile and its open questions come along, those of blocks
        that the new period's format has (see `left_behind`).
    profile
        More fields of the profile, as their sheet declares them.

    Returns
    -------
    DossierKey, int
        The new dossier, and how many open questions came along.

    Raises
    ------
    UsageError
        When name or period cannot be used, or `before` is not earlier.
    DossierExistsError, NoSuchDossierError, OtherCoalitionError
        As the store says.
    """
    key = DossierKey(_slug(name, period), period)
    other = other_coalition(store.dossiers(), name, key.slug)
    if other:
        mend = f"Er is niets gemaakt; kies een andere naam, of noem de coalitie ‘{other}’ als het dezelfde is."
        raise OtherCoalitionError("", name, other, key.slug, mend=mend)
    sheets = {"profile": {"name": name}} if before is None else _carried(store, key, before)
    sheets = {**sheets, "profile": {**sheets["profile"], **(profile or {})}}
    store.create(key, framework=framework_for(period).id, sheets=sheets, author=author)
    return key, sum(bool(_block(sheet)) for sheet in sheets)


def _carried(store: Store, key: DossierKey, before: str) -> Sheets:
    """Return what comes along from an earlier period."""
    if before >= key.period:
        raise UsageError(
            f"{before} is niet eerder dan {key.period}.", mend="Neem bij --vervolg-op een eerdere periode."
        )
    here = ("", *framework_for(key.period).block_ids)
    snapshot = store.snapshot(DossierKey(key.slug, before))
    return {name: fields for name, fields in _follow_up(snapshot).items() if _block(name) in here}


def left_behind(store: Store, key: DossierKey, before: str) -> tuple[str, ...]:
    """Return the names of the blocks whose open question did not come along: the new format lacks them."""
    snapshot = store.snapshot(DossierKey(key.slug, before))
    now = ("", *framework_for(key.period).block_ids)
    stayed = [_block(name) for name in _follow_up(snapshot) if _block(name) not in now]
    return tuple(framework(snapshot.framework).block(block_id).name for block_id in stayed)


def _follow_up(snapshot: Snapshot) -> Sheets:
    return follow_up(snapshot, framework(snapshot.framework))


def _block(sheet_id: str) -> str:
    """Return the id of the block that a sheet is of, or an empty text."""
    return sheet_id.split("/")[1] if sheet_id.startswith("block/") else ""


def _slug(name: str, period: str) -> str:
    try:
        check_name(name)
        check_period(period)
    except PydanticCustomError as error:
        raise UsageError(f"{error.message().capitalize()}.", mend="Er is niets gemaakt.") from None
    slug = slug_of(name)
    if not slug:
        raise UsageError(f"Van de naam ‘{name}’ is geen bestandsnaam te maken.", mend="Gebruik ook letters of cijfers.")
    return slug


def school_year(today: date | None = None) -> str:
    """Return the period that a day falls in; a school year begins on 1 August."""
    there = today or date.today()
    first = there.year if there.month >= 8 else there.year - 1
    return f"{first}-{first + 1}"
