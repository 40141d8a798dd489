"""A booklet: what all coalitions wrote in one block, in one document, through the report's own path."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from sko_widgets.dossier.cycles import asked_question, next_questions
from sko_widgets.dossier.snapshot import Snapshot
from sko_widgets.dutch import count, day, listing
from sko_widgets.errors import SkoError
from sko_widgets.framework import framework
from sko_widgets.kernels.kept_kernel import KernelDiedError

if TYPE_CHECKING:
    from sko_widgets.report.make import Report
    from sko_widgets.report.passage import Passage
    from sko_widgets.report.render import Document

_AT_MOST_NAMED = 5
AUTHOR = "Programma School & Omgeving"
"""Who made what holds the texts of many coalitions."""
_HEADER = ("Coalitie", "Vraag", "Doel", "Nieuwe vraag")


def part(snapshot: Snapshot, block_id: str) -> Snapshot | None:
    """Return what a booklet needs of a dossier; None when nothing was written in that block."""
    sheets = {name: fields for name, fields in snapshot.sheets.items() if _is_of(name, block_id)}
    if not sheets:
        return None
    sheets["profile"] = {"name": snapshot.sheet("profile").get("name", snapshot.key.slug)}
    return Snapshot(snapshot.key, snapshot.framework, snapshot.moment, sheets)


def _is_of(sheet_id: str, block_id: str) -> bool:
    return f"{sheet_id}/".startswith(f"block/{block_id}/")


def make_booklet(block_id: str, parts: Iterable[Snapshot], formats: Sequence[str]) -> Report:
    """Return the booklet of a block.

    Parameters
    ----------
    block_id
        Which block.
    parts
        What `part` made of each dossier.
    formats
        Some of `report.FORMATS`.

    Raises
    ------
    SkoError
        When no coalition's part can be made, or a format fails.
    """
    from sko_widgets.report import assemble, coverage
    from sko_widgets.report.make import Report, finish

    chapters: list[Document] = []
    beside: list[list[str]] = []
    lost: list[str] = []
    refused: list[tuple[Snapshot, SkoError]] = []
    there = list(parts)
    dated = len({snapshot.key.period for snapshot in there}) > 1
    for number, snapshot in enumerate(there, 1):
        try:
            body = assemble.body(snapshot, [block_id])
            chapters.append(_chapter(snapshot, block_id, body, number, dated=dated))
            beside.append(_in_short(snapshot, block_id, number, dated=dated))
            warnings = (*coverage.left_out(snapshot, body, [block_id]), *coverage.unread(snapshot, [block_id]))
            lost += [f"{snapshot.key}: {warning}" for warning in warnings]
        except KernelDiedError:
            raise
        except SkoError as error:
            refused.append((snapshot, error))
    if not chapters:
        raise refused[0][1]
    newest = max(there, key=lambda snapshot: snapshot.key.period)
    title = framework(newest.framework).block(block_id).name
    report = finish(_bound(title, beside, chapters, max(snapshot.moment for snapshot in there)), formats)
    left_out = tuple(f"{snapshot.key} staat er niet in. {error}" for snapshot, error in refused)
    return Report(report.files, (*report.warnings, *lost, *left_out))


def _chapter(snapshot: Snapshot, block_id: str, body: Passage, number: int, *, dated: bool) -> Document:
    """Return one coalition's part: its heading names the coalition, its figures have names of their own.

    The heading names the period too, when the booklet is of more than one.
    """
    from sko_widgets.report import markdown
    from sko_widgets.report.make import describe

    block = framework(snapshot.framework).block(block_id)
    heading = markdown.line(_name(snapshot, dated=dated))
    first = f"# {heading} {{#coalitie-{number} .block .{block.theme.colour}}}"
    own = body.renamed(f"{number}-")
    _, _, after_heading = own.markdown.partition("\n")
    return describe(snapshot, replace(own, markdown=f"{first}\n{after_heading}"))


def _in_short(snapshot: Snapshot, block_id: str, number: int, *, dated: bool) -> list[str]:
    """Return a coalition's row of the table that the booklet opens with: where its newest cycle is."""
    from sko_widgets.report import markdown

    cycle = max(snapshot.cycles(block_id), default=1)
    there = snapshot.sheet(f"block/{block_id}/{cycle}")
    asked = asked_question(snapshot, framework(snapshot.framework), block_id, cycle)
    return [
        markdown.link(_whose(snapshot, dated=dated), f"#coalitie-{number}"),
        markdown.blocks(asked),
        markdown.blocks(str(there.get("goal") or "")),
        "\n\n".join(markdown.blocks(text) for text, _ in next_questions(there)),
    ]


def _whose(snapshot: Snapshot, *, dated: bool) -> str:
    name = str(snapshot.sheet("profile")["name"])
    return f"{name}, {snapshot.key.period.replace('-', '–')}" if dated else name


def _name(snapshot: Snapshot, *, dated: bool) -> str:
    title = ""
    for fields in snapshot.sheets.values():
        title = fields.get("title", title)
    whose = _whose(snapshot, dated=dated)
    return f"{whose}: {title}" if title else whose


def _bound(title: str, beside: Sequence[Sequence[str]], chapters: Sequence[Document], moment: str) -> Document:
    """Return the chapters as one document, after a table of all coalitions beside each other."""
    from sko_widgets.report import markdown
    from sko_widgets.report.render import Document

    periods = sorted({chapter.period for chapter in chapters})
    names = list(dict.fromkeys(chapter.coalition for chapter in chapters))
    shown = names if len(names) <= _AT_MOST_NAMED else [*names[:_AT_MOST_NAMED], f"nog {len(names) - _AT_MOST_NAMED}"]
    opening = ["# Alle coalities {#alle}", markdown.table(_HEADER, beside)]
    return Document(
        markdown="\n\n".join([*opening, *(chapter.markdown for chapter in chapters)]),
        title=title,
        coalition=count(len(names), "coalitie", "coalities naast elkaar"),
        period=periods[0] if len(periods) == 1 else "",
        date=day(datetime.fromisoformat(moment)),
        facts=(("Coalities", listing(shown)),),
        author=AUTHOR,
        resources={name: drawn for chapter in chapters for name, drawn in chapter.resources.items()},
    )
