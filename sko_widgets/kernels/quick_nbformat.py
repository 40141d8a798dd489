"""Loads nbformat without the part that costs a second.

nbformat needs jsonschema, and jsonschema, when its extras are there, builds a grammar of
international web addresses (`rfc3987_syntax`) on import.  No notebook's schema asks for that check,
and jsonschema takes the grammar's absence for an installation without extras.
"""

from __future__ import annotations

import importlib
import sys

_GRAMMAR = "rfc3987_syntax"


def load_nbformat() -> None:
    """Import nbformat; call this before anything else does."""
    if "jsonschema" in sys.modules or _GRAMMAR in sys.modules:
        return
    sys.modules[_GRAMMAR] = None  # type: ignore[assignment]  # how Python marks a module that may not be imported
    try:
        importlib.import_module("nbformat")
    finally:
        del sys.modules[_GRAMMAR]
