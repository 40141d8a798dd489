"""Fixtures that several test modules share."""

from __future__ import annotations

pytest_plugins = ["postgres"]
