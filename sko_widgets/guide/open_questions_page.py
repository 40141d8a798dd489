"""The view of all next questions that were shared with a group."""

from __future__ import annotations

from .group_page import GroupPage
from .page_tasks import page_store


class OpenQuestionsPage(GroupPage):
    """The next questions of all coalitions."""

    label = "Open vragen"
    title = "Wat vragen zij zich nu af?"


def open_questions(group: str, store: str) -> OpenQuestionsPage:
    """Return what the notebook of this view talks to.

    Parameters
    ----------
    group
        Slug of the group.
    store
        The store's URL; empty for the one in `SKO_OPSLAG`.
    """
    return OpenQuestionsPage(page_store(store), group)
