"""What stands around the blocks of a report: the summary, the questions and actions that are still open, the colophon.

All of it but the coalition's own summary is made from what stands in the blocks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from importlib.metadata import version

from sko_widgets.dossier.carry import open_questions
from sko_widgets.dossier.cycles import asked_question, next_questions
from sko_widgets.dossier.snapshot import Snapshot
from sko_widgets.dossier.values import is_empty
from sko_widgets.dutch import date, day, listing
from sko_widgets.framework import Block, Framework, framework
from sko_widgets.insight import figures
from sko_widgets.insight.deadlines import open_actions

from . import markdown, sections, table_layout
from .look import tokens
from .marks import mark
from .passage import Passage

_ANSWER = 160
"""Characters of an answer in the summary: of a longer one the first sentences, at least one."""
_SENTENCE = re.compile(r".+?(?:[.?!…][*’”\"')]*(?=\s)|$)", re.DOTALL)


def summary(snapshot: Snapshot) -> Passage:
    """Return the summary: what the coalition wrote of it, the grid, and a line for each block."""
    chosen = framework(snapshot.framework)
    written = [block for block in chosen.blocks if snapshot.cycles(block.id)]
    own = _published(snapshot, "summary")
    if not written and not own:
        return Passage()
    rows = [_in_short(snapshot, chosen, block) for block in written]
    columns = zip(("Bouwsteen", "Vraag", "Antwoord nu", "Nieuwe vraag"), zip(*rows, strict=True), strict=False)
    table = table_layout.table([table_layout.Column(label, cells) for label, cells in columns if any(cells)])
    drawn = Passage.of_figures([figures.grid(snapshot, tokens())]) if rows else ""
    return Passage.joined(["# Samenvatting {#samenvatting}", own, drawn, table])


def _published(snapshot: Snapshot, name: str) -> Passage:
    """Return a text of what the report says of itself."""
    text = snapshot.sheet("publication").get(name, "")
    if is_empty(text):
        return Passage()
    return Passage.of_field(markdown.marked(mark("publication", name), markdown.blocks(text)), "publication", name)


def _in_short(snapshot: Snapshot, chosen: Framework, block: Block) -> list[str]:
    """Return a block's row: the newest cycle that has an answer, and the question that came of it."""
    cycles = snapshot.cycles(block.id)
    there = {cycle: snapshot.sheet(f"block/{block.id}/{cycle}") for cycle in cycles}
    cycle = max((one for one in cycles if not is_empty(there[one].get("answer"))), default=max(cycles))
    if cycle < max(cycles):
        coming = [asked_question(snapshot, chosen, block.id, max(cycles))]
    else:
        coming = [text for text, _ in next_questions(there[cycle])]
    title = str(snapshot.sheet(f"block/{block.id}").get("title") or "")
    return [
        "\n\n".join([sections.reference(chosen, block), *([markdown.line(title)] if title.strip() else [])]),
        markdown.blocks(asked_question(snapshot, chosen, block.id, cycle)),
        markdown.blocks(_first_sentences(str(there[cycle].get("answer") or ""))),
        "\n\n".join(map(markdown.blocks, coming)),
    ]


def _first_sentences(text: str) -> str:
    """Return the start of a text: as many whole sentences of its first paragraph as fit, no bold words cut through."""
    sentences = _SENTENCE.findall(text.strip().partition("\n\n")[0])
    taken = ""
    for sentence in sentences:
        if taken and len(taken) + len(sentence) > _ANSWER and taken.count("**") % 2 == 0:
            break
        taken += sentence
    return taken.strip()


def questions(snapshot: Snapshot) -> Passage:
    """Return the questions with which the next period begins; empty when there are none."""
    chosen, asked = framework(snapshot.framework), open_questions(snapshot)
    rows = [
        [sections.reference(chosen, block), markdown.blocks(asked[block.id])]
        for block in chosen.blocks
        if block.id in asked
    ]
    return _on_one_page("Open vragen voor de volgende periode", "open-vragen", ["Bouwsteen", "Vraag"], rows)


