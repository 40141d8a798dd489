"""A text of more than a line, as Markdown that nobody needs to know."""

from __future__ import annotations

from .base import FieldControl
from .own_widget import Front


class TextControl(FieldControl):
    """An editor that shows bold, italic, lists in lists and links as they print, with buttons and keys for them.

    Its value is Markdown.
    """

    front = Front("text")
