"""The file for sharing without a common store: `sko-gedeeld`, read strictly, and taken in whole or not at all.

`docs/shared-file.md` says what stands in it.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import AfterValidator, Field, StrictBool, StrictInt, StrictStr, ValidationError
from pydantic_core import PydanticCustomError

from sko_widgets.dutch import count
from sko_widgets.framework import Framework

from . import exchange
from .file_kinds import FileKind, Mark, format_named
from .problems import Problems
from .shared import SharedCopy, sheet_of
from .snapshot import Value
from .values import Line, Strict, canonical, model_of

if TYPE_CHECKING:
    from .store import Store

FORMAT = "sko-gedeeld"
VERSION = 1
LARGEST_FILE = exchange.LARGEST_FILE
KIND = FileKind(FORMAT, VERSION, LARGEST_FILE, "een bestand met wat gedeeld is", "hier is niets gedeeld")
_MOST = 1_000


def _is_moment(text: str) -> str:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise _no_moment() from error
    if moment.tzinfo is None:
        raise _no_moment()
    return text


def _no_moment() -> PydanticCustomError:
    return PydanticCustomError("moment", "moet een tijd zijn als 2026-01-20T13:00:00+00:00")


_Moment = Annotated[StrictStr, AfterValidator(_is_moment)]


class _Copy(Strict):
    place: Line
    at: _Moment
    questions_only: StrictBool = False
    title: Line = ""
    fields: dict[StrictStr, Any]


class _TakenBack(Strict):
    place: Line
    at: _Moment


class _Hidden(Strict):
    name: Line
    instead: Line


class _File(Strict):
    format: Literal["sko-gedeeld"]
    version: StrictInt
    group: Annotated[Line, Field(min_length=1, max_length=80)]
    sender: Mark
    period: Annotated[StrictStr, AfterValidator(exchange.check_period)]
    framework: StrictStr
    named: StrictBool = False
    meets: StrictBool = False
    name: Annotated[Line, Field(max_length=120)] = ""
    municipality: Line = ""
    schools: Annotated[StrictInt, Field(ge=0, le=5_000)] = 0
    school_kinds: list[Literal["po", "vo", "so"]] = Field(default_factory=list)
    hidden: list[_Hidden] = Field(default_factory=list, max_length=20_000)
    copies: list[_Copy] = Field(default_factory=list, max_length=_MOST)
    withdrawn: list[_TakenBack] = Field(default_factory=list, max_length=_MOST)


@dataclass(frozen=True, slots=True)
class SharedFile:
    """What was read from a file.

    Parameters
    ----------
    where
        The file, for messages.
    group
        The name of the learning group that it is for.
    copies
        What is shared.
    withdrawn
        What is taken back, by the id of the group's sheet, with the moment.
    """

    where: str
    group: str
    copies: tuple[SharedCopy, ...]
    withdrawn: Mapping[str, datetime]

    @property
    def offered(self) -> dict[str, Value | datetime]:
        """What the store is offered."""
        return {sheet_of(one.sender, one.period, one.place): one.to_json() for one in self.copies} | {**self.withdrawn}


def write(group: str, copies: Collection[SharedCopy], withdrawn: Collection[tuple[SharedCopy, datetime]] = ()) -> bytes:
    """Return what one dossier shares with a group, or takes back, as a file: UTF-8, the same bytes for the same copies.

    Parameters
    ----------
    group
        The name of the learning group.
    copies
        What is shared, at least one unless something is taken back; all of one dossier, and in one manner.
    withdrawn
        What is taken back: of each a copy that says of which place, and when.
    """
    of = next(iter([*copies, *(one for one, _ in withdrawn)]))
    plain: dict[str, Any] = {
        "format": FORMAT,
        "version": VERSION,
        "group": group,
        "sender": of.sender,
        "period": of.period,
        "framework": of.framework,
    }
    if copies:
        plain |= {"named": of.named, "meets": of.meets, "schools": of.schools, "school_kinds": list(of.school_kinds)}
        if of.named:
            plain |= {"name": of.name, "municipality": of.municipality}
            plain["hidden"] = [{"name": name, "instead": instead} for name, instead in of.hidden]
        plain["copies"] = [_copy(one) for one in copies]
    if withdrawn:
        plain["withdrawn"] = [{"place": one.place, "at": at.isoformat()} for one, at in withdrawn]
    return (json.dumps(plain, ensure_ascii=False, indent=2, allow_nan=False) + "\n").encode("utf-8", "replace")


def file_name(group: str, of: SharedCopy, stem: str) -> str:
    """Return what a file is called: by the stem of their own files only where they let their name be seen."""
    return f"gedeeld-{exchange.slug_of(group)}-{stem if of.named else of.sender}.json"


def _copy(one: SharedCopy) -> dict[str, Any]:
    plain: dict[str, Any] = {"place": one.place, "at": one.shared_at.isoformat()}
    plain |= {"questions_only": True} if one.questions_only else {}
    plain |= {"title": one.title} if one.title else {}
    return plain | {"fields": dict(one.fields)}


def read_file(path: Path) -> SharedFile:
    """Read a file; as `read`.

    Raises
    ------
    FileError
        When the file cannot be read.
    """
    return KIND.from_path(path, read)


def read(data: bytes, where: str) -> SharedFile:
    """Read what was shared from bytes.

    Raises
    ------
    ImportRefusedError
        With every problem at once, each with its JSON path.
    """
    file, problems = KIND.checked(data, where, _File)
    chosen = format_named(file.framework, problems, where)
    copies = [_read_copy(file, at, chosen, problems) for at in range(len(file.copies))]
    for at, one in enumerate(file.withdrawn):
        _check_place(one.place, f"withdrawn[{at}].place", chosen, problems)
    problems.refuse(where)
    withdrawn = {sheet_of(file.sender, file.period, one.place): _moment(one.at) for one in file.withdrawn}
    return SharedFile(where, " ".join(file.group.split()), tuple(copies), withdrawn)


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


def _check_place(place: str, where: str, chosen: Framework, problems: Problems) -> bool:
    """Say whether something of this place can be shared: a cycle of a block, or an instrument."""
    block, _, _ = place.removeprefix("block/").partition("/")
    is_cycle = bool(chosen.cycle_sheet.pattern.fullmatch(place)) and block in chosen.block_ids
    if is_cycle or any(place == sheet.id for sheet in chosen.instruments):
        return True
    problems.add(f"{where}: dit kan niet worden gedeeld; hier hoort een cyclus van een bouwsteen, of een instrument")
    return False


def _read_copy(file: _File, at: int, chosen: Framework, problems: Problems) -> SharedCopy:
    one, fields = file.copies[at], {}
    if _check_place(one.place, f"copies[{at}].place", chosen, problems):
        model = model_of(chosen.sheet(one.place))
        try:
            fields = canonical(model.model_validate(one.fields, context={"blocks": chosen.block_ids}))
        except ValidationError as error:
            problems.explain(error, model, within=("copies", at, "fields"))
    bare = SharedCopy(
        file.sender,
        file.period,
        one.place,
        file.framework,
        _moment(one.at),
        questions_only=one.questions_only,
        named=file.named,
        meets=file.meets,
        schools=file.schools,
        school_kinds=tuple(file.school_kinds),
        fields=fields,
    )
    return bare.named_as(file.name, file.municipality, one.title, [(row.name, row.instead) for row in file.hidden])


def take_in(store: Store, file: SharedFile, *, author: str, trial: bool = False) -> list[str]:
    """Have the group of a file hold what is in it; the group is made when it is not there.

    Returns
    -------
    list of str
        The group's sheets that changed; of a trial those that may.
    """
    from . import sharing

    if trial:
        return list(file.offered)
    group = sharing.group_called(store, file.group, author=author)
    return store.share(group.key.slug, file.offered, author=author)


def told(file: SharedFile, changed: Collection[str]) -> str:
    """Return what taking in a file did, `Rivieren: 3 keer gedeeld door Elzerveen`."""
    shared = sum(sheet_of(one.sender, one.period, one.place) in changed for one in file.copies)
    gone = sum(sheet in changed for sheet in file.withdrawn)
    who = next((one.label() for one in file.copies), "een coalitie")
    parts = [f"{count(shared, 'deel', 'delen')} gedeeld door {who}"] if shared else []
    parts += [f"{count(gone, 'deel', 'delen')} teruggenomen"] if gone else []
    return f"{file.group}: {' en '.join(parts) or 'dit was er al, of er is iets nieuwers'}"
