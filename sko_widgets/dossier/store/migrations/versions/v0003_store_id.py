"""Each store has an id of its own, so that another store's file in its place is known for what it is."""

from __future__ import annotations

import hashlib
import secrets

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_OLDEST = "SELECT slug, period, created_at FROM sko_dossier ORDER BY id LIMIT 1"


def upgrade() -> None:
    """Give the store its id: two copies of one store get the same."""
    connection = op.get_bind()
    oldest = connection.execute(sa.text(_OLDEST)).one_or_none()
    made_of = "|".join(map(str, oldest)) if oldest else secrets.token_hex(16)
    about = sa.table("sko_about", sa.column("name", sa.Text), sa.column("value", sa.Text))
    op.execute(about.insert().values(name="sko_store", value=hashlib.sha256(made_of.encode()).hexdigest()[:32]))
