"""The first form of the store."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")
_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "sko_about",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("value", sa.Text, nullable=False),
    )
    op.create_table(
        "sko_dossier",
        sa.Column("id", _ID, primary_key=True),
        sa.Column("slug", sa.Text, nullable=False),
        sa.Column("period", sa.Text, nullable=False),
        sa.Column("framework", sa.Text, nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("created_by", sa.Text, nullable=False),
        sa.UniqueConstraint("slug", "period", name="sko_dossier_key"),
    )
    op.create_table(
        "sko_revision",
        sa.Column("id", _ID, primary_key=True),
        sa.Column("dossier", _ID, sa.ForeignKey("sko_dossier.id", name="sko_revision_dossier"), nullable=False),
        sa.Column("sheet", sa.Text, nullable=False),
        sa.Column("field", sa.Text, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("value", sa.Text, nullable=False),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("saved_at", _MOMENT, nullable=False),
        sa.UniqueConstraint("dossier", "sheet", "field", "number", name="sko_revision_number"),
        sa.CheckConstraint("number >= 1", name="sko_revision_counts"),
    )
    op.create_index("sko_revision_moment", "sko_revision", ["dossier", "saved_at", "id"])
