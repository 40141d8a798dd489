"""Fixtures that several test modules share."""

from __future__ import annotations

from playwright.sync_api import expect

pytest_plugins = ["postgres"]

# A page on a busy machine of two cores takes its time; what is expected stays the same.
expect.set_options(timeout=30_000)
