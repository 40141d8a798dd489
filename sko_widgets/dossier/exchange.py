"""The exchange format: a dossier as a JSON file, read strictly and written byte for byte the same.

`read` turns a file into sheets for the store, `write` turns a snapshot into the file.  What stands in
it is what the sheets of the dossier's format declare, in their order.
"""

from __future__ import annotations

import json
import math
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, StrictInt, StrictStr, ValidationError, create_model
from pydantic_core import PydanticCustomError

from sko_widgets import framework
from sko_widgets.framework import Framework, Sheet

from .parse import parse
from .problems import ImportRefusedError, Problems, described, nearest, place, shown
from .snapshot import DossierKey, Sheets, Snapshot
from .values import Line, Strict, Text, canonical, is_empty, many, model_of

FORMAT = "sko-dossier"
VERSION = 2
"""What is written; every version from 1 on is read: 2 only has more."""
LARGEST_FILE = 20 * 1024 * 1024
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LONGEST_NAME = 120
_OWN_PLACE = re.compile(r"profile|block/.*")
_HALF = re.compile("[\ud800-\udfff]")
_BARE_CYCLE = {"status": "open"}
"""A cycle in which nothing is written yet; without any field it would not be there."""


@dataclass(frozen=True, slots=True)
class DossierFile:
    """A dossier as it was read: whose, in which format, and what each sheet holds."""

    key: DossierKey
    name: str
    framework: str
    sheets: Sheets


def slug_of(name: str) -> str:
    """Return the file name of a coalition: lower case, digits and hyphens, at most 60 characters."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode("ascii").lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].strip("-")


def check_name(name: str) -> str:
    """Return a coalition's name when it can be used.

    Raises
    ------
    PydanticCustomError
        With the reason in Dutch, when it is empty, longer than 120 characters, holds a slash or
        has no letter or digit to make a file name of.
    """
    if not name.strip():
        raise PydanticCustomError("name", "de naam is leeg")
    if len(name) > _LONGEST_NAME:
        raise PydanticCustomError("name", "de naam is langer dan 120 tekens")
    if "/" in name or "\\" in name:
        raise PydanticCustomError("name", "een naam kan geen schuine streep (/ of \\) hebben")
    if any(unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp") for char in name):
        raise PydanticCustomError("name", "de naam heeft een teken dat niet te zien is")
    return name


def check_period(period: str) -> str:
    """Return a period when it is two years that follow each other, `2024-2025`."""
    if not framework.is_period(period):
        raise PydanticCustomError("period", "een periode is twee jaren na elkaar, zoals 2024-2025")
    return period


def check_slug(slug: str) -> str:
    """Return a slug when it is lower case letters and digits with single hyphens between."""
    if not _SLUG.fullmatch(slug) or len(slug) > 60:
        raise PydanticCustomError("slug", "een slug is hoogstens 60 kleine letters en cijfers met streepjes ertussen")
    return slug


class _School(Strict):
    name: Line
    locations: list[Line] = Field(default_factory=list)


class _Coalition(Strict):
    name: Annotated[StrictStr, AfterValidator(check_name)]
    slug: Annotated[StrictStr, AfterValidator(check_slug)] | None = None
    municipality: Line = ""
    project_leader: Line = ""
    schools: list[_School] = Field(default_factory=list, max_length=5_000)
    partners: list[Line] = Field(default_factory=list, max_length=2_000)


@cache
def file_model(framework_id: str) -> type[Strict]:
    """Return the model of a dossier file in one format: its blocks are that format's blocks."""
    chosen = framework.framework(framework_id)
    cycles: Any = (many(model_of(chosen.cycle_sheet), 99), Field(default_factory=list))
    block = create_model("Block", __base__=model_of(chosen.block_sheet), cycles=cycles)
    ids = {name.replace("-", "_"): name for name in chosen.block_ids}
    fields: dict[str, Any] = {key: (block | None, Field(None, alias=name)) for key, name in ids.items()}
    blocks = create_model("Blocks", __base__=Strict, **fields)
    rest: dict[str, Any] = {
        "format": (Literal["sko-dossier"], ...),
        "version": (StrictInt, ...),
        "framework": (StrictStr | None, None),
        "period": (Annotated[StrictStr, AfterValidator(check_period)], ...),
        "coalition": (_Coalition, ...),
        "introduction": (Text, ""),
        "blocks": (blocks, Field(default_factory=blocks)),
        "sheets": (dict[StrictStr, dict[StrictStr, Any]], Field(default_factory=dict)),
    }
    return create_model("Dossier", __base__=Strict, **rest)


