"""Run by Alembic: take the connection that `schema.bring_up_to_date` hands over, inside its transaction."""

from __future__ import annotations

from alembic import context

from sko_widgets.dossier.store.sql_tables import VERSION_TABLE, metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table=VERSION_TABLE,
    transactional_ddl=True,
    render_as_batch=True,
)
context.run_migrations()
