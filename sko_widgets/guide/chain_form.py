"""The chain of opportunities as a picture that is filled in: its fields as one board."""

from __future__ import annotations

from collections.abc import Mapping

from sko_widgets.framework import Sheet
from sko_widgets.insight.instruments.chain_ties import COLUMNS, LETTERS, LOOSE, TIES
from sko_widgets.widgets import ChainBoard, FieldControl

_ROW_BY_ROW = {"explanations": "Dit helpt, omdat …", "tensions": "Wringt met"}
"""What a column is called where each row reads as a sentence; others are called what they are."""


def chain_board(sheet: Sheet, controls: Mapping[str, FieldControl], colour: str) -> ChainBoard:
    """Return the board of a chain.

    Parameters
    ----------
    sheet
        What declares its fields.
    controls
        The controls of these fields, by name.
    colour
        Of the page.
    """
    columns = [
        {
            "name": name,
            "label": sheet.field(name).label,
            "item": sheet.field(name).item,
            "letter": letter,
            "heading": _ROW_BY_ROW.get(name, sheet.field(name).label),
            "asks": sheet.field(name).questions[0].text if sheet.field(name).questions else "",
        }
        for name, letter in zip(COLUMNS, LETTERS, strict=True)
    ]
    return ChainBoard(
        colour=colour,
        fields=dict(controls),
        columns=columns,
        ties=[{"name": name, "start": start, "end": end} for name, start, end in TIES],
        loose=[list(one) for one in LOOSE],
    )