def read_file(path: Path) -> DossierFile:
    """Read a dossier from a file.

    Raises
    ------
    ImportRefusedError
        With every problem at once, each with its JSON path.
    OSError
        When the file cannot be read.
    """
    with path.open("rb") as file:
        data = file.read(LARGEST_FILE + 1)
    if len(data) > LARGEST_FILE:
        size = math.ceil(max(path.stat().st_size, len(data)) / 1024 / 1024)
        raise ImportRefusedError(str(path), [f"dit bestand is {size} MB; een dossier is hoogstens 20 MB."])
    return read(data, str(path))


def read(data: bytes, where: str) -> DossierFile:
    """Read a dossier from bytes; as `read_file`."""
    plain = parse(data, where)
    if not isinstance(plain, dict) or plain.get("format") != FORMAT:
        what = described(plain.get("format", plain) if isinstance(plain, dict) else plain)
        problem = f"dit is geen dossier: format moet ‘{FORMAT}’ zijn, maar er staat {what}."
        raise ImportRefusedError(where, [problem])
    chosen = _framework(plain, where)
    model, problems = file_model(chosen.id), Problems()
    file: Any = None
    try:
        file = model.model_validate(plain, context={"blocks": chosen.block_ids})
    except ValidationError as error:
        problems.explain(error, model)
    others = [one for one in chosen.sheets if _has_no_place(one, one.id)]
    sheets = read_sheets(plain.get("sheets"), chosen, others, problems)
    slug = "" if file is None else file.coalition.slug or slug_of(file.coalition.name)
    if file is not None and not slug:
        problems.add("coalition.name: van deze naam is geen bestandsnaam te maken; geef er coalition.slug bij")
    problems.refuse(where)
    key = DossierKey(slug, file.period)
    return DossierFile(key, file.coalition.name, chosen.id, {**_own_sheets(file), **sheets})


def _framework(plain: Mapping[str, Any], where: str) -> Framework:
    version = plain.get("version")
    if isinstance(version, int) and not isinstance(version, bool) and version > VERSION:
        there = shown(str(version), 40)
        problem = f"version: dit dossier heeft versie {there}; dit programma leest tot en met versie {VERSION}."
        raise ImportRefusedError(where, [problem], mend="Er is niets opgeslagen; werk sko bij en probeer opnieuw.")
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise ImportRefusedError(where, [f"version: hier hoort 1 of {VERSION}, maar er staat {described(version)}."])
    named, period = plain.get("framework"), plain.get("period")
    if named is None:
        return framework.framework_for(period if isinstance(period, str) else "")
    if not isinstance(named, str) or named not in framework.frameworks():
        problem = f"framework: dit format is onbekend; {nearest(str(named), framework.frameworks())}"
        raise ImportRefusedError(where, [problem])
    return framework.framework(named)


def _own_sheets(file: Any) -> dict[str, dict[str, Any]]:
    """Return the sheets that have their own place in the file: profile, blocks and cycles."""
    sheets: dict[str, dict[str, Any]] = {}
    profile = canonical(file.coalition)
    profile.pop("slug", None)
    sheets["profile"] = profile | ({} if is_empty(file.introduction) else {"introduction": file.introduction})
    for info, block in zip(type(file.blocks).model_fields.values(), dict(file.blocks).values(), strict=True):
        if block is None:
            continue
        fields = canonical(block)
        fields.pop("cycles", None)
        if fields:
            sheets[f"block/{info.alias}"] = fields
        for number, cycle in enumerate(block.cycles, 1):
            sheets[f"block/{info.alias}/{number}"] = canonical(cycle) or dict(_BARE_CYCLE)
    return sheets


