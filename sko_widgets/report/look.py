"""Reads the look: colours and sizes stand once, in `templates/look/look.css`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from sko_widgets.resources import templates

COLOURS = {
    "teal": "zeegroen",
    "indigo": "indigo",
    "amber": "amber",
    "plum": "pruim",
    "moss": "mosgroen",
    "brick": "steenrood",
}
"""The colours that a theme can have, each with what the styles in Word call it."""

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_TOKEN = re.compile(r"--([\w-]+):([^;]+);")


@lru_cache(maxsize=1)
def stylesheet() -> str:
    """Return `look.css` as it is."""
    return (templates() / "look" / "look.css").read_text(encoding="utf-8")


@lru_cache(maxsize=2)
def tokens(*, dark: bool = False) -> Mapping[str, str]:
    """Return the tokens by name without dashes, `{"ink": "#1d2330", "print-h1": "20pt", …}`.

    Parameters
    ----------
    dark
        The colours for dark screens; what they leave out stays as it is in light.
    """
    light_part, dark_part = _COMMENT.sub("", stylesheet()).split("@media", 1)
    values = dict(_TOKEN.findall(light_part))
    if dark:
        values |= _TOKEN.findall(dark_part.split("}}", 1)[0])
    return MappingProxyType(values)
