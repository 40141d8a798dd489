"""The frames as pandas has them; pandas is imported here and nowhere else, when somebody asks for them."""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sko_widgets.dossier.read_only import STORE_FILE, opened_for_reading
from sko_widgets.errors import StoreError
from sko_widgets.framework import frameworks

from .collect import Collected, collect
from .columns import all_frames

if TYPE_CHECKING:
    import pandas as pd

    from sko_widgets.dossier.store import Store

DTYPES = {
    "text": "string",
    "count": "Int64",
    "truth": "boolean",
    "date": "datetime64[s]",
    "moment": "datetime64[us, UTC]",
}
"""Kind of column -> dtype."""


class FramesWarning(UserWarning):
    """Something is not in the frames; says in Dutch what, and why."""


def frames(where: str | Path | None = None) -> dict[str, pd.DataFrame]:
    """Return what the coalitions of a store wrote, as tidy tables; the store stays as it is.

    Parameters
    ----------
    where
        A work folder, a store's file, or its address (`postgresql://…`). Without it, the store that commands take:
        `SKO_OPSLAG`, or the one in `SKO_WERKMAP` or in `sko-werkmap` here.

    Returns
    -------
    dict
        Name -> table: `frames()["actions"]`. Which there are, and what stands in them, is in `docs/frames.md`.

    Raises
    ------
    StoreError
        When `where` is no store and no work folder, or when the store cannot be read.

    Warns
    -----
    FramesWarning
        When there is no store yet, or when something in it cannot be read: what can be is there.
    """
    frameworks()
    with _store(where) as store:
        collected = collect(store) if store else Collected()
    for sentence in collected.left_out:
        warnings.warn(sentence, FramesWarning, stacklevel=2)
    return as_pandas(collected)


def as_pandas(collected: Collected) -> dict[str, pd.DataFrame]:
    """Return collected columns as tables; each column leaves the collection as it is taken over."""
    import pandas as pd

    # Half a character, which people can paste, is no text to what else keeps strings.
    kinds: dict[str, Any] = {**DTYPES, "text": pd.StringDtype("python")}
    tables = {}
    for frame in all_frames():
        cells = collected.columns[frame.name]
        series = {one.name: pd.Series(cells.pop(one.name), dtype=kinds[one.kind]) for one in frame.columns}
        tables[frame.name] = pd.DataFrame(series)
    return tables


@contextmanager
def _store(where: str | Path | None) -> Iterator[Store | None]:
    """Open what is meant; None where there is no store yet."""
    asked = where or os.environ.get("SKO_OPSLAG") or os.environ.get("SKO_WERKMAP") or "sko-werkmap"
    address = str(asked)
    if "://" not in address:
        path = Path(address).expanduser()
        path = path if path.is_file() else path / STORE_FILE
        if not path.exists():
            if where and not path.parent.is_dir():
                raise StoreError("Hier is geen werkmap.", where=str(path.parent), mend="Kijk of de naam klopt.")
            said = f"Er is nog geen opslag in {path.parent.absolute()}: de tabellen zijn leeg."
            warnings.warn(said, FramesWarning, stacklevel=4)
            yield None
            return
        address = f"sqlite:///{path.absolute()}"
    with opened_for_reading(address) as store:
        yield store
