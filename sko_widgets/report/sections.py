"""The parts of a report as pandoc Markdown, made from a snapshot by the kind of each field."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sko_widgets import dutch
from sko_widgets.dossier.cycles import inherited_question, is_adjusted, start_question
from sko_widgets.dossier.references import named_rows
from sko_widgets.dossier.snapshot import Snapshot
from sko_widgets.dossier.values import is_empty
from sko_widgets.framework import Block, Field, Framework, Sheet, Step, framework
from sko_widgets.insight import figures

from . import markdown
from .look import tokens
from .marks import mark
from .passage import Passage

_WIDEST_TABLE = 5
"""Columns; a wider table prints as one card a row."""
_LIST = re.compile(r"(?:-|\d+\.) |:::")
"""How a list or a table starts in our Markdown, in which what a user typed is escaped."""


def introduction(snapshot: Snapshot) -> Passage:
    """Return the introduction with its heading; empty when there is none."""
    field = framework(snapshot.framework).profile.field("introduction")
    text = snapshot.sheet("profile").get("introduction", "")
    if is_empty(text):
        return Passage()
    written = markdown.marked(mark("profile", field.name), markdown.blocks(text))
    return Passage.of_field(f"# {field.title} {{#inleiding}}\n\n{written}", "profile", field.name)


def numbered(chosen: Framework, block: Block) -> str:
    """Return what the report calls a block, `4 Macro – Samenwerking`: by its number in the order of the grid."""
    return f"{chosen.block_ids.index(block.id) + 1} {block.name}"


def theme(block: Block) -> str:
    """Return the line above the first block of a theme, with which a page begins."""
    return markdown.div(f"theme {block.theme.colour}", f"Thema {markdown.line(block.theme.name)}")


def opening(snapshot: Snapshot, block_id: str, cycle: int) -> Passage:
    """Return the headings of a cycle; above the first one those of its block."""
    chosen = framework(snapshot.framework)
    block, sheet_id = chosen.block(block_id), f"block/{block_id}/{cycle}"
    parts: list[Passage | str] = _block_opening(snapshot, block) if cycle == 1 else []
    parts.append(f"## Cyclus {cycle} {{#{block.id}-{cycle}}}")
    span = snapshot.sheet(sheet_id).get("span", "")
    if chosen.cycle_sheet.has("span") and not is_empty(span):
        field = chosen.cycle_sheet.field("span")
        said = markdown.marked(mark(sheet_id, field.name), f"{markdown.line(field.title)}: {markdown.line(span)}")
        parts.append(Passage.of_field(markdown.div("under-heading", said), sheet_id, field.name))
    return Passage.joined(parts)


def step(snapshot: Snapshot, block_id: str, cycle: int, name: str) -> Passage:
    """Return what one field of a cycle prints; empty when there is nothing in it, or it prints elsewhere.

    Parameters
    ----------
    snapshot
        What the report is made from.
    block_id, cycle
        Which block, and which of its cycles, from 1.
    name
        A field of the cycle's sheet.
    """
    chosen = framework(snapshot.framework)
    field, sheet_id = chosen.cycle_sheet.asked_field(name), f"block/{block_id}/{cycle}"
    if field.elsewhere:
        return Passage()
    block, values = chosen.block(block_id), snapshot.sheet(sheet_id)
    if name == "start_question":
        return Passage.of_field(_start(snapshot, chosen, block, cycle), sheet_id, name)
    text = "" if is_empty(values.get(name)) else _answer(field, values, block, chosen, mark(sheet_id, name))
    return Passage.of_field(text, sheet_id, name)


def _answer(field: Field, values: Mapping[str, Any], block: Block, chosen: Framework, name: str) -> str:
    """Return what a field of a cycle prints under its heading, with what it says between the marks of a name."""
    value = values[field.name]
    if field.name == "own_question":
        asked = f"### {markdown.line(field.title)}\n\n{markdown.marked(name, markdown.blocks(value))}"
        return markdown.div(f"own-question {block.theme.colour}", asked)
    if field.kind == "links":
        return markdown.marked(name, _by_option(field, value, lambda link: _link(link, chosen)))
    if field.kind == "questions":
        printed = _by_option(field, value, lambda question: _next_question(question, chosen))
        return markdown.div(f"question next {block.theme.colour}", markdown.marked(name, printed))
    group = chosen.cycle_sheet.step_of(field.name)
    if group.heading:
        return _in_group(group, field, values, name)
    return f"### {markdown.line(field.title)}\n\n{markdown.marked(name, body(field, value))}"


def _in_group(group: Step, field: Field, values: Mapping[str, Any], name: str) -> str:
    """Return a field of a step whose fields print together; above the first one that prints stands the heading."""
    printed = [other for other in group.fields if not other.elsewhere and not is_empty(values.get(other.name))]
    text = markdown.marked(name, _named(markdown.line(field.title), _in_short(field, values[field.name])))
    return f"### {markdown.line(group.heading)}\n\n{text}" if field is printed[0] else text


def _in_short(field: Field, value: Any) -> str:
    """Return a value as `body` does, but lines on one line."""
    if field.kind == "lines":
        return " · ".join(markdown.line(text) for text in value if text.strip())
    return body(field, value)


def _named(label: str, text: str) -> str:
    """Return a text behind its label; below it when it is more than one paragraph."""
    below = "\n\n" in text or _LIST.match(text)
    return f"**{label}**\n\n{text}" if below else f"**{label}** – {text}"


def body(field: Field, value: Any) -> str:
    """Return a value as pandoc Markdown, by its field's kind."""
    return _BY_KIND["line" if field.refers else field.kind](field, value)


