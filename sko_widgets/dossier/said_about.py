"""Which sheets hold what is said about a dossier, rather than in it: they stay inside the coalition."""

from __future__ import annotations

REPLY, COMMENT, READER = "remark/", "comment/", "reader/"
"""What the ids of their sheets begin with."""


def is_about_dossier(sheet_id: str) -> bool:
    """Say whether a sheet holds what was said about the dossier: a reader's comment, a reply to a remark."""
    return sheet_id.startswith((REPLY, COMMENT, READER))
