"""Stakeholders as a table and on two maps."""

from __future__ import annotations

from .own_widget import Front
from .table import TableControl


class StakeholdersControl(TableControl):
    """A table of stakeholders under two maps of it; all three edit the one value.

    Its columns are those of a `TableControl`, with `name`, `dependence` and the scales `distance`, `influence` and
    `interest`.
    """

    front = Front("stakeholders", "rows", "picks", "tablerows", "maps")