def block_heading(snapshot: Snapshot, block: Block) -> str:
    """Return the heading of a block's chapter: `4 Macro – Samenwerking: Een handtekening die iets kost`."""
    name = markdown.line(numbered(framework(snapshot.framework), block))
    title = snapshot.sheet(f"block/{block.id}").get("title", "")
    return name if is_empty(title) else f"[{name}:]{{.block-name .{block.theme.colour}}} {markdown.line(title)}"


def _block_opening(snapshot: Snapshot, block: Block) -> list[Passage | str]:
    sheet_id = f"block/{block.id}"
    attributes = f"#{block.id} .block .{block.theme.colour} name={mark(sheet_id, 'title')}"
    first = f"# {block_heading(snapshot, block)} {{{attributes}}}"
    drawn = figures.learning_lines(snapshot, block.id, tokens()) if len(snapshot.cycles(block.id)) > 1 else []
    return [
        Passage.of_field(first, sheet_id, "title"),
        markdown.div("about", markdown.line(block.description)),
        Passage.of_figures(drawn),
    ]


def _start(snapshot: Snapshot, chosen: Framework, block: Block, cycle: int) -> str:
    question = start_question(snapshot, chosen, block.id, cycle)
    before = inherited_question(snapshot, chosen, block.id, cycle)
    boxes = [("Verplichte vraag", block.mandatory_question)] if cycle == 1 else []
    adjusted = is_adjusted(snapshot, chosen, block.id, cycle)
    if not is_empty(question.strip()) and (cycle > 1 or adjusted):
        boxes.append((chosen.cycle_sheet.field("start_question").title, question))
    colour, name = block.theme.colour, mark(f"block/{block.id}/{cycle}", "start_question")
    asked = [(label, markdown.blocks(text)) for label, text in boxes]
    if boxes and boxes[-1][1] == question:
        asked[-1] = (asked[-1][0], markdown.marked(name, asked[-1][1]))
    parts = [markdown.div(f"question {colour}", f"### {label}\n\n{text}") for label, text in asked]
    if cycle > 1 and adjusted and not is_empty(before):
        was_changed = f"**Deze startvraag is aangepast.** Cyclus {cycle - 1} eindigde met:"
        parts.append(markdown.div(f"official {colour}", f"{was_changed}\n\n{markdown.blocks(before)}"))
    return "\n\n".join(parts)


def _by_option(field: Field, rows: Sequence[Any], printed: Callable[[Mapping[str, str]], str]) -> str:
    """Return rows of some kinds, each kind under its own heading; one of which the format lost the name by its id."""
    whole = [{"text": row} if isinstance(row, str) else row for row in rows]
    whole = [{"kind": field.options[0].id, **row} for row in whole if not is_empty(row)]
    known = [option.id for option in field.options]
    parts = []
    for kind in dict.fromkeys((*known, *(row["kind"] for row in whole))):
        texts = [printed(row) for row in whole if row["kind"] == kind]
        if texts:
            listed = texts[0] if len(texts) == 1 else markdown.bullets(texts)
            parts.append(f"### {markdown.line(field.option_label(kind))}\n\n{listed}")
    return "\n\n".join(parts)


