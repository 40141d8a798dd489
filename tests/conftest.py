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
expect.set_options(timeout=60_000)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let modules with slow tests go first, then those with a browser: quick ones fill what time is left at the end."""
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    browser = {item.path for item in items if "chromium" in getattr(item, "fixturenames", ())}
    items.sort(key=lambda item: (item.path not in slow, item.path not in browser))
