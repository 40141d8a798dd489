"""The command `sko`."""

from . import group_commands, store_commands  # noqa: F401  # they add their commands
from .commands import main

__all__ = ["main"]
