"""The store of all dossiers: append-only revisions in SQLite or PostgreSQL.

`Store` is loaded at its first use, so that who only names an error or a record does not wait for
SQLAlchemy.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sko_widgets.dossier.store.errors import (
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
from sko_widgets.dossier.store.records import Conflict, DossierInfo, Revision

if TYPE_CHECKING:
    from sko_widgets.dossier.store.operations import Store

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
]


def __getattr__(name: str) -> Any:
    if name == "Store":
        from sko_widgets.dossier.store.operations import Store

        return Store
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
