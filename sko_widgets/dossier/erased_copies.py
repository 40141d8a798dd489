"""Which files still hold what was erased from a store, or may: copies, exports and reports that were made before."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from pathlib import Path

from .snapshot import DossierKey
from .store import SUFFIX, Part, holds

_OWN = ("", "-wal", "-shm", "-journal", "-van", "-wissel")
"""How the names of the store's file and of those that SQLite and we keep beside it end."""

_PACKED = {".html", ".pdf", ".docx", ".xlsx", ".zip"}
_MOST = 200
"""Texts that are looked for in a file; the longest ones."""


def copies_that_may_hold(
    folder: Path, store: Path | None, key: DossierKey, part: Part, texts: Collection[str], others: Collection[str]
) -> list[Path]:
    """Return the files within a work folder, and beside its store, in which what is erased is still, or may be.

    Parameters
    ----------
    folder
        The work folder.
    store
        The store's own file; None when it is in a database server.
    key, part
        What is erased, or will be.
    texts
        The texts in it.
    others
        How the files of other dossiers begin.
    """
    places = {folder.resolve(), *([store.resolve().parent] if store else [])}
    own = {store.resolve().with_name(store.name + ending) for ending in _OWN} if store else set()
    files = {file for place in places for file in place.rglob("*") if file.is_file()} - own
    pieces = _pieces(texts)
    return sorted(file for file in files if _may_hold(file, key, part, pieces, tuple(others)))


def _may_hold(file: Path, key: DossierKey, part: Part, pieces: Collection[bytes], others: tuple[str, ...]) -> bool:
    if ".sqlite" in file.name or file.suffix == SUFFIX:
        return holds(file, key, part)
    if file.suffix in _PACKED:
        return not file.name.startswith(others)  # a booklet or a bundle is of many
    return _has_any(file, pieces)


def _pieces(texts: Collection[str]) -> set[bytes]:
    """Return what to look for: texts as they are, and as JSON writes them."""
    chosen = sorted(texts, key=len, reverse=True)[:_MOST]
    return {piece for text in chosen for piece in (text.encode("utf-8", "replace"), json.dumps(text)[1:-1].encode())}


def _has_any(file: Path, pieces: Iterable[bytes]) -> bool:
    try:
        held = file.read_bytes()
    except OSError:
        return True
    return any(piece in held for piece in pieces)
