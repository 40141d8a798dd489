"""Which files may still hold what was erased from a store: copies, exports and reports that were made before."""

from __future__ import annotations

from pathlib import Path

from sko_widgets.dossier.snapshot import DossierKey

_STORES = {".sqlite", ".sko-bewaard"}
_OF_ONE = {".json", ".html", ".pdf", ".docx"}


def copies_that_may_hold(folder: Path, store: Path | None, key: DossierKey) -> list[Path]:
    """Return the files within a work folder, and beside its store, in which a dossier's text may still be.

    Parameters
    ----------
    folder
        The work folder.
    store
        The store's own file; None when it is in a database server.
    key
        Whose text it is.
    """
    places = {folder.resolve(), *([store.resolve().parent] if store else [])}
    files = {file for place in places for file in place.rglob("*") if file.is_file() and file != store}
    return sorted(file for file in files if _may_hold(file, key))


def _may_hold(file: Path, key: DossierKey) -> bool:
    return file.suffix in _STORES or (file.suffix in _OF_ONE and key.stem in file.stem)
