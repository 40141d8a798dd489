"""The view from start question to next question, over cycles and periods."""

from __future__ import annotations

from .group_page import GroupPage
from .page_tasks import page_store


class LearningLinePage(GroupPage):
    """How the questions of coalitions went on."""

    label = "Leerlijn"
    title = "Van vraag naar vraag"


def learning_line(group: str, store: str) -> LearningLinePage:
    """Return what the notebook of this view talks to.

    Parameters
    ----------
    group
        Slug of the group.
    store
        The store's URL; empty for the one in `SKO_OPSLAG`.
    """
    return LearningLinePage(page_store(store), group)
