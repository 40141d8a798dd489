"""What many wrote at one step: a wall of cards, or a few side by side."""

from __future__ import annotations

import traitlets as t

from .base import Control
from .own_widget import Front


class Comparison(Control):
    """A wall of cards, from which some are chosen, and these as columns with each step on a line of its own.

    A card and a column are known by their numbers only: nothing here says whose they are but their labels.

    Messages: `wall`, `beside` and `others`, and with a value `step`, `cycle`, `names`, `three` (with `which`) and
    `choose` (with `number` and `on`).  The handler sets what is shown anew.

    Parameters
    ----------
    heading
        Of what the texts are.
    steps, step
        `{"id", "label"}` of each step that can be chosen, and the id of the one that is.
    cycles, cycle
        The same of the cycles; no list when there is nothing to choose.
    cards
        `{"label", "note", "text", "chosen"}` each, plain text; empty while some are side by side.
    columns
        `{"label", "note"}` each; empty while there is a wall.
    rows
        `{"label", "asks", "cells"}` each, a cell of safe HTML for each column; `asks` says that they are questions.
    names, can_name, why
        Whether names are seen, whether they can be, and why not.
    threes
        `{"id", "label"}` of each choice of three that can be had side by side.
    others
        Whether there are others to have side by side.
    prompt
        What to talk about.
    told
        What is shown now, for who hears it.
    empty
        What is said when there is nothing to show.
    """

    heading = t.Unicode("").tag(sync=True)
    steps = t.List(t.Dict()).tag(sync=True)
    step = t.Unicode("").tag(sync=True)
    cycles = t.List(t.Dict()).tag(sync=True)
    cycle = t.Unicode("").tag(sync=True)
    cards = t.List(t.Dict()).tag(sync=True)
    columns = t.List(t.Dict()).tag(sync=True)
    rows = t.List(t.Dict()).tag(sync=True)
    names = t.Bool(False).tag(sync=True)
    can_name = t.Bool(False).tag(sync=True)
    why = t.Unicode("").tag(sync=True)
    threes = t.List(t.Dict()).tag(sync=True)
    others = t.Bool(False).tag(sync=True)
    prompt = t.Unicode("").tag(sync=True)
    told = t.Unicode("").tag(sync=True)
    empty = t.Unicode("").tag(sync=True)

    front = Front("comparison")
