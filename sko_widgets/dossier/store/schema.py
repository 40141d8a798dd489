"""Brings a store up to this version when it is opened.

Which migrations a store has had is kept beside its tables and changes in the same transaction,
under a lock: of many programs that open a new store at once, one makes the tables.
"""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import SQLAlchemyError

from sko_widgets.dossier.store import connections, search
from sko_widgets.dossier.store.address import Address, not_a_store
from sko_widgets.dossier.store.backup import make_backup
from sko_widgets.dossier.store.database_errors import damaged
from sko_widgets.dossier.store.sql_tables import VERSION_TABLE, about
from sko_widgets.dossier.store.store_errors import NewerStoreError

if TYPE_CHECKING:
    from alembic.config import Config

HEAD = "0005"
"""The newest migration, named here so that a store that has it opens without loading Alembic."""

_LOCK = 0x736B6F  # “sko”: any number that other users of the server are not likely to choose
_VERSION = "sko_version"
_OURS = "sko_"


def bring_up_to_date(engine: Engine, address: Address, wait: float) -> None:
    """Make or migrate the tables of a store, when that is needed; of a file that is migrated, a copy is made first.

    Raises
    ------
    NotAStoreError
        When a SQLite file holds other tables and none of ours; it is left as it is.
    NewerStoreError
        When the store had a migration that this version does not know.
    """
    with engine.begin() as connection:
        migration = _migration(connection, address)
        if migration not in {None, HEAD}:
            _refuse_unknown(connection, address, str(migration))
    if address.path is not None:
        connections.choose_journal(engine, address, wait)
    if migration != HEAD:
        if migration is not None and address.path is not None:
            make_backup(address.path)
        _migrate(engine, address)


def _migration(connection: Connection, address: Address) -> str | None:
    """Return the newest migration that the store had, None when it is new."""
    if not _has_version_table(connection, address):
        return None
    migration = connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar()  # noqa: S608 (our own name)
    return None if migration is None else str(migration)


def _has_version_table(connection: Connection, address: Address) -> bool:
    if address.path is None:
        return connection.execute(text("SELECT to_regclass(:name)"), {"name": VERSION_TABLE}).scalar() is not None
    tables = set(connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'")).scalars())
    if any(name.startswith(_OURS) for name in tables) and VERSION_TABLE not in tables:
        raise damaged(address)
    if tables and VERSION_TABLE not in tables:
        raise not_a_store(address.name)
    return bool(tables)


def _refuse_unknown(connection: Connection, address: Address, migration: str) -> None:
    if address.path is not None and not (migration.isdecimal() and len(migration) == len(HEAD)):
        raise damaged(address)
    from alembic.script import ScriptDirectory
    from alembic.util import CommandError

    try:
        ScriptDirectory.from_config(_config()).get_revision(migration)
    except CommandError as error:
        raise NewerStoreError(address.name, made_by=_made_by(connection), running=version("sko_widgets")) from error


def _made_by(connection: Connection) -> str:
    try:
        made_by = connection.execute(about.select().where(about.c.name == _VERSION)).one().value
    except SQLAlchemyError:
        return "(een nieuwere versie)"
    return str(made_by)


def _migrate(engine: Engine, address: Address) -> None:
    from alembic import command

    config = _config()
    with connections.rebuilding(engine) as connection:
        if address.path is None:
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        migration = _migration(connection, address)
        if migration == HEAD:
            return
        if migration is not None:
            _refuse_unknown(connection, address, migration)
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        search.fill(connection)
        connection.execute(about.delete().where(about.c.name == _VERSION))
        connection.execute(about.insert().values(name=_VERSION, value=version("sko_widgets")))


def _config() -> Config:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "sko_widgets.dossier.store:migrations")
    return config
