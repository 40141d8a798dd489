"""What the views of what was shared can be narrowed by."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sko_widgets.dossier.shared import SharedCopy
from sko_widgets.dutch import count

from .facets import BLOCK, MUNICIPALITY, Facet, Selection, usual_facets

__all__ = ["BLOCK", "MUNICIPALITY", "left_over", "selection"]

_FACETS: Sequence[Facet[SharedCopy]] = usual_facets(
    lambda copy: copy.municipality,
    lambda copy: copy.school_kinds,
    lambda copy: (copy.block_id,) if copy.block_id else (),
    lambda copy: copy.period,
)


def selection(but: str = "") -> Selection[SharedCopy]:
    """Return a selection in which nothing is chosen yet, of all facets `but` one that a view has in its own way."""
    return Selection([facet for facet in _FACETS if facet.name != but])


def left_over(left: Collection[SharedCopy], there: Collection[SharedCopy]) -> str:
    """Return how much is left of what was shared, `4 van de 12 keer gedeeld, door 2 coalities.`."""
    if not there:
        return "Er is nog niets gedeeld met deze leergroep."
    by = f"door {count(len({copy.sender for copy in left}), 'coalitie', 'coalities')}"
    if len(left) == len(there):
        return f"{len(there)} keer gedeeld, {by}."
    return f"{len(left)} van de {len(there)} keer gedeeld, {by}."
