"""How often a test that tries at random tries: a share at each run, all of it with `SKO_TESTS_WHOLE=1`."""

from __future__ import annotations

import os


def times(usual: int, *, whole: int) -> int:
    """Return how often to try."""
    return whole if os.environ.get("SKO_TESTS_WHOLE") else usual
