"""Guards are watched by tests that fail without them, and no test is passed over where it should run."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from guards import GUARDS, Guard

ROOT = Path(__file__).resolve().parent.parent


@cache
def text(file: str) -> str:
    return (ROOT / file).read_text(encoding="utf-8")


@pytest.mark.parametrize("guard", GUARDS, ids=lambda guard: guard.name)
def test_a_guard_can_still_be_switched_off_and_its_tests_are_there(guard: Guard) -> None:
    """Whether they fail then is for `python tests/switch_off_guards.py`, which takes a while."""
    for edit in guard.edits:
        assert text(edit.file).count(edit.old) == 1, f"mend the guard: {edit.file} has no longer {edit.old!r}"
        assert edit.new != edit.old
    assert guard.tests
    for test in guard.tests:
        file, *_, name = test.split("::")
        assert f"def {name}(" in text(file) + text("tests/store_contract.py"), f"mend the guard: there is no {test}"


def test_every_guard_has_a_name_of_its_own() -> None:
    assert [name for name, count in Counter(guard.name for guard in GUARDS).items() if count > 1] == []


@pytest.mark.parametrize(("ci", "outcome"), [("true", "1 skipped, 1 error"), ("", "2 skipped")])
def test_where_all_programs_are_set_up_no_test_is_passed_over(tmp_path: Path, ci: str, outcome: str) -> None:
    tests = "import pytest\n@pytest.fixture\ndef browser():\n    pytest.skip('needs Chromium')\n"
    tests += "def test_page(browser): pass\n@pytest.mark.skip(reason='Windows alone')\ndef test_other(): pass\n"
    (tmp_path / "test_it.py").write_text(tests, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "needs", "-p", "no:cacheprovider", "--rootdir", "."]
    environ = {**os.environ, "CI": ci, "PYTHONPATH": str(ROOT / "tests")}
    done = subprocess.run(command, cwd=tmp_path, env=environ, capture_output=True, text=True, check=False)
    assert done.stdout.splitlines()[-1].startswith(outcome), done.stdout
    assert ("needs Chromium" in done.stdout) or not ci
