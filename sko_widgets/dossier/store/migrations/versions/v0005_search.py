"""Search: of each field that holds text, the words of its newest revision, and the database's own index of them.

The table is filled by `search.fill` once all migrations are done: what is in it follows from the revisions.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

_ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")
_GONE = "INSERT INTO sko_words (sko_words, rowid, words, dossier) VALUES ('delete', old.id, old.words, old.dossier);"
_THERE = "INSERT INTO sko_words (rowid, words, dossier) VALUES (new.id, new.words, new.dossier);"
_FULL_TEXT = {
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


def upgrade() -> None:
    """Make the table and its index."""
    op.create_table(
        "sko_search",
        sa.Column("id", _ID, primary_key=True),
        sa.Column("dossier", _ID, sa.ForeignKey("sko_dossier.id", name="sko_search_dossier"), nullable=False),
        sa.Column("sheet", sa.Text, nullable=False),
        sa.Column("field", sa.Text, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.UniqueConstraint("dossier", "sheet", "field", name="sko_search_place"),
    )
    connection = op.get_bind()
    for statement in _FULL_TEXT[connection.dialect.name]:
        connection.exec_driver_sql(statement)
