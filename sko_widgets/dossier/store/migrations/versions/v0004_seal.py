"""Each revision and each dossier has a checksum: what changes on the disk by itself is seen."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_SEALED = {
    "sko_dossier": ("owner_kind", "slug", "period", "framework", "created_by", "created_at"),
    "sko_revision": ("dossier", "sheet", "field", "number", "value", "author", "saved_at"),
}
_AT_ONCE = 1000


def upgrade() -> None:
    """Add the seals; a row that is there gets that of what it holds now."""
    connection = op.get_bind()
    for name, columns in _SEALED.items():
        op.add_column(name, sa.Column("seal", sa.LargeBinary))
        table = sa.table(name, sa.column("id"), sa.column("seal"), *map(sa.column, columns))
        seal = table.update().where(table.c.id == sa.bindparam("row")).values(seal=sa.bindparam("made"))
        after: Any = None
        while True:
            query = sa.select(table.c.id, *(table.c[column] for column in columns)).order_by(table.c.id).limit(_AT_ONCE)
            rows = connection.execute(query if after is None else query.where(table.c.id > after)).all()
            if not rows:
                break
            connection.execute(seal, [{"row": row[0], "made": _seal(row[1:])} for row in rows])
            after = rows[-1][0]


def _seal(columns: Sequence[Any]) -> bytes | None:
    """Return a row's seal; none when it is damaged already, with bytes that are no text."""
    whole = "\0".join(map(_text, columns))
    return None if "\ufffd" in whole else hashlib.blake2b(whole.encode("utf-8", "replace"), digest_size=16).digest()


def _text(value: object) -> str:
    """Return a column as text; a time as a file keeps it, in UTC."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).replace(tzinfo=None).isoformat(" ", "microseconds")
    return str(value)
