"""What somebody wrote, as HTML to read: words, never what they look like in the store."""

from __future__ import annotations

from typing import Any

import pytest

from sko_widgets.framework import Field, Option, framework
from sko_widgets.guide.reading import as_html

CHOSEN = framework("ocw-2023")
OPTIONS = (Option("een", "De eerste"), Option("twee", "De <tweede>"))
DETAILS = (Field("owner", "line", "Wie"), Field("evidence", "text", "Waaraan zie je het?"))
LINKS = CHOSEN.cycle_sheet.field("links")

READ: dict[str, tuple[Field, Any, str]] = {
    "text": (Field("a", "text", "A"), "**Dik** <b>", "<p><strong>Dik</strong> &lt;b&gt;</p>\n"),
    "items": (
        Field("a", "items", "A", columns=DETAILS),
        {"intro": "Eerst", "items": ["Bellen", {"text": "Gaan", "owner": "Ik & jij", "evidence": "*Nu*"}]},
        "<p>Eerst</p>\n<ol><li><p>Bellen</p>\n</li>"
        "<li><p>Gaan</p>\n<p><span>Ik &amp; jij</span></p><p><em>Nu</em></p>\n</li></ol>",
    ),
    "links": (
        LINKS,
        [{"kind": "trap-op", "to": "macro-samenhang", "note": "Hierom"}],
        "<p><strong>Trap op naar Macro – Samenhang.</strong></p><p>Hierom</p>\n",
    ),
    "questions": (
        Field("a", "questions", "A"),
        ["Wie?", {"text": "Hoe?", "block": "meso-samenhang"}],
        "<p>Wie?</p>\n<p>Hoe?</p>\n<p><em>Voor Meso – Samenhang</em></p>",
    ),
    "lines": (Field("a", "lines", "A"), ["Anna", "<Bo>"], "<p>Anna · &lt;Bo&gt;</p>"),
    "date": (Field("a", "date", "A"), "2026-05-12", "<p>12 mei 2026</p>"),
    "choice": (Field("a", "choice", "A", options=OPTIONS), "twee", "<p>De &lt;tweede&gt;</p>"),
    "table": (
        Field("a", "table", "A", columns=(Field("id", "line", "", hidden=True), Field("b", "line", "B"))),
        [{"id": "7", "b": "Zaal"}, {"id": "8", "b": "Veld"}],
        "<p>Zaal</p><p>Veld</p>",
    ),
}


@pytest.mark.parametrize("kind", READ)
def test_a_value_reads_as_its_kind_says(kind: str) -> None:
    field, value, shown = READ[kind]
    assert as_html(field, value, CHOSEN) == shown