def _on_one_page(title: str, anchor: str, header: Sequence[str], rows: Sequence[Sequence[str]]) -> Passage:
    """Return a chapter that is a table; empty when the table is."""
    heading = f"# {markdown.line(title)} {{#{anchor}}}"
    return Passage(f"{heading}\n\n{markdown.div('one-page', markdown.table(header, rows))}" if rows else "")


def from_other_blocks(snapshot: Snapshot, block_id: str) -> Passage:
    """Return which cycles of other blocks point to a block or have a question for it; empty when none do."""
    chosen = framework(snapshot.framework)
    links: list[str] = []
    asked: list[str] = []
    for source in chosen.blocks:
        for cycle in snapshot.cycles(source.id) if source.id != block_id else ():
            there = snapshot.sheet(f"block/{source.id}/{cycle}")
            from_here = sections.reference(chosen, source, cycle)
            if any(link["to"] == block_id for link in there.get("links") or ()):
                links.append(from_here)
            if any(to == block_id for _, to in next_questions(there)):
                asked.append(from_here)
    said = [f"Hiernaar wijzen {listing(links)}."] if links else []
    said += [f"Een nieuwe vraag voor deze bouwsteen staat bij {listing(asked)}."] if asked else []
    colour = chosen.block(block_id).theme.colour
    text = f"**Komt van andere bouwstenen.** {' '.join(said)}"
    return Passage(markdown.div(f"official {colour}", text) if said else "")


def actions(snapshot: Snapshot) -> Passage:
    """Return the actions that are not done, with who and when; empty when there are none."""
    chosen = framework(snapshot.framework)
    columns = {column.name: column for column in chosen.cycle_sheet.field("actions").columns}
    names = [name for name in ("owner", "due", "status") if name in columns]
    rows = [
        [
            markdown.blocks(str(item["text"])),
            *(markdown.line(str(item.get(name, ""))) for name in names),
            sections.reference(chosen, block, cycle),
        ]
        for block, cycle, item in open_actions(snapshot)
    ]
    header = ["Actie", *(columns[name].title for name in names), "Bouwsteen"]
    return _on_one_page("Acties die nog lopen", "acties", header, rows)


def status(snapshot: Snapshot) -> str:
    """Return how far the report is, `Concept` or `Vastgesteld door het bestuur op 3 juli 2026`."""
    field = framework(snapshot.framework).publication.field("status")
    said = snapshot.sheet("publication")
    chosen = field.option_label(str(said.get("status") or field.default))
    if said.get("status") != "vastgesteld":
        return chosen
    by = f" door {said['adopted_by']}" if not is_empty(said.get("adopted_by")) else ""
    on = f" op {date(said['adopted_on'])}" if said.get("adopted_on") else ""
    return f"{chosen}{by}{on}"


def colophon(snapshot: Snapshot) -> Passage:
    """Return what a reader should know of the report: whose and when, which version, how it was made."""
    name = str(snapshot.sheet("profile").get("name", snapshot.key.slug))
    moment = day(datetime.fromisoformat(snapshot.moment))
    contact = _published(snapshot, "contact")
    facts: list[tuple[str, Passage]] = [
        ("Rapport", Passage("Kwaliteitsrapport School \\& Omgeving")),
        ("Coalitie", Passage(markdown.line(name))),
        ("Periode", Passage(markdown.line(snapshot.key.period.replace("-", "–")))),
        ("Versie", Passage(markdown.line(f"{status(snapshot)}; zo stond het in het dossier op {moment}"))),
        ("Contact", contact or Passage(markdown.line(f"de projectleider van {name}"))),
        ("Gemaakt", Passage(markdown.line(_made()))),
    ]
    rows = [[label, said.markdown] for label, said in facts]
    return replace(_on_one_page("Colofon", "colofon", (), rows), fields=contact.fields)


def _made() -> str:
    return (
        f"met het werkboek van School & Omgeving, versie {version('sko_widgets')}, uit wat de coalitie zelf schreef. "
        "De tabellen in de samenvatting, bij de open vragen en bij de acties zijn daaruit overgenomen. "
        "Webpagina, pdf en Word-bestand hebben dezelfde tekst."
    )
