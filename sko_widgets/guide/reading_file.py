"""A dossier to read along as one file: it opens in any browser, asks nothing of a network, and gives comments back."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from functools import lru_cache
from html import escape
from string import Template

from sko_widgets.dossier.snapshot import Snapshot
from sko_widgets.framework import framework
from sko_widgets.report.webpage import fonts, style
from sko_widgets.resources import templates

from . import wording
from .to_read import BlockToRead, CycleToRead, StepToRead, to_read


def reading_file(snapshot: Snapshot, block_id: str = "") -> tuple[str, bytes]:
    """Return the name and the bytes of a file in which somebody reads along; the same snapshot gives the same bytes.

    Parameters
    ----------
    snapshot
        The dossier.
    block_id
        Only this block; all of them, and the introduction, by default.
    """
    read = to_read(snapshot, block_id)
    name = snapshot.sheet("profile").get("name", snapshot.key.slug)
    title = framework(snapshot.framework).block(block_id).name if block_id else wording.coalition(snapshot)
    lead = wording.coalition(snapshot) if block_id else "De inleiding en alle bouwstenen"
    body = "\n".join(_block(block) for block in read)
    script = _script()
    text = _template().substitute(
        title=escape(title),
        lead=escape(lead),
        coalition=escape(snapshot.key.slug),
        period=escape(snapshot.key.period),
        name=escape(name),
        moment=escape(snapshot.moment),
        contents=_contents(read),
        body=body,
        digest=b64encode(hashlib.sha256(script.encode()).digest()).decode(),
        script=script,
        style=fonts(body) + style() + _own_style(),
    )
    part = f"-{block_id}" if block_id else ""
    return f"meelezen-{snapshot.key.stem}{part}.html", text.encode("utf-8", "replace")


def _contents(read: list[BlockToRead]) -> str:
    if len(read) < 2:
        return ""
    rows = "\n".join(f'<li><a href="#{escape(one.id)}">{escape(one.title)}</a></li>' for one in read)
    return f'<nav aria-labelledby="inhoud">\n<h2 id="inhoud">Inhoud</h2>\n<ol>\n{rows}\n</ol>\n</nav>'


def _block(block: BlockToRead) -> str:
    official = f'<p class="official">{escape(block.official)}</p>' if block.official else ""
    parts = "\n".join(_cycle(part) for part in block.parts)
    return (
        f'<section class="{escape(block.colour)}">\n'
        f'<h2 id="{escape(block.id)}" class="block">{escape(block.title)}</h2>\n{official}\n{parts}\n</section>'
    )


def _cycle(part: CycleToRead) -> str:
    heading = f"<h3>{escape(part.heading)}</h3>\n" if part.heading else ""
    return heading + "\n".join(_step(step, bare=not part.heading) for step in part.steps)


def _step(step: StepToRead, *, bare: bool) -> str:
    """Return a step with the place for a comment; under a heading of its own unless the block's says the same."""
    heading = "" if bare else f"<h4>{escape(step.label)}</h4>\n"
    text = step.html.replace("<h4>", "<h5>").replace("</h4>", "</h5>") or '<p class="none">Nog leeg</p>'
    where = f'<span class="sr"> ({escape(f"{step.block}, {step.cycle}")})</span>' if step.block else ""
    key = escape(f"{step.sheet}-{step.field}".replace("/", "-"))
    return (
        f'{heading}<div dir="auto">{text}</div>\n<div class="comment"><label for="{key}">'
        f"Opmerking bij {escape(step.label)}{where}</label>"
        f'<textarea id="{key}" rows="1" placeholder=" " maxlength="20000" dir="auto" '
        f'data-sheet="{escape(step.sheet)}" data-field="{escape(step.field)}" '
        f'data-about="{escape(step.mark)}"></textarea></div>'
    )


@lru_cache(maxsize=1)
def _template() -> Template:
    return Template((templates() / "reading" / "reading.html").read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def _own_style() -> str:
    return (templates() / "reading" / "reading.css").read_text(encoding="utf-8")


@lru_cache(maxsize=1)
def _script() -> str:
    return (templates() / "reading" / "reading.js").read_text(encoding="utf-8")
