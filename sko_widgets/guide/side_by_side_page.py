"""The view of one step of one block, of some coalitions side by side."""

from __future__ import annotations

from .group_page import GroupPage
from .page_tasks import page_store


class SideBySidePage(GroupPage):
    """What coalitions wrote at one step."""

    label = "Naast elkaar"
    title = "Naast elkaar"


def side_by_side(group: str, store: str) -> SideBySidePage:
    """Return what the notebook of this view talks to.

    Parameters
    ----------
    group
        Slug of the group.
    store
        The store's URL; empty for the one in `SKO_OPSLAG`.
    """
    return SideBySidePage(page_store(store), group)
