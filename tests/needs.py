"""Where all programs are set up, no test is passed over for want of one: what elsewhere skips, fails in CI.

A test that cannot run here skips with `needs …`.  What is of another operating system skips in other words.
"""

from __future__ import annotations

import os
from collections.abc import Generator

import pytest


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Make a failure of a test that needs what is not there."""
    report = yield
    if report.skipped and os.environ.get("CI") == "true" and isinstance(report.longrepr, tuple):
        path, line, told = report.longrepr
        if told.removeprefix("Skipped: ").startswith("needs "):
            report.outcome = "failed"
            report.longrepr = f"{path}:{line}: CI passes no test over, and this one {told.removeprefix('Skipped: ')}"
    return report
