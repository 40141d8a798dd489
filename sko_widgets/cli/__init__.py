"""The command `sko`."""

from . import store_commands  # noqa: F401  # it adds its commands
from .commands import main

__all__ = ["main"]
