"""What of a dossier a report has to print, and what of it a report left out."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from sko_widgets.dossier.answers import in_report
from sko_widgets.dossier.references import named_rows
from sko_widgets.dossier.snapshot import Snapshot
from sko_widgets.dossier.values import is_empty
from sko_widgets.dutch import listing
from sko_widgets.framework import Field, Sheet, framework

from .parts import FIELDS
from .passage import Passage

_COVER = frozenset([("profile", "name"), *(("publication", name) for name in ("status", "adopted_by", "adopted_on"))])
"""What the report's cover prints, whatever is in its chapters."""

EMPTY = "Dit dossier is nog leeg: in geen enkele bouwsteen staat iets."
"""What is said of a report in which nothing stands yet."""


def left_out(
    snapshot: Snapshot, printed: Passage, only: Collection[str] = (), *, without: Collection[str] = ()
) -> tuple[str, ...]:
    """Return a warning for each sheet of which something that was filled is not in the report.

    Parameters
    ----------
    snapshot
        What the report was made from.
    printed
        What it prints.
    only
        The blocks and lessons that it is about; all of the dossier by default.
    without
        The parts that were to stay out, some of `parts.PARTS`.
    """
    warnings = []
    for sheet_id in snapshot.sheets:
        if _is_about(sheet_id, only, without):
            lost = [
                field_called(snapshot, sheet_id, name)
                for name in filled(snapshot, sheet_id)
                if (sheet_id, name) not in printed.fields | _COVER
                and FIELDS.get((sheet_id, name)) not in without
                and not _on_purpose(snapshot, sheet_id, name)
            ]
            if lost:
                warnings.append(f"Niet in het rapport: {called(snapshot, sheet_id)}: {listing(lost)}.")
    return tuple(warnings)


def empty(snapshot: Snapshot) -> tuple[str, ...]:
    """Return a warning when no block of a dossier has anything in it: the report of it is no report yet."""
    begun = any(sheet_id.startswith("block/") and values for sheet_id, values in snapshot.sheets.items())
    return () if begun else (EMPTY,)


def unread(snapshot: Snapshot, only: Collection[str] = (), *, without: Collection[str] = ()) -> tuple[str, ...]:
    """Return a warning for each sheet of which the store holds something that cannot be read; parameters as above."""
    labels: dict[str, list[str]] = {}
    for sheet_id, name in snapshot.damaged:
        if _is_about(sheet_id, only, without):
            labels.setdefault(sheet_id, []).append(field_called(snapshot, sheet_id, name))
    warnings = [
        f"Beschadigd in de opslag: {called(snapshot, sheet_id)}: {listing(those)}. "
        "In het rapport staat de laatste leesbare versie, als die er is."
        for sheet_id, those in labels.items()
    ]
    if snapshot.misses:
        warnings.append("Een deel van de opslag is niet te lezen; in het rapport kan tekst ontbreken.")
    return tuple(warnings)


def _is_about(sheet_id: str, only: Collection[str], without: Collection[str]) -> bool:
    if "bijlagen" in without and not sheet_id.startswith(("block/", "publication")):
        return False
    return not only or sheet_id in only or sheet_id.startswith(tuple(f"block/{chosen_id}/" for chosen_id in only))


def _on_purpose(snapshot: Snapshot, sheet_id: str, name: str) -> bool:
    """Decide what a report leaves out without a word: what nobody is asked, and what a coalition keeps out."""
    sheet = _declared(snapshot, sheet_id)
    if sheet is None:
        return False
    if in_report(snapshot, sheet) != "alles":
        return not (sheet.has(name) and in_annex(snapshot, sheet, sheet.field(name)))
    return sheet.has(name) and not sheet.field(name).asked


def in_annex(snapshot: Snapshot, sheet: Sheet, field: Field) -> bool:
    """Tell whether a field prints with its sheet: not what prints elsewhere, nor what the coalition keeps out."""
    chosen = in_report(snapshot, sheet)
    return not field.elsewhere and (chosen == "alles" or (chosen == "plaatje" and field.as_picture))


def _declared(snapshot: Snapshot, sheet_id: str) -> Sheet | None:
    """Return the declaration of a sheet; None when the format lost it."""
    chosen = framework(snapshot.framework)
    return chosen.sheet(sheet_id) if chosen.declares(sheet_id) else None


def filled(snapshot: Snapshot, sheet_id: str) -> Iterator[str]:
    """Yield the names of what somebody filled in a sheet: its fields, also those that the format lost.

    A column that the format lost is called by its field and itself, `stakeholders.mood`.
    """
    values = snapshot.sheet(sheet_id)
    sheet = _declared(snapshot, sheet_id)
    known = {field.name: field for field in sheet.fields} if sheet else {}
    for name, value in values.items():
        field = known.get(name)
        if sheet is None or field is None:
            if not is_empty(value):
                yield name
        elif field.kind == "table" and isinstance(value, list):
            yield from _filled_columns(field, value)
        elif _says_something(sheet, field, values):
            yield name


def _says_something(sheet: Sheet, field: Field, values: Mapping[str, Any]) -> bool:
    """Tell whether a field holds something; a tie to a row that is gone says nothing."""
    value = values[field.name]
    if field.kind != "ties" or is_empty(value):
        return not is_empty(value)
    first, second = (named_rows(sheet.field(name), values.get(name, ())) for name in field.between)
    return any(one in first and other in second for one, other in value)


def _filled_columns(field: Field, rows: list[Any]) -> Iterator[str]:
    """Yield a table's name when a column that people see is filled, and each filled column that the format lost."""
    used = [name for row in rows for name, value in row.items() if not is_empty(value)]
    hidden = {column.name: column.hidden for column in field.columns}
    if any(not hidden.get(name, True) for name in used):
        yield field.name
    yield from (f"{field.name}.{name}" for name in dict.fromkeys(used) if name not in hidden)


def called(snapshot: Snapshot, sheet_id: str) -> str:
    """Return what a message calls a sheet: `les 12, De kansenketen` or `Meso – Samenwerking, cyclus 2`."""
    sheet = _declared(snapshot, sheet_id)
    if sheet is None:
        return f"werkblad {sheet_id}"
    kind, _, rest = sheet_id.partition("/")
    if kind == "block":
        block_id, _, cycle = rest.partition("/")
        known = framework(snapshot.framework)
        name = known.block(block_id).name if block_id in known.block_ids else f"bouwsteen {block_id}"
        return f"{name}, cyclus {cycle}" if cycle else name
    return sheet.called


def field_called(snapshot: Snapshot, sheet_id: str, name: str) -> str:
    """Return what a message calls a field: its label, or its name when the format lost it."""
    sheet = _declared(snapshot, sheet_id)
    return next((field.label for field in (sheet.fields if sheet else ()) if field.name == name), f"‘{name}’")
