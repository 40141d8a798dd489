"""Makes the file of a damaged store anew: of its newest whole copy, and of what could be read of it."""

from __future__ import annotations

import contextlib
import shutil
import time
from collections.abc import Collection, Iterable
from dataclasses import replace as changed
from pathlib import Path
from tempfile import TemporaryDirectory

from sko_widgets.files import file_error, make_folder, replace

from .restore import copy_file
from .snapshot import DossierKey
from .store import WholeDossier, backups, folder_of, is_copy, open_store, read_copy
from .store_check import check_file


def newest_whole(path: Path) -> Path | None:
    """Return the newest copy of a store's file that is whole; None when there is none."""
    return next((one.path for one in reversed(backups(path)) if not check_file(one.path)), None)


def renew(path: Path, copy: Path | None, left: Iterable[WholeDossier]) -> Path:
    """Make a file anew of a copy and of what could be read of the damaged one; returns where that is now.

    Of what is damaged there, what the copy has is left out.
    """
    with TemporaryDirectory(prefix="sko-", ignore_cleanup_errors=True) as folder:
        at = Path(folder).resolve() / path.name
        if copy is not None and not is_copy(copy):
            copy_file(copy, at)
        with open_store(f"sqlite:///{at}") as store:
            if copy is not None and is_copy(copy):
                store.join(read_copy(copy))
            there = {
                (one.key, place.sheet, place.field, place.number) for one in store.whole() for place in one.revisions
            }
            store.join(_lacking(one, there) for one in left)
        return put_in_place(path, at)


def _lacking(one: WholeDossier, there: Collection[tuple[DossierKey, str, str, int]]) -> WholeDossier:
    revisions = (
        revision
        for revision in one.revisions
        if (one.key, revision.sheet, revision.field, revision.number) not in there or not revision.unpacked().damaged
    )
    return changed(one, revisions=tuple(revisions))


def put_in_place(path: Path, copy: Path) -> Path:
    """Put a copy in the place of a file that cannot be read any more; returns where that file is now."""
    aside = folder_of(path) / f"{path.stem}-beschadigd-{time.strftime('%Y-%m-%d-%H%M%S')}.sqlite"
    make_folder(aside.parent)
    beside = path.with_name(f".{path.name}.nieuw")
    try:
        shutil.copyfile(copy, beside)
        for ending in ("-wal", "-shm", "-journal"):
            with contextlib.suppress(FileNotFoundError):
                replace(path.with_name(path.name + ending), aside.with_name(aside.name + ending))
        replace(path, aside)
        replace(beside, path)
    except OSError as error:
        raise file_error(error) from error
    return aside
