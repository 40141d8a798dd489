"""The example coalition, which is made up: what it holds, and which dossier it is."""

from __future__ import annotations

from functools import cache

from sko_widgets import resources

from .exchange import DossierFile, read_file
from .snapshot import DossierKey


@cache
def example() -> DossierFile:
    """Return the example as it is shipped."""
    return read_file(resources.workbooks() / "voorbeeld" / "voorbeeld.json")


def is_example(key: DossierKey) -> bool:
    """Tell whether a dossier is the example: nobody should take it for a coalition's own."""
    return key == example().key
