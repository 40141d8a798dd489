"""The tables of the store, as its newest migration leaves them.

A revision is only ever added.  The unique constraint on (dossier, sheet, field, number) is what
keeps two saves from becoming the same revision.

What can be searched is kept beside the revisions: of each field that holds text the words of its newest
revision.  All of it can be made anew from them.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Connection,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    event,
)

from sko_widgets.dossier.store.packing import UNKNOWN_MOMENT

VERSION_TABLE = "sko_schema"
"""Where Alembic keeps which migration was the last; the name leaves room for another program's in the same database."""

_ID = BigInteger().with_variant(Integer, "sqlite")


class Moment(TypeDecorator[datetime]):
    """An aware datetime, kept in UTC, to the microsecond."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        """Turn an aware datetime into what the database keeps."""
        if value is None:
            return None
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turn what the database keeps into an aware datetime."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], datetime | None] | None:
        """Return the same for a whole column; what is no time is `UNKNOWN_MOMENT`."""
        process = super().result_processor(dialect, coltype)

        def processed(value: Any) -> datetime | None:
            try:
                return process(value) if process else value
            except (ValueError, TypeError, AttributeError, OverflowError):
                return UNKNOWN_MOMENT

        return processed


metadata = MetaData()

about = Table(
    "sko_about",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)

dossier = Table(
    "sko_dossier",
    metadata,
    Column("id", _ID, primary_key=True),
    Column("owner_kind", Text, nullable=False, server_default="coalition"),
    Column("slug", Text, nullable=False),
    Column("period", Text, nullable=False),
    Column("framework", Text, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("created_by", Text, nullable=False),
    Column("seal", LargeBinary),
    UniqueConstraint("owner_kind", "slug", "period", name="sko_dossier_key"),
)

revision = Table(
    "sko_revision",
    metadata,
    Column("id", _ID, primary_key=True),
    Column("dossier", _ID, ForeignKey("sko_dossier.id", name="sko_revision_dossier"), nullable=False),
    Column("sheet", Text, nullable=False),
    Column("field", Text, nullable=False),
    Column("number", Integer, nullable=False),
    Column("value", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("saved_at", Moment, nullable=False),
    Column("seal", LargeBinary),
    UniqueConstraint("dossier", "sheet", "field", "number", name="sko_revision_number"),
    CheckConstraint("number >= 1", name="sko_revision_counts"),
    Index("sko_revision_moment", "dossier", "saved_at", "id"),
)

search = Table(
    "sko_search",
    metadata,
    Column("id", _ID, primary_key=True),
    Column("dossier", _ID, ForeignKey("sko_dossier.id", name="sko_search_dossier"), nullable=False),
    Column("sheet", Text, nullable=False),
    Column("field", Text, nullable=False),
    Column("number", Integer, nullable=False),
    Column("words", Text, nullable=False),
    UniqueConstraint("dossier", "sheet", "field", name="sko_search_place"),
)

_GONE = "INSERT INTO sko_words (sko_words, rowid, words, dossier) VALUES ('delete', old.id, old.words, old.dossier);"
_THERE = "INSERT INTO sko_words (rowid, words, dossier) VALUES (new.id, new.words, new.dossier);"
FULL_TEXT = {
    "sqlite": (
        "CREATE VIRTUAL TABLE sko_words"
        " USING fts5(words, dossier, content='sko_search', content_rowid='id', tokenize='ascii')",
        f"CREATE TRIGGER sko_search_added AFTER INSERT ON sko_search BEGIN {_THERE} END",
        f"CREATE TRIGGER sko_search_removed AFTER DELETE ON sko_search BEGIN {_GONE} END",
        f"CREATE TRIGGER sko_search_changed AFTER UPDATE OF words ON sko_search BEGIN {_GONE} {_THERE} END",
    ),
    "postgresql": (
        "ALTER TABLE sko_search ADD COLUMN sko_words tsvector"
        " GENERATED ALWAYS AS (to_tsvector('simple'::regconfig, words)) STORED",
        "CREATE INDEX sko_search_words ON sko_search USING gin (sko_words)",
    ),
}
"""The database's own index of those words: on SQLite a table beside theirs, which follows it in each transaction.

PostgreSQL keeps the words as it reads them; for words behind each other it would else read each text anew.
"""


@event.listens_for(search, "after_create")
def _add_full_text(_table: Table, connection: Connection, **_more: object) -> None:
    for statement in FULL_TEXT[connection.dialect.name]:
        connection.exec_driver_sql(statement)
