"""The store of all dossiers: append-only revisions in SQLite or PostgreSQL.

Callers hold a `Store`, which says what it promises and nothing of a database.  What keeps it is
loaded by `open_store`, so that who only names an error or a record does not wait for SQLAlchemy.
"""

from __future__ import annotations

from sko_widgets.dossier.store.contract import Store
from sko_widgets.dossier.store.records import Conflict, DossierInfo, Revision
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
    StoreUnreachableError,
    UnstorableError,
)

__all__ = [
    "Conflict",
    "DossierExistsError",
    "DossierInfo",
    "NewerStoreError",
    "NoSuchDossierError",
    "NoSuchRevisionError",
    "NotAStoreError",
    "Revision",
    "Store",
    "StoreAddressError",
    "StoreBusyError",
    "StoreDamagedError",
    "StoreDeniedError",
    "StoreFullError",
    "StoreMissingError",
    "StoreReadOnlyError",
    "StoreUnreachableError",
    "UnstorableError",
    "open_store",
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
