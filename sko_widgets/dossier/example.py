"""The example coalition, which is made up: what it holds, and which dossier it is."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from sko_widgets import resources

from .exchange import DossierFile, read_file
from .snapshot import DossierKey


def example() -> DossierFile:
    """Return the example as it is shipped."""
    return read_file(_path())


def is_example(key: DossierKey) -> bool:
    """Tell whether a dossier is the example: nobody should take it for a coalition's own."""
    return key == _key()


@cache
def _key() -> DossierKey:
    """Return the example's key, which every page asks for, without checking all that is in it."""
    plain = json.loads(_path().read_bytes())
    return DossierKey(plain["coalition"]["slug"], plain["period"])


def _path() -> Path:
    return resources.workbooks() / "voorbeeld" / "voorbeeld.json"
