"""`Kaarten afdrukken`: a card for each who comes to a session and a page for each group, as one PDF."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from sko_widgets.dossier.session_day import refuse_moved
from sko_widgets.dossier.sessions import session_sheet
from sko_widgets.dossier.snapshot import DossierKey
from sko_widgets.dossier.store import Store
from sko_widgets.dutch import date
from sko_widgets.errors import SkoError
from sko_widgets.framework.session_build import session_build
from sko_widgets.insight.planned_session import parts_of
from sko_widgets.insight.programme import form_parts
from sko_widgets.insight.small_groups import CHAIR_SAYS
from sko_widgets.widgets import Actions

from .page_tasks import download
from .session_groups import SessionGroups


def cards_button(store: Store, key: DossierKey, day: str, group: str) -> Actions:
    """Return the button that makes the cards as they are when it is pressed.

    Parameters
    ----------
    store, key, day
        Where the learning group is, which, and when it meets.
    group
        What the learning group is called.
    """
    shown = Actions(buttons=[{"id": "cards", "label": "Kaarten afdrukken (pdf)"}])

    def press(_: Mapping[str, Any]) -> Mapping[str, Any]:
        return download(f"kaarten-{key.slug}-{day}.pdf", cards_file(store, key, day, group, datetime.now(UTC)))

    shown.on("press", press)
    return shown


def cards_file(store: Store, key: DossierKey, day: str, group: str, at: datetime) -> bytes:
    """Return the cards of a session as a PDF.

    Parameters
    ----------
    at
        When it is made.

    Raises
    ------
    SkoError
        When nobody comes, or the session was moved.
    """
    from sko_widgets.report.session_cards import GroupCard, PartCard, PersonCard, SessionCards, cards_pdf

    refuse_moved(store, key, session_sheet(day))
    divided = SessionGroups(store, key, day)
    if not divided.there:
        raise SkoError("Er is niemand voor wie een kaart kan.", mend="Vul eerst ‘Wie doet mee’ in.")
    fields = {name: one.value for name, one in store.sheet(key, session_sheet(day)).items()}
    form = session_build().forms.get(str(fields.get("working_form") or ""))
    groups = [
        GroupCard(f"Groepje {at}", one.members, one.chair) for at, one in enumerate(divided.groups, 1) if one.members
    ]
    sits = {name: one.name for one in groups for name in one.members}
    cards = SessionCards(
        "Kaarten",
        group,
        date(day),
        str(fields.get("question") or ""),
        form.name if form else "",
        CHAIR_SAYS,
        [PersonCard(one.name, sits.get(one.name, "")) for one in divided.there],
        groups,
        [
            PartCard(one.name, one.minutes, one.says)
            for one in form_parts(session_build(), parts_of(fields.get("agenda") or ()))
        ],
    )
    return cards_pdf(cards, at)
