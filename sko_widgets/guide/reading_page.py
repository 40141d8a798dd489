"""The page on which somebody reads along: what stands in a dossier, step by step, with a place for comments.

A whole dossier is read part by part: the introduction, then each block.
"""

from __future__ import annotations

import re
from dataclasses import replace
from html import escape

from IPython.display import HTML, display

from sko_widgets.dossier.comments import comment_sheet, name_of, new_reader, reader_sheet
from sko_widgets.dossier.snapshot import DossierKey, Snapshot
from sko_widgets.dossier.store import Store
from sko_widgets.framework import framework
from sko_widgets.widgets import Actions, Bar, Opening

from . import controls, erasing, page_addresses, wording
from .comment_field import CommentField, Reader, ReaderName
from .page_tasks import page_store
from .to_read import BlockToRead, StepToRead, to_read

_READER = re.compile("[0-9a-f]{12}")


class ReadingPage:
    """One reader's page of one block, or of the introduction.

    Parameters
    ----------
    store, key
        Where the dossier is, and which.
    """

    def __init__(self, store: Store, key: DossierKey) -> None:
        self.store = store
        self.key = key
        self._read: Snapshot = store.snapshot(key)
        self.framework = framework(self._read.framework)
        self._made = store.info(key).created_at
        part, reader = (page_addresses.asked(name) for name in (page_addresses.PART, page_addresses.READER))
        self._only = bool(page_addresses.asked(page_addresses.ONLY))
        self._all = to_read(self._read, part if self._only else "")
        self._at = next((at for at, block in enumerate(self._all) if block.id == part), 0)
        who = reader if _READER.fullmatch(reader) else new_reader()
        self.reader = Reader(who, name_of(self._read, who))

    def top(self) -> None:
        """Show where one is, and whether all is saved."""
        here = wording.coalition(self._read)
        crumbs = page_addresses.crumbs(here, "Meelezen")
        gone = erasing.gone_drafts(self.key, self._made, self.store.erased(self.key))
        display(Bar(crumbs=crumbs, menu=[], page_title=f"Meelezen · {here}", erased=gone, asks_author=False))

    def opening(self) -> None:
        """Show what is read."""
        here = wording.coalition(self._read)
        lead = here if self._only else f"{here} · deel {self._at + 1} van {len(self._all)}"
        display(Opening(title="Meelezen", lead=lead))

    def who(self) -> None:
        """Ask once who reads."""
        sheet = reader_sheet(self.reader.id)
        field = self.framework.sheet(sheet).field("name")
        stored = ReaderName(
            self.store, self.key, sheet, field, self.framework, writer=lambda: self.reader.name, reader=self.reader
        )
        made = controls.control(stored, self._context())
        made.show_label = True
        display(made)

    def document(self) -> None:
        """Show each step as it reads, with the field for what one has to say about it."""
        for block in self._all[self._at : self._at + 1]:
            official = f"<p>{escape(block.official)}</p>" if block.official else ""
            display(HTML(f'<div class="read-along {block.colour}"><h2>{escape(block.title)}</h2>{official}</div>'))
            for part in block.parts:
                if part.heading:
                    display(HTML(f'<div class="read-along {block.colour}"><h3>{escape(part.heading)}</h3></div>'))
                for step in part.steps:
                    self._step(step, block.colour)

    def ending(self) -> None:
        """Show the way on, and the way back."""
        further = [] if self._only else self._all[self._at + 1 : self._at + 2]
        ways = [
            {"label": f"Verder naar {self._called(one)}", "url": page_addresses.reading_page(self.reader.id, one.id)}
            for one in further
        ]
        done = self._all[self._at].id if self._only and self._all else ""
        ways.append({"label": "Klaar met lezen", "url": page_addresses.hand_over_page(done)})
        display(Actions(title="", buttons=[], links=ways))

    def _called(self, block: BlockToRead) -> str:
        known = {block.id: block.name for block in self.framework.blocks}
        return known.get(block.id, block.title)

    def _step(self, step: StepToRead, colour: str) -> None:
        heading = f"<h4>{escape(step.label)}</h4>" if step.cycle else ""
        text = step.html.replace("<h4>", "<h5>").replace("</h4>", "</h5>") or "<p>Nog leeg</p>"
        display(HTML(f'<div class="read-along {colour}" dir="auto">{heading}{text}</div>'))
        sheet = comment_sheet(self.reader.id, step.sheet, step.field)
        label = f"Opmerking bij {', '.join(filter(None, [step.label, step.cycle]))}"
        field = replace(self.framework.sheet(sheet).field("text"), label=label)
        stored = CommentField(
            self.store,
            self.key,
            sheet,
            field,
            self.framework,
            writer=lambda: self.reader.name,
            about=(step.sheet, step.field),
            text_mark=step.mark,
        )
        made = controls.control(stored, self._context())
        made.show_label = True
        display(made)

    def _context(self) -> controls.Context:
        return controls.Context(
            self.framework,
            "",
            self._read,
            self._made,
            lambda sheet: self.store.sheet(self.key, sheet),
            self.store.erased(self.key),
        )


def reading(coalition: str, period: str, store: str) -> ReadingPage:
    """Return what the page of a reader talks to.

    Parameters
    ----------
    coalition, period
        Slug and period of the dossier.
    store
        The store's URL; empty for the one in `SKO_OPSLAG`.
    """
    return ReadingPage(page_store(store), DossierKey(coalition, period))
