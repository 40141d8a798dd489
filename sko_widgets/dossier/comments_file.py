"""The file of who read along: `sko-opmerkingen`, read strictly, and taken in whole or not at all.

`docs/comments-file.md` says what stands in it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import AfterValidator, Field, StrictInt, StrictStr
from pydantic_core import PydanticCustomError

from sko_widgets import framework
from sko_widgets.dutch import count
from sko_widgets.errors import SkoError
from sko_widgets.framework import INTRODUCTION, Framework

from . import exchange
from .comments import comment_sheet, facts, mark_of, reader_sheet, step_at
from .file_kinds import FileKind, Mark
from .problems import Problems, nearest
from .snapshot import DossierKey, Sheets, Snapshot
from .values import Date, Line, Strict

if TYPE_CHECKING:
    from .store import Store

FORMAT = "sko-opmerkingen"
VERSION = 1
LARGEST_FILE = 2 * 1024 * 1024
KIND = FileKind(FORMAT, VERSION, LARGEST_FILE, "een bestand met opmerkingen", "dit zijn geen opmerkingen")
_MOST, _LONGEST, _LONGEST_NAME = 2_000, 20_000, 80
_MARK = re.compile("[0-9a-f]{16}|")


class OtherDossierError(SkoError):
    """Comments are about a dossier that is not here, or not the one that somebody looks at."""


def _is_mark(text: str) -> str:
    if not _MARK.fullmatch(text):
        raise PydanticCustomError("mark", "moet 16 cijfers en letters van a tot en met f zijn")
    return text


class _About(Strict):
    coalition: Annotated[StrictStr, AfterValidator(exchange.check_slug)]
    period: Annotated[StrictStr, AfterValidator(exchange.check_period)]
    name: Line = ""


class _Comment(Strict):
    sheet: Line
    field: Line
    text: Annotated[StrictStr, Field(max_length=_LONGEST)]
    on: Date = ""
    about: Annotated[StrictStr, AfterValidator(_is_mark)] = ""


class _File(Strict):
    format: Literal["sko-opmerkingen"]
    version: StrictInt
    dossier: _About
    reader: Mark
    name: Annotated[Line, Field(max_length=_LONGEST_NAME)] = ""
    comments: Annotated[list[_Comment], Field(max_length=_MOST)]


@dataclass(frozen=True, slots=True)
class CommentsFile:
    """Comments as they were read.

    Parameters
    ----------
    where
        The file, for messages.
    key, called
        The dossier that they are about, and what its coalition was called.
    reader, name
        Who read: an id, and the name that they gave.
    rows
        Sheet, field, text, day and mark of each comment that says something.
    """

    where: str
    key: DossierKey
    called: str
    reader: str
    name: str
    rows: tuple[tuple[str, str, str, str, str], ...]


@dataclass(frozen=True, slots=True)
class CommentsIntake:
    """What taking in a file would do.

    Parameters
    ----------
    file
        What was read.
    sheets
        What would be saved: the reader, and each comment that is new or says something else than before.
    changed
        How many comments that are.
    """

    file: CommentsFile
    sheets: Sheets
    changed: int


def read_file(path: Path) -> CommentsFile:
    """Read comments from a file.

    Raises
    ------
    ImportRefusedError
        With every problem at once, each with its JSON path.
    FileError
        When the file cannot be read.
    """
    return KIND.from_path(path, read)


def read(data: bytes, where: str) -> CommentsFile:
    """Read comments from bytes; as `read_file`."""
    file, problems = KIND.checked(data, where, _File)
    places = [(one.sheet, one.field) for one in file.comments]
    for (sheet, field), times in Counter(places).items():
        if times > 1:
            at = len(places) - 1 - places[::-1].index((sheet, field))
            problems.add(f"comments[{at}]: bij deze stap staat al een opmerking")
    problems.refuse(where)
    rows = [(one.sheet, one.field, one.text, one.on, one.about) for one in file.comments if one.text.strip()]
    key, name = DossierKey(file.dossier.coalition, file.dossier.period), " ".join(file.name.split())
    return CommentsFile(where, key, file.dossier.name or key.slug, file.reader, name, tuple(rows))


def plan(store: Store, file: CommentsFile) -> CommentsIntake:
    """Say what taking in comments would do; writes nothing.

    Raises
    ------
    OtherDossierError
        When their dossier is not here.
    ImportRefusedError
        When a comment is at a step that the dossier's format does not have.
    """
    if not any(info.key == file.key for info in store.dossiers()):
        called = f"{file.called} {file.key.period.replace('-', '–')}"
        mend = "Er is niets opgeslagen; neem eerst dat dossier over, of kies een ander bestand."
        raise OtherDossierError(
            f"Deze opmerkingen gaan over ‘{called}’, en dat dossier is hier niet.", where=file.where, mend=mend
        )
    snapshot = store.snapshot(file.key)
    _check_places(file, framework.framework(snapshot.framework))
    said = {sheet: fields for sheet, fields in _said(file, snapshot) if _differs(snapshot, sheet, fields)}
    reader, named = reader_sheet(file.reader), {"name": file.name or None}
    is_named = not file.rows or not _differs(snapshot, reader, named)
    return CommentsIntake(file, said if is_named else {reader: named, **said}, len(said))


def take_in(store: Store, intake: CommentsIntake) -> None:
    """Carry out a plan: all of it, or nothing; who read is who wrote, and what they wrote before is in the history."""
    if intake.sheets:
        store.put(intake.file.key, intake.sheets, author=intake.file.name)


def told(intake: CommentsIntake) -> str:
    """Return what taking in comments does, `3 opmerkingen van Anna`."""
    if not intake.changed:
        return "deze opmerkingen waren er al" if intake.file.rows else "in dit bestand staan geen opmerkingen"
    return f"{count(intake.changed, 'opmerking', 'opmerkingen')} van {intake.file.name or 'een lezer'}"


def _said(file: CommentsFile, snapshot: Snapshot) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield the sheet of each comment; one that does not say about which text it is, is about that of now."""
    for sheet, field, text, on, about in file.rows:
        name, now = comment_sheet(file.reader, sheet, field), mark_of(snapshot, sheet, field)
        there = snapshot.sheet(name)
        kept = there.get("text_mark", "") if there.get("text") == text else now if about in ("", now) else ""
        yield name, {"text": text, **facts(sheet, field, kept, on)}


def _differs(snapshot: Snapshot, sheet: str, fields: Mapping[str, Any]) -> bool:
    there = snapshot.sheet(sheet)
    return any(there.get(name) != value for name, value in fields.items())


def _check_places(file: CommentsFile, chosen: Framework) -> None:
    problems = Problems()
    for at, (sheet, field, *_) in enumerate(file.rows):
        if step_at(chosen, sheet, field) is None:
            problems.add(partial(_unknown, at, sheet, field, chosen))
    problems.refuse(file.where)


def _unknown(at: int, sheet: str, field: str, chosen: Framework) -> str:
    block_id = sheet.removeprefix("block/").partition("/")[0]
    if sheet == chosen.profile.id or (block_id in chosen.block_ids and chosen.declares(sheet)):
        asked = [one.name for step in chosen.cycle_sheet.steps for one in step.fields]
        known = [INTRODUCTION] if sheet == chosen.profile.id else asked
        return f"comments[{at}].field: bij dit veld kan geen opmerking staan; {nearest(field, known)}"
    places = [chosen.profile.id, *(f"block/{one}/1" for one in chosen.block_ids)]
    return f"comments[{at}].sheet: bij dit werkblad kan geen opmerking staan; {nearest(sheet, places)}"
