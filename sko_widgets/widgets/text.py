"""A text of more than a line, as Markdown that nobody needs to know."""

from __future__ import annotations

from .assets import css, esm
from .base import FieldControl


class TextControl(FieldControl):
    """A text area that grows, with buttons and keys for bold, lists and nested lists, and a preview.

    Its value is Markdown.
    """

    _esm = esm("text")
    _css = css("text")