def _link(link: Mapping[str, str], chosen: Framework) -> str:
    parts = [f"**{reference(chosen, chosen.block(link['to']))}**"]
    parts += [markdown.blocks(text) for text in (link.get("note", ""),) if text.strip()]
    if link.get("question", "").strip():
        parts.append(_named("Vraag die meegaat", markdown.blocks(link["question"])))
    return "\n\n".join(parts)


def _next_question(question: Mapping[str, str], chosen: Framework) -> str:
    text = markdown.blocks(question["text"])
    to = question.get("block")
    return f"{text}\n\n*Voor {reference(chosen, chosen.block(to))}*" if to else text


def reference(chosen: Framework, block: Block, cycle: int = 0) -> str:
    """Return a block's name that leads to it, or to one of its cycles; where that does not print, the name alone."""
    name = f"{numbered(chosen, block)} (cyclus {cycle})" if cycle else numbered(chosen, block)
    return f"[{markdown.line(name)}](#{block.id}{f'-{cycle}' if cycle else ''})"


def _items(field: Field, value: Mapping[str, Any]) -> str:
    intro = markdown.blocks(value.get("intro", ""))
    items = [{"text": item} if isinstance(item, str) else item for item in value.get("items", ())]
    items = [item for item in items if not is_empty(item)]
    labels = {column.name: column.title for column in field.columns}
    keys = dict.fromkeys((*labels, *(key for item in items for key in item if key != "text")))
    used = [(key, labels.get(key, key)) for key in keys if any(not is_empty(item.get(key)) for item in items)]
    if used:
        rows = [[markdown.blocks(item.get(key, "")) for key in ("text", *(key for key, _ in used))] for item in items]
        listed = markdown.table([field.item or field.label, *(label for _, label in used)], rows)
    else:
        listed = markdown.bullets(markdown.blocks(item["text"]) for item in items)
    return "\n\n".join(part for part in (intro, listed) if part)


def part(sheet: Sheet, field: Field, fields: Mapping[str, Any]) -> str:
    """Return one field of a sheet; ties need the fields that they join."""
    return _ties(sheet, field, fields) if field.kind == "ties" else body(field, fields[field.name])


def _table(field: Field, value: Sequence[Mapping[str, Any]]) -> str:
    shown = [column for column in field.columns if not column.hidden]
    used = [column for column in shown if any(not is_empty(row.get(column.name)) for row in value)]
    cells = [["" if is_empty(row.get(c.name)) else body(c, row[c.name]) for c in used] for row in value]
    rows = [row for row in cells if any(row)]
    labels = [markdown.line(column.label) for column in used]
    if len(used) > _WIDEST_TABLE:
        return "\n\n".join(_card(labels, row) for row in rows)
    return markdown.table(labels, rows) if rows else ""


def _card(labels: Sequence[str], row: Sequence[str]) -> str:
    """Return a row that is too wide for a table: its first cell, and under it a list of the others."""
    filled = [(label, text) for label, text in zip(labels[1:], row[1:], strict=True) if text]
    listed = markdown.bullets(_named(label, text) for label, text in filled)
    return f"### {' '.join(row[0].split()) or labels[0]}\n\n{listed}"


def _ties(sheet: Sheet, field: Field, fields: Mapping[str, Any]) -> str:
    """Return each tied row with the rows that hang on it; ties to rows that are gone are left out."""
    first, second = (named_rows(sheet.field(name), fields.get(name, ())) for name in field.between)
    lines = [
        (
            markdown.line(name),
            [markdown.line(second[to]) for start, to in fields[field.name] if start == one and to in second],
        )
        for one, name in first.items()
    ]
    return markdown.bullets(f"{name} → {'; '.join(tied)}" for name, tied in lines if tied)


def _chosen(field: Field, value: str) -> str:
    option = field.option(value)
    label = markdown.line(option.label)
    return f"{label} ({markdown.link(option.address, option.url)})" if option.url else label


_BY_KIND: dict[str, Callable[[Field, Any], str]] = {
    "line": lambda _, value: markdown.line(value),
    "lines": lambda _, value: markdown.bullets(markdown.line(text) for text in value),
    "names": lambda _, value: markdown.bullets(markdown.line(text) for text in value),
    "text": lambda _, value: markdown.blocks(value),
    "items": _items,
    "table": _table,
    "choice": _chosen,
    "choices": lambda field, value: markdown.bullets(_chosen(field, one) for one in value),
    "scale": lambda field, value: _chosen(field, str(value)),
    "date": lambda _, value: dutch.date(value),
}
