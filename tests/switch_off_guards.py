"""Switches off one guard at a time, and sees that a test fails.

    python tests/switch_off_guards.py [WORD …]

In a copy of the checkout the tests that `guards.py` names must pass, and each must fail once its guard is switched off.
With words, only guards in whose names one of them stands.  Ends with 1 when something is not watched.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from guards import GUARDS, Guard

ROOT = Path(__file__).resolve().parents[1]
AS_IT_MUST = "fails as it must"
_RESULT = re.compile(r"^(PASSED|FAILED|ERROR|SKIPPED) (\S+)", re.MULTILINE)


def copied(folder: Path) -> Path:
    """Copy what is in git, or would be with `git add`."""
    command = ["git", "-c", f"safe.directory={ROOT}", "ls-files", "-z", "-co", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout.decode()
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)
    return folder


def run(copy: Path, tests: Iterable[str]) -> dict[str, set[str]]:
    """Run tests, and return what became of each; one with parameters may have become several things."""
    quiet = ["-q", "-rA", "--tb=no", "--show-capture=no", "-p", "no:cacheprovider"]
    command = [sys.executable, "-m", "pytest", *quiet, *tests]
    environ = {**os.environ, "PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1"}
    said = subprocess.run(command, cwd=copy, env=environ, capture_output=True, text=True, check=False).stdout
    found: dict[str, set[str]] = {test: set() for test in tests}
    for outcome, node in _RESULT.findall(said):
        found.setdefault(node.partition("[")[0], set()).add(outcome)
    return found


def verdicts(copy: Path, guard: Guard, before: dict[str, set[str]]) -> dict[str, str]:
    """Switch a guard off, and return what each of its tests says of that."""
    unlike = [edit.file for edit in guard.edits if (copy / edit.file).read_text(encoding="utf-8").count(edit.old) != 1]
    if unlike:
        return dict.fromkeys(guard.tests, f"NO LONGER as written in {unlike[0]}")
    kept = {edit.file: (copy / edit.file).read_bytes() for edit in guard.edits}
    try:
        for edit in guard.edits:
            text = (copy / edit.file).read_text(encoding="utf-8")
            (copy / edit.file).write_text(text.replace(edit.old, edit.new), encoding="utf-8")
        after = run(copy, guard.tests)
    finally:
        for name, data in kept.items():
            (copy / name).write_bytes(data)
    return {test: _verdict(before[test], after[test]) for test in guard.tests}


def _verdict(before: set[str], after: set[str]) -> str:
    if before != {"PASSED"}:
        return f"DOES NOT PASS with the guard ({', '.join(sorted(before)) or 'not there'})"
    if "FAILED" in after:
        return AS_IT_MUST
    return f"NOT WATCHED ({', '.join(sorted(after)) or 'nothing ran'})"


def main(words: list[str]) -> int:
    """Print a table of guards and tests."""
    chosen = [guard for guard in GUARDS if not words or any(word.casefold() in guard.name.casefold() for word in words)]
    unwatched = 0
    with tempfile.TemporaryDirectory(prefix="sko-guards-") as folder:
        copy = copied(Path(folder))
        before = run(copy, dict.fromkeys(test for guard in chosen for test in guard.tests))
        for guard in chosen:
            for test, verdict in verdicts(copy, guard, before).items():
                print(f"{guard.name:48}  {test.removeprefix('tests/'):110}  {verdict}", flush=True)
                unwatched += verdict != AS_IT_MUST
    print(f"{len(chosen)} guards, {unwatched} tests that do not watch")
    return 1 if unwatched or not chosen else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
