"""The store of all dossiers: append-only revisions in SQLite or PostgreSQL.

Callers hold a `Store`, which says what it promises and nothing of a database.  What keeps it is
loaded by `open_store`, so that who only names an error or a record does not wait for SQLAlchemy.
"""

from __future__ import annotations

from pathlib import Path

from sko_widgets.dossier.store.backup import Backup, BackupError, backups, folder_of, make_backup, make_if_changed
from sko_widgets.dossier.store.checkpoint import bring_to_rest, rest_when_ended
from sko_widgets.dossier.store.contract import Check, Store
from sko_widgets.dossier.store.copy_contents import holds, is_within
from sko_widgets.dossier.store.packing import UNKNOWN_MOMENT
from sko_widgets.dossier.store.records import (
    Conflict,
    DossierInfo,
    ErasedField,
    Found,
    JoinedDossier,
    JoinedField,
    Outline,
    Packed,
    Part,
    Revision,
    WholeDossier,
)
from sko_widgets.dossier.store.saved_copy import SUFFIX, SavedCopyError, is_copy, read_copy, write_copy
from sko_widgets.dossier.store.set_aside import REPLACED
from sko_widgets.dossier.store.store_errors import (
    DossierExistsError,
    NewerStoreError,
    NoSuchDossierError,
    NoSuchRevisionError,
    NotAStoreError,
    StoreAddressError,
    StoreBusyError,
    StoreDamagedError,
    StoreDeniedError,
    StoreFullError,
    StoreMissingError,
    StoreReadOnlyError,
    StoreReplacedError,
    StoreUnreachableError,
    UnstorableError,
)
from sko_widgets.dossier.store.synced_folders import SharedFolder, shared_folder

__all__ = [
    "REPLACED",
    "SUFFIX",
    "UNKNOWN_MOMENT",
    "Backup",
    "BackupError",
    "Check",
    "Conflict",
    "DossierExistsError",
    "DossierInfo",
    "ErasedField",
    "Found",
    "JoinedDossier",
    "JoinedField",
    "NewerStoreError",
    "NoSuchDossierError",
    "NoSuchRevisionError",
    "NotAStoreError",
    "Outline",
    "Packed",
    "Part",
    "Revision",
    "SavedCopyError",
    "SharedFolder",
    "Store",
    "StoreAddressError",
    "StoreBusyError",
    "StoreDamagedError",
    "StoreDeniedError",
    "StoreFullError",
    "StoreMissingError",
    "StoreReadOnlyError",
    "StoreReplacedError",
    "StoreUnreachableError",
    "UnstorableError",
    "WholeDossier",
    "backups",
    "bring_to_rest",
    "file_of",
    "folder_of",
    "holds",
    "is_copy",
    "is_within",
    "make_backup",
    "make_if_changed",
    "open_store",
    "read_copy",
    "rest_when_ended",
    "shared_folder",
    "write_copy",
]


def open_store(url: str, *, wait: float = 30.0) -> Store:
    """Open a store; make it when it is new, bring it up to date when it is old.

    Parameters
    ----------
    url
        `sqlite:///path/to/file.sqlite` or `postgresql://user:password@host:port/database`.
    wait
        Seconds to wait when someone else holds the store.

    Raises
    ------
    StoreError
        One of its kinds says why the store cannot be opened.
    """
    from sko_widgets.dossier.store.sql_store import SqlStore

    return SqlStore.open(url, wait=wait)


def file_of(url: str) -> Path | None:
    """Return the file of a store; None when it is in a database server.

    Raises
    ------
    StoreAddressError
        When the address is not one that we understand.
    """
    from sko_widgets.dossier.store.address import parse

    return parse(url).path
