"""Writes `tests/reviewed/` anew from the example's report: the tags of its PDF, and a picture of each page.

    python tests/tools/review_report.py

Look at what changed there before you commit it. Needs poppler, as the tests do.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]


def main() -> None:
    """Write the files, and say where they are."""
    import reviewed_report

    reviewed_report.write(reviewed_report.report())
    print(f"Written: {reviewed_report.FOLDER.relative_to(ROOT)}. Look at what changed: git diff --stat")


if __name__ == "__main__":
    main()
