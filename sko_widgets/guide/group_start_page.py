"""The page of a learning group: the ways to the views of what was shared with it."""

from __future__ import annotations

from IPython.display import display

from sko_widgets.dossier import sessions
from sko_widgets.dutch import date
from sko_widgets.insight.shared_facets import left_over
from sko_widgets.widgets import Chooser, Opening

from . import page_addresses, session_pages
from .group_finding import GroupFinding
from .group_page import ONLY_SHARED, GroupPage
from .page_tasks import page_store
from .session_window import nearest

_ABOUT = {
    "Open vragen": "Alle nieuwe vragen, per bouwsteen. Vragen die op elkaar lijken staan bij elkaar.",
    "Naast elkaar": "Wat coalities bij één stap schreven: drie naast elkaar, of allemaal als kaarten.",
    "Leerlijn": "Hoe de ene vraag tot de volgende leidde, over cycli en perioden heen.",
    "Wat lastig is": "Wat niet lukte, wat stopte en wat te laat is. Altijd zonder namen.",
}
_FACILITATOR = (
    ("Bijeenkomst klaarzetten", "Dag, onderwerp, werkvorm en programma, met een uitnodiging.", session_pages.SET_UP),
    ("Alle bijeenkomsten", "Uitnodiging, wie er klaar is, en het verslag.", session_pages.SESSION),
    ("Jaaroverzicht", "Alle bijeenkomsten, de oogst per bouwsteen, en wat je doorgeeft.", session_pages.YEAR),
    ("Wie doet mee", "De coalities, de vraag voor dit jaar en jullie afspraken.", session_pages.MEMBERS),
)
_WINDOWS = {
    "Regie": "Voor wie de bijeenkomst leidt: de klok, de oogst en de afspraken.",
    "Dagscherm": "Voor de hele zaal: wat we nu doen, en hoe lang nog.",
}


class GroupStartPage(GroupPage):
    """The page of one group."""

    def opening(self) -> None:
        """Show what the group is called, how much was shared with it, and that only that is here."""
        there = self._shared()
        display(Opening(title=self.name, lead=f"{left_over(there, there)} {ONLY_SHARED if there else ''}".strip()))

    def search(self) -> None:
        """Show the box in which one searches what was shared."""
        display(GroupFinding(self.store, self.key.slug).widget)

    def views(self) -> None:
        """Show the ways to the views."""
        rows = [
            {"label": label, "note": note, "url": page_addresses.view_page(label)} for label, note in _ABOUT.items()
        ]
        display(Chooser(label="Zo kun je kijken", items=rows))

    def manage(self) -> None:
        """Show the ways to what the facilitator does: setting up a session, and who is in the group."""
        rows = [
            {"label": label, "note": note, "url": session_pages.session_page(notebook)}
            for label, note, notebook in _FACILITATOR
        ]
        display(Chooser(label="Voor de begeleider", items=rows))

    def sessions(self) -> None:
        """Show the ways to the two windows of the session that is nearest."""
        days = sessions.days(self.store, self.key)
        if not days:
            return
        day = nearest(days)
        rows = [
            {"label": label, "note": _WINDOWS[label], "url": session_pages.session_page(notebook, day)}
            for label, notebook in session_pages.WINDOWS.items()
        ]
        display(Chooser(label=f"Bijeenkomst van {date(day)}", items=rows))


def learning_group(group: str, store: str) -> GroupStartPage:
    """Return what the notebook of a group's page talks to.

    Parameters
    ----------
    group
        Slug of the group.
    store
        The store's URL; empty for the one in `SKO_OPSLAG`.
    """
    return GroupStartPage(page_store(store), group)
