"""What the views of what was shared can be narrowed by."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sko_widgets.dossier.shared import SharedCopy
from sko_widgets.dutch import count

from .facets import SCHOOL_KINDS, Facet, Selection, block_name, block_order, school_kind_order, some, year

BLOCK = "block"
"""The name of the facet by which one chooses a block."""

_FACETS: Sequence[Facet[SharedCopy]] = (
    Facet("municipality", "Gemeente", "Alle gemeenten", lambda copy: some(copy.municipality)),
    Facet(
        "school_kind",
        "Soort scholen",
        "Alle soorten",
        lambda copy: copy.school_kinds,
        lambda kind: SCHOOL_KINDS.get(kind, kind),
        school_kind_order,
    ),
    Facet(BLOCK, "Bouwsteen", "Alle bouwstenen", lambda copy: some(copy.block_id), block_name, block_order),
    Facet("period", "Periode", "Alle perioden", lambda copy: (copy.period,), year),
)


def selection() -> Selection[SharedCopy]:
    """Return a selection in which nothing is chosen yet."""
    return Selection(_FACETS)


def left_over(left: Collection[SharedCopy], there: Collection[SharedCopy]) -> str:
    """Return how much is left of what was shared, `4 van de 12 gedeelde werkbladen, van 2 coalities.`."""
    if not there:
        return "Er is nog niets gedeeld met deze leergroep."
    senders = count(len({copy.sender for copy in left}), "coalitie", "coalities")
    if len(left) == len(there):
        return f"{count(len(there), 'gedeeld werkblad', 'gedeelde werkbladen')}, van {senders}."
    return f"{len(left)} van de {count(len(there), 'gedeeld werkblad', 'gedeelde werkbladen')}, van {senders}."
