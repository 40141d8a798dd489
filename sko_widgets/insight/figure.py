"""A picture and its words."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from html import escape

_DESCRIPTION = re.compile(rb"<desc>.*?</desc>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture and its words.

    Parameters
    ----------
    name
        Its file's name.
    caption
        What stands under it.
    alt
        What it shows, for who does not see it: all of it.
    svg
        The picture.
    gist
        What it is, in a sentence or two, for who can read the rest elsewhere.
    """

    name: str
    caption: str
    alt: str
    svg: bytes
    gist: str = ""

    def pointing(self, elsewhere: str) -> Figure:
        """Return the picture with the gist, and a sentence on where all of it can be read, as its words."""
        alt = f"{self.gist} {elsewhere}"
        description = f"<desc>{escape(alt)}</desc>".encode()
        return replace(self, alt=alt, svg=_DESCRIPTION.sub(lambda _: description, self.svg, count=1))
