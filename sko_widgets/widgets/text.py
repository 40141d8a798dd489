"""A text of more than a line, as Markdown that nobody needs to know."""

from __future__ import annotations

from .assets import css, esm
from .base import FieldControl


class TextControl(FieldControl):
    """An editor that shows bold, italic, lists in lists and links as they print, with buttons and keys for them.

    Its value is Markdown.
    """

    _esm = esm("text")
    _css = css("text")
