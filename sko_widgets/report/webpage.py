"""Makes the HTML report: one file with everything in it, that asks nothing of a network."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from html import escape
from itertools import takewhile
from string import Template

from sko_widgets.report.fragments import Heading
from sko_widgets.report.look import stylesheet
from sko_widgets.resources import templates

_FAMILY = "atkinson-hyperlegible-next"
_EXTENDED = re.compile("[\u0100-\u0130\u0132-\u0151\u0154-\u02c5\u02c7-\u02d9\u02dd\u1e80-\u1eff\u2020\u2113\u20b9]")
_PICTURE = re.compile(r'<img src="([^"]*)"([^>]*?)/?>')
_ALT = re.compile(r'alt="([^"]*)"')
_CYCLE = re.compile(r"Cyclus (\d+)")
_STYLE = "\ufdd9"
"""Holds the place of the style until it is known what the page needs; `clean` lets nobody type it."""


@lru_cache(maxsize=1)
def _template() -> Template:
    return Template((templates() / "report" / "html" / "report.html").read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def style() -> str:
    """Return the look of the page, without its fonts."""
    return stylesheet() + (templates() / "report" / "html" / "report.css").read_text(encoding="utf-8")


@lru_cache(maxsize=16)
def _font_face(subset: str, weight: int, slant: str) -> str:
    file = templates() / "look" / "fonts" / f"{_FAMILY}-{subset}-{weight}-{slant}.woff2"
    data = b64encode(file.read_bytes()).decode("ascii")
    ranges = {"latin": "U+0-FF,U+131,U+152-153,U+2C6,U+2DA,U+2DC,U+300-308,U+2000-206F,U+20AC,U+2122,U+2212,U+2215"}
    extent = ranges.get(subset, "U+100-130,U+132-151,U+154-2C5,U+2C7-2D9,U+2DD-2FF,U+1E80-1EFF,U+2020,U+20B9,U+2113")
    return (
        f'@font-face{{font-family:"Atkinson Hyperlegible Next";font-weight:{weight};font-style:{slant};'
        f'src:url(data:font/woff2;base64,{data}) format("woff2");unicode-range:{extent}}}\n'
    )


def fonts(text: str) -> str:
    """Return the fonts that the text needs."""
    faces = [(400, "normal"), (600, "normal"), (700, "normal")]
    if "<em>" in text:
        faces.append((400, "italic"))
    subsets = ["latin", "latin-ext"] if _EXTENDED.search(text) else ["latin"]
    return "".join(_font_face(subset, weight, slant) for weight, slant in faces for subset in subsets)


def _contents(headings: Sequence[Heading]) -> str:
    """Return the contents: the chapters, and below each its parts; of a block with more than one cycle, on one line."""
    if not headings:
        return ""
    items = []
    for number, heading in enumerate(headings):
        if heading.level == 1:
            within = list(takewhile(lambda one: one.level > 1, headings[number + 1 :]))
            cycles = [match for match in map(_CYCLE.fullmatch, (one.text for one in within)) if match]
            below = _on_one_line(within, cycles) if len(cycles) == len(within) else _list(map(_entry, within))
            items.append(f"{_entry(heading)}{below}")
    return f'<nav aria-labelledby="inhoud">\n<h2 id="inhoud">Inhoud</h2>\n{_list(items)}\n</nav>'


def _list(items: Iterable[str]) -> str:
    lines = "\n".join(f"<li>{item}</li>" for item in items)
    return f"<ol>\n{lines}\n</ol>"


def _on_one_line(headings: Sequence[Heading], cycles: Sequence[re.Match[str]]) -> str:
    """Return `Cyclus 1 2 3` as links; nothing for one."""
    if len(cycles) < 2:
        return ""
    links = [
        f'<a href="#{escape(heading.id)}" aria-label="{cycle.group()}">{cycle[number > 0]}</a>'
        for number, (heading, cycle) in enumerate(zip(headings, cycles, strict=True))
    ]
    return f"\n<p>{' '.join(links)}</p>"


def _entry(heading: Heading) -> str:
    return f'<a href="#{escape(heading.id)}">{escape(heading.text)}</a>'


def _drawings(body: str, figures: Mapping[str, bytes]) -> str:
    """Put each figure into the page as a drawing, with its alternative text."""

    def draw(match: re.Match[str]) -> str:
        name, rest = match.groups()
        alt = _ALT.search(rest)
        drawing = figures[name].decode("utf-8")
        drawing = drawing[drawing.index("<svg") :]
        key = re.sub(r"\W", "-", name)
        drawing = re.sub(r'\bid="', f'id="{key}-', drawing)
        drawing = re.sub(r"url\(#", f"url(#{key}-", drawing)
        drawing = re.sub(r'href="#', f'href="#{key}-', drawing)
        drawing = drawing.replace(' role="img"', "", 1)
        return drawing.replace("<svg", f'<svg role="img" aria-label="{alt.group(1) if alt else ""}"', 1)

    return _PICTURE.sub(draw, body)


def webpage(
    body: str,
    headings: Sequence[Heading],
    cover: Mapping[str, str],
    facts: Sequence[tuple[str, str]],
    *,
    figures: Mapping[str, bytes],
    right_to_left: bool,
) -> bytes:
    """Return the page.

    Parameters
    ----------
    body
        What pandoc wrote.
    headings
        The contents.
    cover
        `title`, `coalition`, `line` (above the title), `full_title` (of the window) and `footer`.
    facts
        Label and text of each fact on the cover.
    figures
        Name -> SVG.
    right_to_left
        Whether some text may run from right to left; each piece of text then finds its own direction.
    """
    facts_list = "\n".join(f"<div><dt>{escape(label)}</dt><dd>{escape(text)}</dd></div>" for label, text in facts)
    parts = {name: escape(text) for name, text in cover.items()}
    text = _template().substitute(
        parts,
        facts=f"<dl>\n{facts_list}\n</dl>" if facts else "",
        contents=_contents(headings),
        body=body,
        style=_STYLE,
    )
    if right_to_left:
        text = re.sub(r"<(p|li|h[1-6]|td|th|dd|a)(?=[ >])(?![^>]*\bdir=)", r'<\1 dir="auto"', text)
    text = _drawings(text, figures)
    return text.replace(_STYLE, fonts(text) + style(), 1).encode("utf-8")