def read_sheets(
    plain: Any, chosen: Framework, others: Sequence[Sheet], problems: Problems
) -> dict[str, dict[str, Any]]:
    """Check what stands under `sheets` against those that may be there; returns it, and adds every problem."""
    sheets: dict[str, dict[str, Any]] = {}
    for sheet_id, fields in plain.items() if isinstance(plain, dict) else ():
        declared = next((sheet for sheet in others if sheet.pattern.fullmatch(sheet_id)), None)
        if declared is None:
            problems.add(partial(_unknown_sheet, sheet_id, chosen, others))
        elif isinstance(fields, dict):  # anything else the file's own model tells of
            model = model_of(declared)
            try:
                sheets[sheet_id] = canonical(model.model_validate(fields, context={"blocks": chosen.block_ids}))
            except ValidationError as error:
                problems.explain(error, model, within=("sheets", sheet_id))
    return {sheet_id: fields for sheet_id, fields in sheets.items() if fields}


def _has_no_place(sheet: Sheet, sheet_id: str) -> bool:
    """Say whether a sheet of a coalition has no place of its own in the file."""
    return sheet.owner == "coalition" and not _OWN_PLACE.fullmatch(sheet_id)


def _unknown_sheet(asked: str, chosen: Framework, others: Sequence[Sheet]) -> str:
    of_coalition = any(sheet.owner == "coalition" for sheet in others)
    if of_coalition and _OWN_PLACE.fullmatch(asked) and chosen.declares(asked):
        own = "coalition" if asked == "profile" else "blocks"
        return f"{place(['sheets', asked])}: dit werkblad hoort niet hier, maar onder ‘{own}’"
    return f"{place(['sheets', asked])}: dit werkblad is onbekend; {nearest(asked, [sheet.id for sheet in others])}"


def document(snapshot: Snapshot) -> dict[str, Any]:
    """Return a snapshot as the exchange format's JSON object, keys in the format's order."""
    chosen = framework.framework(snapshot.framework)
    profile = ordered(chosen.profile, snapshot.sheet("profile"))
    introduction = profile.pop("introduction", None)
    coalition = {"name": profile.pop("name", snapshot.key.slug), "slug": snapshot.key.slug} | profile
    plain: dict[str, Any] = {"format": FORMAT, "version": VERSION}
    if snapshot.framework != framework.framework_for(snapshot.key.period).id:
        plain["framework"] = snapshot.framework
    plain |= {"period": snapshot.key.period, "coalition": coalition}
    plain |= {} if is_empty(introduction) else {"introduction": introduction}
    blocks = {name: _block(snapshot, chosen, name) for name in chosen.block_ids}
    blocks = {name: block for name, block in blocks.items() if block}
    declared = [name for name in snapshot.sheets if chosen.declares(name)]
    others = sorted(name for name in declared if _has_no_place(chosen.sheet(name), name))
    sheets = {name: ordered(chosen.sheet(name), snapshot.sheet(name)) for name in others}
    sheets = {name: fields for name, fields in sheets.items() if fields}  # a field may be gone from its sheet
    return plain | ({"blocks": blocks} if blocks else {}) | ({"sheets": sheets} if sheets else {})


def _block(snapshot: Snapshot, chosen: Framework, block_id: str) -> dict[str, Any]:
    block = ordered(chosen.block_sheet, snapshot.sheet(f"block/{block_id}"))
    sheets = [snapshot.sheet(f"block/{block_id}/{number}") for number in snapshot.cycles(block_id)]
    cycles = [ordered(chosen.cycle_sheet, sheet) or _BARE_CYCLE for sheet in sheets]
    return block | ({"cycles": cycles} if cycles else {})


def ordered(sheet: Sheet, fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of a sheet that hold something, in the order in which it declares them."""
    names = [field.name for field in sheet.fields]
    return {name: fields[name] for name in names if name in fields and not is_empty(fields[name])}


def write(snapshot: Snapshot) -> bytes:
    """Return a snapshot as a dossier file: UTF-8, the same bytes for the same dossier.

    Half a character (a lone surrogate), which no file can hold, is written as U+FFFD.
    """
    text = json.dumps(document(snapshot), ensure_ascii=False, indent=2, allow_nan=False) + "\n"
    return _HALF.sub("\ufffd", text).encode("utf-8")
