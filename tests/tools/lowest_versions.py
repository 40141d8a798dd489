"""Prints the lowest version of each dependency that pyproject.toml allows, as constraints for pip."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_NAME = re.compile(r"^[\w.-]+")
_LOWEST = re.compile(r">=\s*([\w.]+)")


def lowest() -> list[str]:
    """Return `name==version` of each dependency; each has a lower bound, which tests/test_packaging.py holds."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return [f"{_first(_NAME, line)}=={_first(_LOWEST, line, 1)}" for line in project["dependencies"]]


def _first(pattern: re.Pattern[str], line: str, group: int = 0) -> str:
    found = pattern.search(line)
    if found is None:
        raise SystemExit(f"pyproject.toml: no lower bound in {line!r}")
    return found[group]


if __name__ == "__main__":
    print("\n".join(lowest()))
