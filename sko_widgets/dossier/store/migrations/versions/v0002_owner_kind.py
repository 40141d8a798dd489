"""A dossier's owner is of a kind: a coalition, as all were until now, or a group."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the kind, and make it part of what names a dossier."""
    with op.batch_alter_table("sko_dossier") as table:
        table.add_column(sa.Column("owner_kind", sa.Text, nullable=False, server_default="coalition"))
        table.drop_constraint("sko_dossier_key", type_="unique")
        table.create_unique_constraint("sko_dossier_key", ["owner_kind", "slug", "period"])
