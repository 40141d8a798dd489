"""Fixtures that several test modules share."""

from __future__ import annotations

import signal

import pytest
from playwright.sync_api import expect

pytest_plugins = ["needs", "postgres"]

# A shell has what it starts in the background ignore Ctrl-C, and so would all that tests start.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

# A page on a busy machine of two cores takes its time; what is expected stays the same.
expect.set_options(timeout=30_000)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let modules with slow tests go first: quick ones then fill what time is left, and workers end together."""
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: item.path not in slow)
