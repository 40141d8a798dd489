"""Which sheets hold what is about a dossier, rather than in it: they stay inside the coalition."""

from __future__ import annotations

REPLY, COMMENT, READER, TAKEN = "remark/", "comment/", "reader/", "taken/"
"""What the ids of their sheets begin with."""

SHARING = "sharing"
"""The sheet of what a coalition tells of itself when it shares something."""


def is_about_dossier(sheet_id: str) -> bool:
    """Say whether a sheet holds what is about the dossier: a comment, a reply, whence a text is, how it is shared."""
    return sheet_id == SHARING or sheet_id.startswith((REPLY, COMMENT, READER, TAKEN))
