"""The controls of the views of a learning group, filled with what two coalitions asked."""

from __future__ import annotations

from typing import Any

from sko_widgets import widgets as w

from .samples import BLOCKS, COLOURS, LEVELS, THEMES

ROWS = [
    {"text": "Wat doen we als een partner afhaakt?", "who": "een coalitie met 5 scholen"},
    {"text": "Wie neemt het over als onze muziekdocent vertrekt?", "who": "een coalitie met 2 scholen"},
]


def grid() -> dict[str, Any]:
    """Return what a small grid is given."""
    cells = [{**block, "count": at, "said": f"{at} vragen"} for at, block in enumerate(BLOCKS)]
    return {
        "levels": [{"id": one, "name": name} for one, name in LEVELS.items()],
        "themes": [{"id": one, "name": name, "colour": COLOURS[one]} for one, name in THEMES.items()],
        "cells": cells,
        "chosen": "meso-samenwerking",
        "total": "36 open vragen van 2 coalities.",
        "told": "Meso – Samenwerking: 3 vragen.",
    }


def session_windows() -> dict[str, w.Control]:
    """Return the widgets of a session's two windows."""
    parts = [
        {"name": "Feiten vragen", "minutes": 15, "says": "Vraag door. Wacht even.", "at": "14.10"},
        {"name": "Pauze", "minutes": 15, "says": "", "at": "14.25"},
    ]
    face = {"part": 0, "parts": parts, "runs": True, "over": False, "told": "Speling wordt 5 minuten."}
    clock = {
        "key": "group/proef/2026-01-20",
        "face": {**face, "until": "14.25 uur", "pause": "14.25 uur", "ends": "14.40 uur"},
        "left": 610.0,
    }
    form = {"session": "group/proef/2026-01-20", "members": ["De Brug"], "blocks": BLOCKS[:1], "block": BLOCKS[0]["id"]}
    kinds = [
        {"id": "inzicht", "label": "Inzicht", "short": "Inzicht", "letter": "I"},
        {"id": "vraag", "label": "Vraag", "short": "Vraag", "letter": "V"},
    ]
    said = {"id": "0" * 12, "kind": "vraag", "text": "Wie belt?", "said_by": "", "said_for": "", "block": ""}
    agreed = {"id": "0" * 12, "who": "De Brug", "what": "Bellen", "when": "", "block": "", "note": "vóór 3 februari"}
    return {
        "room": w.DayScreen(title="Samenwerking", **clock),
        "strip": w.SessionStrip(title="Leergroep Noord", screen="#", **clock),
        "parts": w.SessionParts(parts=parts, part=0, told="30 minuten, past precies"),
        "harvest": w.HarvestForm(key="h", kinds=kinds, rows=[{**said, "kept_out": False, "note": "anoniem"}], **form),
        "agreements": w.AgreementForm(key="a", facilitator="de begeleider", rows=[agreed], **form),
        "incident": w.IncidentLine(
            key="i",
            label="Groepje 1: het incident",
            of="Groepje 1",
            title="Het incident",
            help="Dit blijft in de groep.",
        ),
        "liked": w.LikedForm(key="l", statements=["Ik kan iets anders doen."], counts={}),
    }


def group_page() -> dict[str, w.Control]:
    """Return the widgets of a group's views."""
    together = {
        "title": "Stoppen of uitvallen",
        "note": "twee coalities vragen dit",
        "words": "afhaakt, vertrekt",
        "meets": "Twee coalities praten hier graag over.",
        "rows": ROWS,
    }
    alone = {"title": "Staat op zichzelf", "note": "", "words": "", "meets": "", "rows": ROWS[:1]}
    part = {
        "name": "Meso – Samenwerking",
        "colour": "indigo",
        "count": "3 vragen, in één groepje",
        "beside": "#b",
        "lead": "Kun je?",
    }
    steps = [
        {"kind": "begins", "label": "Startvraag:", "text": "Kun je op elkaar rekenen?"},
        {"kind": "ends", "label": "Nieuwe vraag:", "text": "Wat doen we als een partner afhaakt?"},
    ]
    turns = [
        {"when": "2024–2025, cyclus 1", "gap": "", "steps": steps},
        {"when": "2025–2026, cyclus 2", "gap": "Wat hiervoor kwam, is niet gedeeld.", "steps": steps[1:]},
    ]
    offered = [{"name": "a", "label": "Gemeente", "every": "Alle gemeenten", "options": [], "chosen": ""}]
    return {
        "filters": w.Filters(filters=offered, told="3 keer gedeeld, door 2 coalities."),
        "tables": w.QuestionTables(**grid(), parts=[{**part, "tables": [together, alone]}]),
        "hard": w.HardList(
            themes=[
                {"name": "Samenhang", "colour": "teal", "kinds": [{"label": "Gestopt", "rows": ROWS[:1], "rest": 2}]}
            ],
            can_more=True,
        ),
        "wall": w.Comparison(
            heading="Meso – Samenwerking",
            colour="indigo",
            steps=[{"id": "goal", "label": "Doel"}, {"id": "results", "label": "Resultaten"}],
            step="goal",
            cards=[
                {"label": "Een coalitie met 5 scholen", "note": "", "text": row["text"], "chosen": False}
                for row in ROWS
            ],
            why="Niet iedereen wil dat.",
            prompt="Op wie reken jij?",
        ),
        "states": w.StateTable(
            label="Hoe ver elke coalitie is",
            first="Coalitie",
            last="Rapport",
            groups=[{"label": "Samenhang", "colour": "teal", "columns": [{"label": "Macro", "name": "Macro"}]}],
            rows=[{"name": "De Brug", "note": "", "states": [{"kind": "busy", "word": "bezig"}], "last": "nog niet"}],
        ),
        "lines": w.QuestionLines(
            **grid(), parts=[{**part, "lines": [{"who": "Een coalitie met 5 scholen", "turns": turns}]}]
        ),
    }
