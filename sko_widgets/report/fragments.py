"""A report in pieces, its chapters: one that did not change since this process made a report is not written anew.

What pandoc writes of a chapter depends on its text, and on little else of the report. It is kept by the hash of all of
that, in memory only and until the next report: what people wrote lies in no second place.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

__all__ = ["Box", "Fragment", "Heading", "Piece", "keep", "kept", "pieces"]

_MARK = re.compile(
    r"^(?:(?P<chapter>(?::{3,} *\{\.theme\b.*\n+(?:(?!:{3}|`{3}).*\n)+:{3,}\n\n+)?(?:(?<=\n\n)|\A)# )"
    r"|(?P<fence>`{3,})|(?P<division>:{3,})(?P<opens> *\{)?).*$",
    re.MULTILINE,
)
_ID = re.compile(r"^#+ .*\{#([A-Za-z][\w-]{0,39})(?![\w-])", re.MULTILINE | re.ASCII)
_BLOCK = re.compile(r"^# .*\{#?[^{}]*\.block\b", re.MULTILINE)
_PICTURE = re.compile(r"!\[(?:[^\]\\]|\\.)*\]\(([^)]*)\)", re.DOTALL)
_LEADS = re.compile(r"\]\((?:<\\)?#((?:\\.|[^\\)])*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the first or second level, as it stands in the contents."""

    level: int
    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Box:
    """How large a figure stands on the page, in millimetres."""

    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Piece:
    """A chapter with what stands above it, and all that it depends on beside its own text.

    Parameters
    ----------
    markdown
        Its text.
    number
        Which of the report's pieces it is, from 1.
    taken
        Ids of its headings that headings of earlier pieces have.
    leads
        Ids of headings, anywhere in the report, that it has links to.
    dead_ends
        Whether it may have a link to what is not in the report, or a picture that did not come along.
    boxes
        Name of each of its figures -> the size.
    right_to_left
        Whether some paragraphs may run from right to left.
    among_blocks
        Whether the report has chapters about blocks.
    """

    markdown: str
    number: int
    taken: tuple[str, ...]
    leads: tuple[str, ...]
    dead_ends: bool
    boxes: Mapping[str, Box]
    right_to_left: bool
    among_blocks: bool

    @property
    def key(self) -> str:
        """Return what tells it from any other piece."""
        return hashlib.sha256(json.dumps(asdict(self), sort_keys=True).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Fragment:
    """What pandoc wrote of a piece: its headings of the contents, and its body by target."""

    headings: tuple[Heading, ...] = ()
    bodies: Mapping[str, Any] = field(default_factory=dict)


_kept: dict[str, Fragment] = {}


def kept(key: str) -> Fragment | None:
    """Return what was written of a piece, if the last report had it."""
    return _kept.get(key)


def keep(made: Mapping[str, Fragment]) -> None:
    """Keep what a report is made of, by the key of each piece, in place of what was kept before."""
    global _kept  # noqa: PLW0603  (replaced at once, so that no reader finds half of it)
    _kept = dict(made)


def pieces(markdown: str, boxes: Mapping[str, Box], *, right_to_left: bool) -> list[Piece]:
    """Return the pieces of a report.

    Parameters
    ----------
    markdown
        All of it, in the dialect of `pandoc.READER`.
    boxes
        Figure name -> its size.
    right_to_left
        Whether some paragraphs may run from right to left.
    """
    texts = _cut(markdown)
    ids = [_ID.findall(text) for text in texts]
    everywhere = {one for some in ids for one in some}
    among_blocks = _BLOCK.search(markdown) is not None
    made, before = [], set[str]()
    for number, (text, own) in enumerate(zip(texts, ids, strict=True), 1):
        leads = {found.replace("\\", "").removesuffix(">") for found in _LEADS.findall(text)}
        pictures = [found for found in _PICTURE.findall(text) if found in boxes]
        made.append(
            Piece(
                text,
                number,
                taken=tuple(sorted(before.intersection(own))),
                leads=tuple(sorted(leads & everywhere)),
                dead_ends=not leads <= everywhere or len(pictures) < text.count("!["),
                boxes={name: boxes[name] for name in sorted(set(pictures))},
                right_to_left=right_to_left,
                among_blocks=among_blocks,
            )
        )
        before.update(own)
    return made


def _cut(markdown: str) -> list[str]:
    """Cut a text above each chapter, and above the theme that it opens: where no division or code is open."""
    starts, depth, fence = [0], 0, ""
    for found in _MARK.finditer(markdown):
        if fence:
            fence = "" if found.group().rstrip() == fence else fence
        elif found["fence"]:
            fence = found["fence"]
        elif found["division"]:
            depth = max(depth + (1 if found["opens"] else -1), 0)
        elif depth == 0 and found.start() > 0:
            starts.append(found.start())
    ends = [*starts[1:], len(markdown)]
    return [markdown[start:end].rstrip("\n") + "\n" for start, end in zip(starts, ends, strict=True)]
