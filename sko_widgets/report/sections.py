"""The parts of a report as pandoc Markdown, made from a snapshot by the kind of each field."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
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
from .table_layout import Column, named, table

_FEW_WORDS = ("line", "choice", "scale", "date")
"""Kinds that hold a few words; a name that the dossier keeps once is one more."""


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
    text = markdown.marked(name, named(markdown.line(field.title), in_short(field, values[field.name])))
    return f"### {markdown.line(group.heading)}\n\n{text}" if field is printed[0] else text


def is_short(field: Field) -> bool:
    """Tell whether a field holds a few words, whatever was typed."""
    return field.refers or field.kind in _FEW_WORDS


def in_short(field: Field, value: Any) -> str:
    """Return a value as `body` does, but lines, names and choices on one line."""
    if field.kind == "choices":
        return " · ".join(_chosen(field, one) for one in value)
    if field.kind in ("lines", "names"):
        return " · ".join(markdown.line(text) for text in value if text.strip())
    return body(field, value)


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
        parts.append(named("Vraag die meegaat", markdown.blocks(link["question"])))
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


def part(sheet: Sheet, field: Field, fields: Mapping[str, Any], printing: Collection[str] | None = None) -> str:
    """Return one field of a sheet; ties stand in the table that they start from, or else by themselves.

    Parameters
    ----------
    fields
        What the sheet holds; ties need the fields that they join.
    printing
        Names of the fields that print; all of the sheet by default.
    """
    if field.kind == "table":
        return _table(field, fields[field.name], _tied_columns(sheet, field, fields, printing))
    if field.kind != "ties":
        return body(field, fields[field.name])
    start = sheet.field(field.between[0])
    if (printing is None or start.name in printing) and not is_empty(fields.get(start.name)):
        return ""
    tied = _tied(sheet, field, fields)
    names = named_rows(start, fields.get(start.name, ()))
    return markdown.bullets(f"{markdown.line(names[one])} → {'; '.join(those)}" for one, those in tied.items())


def ties_of(
    sheet: Sheet, field: Field, fields: Mapping[str, Any], printing: Collection[str] | None = None
) -> list[Field]:
    """Return the ties that stand in a table of a sheet: those that start from its rows; parameters as above."""
    ties = [one for one in sheet.fields if one.kind == "ties" and one.between[0] == field.name]
    return [
        one for one in ties if (printing is None or one.name in printing) and any(_tied(sheet, one, fields).values())
    ]


def _tied_columns(
    sheet: Sheet, field: Field, fields: Mapping[str, Any], printing: Collection[str] | None
) -> list[Column]:
    columns = []
    for one in ties_of(sheet, field, fields, printing):
        tied = _tied(sheet, one, fields)
        cells = ["; ".join(tied.get(row.get("id", ""), ())) for row in fields[field.name]]
        columns.append(Column(markdown.line(one.title), cells))
    return columns


def _tied(sheet: Sheet, field: Field, fields: Mapping[str, Any]) -> dict[str, list[str]]:
    """Return by row what hangs on it, in the order of the rows; ties to rows that are gone are left out."""
    first, second = (named_rows(sheet.field(name), fields.get(name, ())) for name in field.between)
    ties = [(start, to) for start, to in fields.get(field.name) or () if start in first and to in second]
    return {one: [markdown.line(second[to]) for start, to in ties if start == one] for one, _ in ties}


def _table(field: Field, value: Sequence[Mapping[str, Any]], beside: Sequence[Column] = ()) -> str:
    shown = [column for column in field.columns if not column.hidden]
    columns = [Column(markdown.line(one.label), [_cell(one, row) for row in value], is_short(one)) for one in shown]
    used = [column for column in (*columns, *beside) if any(column.cells)]
    rows = [at for at in range(len(value)) if any(column.cells[at] for column in used)]
    return table([replace(column, cells=[column.cells[at] for at in rows]) for column in used])


def _cell(column: Field, row: Mapping[str, Any]) -> str:
    return "" if is_empty(row.get(column.name)) else in_short(column, row[column.name])


def _chosen(field: Field, value: str) -> str:
    option = field.option(value)
    label = markdown.line(option.label)
    return f"{label} ({markdown.link(option.address, option.url)})" if option.url else label


_BY_KIND: dict[str, Callable[[Field, Any], str]] = {
    "line": lambda _, value: markdown.line(value),
    "lines": lambda _, value: markdown.bullets(markdown.line(text) for text in value),
    "names": in_short,
    "text": lambda _, value: markdown.blocks(value),
    "items": _items,
    "table": _table,
    "choice": _chosen,
    "choices": lambda field, value: markdown.bullets(_chosen(field, one) for one in value),
    "scale": lambda field, value: _chosen(field, str(value)),
    "date": lambda _, value: dutch.date(value),
}
