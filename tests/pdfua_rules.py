"""What the package `pdfua` has against a PDF."""

from __future__ import annotations

from pathlib import Path

import pdfua.rules.structure
import pytest
from pdfua import validate


def complaints(path: Path) -> list[str]:
    """Return the complaints, and the rules that could not be looked at."""
    with pytest.MonkeyPatch.context() as patched:
        # pdfua 0.1.3 asks an array of a newer pikepdf whether it is a number; that array then ends the rule.
        patched.setattr(pdfua.rules.structure, "as_integer", lambda kid: kid if isinstance(kid, int) else None)
        outcomes = validate(str(path)).outcomes
    assert len(outcomes) >= 12
    passed_over = [f"{outcome.rule_id}: {outcome.skipped_reason}" for outcome in outcomes if outcome.skipped_reason]
    return [*passed_over, *(str(finding) for outcome in outcomes for finding in outcome.findings)]
