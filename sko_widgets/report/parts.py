"""The parts of a report that it can do without, by the names that people use for them."""

from __future__ import annotations

PARTS = {
    "samenvatting": "de samenvatting",
    "inleiding": "de inleiding",
    "open-vragen": "de open vragen voor de volgende periode",
    "acties": "de acties die nog lopen",
    "bijlagen": "de bijlagen",
    "colofon": "het colofon",
}
"""Name -> what a sentence calls it."""

FIELDS = {
    ("publication", "summary"): "samenvatting",
    ("profile", "introduction"): "inleiding",
    ("publication", "contact"): "colofon",
}
"""Sheet and name of a field -> the part in which it prints, when that is one of `PARTS`."""
