"""Begins a dossier: new, or as the follow-up of an earlier period."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date
from typing import TYPE_CHECKING

from pydantic_core import PydanticCustomError

from sko_widgets.errors import UsageError
from sko_widgets.framework import framework, framework_for

from .carry import carried, open_questions
from .exchange import check_name, check_period, slug_of
from .snapshot import DossierKey, Sheets
from .transfer import OtherCoalitionError, other_coalition, same_name

if TYPE_CHECKING:
    from .store import Store


def begin(
    store: Store,
    name: str,
    period: str,
    *,
    before: str | None = None,
    keep: Collection[str] | None = None,
    author: str,
) -> tuple[DossierKey, int]:
    """Make a dossier.

    Parameters
    ----------
    name, period
        The coalition's name and the period.  A coalition that was renamed keeps the slug of its first name.
    before
        An earlier period of the coalition: what is still true and its open questions come along, those of blocks
        that the new period's format has (see `left_behind`).
    keep
        Which of the offers of `carry.offers` come along; those that do so by themselves when it is None.

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
    _check(check_name, name)
    _check(check_period, period)
    key = DossierKey(_slug(store, name), period)
    other = other_coalition(store.dossiers(), name, key.slug)
    if other:
        mend = f"Er is niets gemaakt; kies een andere naam, of noem de coalitie ‘{other}’ als het dezelfde is."
        raise OtherCoalitionError("", name, other, key.slug, mend=mend)
    sheets: Sheets = {"profile": {"name": name}} if before is None else _carried(store, key, before, keep)
    store.create(key, framework=framework_for(period).id, sheets=sheets, author=author)
    return key, sum(sheet.startswith("block/") for sheet in sheets)


def _carried(store: Store, key: DossierKey, before: str, keep: Collection[str] | None) -> Sheets:
    """Return what comes along from an earlier period."""
    if before >= key.period:
        raise UsageError(
            f"{before} is niet eerder dan {key.period}.", mend="Neem bij --vervolg-op een eerdere periode."
        )
    return carried(store.snapshot(DossierKey(key.slug, before)), framework_for(key.period), keep)


def left_behind(store: Store, key: DossierKey, before: str) -> tuple[str, ...]:
    """Return the names of the blocks whose open question did not come along: the new format lacks them."""
    snapshot = store.snapshot(DossierKey(key.slug, before))
    here = framework_for(key.period).block_ids
    then = framework(snapshot.framework)
    return tuple(then.block(block_id).name for block_id in open_questions(snapshot) if block_id not in here)


def rename(store: Store, slug: str, name: str, *, author: str) -> None:
    """Give a coalition another name, in each of its periods; its slug stays, and the old name is in the history.

    Raises
    ------
    UsageError
        When the name cannot be used, or is another coalition's.
    """
    _check(check_name, name)
    known = store.dossiers()
    if any(info.key.slug != slug and same_name(info.name, name) for info in known):
        raise UsageError(f"Er is al een andere coalitie ‘{name}’.", mend="Kies een andere naam.")
    for info in known:
        if info.key.slug == slug and info.name != name:
            store.put(info.key, {"profile": {"name": name}}, author=author)


def _slug(store: Store, name: str) -> str:
    """Return the slug of the coalition that is called so, or the one that a new name gets."""
    slug = next((info.key.slug for info in store.dossiers() if same_name(info.name, name)), slug_of(name))
    if not slug:
        raise UsageError(f"Van de naam ‘{name}’ is geen bestandsnaam te maken.", mend="Gebruik ook letters of cijfers.")
    return slug


def _check(check: Callable[[str], str], value: str) -> None:
    try:
        check(value)
    except PydanticCustomError as error:
        raise UsageError(f"{error.message().capitalize()}.", mend="Er is niets opgeslagen.") from None


def school_year(today: date | None = None) -> str:
    """Return the period that a day falls in; a school year begins on 1 August."""
    there = today or date.today()
    first = there.year if there.month >= 8 else there.year - 1
    return f"{first}-{first + 1}"


def period_after(period: str) -> str:
    """Return the period that follows one."""
    second = int(period.partition("-")[2])
    return f"{second}-{second + 1}"
