"""The file that holds a whole store, history and authors too, whatever database it is in: `sko-bewaard`.

It is JSON, an object a line: a head, then each dossier followed by its revisions, and a last line with
counts and a checksum, so that half a file is never taken for a whole one.  The same store always gives
the same bytes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sko_widgets.dossier.snapshot import DossierKey
from sko_widgets.dossier.store.packing import pack
from sko_widgets.dossier.store.records import Packed, WholeDossier
from sko_widgets.errors import StoreError
from sko_widgets.files import file_error, write

FORMAT = "sko-bewaard"
VERSION = 1
SUFFIX = ".sko-bewaard"
_HEAD = {"format": FORMAT, "version": VERSION}


class SavedCopyError(StoreError):
    """A file is not a whole saved copy."""

    def __init__(self, where: Path, line: int, what: str) -> None:
        super().__init__(
            what,
            where=f"{where}, regel {line}",
            mend="Er is niets van overgenomen. Kies een ander bewaard bestand, of kopieer het opnieuw.",
        )


def write_copy(path: Path, dossiers: Iterable[WholeDossier]) -> None:
    """Write a saved copy: whole, or not at all.

    Raises
    ------
    FileError
        When it cannot be written.
    """
    lines = [_line(_HEAD)]
    counts = {"dossiers": 0, "revisions": 0}
    for one in dossiers:
        lines.append(_line({"dossier": _plain(one)}))
        lines += [_line(_plain_revision(revision)) for revision in one.revisions]
        counts["dossiers"] += 1
        counts["revisions"] += len(one.revisions)
    body = b"".join(lines)
    write(path, body + _line({**counts, "sha256": hashlib.sha256(body).hexdigest()}))


def read_copy(path: Path) -> list[WholeDossier]:
    """Read a saved copy.

    Raises
    ------
    SavedCopyError
        When it is something else, of a later version, or not whole.
    FileError
        When it cannot be read.
    """
    try:
        lines = path.read_bytes().splitlines(keepends=True)
    except OSError as error:
        raise file_error(error) from error
    plain = [_read(path, number, line) for number, line in enumerate(lines, 1)]
    _check_whole(path, lines, plain)
    try:
        return list(_dossiers(plain[1:-1]))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise SavedCopyError(path, len(lines), "Dit bestand heeft niet de vorm van een bewaarde kopie.") from error


def is_copy(path: Path) -> bool:
    """Say whether a file begins as a saved copy does."""
    try:
        with path.open("rb") as file:
            return FORMAT.encode() in file.read(64)
    except OSError:
        return False


def _line(plain: dict[str, Any]) -> bytes:
    return json.dumps(plain, ensure_ascii=True, separators=(",", ":")).encode("ascii") + b"\n"


def _plain(one: WholeDossier) -> dict[str, str]:
    key = {"kind": one.key.kind, "slug": one.key.slug, "period": one.key.period}
    return {**key, "framework": one.framework, "created_at": _moment(one.created_at), "created_by": one.created_by}


def _plain_revision(one: Packed) -> dict[str, Any]:
    try:
        value = {"value": json.loads(one.value)}
        as_it_is = pack(value["value"]) == one.value
    except (ValueError, RecursionError):
        as_it_is = False
    held = value if as_it_is else {"text": one.value}
    place = {"sheet": one.sheet, "field": one.field, "number": one.number}
    return {**place, **held, "author": one.author, "saved_at": _moment(one.saved_at)}


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def _read(path: Path, number: int, line: bytes) -> dict[str, Any]:
    try:
        plain = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise SavedCopyError(path, number, "Deze regel is niet te lezen; het bestand is beschadigd.") from error
    if not isinstance(plain, dict):
        raise SavedCopyError(path, number, "Dit bestand is geen bewaarde kopie van sko.")
    return plain


def _check_whole(path: Path, lines: list[bytes], plain: list[dict[str, Any]]) -> None:
    if not plain or plain[0].get("format") != FORMAT:
        raise SavedCopyError(path, 1, "Dit bestand is geen bewaarde kopie van sko.")
    if plain[0].get("version") != VERSION:
        raise SavedCopyError(path, 1, "Dit bestand is gemaakt door een nieuwere sko; werk sko eerst bij.")
    if plain[-1].get("sha256") != hashlib.sha256(b"".join(lines[:-1])).hexdigest():
        raise SavedCopyError(path, len(lines), "Dit bestand is niet heel: het einde ontbreekt of er is iets veranderd.")


def _dossiers(plain: list[dict[str, Any]]) -> Iterator[WholeDossier]:
    starts = [at for at, one in enumerate(plain) if "dossier" in one]
    for at, end in zip(starts, [*starts[1:], len(plain)], strict=True):
        about = plain[at]["dossier"]
        yield WholeDossier(
            DossierKey(about["slug"], about["period"], about["kind"]),
            about["framework"],
            datetime.fromisoformat(about["created_at"]),
            about["created_by"],
            tuple(_revision(one) for one in plain[at + 1 : end]),
        )


def _revision(one: dict[str, Any]) -> Packed:
    value = one["text"] if "text" in one else pack(one["value"])
    at = datetime.fromisoformat(one["saved_at"])
    return Packed(one["sheet"], one["field"], int(one["number"]), value, one["author"], at)
