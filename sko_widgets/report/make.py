"""Makes a report: from a snapshot to the bytes of its files."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sko_widgets.dossier.replies import without_replies
from sko_widgets.dossier.snapshot import Snapshot
from sko_widgets.dutch import day, listing, shortened
from sko_widgets.insight.drawing import width

from . import FORMATS, assemble, coverage, overview
from .passage import Passage
from .render import Document, rendered

_LONGEST_FACT = 150.0
"""How wide a fact on the cover may be, in ems: at most five lines of it, so that the cover fills no second page."""
_LONGEST_NAME = 120
"""Characters."""


@dataclass(frozen=True, slots=True)
class Report:
    """The files of a report by format, and what its reader should know about them."""

    files: dict[str, bytes]
    warnings: tuple[str, ...] = ()


def make(
    snapshot: Snapshot,
    formats: Iterable[str] = FORMATS,
    *,
    blocks: Sequence[str] = (),
    without: Collection[str] = (),
    here: bool = False,
) -> Report:
    """Return the report of a dossier.

    Parameters
    ----------
    snapshot
        What the report is made from; the same snapshot gives the same bytes.
    formats
        Some of `FORMATS`.
    blocks
        Only these blocks and lessons, without the introduction; all of it by default.
    without
        Some of `parts.PARTS`, which stay out; without `bijlagen` no annex comes along, whatever was chosen for each.
    here
        As in `assemble.body`.

    Raises
    ------
    ReportError
        When a notebook or a format fails; names where.
    """
    snapshot = without_replies(snapshot)
    body = assemble.body(snapshot, blocks, without=without, here=here)
    made = finish(describe(snapshot, body), formats)
    left_out = coverage.left_out(snapshot, body, blocks, without=without)
    unread = coverage.unread(snapshot, blocks, without=without)
    return Report(made.files, (*made.warnings, *coverage.empty(snapshot), *left_out, *unread))


def section(snapshot: Snapshot, shown: str) -> bytes:
    """Return the HTML of the part of the report that is about one block or lesson, made in this very kernel.

    Raises
    ------
    ReportError
        When a notebook fails, or pandoc does.
    """
    return finish(describe(snapshot, assemble.section(snapshot, shown)), ["html"]).files["html"]


def finish(document: Document, formats: Iterable[str] = FORMATS) -> Report:
    """Return a document as files, with what its reader should know about them.

    Raises
    ------
    ReportError
        When a format fails.
    """
    wanted = [name for name in FORMATS if name in set(formats)]
    done = rendered(document, wanted)
    return Report(done.files, (_unshown(done.unshown),) if done.unshown else ())


def _unshown(characters: Sequence[str]) -> str:
    """Return the warning that names each character that no font has, with its number as the PDF prints it."""
    shown = [f"{'' if _alone(character) else character + ' '}U+{ord(character):X}" for character in characters]
    return f"De pdf kan deze tekens niet tonen en noemt hun nummer: {listing(shown)}."


def _alone(character: str) -> bool:
    """Tell whether a character cannot stand by itself in a line: marks, controls, private signs."""
    return unicodedata.category(character)[0] in "MCZ"


def describe(snapshot: Snapshot, body: Passage) -> Document:
    """Return a document with this body and the cover of a dossier's report."""
    profile = snapshot.sheet("profile")
    name = profile.get("name", snapshot.key.slug)
    schools = [_school(row.get("name", ""), row.get("locations", ())) for row in profile.get("schools", ())]
    facts = [
        ("Status", shortened(overview.status(snapshot), _LONGEST_NAME)),
        ("Gemeente", shortened(profile.get("municipality", ""), _LONGEST_NAME)),
        ("Scholen", _some(schools)),
        ("Partners", _some(profile.get("partners", ()))),
    ]
    return Document(
        markdown=body.markdown,
        title="Kwaliteitsrapport",
        coalition=name,
        period=snapshot.key.period,
        date=day(datetime.fromisoformat(snapshot.moment)),
        resources=body.figures,
        facts=tuple((label, text) for label, text in facts if text),
    )


def _some(names: Sequence[str]) -> str:
    """Return as many names as the cover has room for; all of them stand in the annex about the coalition."""
    shown: list[str] = []
    for name in names:
        if shown and width(", ".join([*shown, name]), 1) > _LONGEST_FACT:
            return f"{', '.join(shown)} en\u00a0nog\u00a0{len(names) - len(shown)}"
        shown.append(shortened(name, _LONGEST_NAME))
    return ", ".join(shown)


def _school(name: str, locations: Sequence[str]) -> str:
    return f"{name} ({listing(list(locations))})" if locations else name
