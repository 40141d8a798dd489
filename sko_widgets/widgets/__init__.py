"""The controls that a notebook shows; they know nothing of dossiers."""

from .base import Clash, Control, FieldControl, Keeper, Saved, Version
from .line import LineControl
from .text import TextControl

__all__ = ["Clash", "Control", "FieldControl", "Keeper", "LineControl", "Saved", "TextControl", "Version"]
