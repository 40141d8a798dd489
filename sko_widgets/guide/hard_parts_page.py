"""The view of what did not work, without names."""

from __future__ import annotations

from .group_page import GroupPage
from .page_tasks import page_store


class HardPartsPage(GroupPage):
    """What coalitions say is hard."""

    label = "Wat lastig is"
    title = "Wat lastig is"


def hard_parts(group: str, store: str) -> HardPartsPage:
    """Return what the notebook of this view talks to.

    Parameters
    ----------
    group
        Slug of the group.
    store
        The store's URL; empty for the one in `SKO_OPSLAG`.
    """
    return HardPartsPage(page_store(store), group)
