"""What is on a page across coalitions as a document: Word, PDF and webpage, made as a report is."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sko_widgets.dutch import day
from sko_widgets.errors import SkoError
from sko_widgets.widgets import Actions

from .page_tasks import download

_SHORT = 6000
"""So many characters go on about two pages; a cover and a list of what is in it are then more paper than help."""
_BUTTONS = {"docx": "Word", "pdf": "pdf", "html": "webpagina"}


@dataclass(frozen=True, slots=True)
class Printout:
    """What is printed of a page.

    Parameters
    ----------
    title, whose
        What it is, `Open vragen`; and below that, `Leergroep Rivieren`.
    stem
        Name of the file, without ending.
    passages
        Markdown, made with `report.markdown` of all that somebody typed; headings of the first level are chapters.
    facts
        Label and plain text of what stands on the cover: what was chosen, how much there is.
    short
        Whether it is to be a few pages, as in `render.Document`, however much it is; what is little always is.
    """

    title: str
    whose: str
    stem: str
    passages: Sequence[str]
    facts: Sequence[tuple[str, str]] = ()
    short: bool = False


def print_buttons(printed: Callable[[], Printout], *, main: bool = False) -> Actions:
    """Return the buttons that make a document of what is on the page when they are pressed.

    Parameters
    ----------
    printed
        Says what is on the page then.
    main
        Whether the page is there to make it; else the buttons are quiet.
    """
    does = "Verslag maken" if main else "Afdrukken"
    buttons = [{"id": name, "label": f"{does} ({label})", "quiet": not main} for name, label in _BUTTONS.items()]
    shown = Actions(buttons=buttons)
    shown.on("press", lambda message: _press(printed(), message))
    return shown


def document_file(printout: Printout, wanted: str, at: datetime) -> tuple[str, bytes]:
    """Return name and bytes of a document.

    Parameters
    ----------
    wanted
        The format: `docx`, `pdf` or `html`.
    at
        When it is made; its day stands on the cover.

    Raises
    ------
    SkoError
        When there is nothing to print, or it cannot be made.
    """
    from sko_widgets.report.make import finish
    from sko_widgets.report.render import Document

    if not printout.passages:
        raise SkoError("Er is niets om af te drukken.", mend="Kies iets anders, of kies alles.")
    facts = tuple((label, text) for label, text in printout.facts if text)
    body = "\n\n".join(printout.passages)
    short = printout.short or len(body) <= _SHORT
    document = Document(body, printout.title, printout.whose, period="", date=day(at), facts=facts, short=short)
    return f"{printout.stem}.{wanted}", finish(document, [wanted]).files[wanted]


def _press(printout: Printout, message: Mapping[str, Any]) -> Mapping[str, Any]:
    return download(*document_file(printout, str(message["id"]), datetime.now(UTC)))
