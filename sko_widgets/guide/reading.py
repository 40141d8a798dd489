"""What somebody wrote, as HTML to read: on the closing page of a cycle, and beside a step."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

from sko_widgets.dossier.answers import plain
from sko_widgets.dossier.cycles import start_question
from sko_widgets.dossier.snapshot import Snapshot
from sko_widgets.dossier.values import is_empty
from sko_widgets.framework import Field, Framework, Step, framework
from sko_widgets.report.markdown import html


def step_html(snapshot: Snapshot, block_id: str, cycle: int, step: Step) -> str:
    """Return what a step of a cycle holds as safe HTML; empty when it holds nothing."""
    chosen = framework(snapshot.framework)
    parts = []
    for field in step.fields:
        value = snapshot.sheet(field.sheet.format(block=block_id, cycle=cycle)).get(field.name)
        if field.name == "start_question":
            value = start_question(snapshot, chosen, block_id, cycle)
        if not is_empty(value):
            label = "" if field is step.fields[0] and not step.has_own_name else f"<h4>{escape(field.label)}</h4>"
            parts.append(label + as_html(field, value, chosen))
    return "".join(parts)


def as_html(field: Field, value: Any, chosen: Framework) -> str:
    """Return a value of a cycle as safe HTML, by its field's kind."""
    match field.kind:
        case "text":
            return html(value)
        case "items":
            rows = "".join(
                f"<li>{''.join(_item(field, item))}</li>" for item in value.get("items", ()) if not is_empty(item)
            )
            return html(value.get("intro", "")) + (f"<ol>{rows}</ol>" if rows else "")
        case "questions":
            return "".join(_question(one, chosen) for one in value if not is_empty(one))
        case "links":
            return "".join(_link(field, one, chosen) for one in value)
        case "lines" | "names":
            return f"<p>{escape(' · '.join(value))}</p>"
    return "".join(f"<p>{escape(line)}</p>" for line in plain(field, value).split("\n"))


def _item(field: Field, item: str | Mapping[str, str]) -> Iterator[str]:
    whole = {"text": item} if isinstance(item, str) else item
    yield html(whole.get("text", ""))
    named = [column for column in field.columns if not is_empty(whole.get(column.name))]
    short = [escape(whole[column.name]) for column in named if column.kind != "text"]
    if short:
        yield f"<p><span>{' · '.join(short)}</span></p>"
    for column in named:
        if column.kind == "text":
            yield html(whole[column.name])


def _question(question: str | Mapping[str, str], chosen: Framework) -> str:
    if isinstance(question, str):
        return html(question)
    block = question.get("block")
    return html(question["text"]) + (f"<p><em>Voor {escape(chosen.block(block).name)}</em></p>" if block else "")


def _link(field: Field, link: Mapping[str, str], chosen: Framework) -> str:
    kind = field.option_label(link.get("kind", ""))
    head = f"<p><strong>{escape(kind)} naar {escape(chosen.block(link['to']).name)}.</strong></p>"
    return head + html(link.get("note", "")) + html(link.get("question", ""))
