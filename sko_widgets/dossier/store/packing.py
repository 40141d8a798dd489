"""What goes into the columns: values as ASCII JSON, names without what a database cannot hold, time in UTC."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import get_args

from sko_widgets.dossier.snapshot import DossierKey, OwnerKind, Value
from sko_widgets.dossier.store.store_errors import UnstorableError

EMPTY = "null"
"""What an emptied field holds."""

ERASED = "null "
"""What a field holds of which all text was erased: no value that `pack` gives, and read as an emptied field.

Of a single version the moment at which it was erased stands behind it; the row keeps the moment of the version.
"""

UNKNOWN_MOMENT = datetime(1970, 1, 1, tzinfo=UTC)
"""What stands for a time that is damaged."""


def pack(value: Value) -> str:
    r"""Return a JSON value as text that any database keeps to the byte.

    NUL and lone surrogates, which PostgreSQL and UTF-8 refuse, become `\u` escapes.

    Raises
    ------
    UnstorableError
        When it is not a JSON value.
    """
    try:
        return json.dumps(value, ensure_ascii=True, allow_nan=False, separators=(",", ":"))
    except (TypeError, ValueError, RecursionError) as error:
        raise UnstorableError("Dit antwoord heeft een vorm die we niet kunnen bewaren.") from error


def unpack(text: str) -> Value:
    """Return the value that `pack` was given."""
    return json.loads(text)


def one_erased(now: datetime) -> str:
    """Return what stands in the place of a version that is erased now."""
    return f"{ERASED}{now.astimezone(UTC).isoformat()}"


def when_erased(text: str, saved_at: datetime) -> datetime | None:
    """Return when what stood there was erased; None when this is no such mark."""
    if not text.startswith(ERASED):
        return None
    try:
        return datetime.fromisoformat(text.removeprefix(ERASED))
    except ValueError:
        return saved_at


def read(text: str) -> tuple[Value, bool]:
    """Return the value that a column holds, and whether it is damaged: then there is none."""
    if text.startswith(ERASED):
        return None, False
    try:
        return json.loads(text), False
    except (ValueError, RecursionError):
        return None, True


def equal(left: str, right: str) -> bool:
    """Say whether two packed values are equal; the order of keys does not matter."""
    return left == right or _sorted(left) == _sorted(right)


def _sorted(text: str) -> str:
    return json.dumps(json.loads(text), sort_keys=True)


def clean_author(author: str) -> str:
    """Return an author's name as every database can keep it; it comes from outside, so it is never refused."""
    return author.replace("\0", "").encode("utf-8", "replace").decode("utf-8").strip()


def check_names(*names: str) -> None:
    """Refuse ids (slug, period, sheet, field) that a database cannot hold.

    Raises
    ------
    UnstorableError
        When one is empty, or holds NUL or half a character.
    """
    for name in names:
        if not name or "\0" in name or any("\ud800" <= sign <= "\udfff" for sign in name):
            raise UnstorableError(f"De naam {name!a} kunnen we niet bewaren.")


def check_key(key: DossierKey) -> None:
    """Refuse a key that no dossier can have.

    Raises
    ------
    UnstorableError
        When its owner is of no kind that we know, a coalition's lacks its period, a group's has one, or a
        database cannot hold it.
    """
    check_names(key.slug, *([] if key.kind == "group" else [key.period]))
    if key.kind not in get_args(OwnerKind) or (key.kind == "group" and key.period):
        raise UnstorableError(f"De naam {str(key)!a} kunnen we niet bewaren.")


def moment_now() -> datetime:
    """Return the time, in UTC."""
    return datetime.now(UTC)
