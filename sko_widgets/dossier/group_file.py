"""A learning group as a JSON file: `sko-leergroep`, read strictly, and written byte for byte the same.

It has what the group wrote itself: who is in it, its sessions, the harvest and what was agreed.  What coalitions shared
with the group is not in it: in a file they could not take it back.  `docs/group-file.md` says what stands in it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import Field, StrictInt, StrictStr

from sko_widgets import files, framework
from sko_widgets.dutch import count
from sko_widgets.errors import SkoError, UsageError
from sko_widgets.framework import Sheet

from . import exchange, sharing
from .file_kinds import FileKind, format_named
from .snapshot import DossierKey, Sheets, Snapshot
from .transfer import same_name
from .values import Line, Strict

if TYPE_CHECKING:
    from .store import Store

FORMAT = "sko-leergroep"
VERSION = 1
LARGEST_FILE = exchange.LARGEST_FILE
KIND = FileKind(FORMAT, VERSION, LARGEST_FILE, "een bestand van een leergroep", "dit is geen leergroep")


class _File(Strict):
    format: Literal["sko-leergroep"]
    version: StrictInt
    framework: StrictStr
    group: Annotated[Line, Field(min_length=1, max_length=80)]
    sheets: dict[StrictStr, dict[StrictStr, Any]] = Field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class GroupFile:
    """What was read from a file: of which group, in which format, and what each of its sheets holds."""

    where: str
    group: str
    framework: str
    sheets: Sheets


def group_key(store: Store, name: str) -> DossierKey:
    """Return which learning group has a name or a slug.

    Raises
    ------
    UsageError
        When none has; says which there are.
    """
    there = sharing.groups(store)
    asked = name.casefold().strip()
    found = [one.key for one in there if asked in (one.key.slug, one.name.casefold())]
    if not found:
        known = ", ".join(one.name for one in there[:10])
        raise UsageError(
            f"Er is geen leergroep ‘{name}’.", mend=f"Kies uit: {known}." if known else "Er is nog geen leergroep."
        )
    return found[0]


def write(snapshot: Snapshot, name: str) -> bytes:
    """Return what a group wrote as a file: UTF-8, the same bytes for the same group."""
    chosen = framework.framework(snapshot.framework)
    own = [one for one in sorted(snapshot.sheets) if holds(snapshot, one)]
    sheets = {one: exchange.ordered(chosen.sheet(one), snapshot.sheet(one)) for one in own}
    plain: dict[str, Any] = {"format": FORMAT, "version": VERSION, "framework": chosen.id, "group": name}
    plain["sheets"] = {one: fields for one, fields in sheets.items() if fields}
    return (json.dumps(plain, ensure_ascii=False, indent=2, allow_nan=False) + "\n").encode("utf-8", "replace")


def file_name(key: DossierKey) -> str:
    """Return what the file of a group is called."""
    return f"leergroep-{key.slug}.json"


def holds(snapshot: Snapshot, sheet: str) -> bool:
    """Say whether a sheet of a group goes into its file: what it wrote itself."""
    chosen = framework.framework(snapshot.framework)
    return chosen.declares(sheet) and _is_own(chosen.sheet(sheet))


def write_out(store: Store, key: DossierKey, folder: Path) -> Path:
    """Write a group as a file and return its path."""
    path = folder / file_name(key)
    files.write(path, write(store.snapshot(key), store.info(key).name))
    return path


def read_file(path: Path) -> GroupFile:
    """Read a file; as `read`.

    Raises
    ------
    FileError
        When the file cannot be read.
    """
    return KIND.from_path(path, read)


def read(data: bytes, where: str) -> GroupFile:
    """Read a group from bytes.

    Raises
    ------
    ImportRefusedError
        With every problem at once, each with its JSON path.
    """
    file, problems = KIND.checked(data, where, _File)
    chosen = format_named(file.framework, problems, where)
    sheets = exchange.read_sheets(file.sheets, chosen, [one for one in chosen.sheets if _is_own(one)], problems)
    problems.refuse(where)
    return GroupFile(where, " ".join(file.group.split()), chosen.id, sheets)


def _is_own(sheet: Sheet) -> bool:
    return sheet.owner == "group"


def changes(store: Store, file: GroupFile) -> tuple[DossierKey | None, int]:
    """Return which group of the store a file would go into, None for a new one, and how many fields would change.

    Raises
    ------
    SkoError
        When the group that is there follows another format.
    """
    there = next((one for one in sharing.groups(store) if same_name(one.name, file.group)), None)
    if there is None:
        return None, sum(len(fields) for fields in file.sheets.values())
    if there.framework != file.framework:
        raise SkoError(
            f"Deze leergroep volgt het format ‘{there.framework}’, het bestand ‘{file.framework}’.",
            where=file.where,
            mend="Er is niets opgeslagen.",
        )
    return there.key, sum(len(fields) for fields in _other(store.snapshot(there.key), file).values())


def take_in(store: Store, file: GroupFile, *, author: str) -> DossierKey:
    """Have a group hold what is in a file, beside what it has; what stood there stays in the history."""
    key = sharing.group_called(store, file.group, author=author, format_id=file.framework).key
    other = _other(store.snapshot(key), file)
    if other:
        store.put(key, other, author=author)
    return key


def _other(there: Snapshot, file: GroupFile) -> dict[str, Mapping[str, Any]]:
    """Return what a file has that is not so in the store."""
    found = {
        sheet: {name: value for name, value in fields.items() if there.sheet(sheet).get(name) != value}
        for sheet, fields in file.sheets.items()
    }
    return {sheet: fields for sheet, fields in found.items() if fields}


def told(file: GroupFile, key: DossierKey | None, changed: int) -> str:
    """Return what taking in a file does, `Rivieren: nieuw, 12 velden`."""
    fields = count(changed, "veld", "velden")
    if key is None:
        return f"{file.group}: nieuw, {fields}"
    return f"{file.group}: {fields} gewijzigd" if changed else f"{file.group}: er is niets veranderd"
