"""`Op het programma`: a facilitator makes a question of what several coalitions ask, for a session that comes.

The question goes to the session's own sheet, from where it is printed in the minutes.  So it is in the facilitator's
own words, and carries nothing of what was shared.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sko_widgets import dutch
from sko_widgets.dossier import sessions
from sko_widgets.dossier.answers import checked
from sko_widgets.dossier.session_day import refuse_moved
from sko_widgets.dossier.shared import SharedCopy
from sko_widgets.dossier.snapshot import DossierKey
from sko_widgets.dossier.store import Conflict, Revision, Store
from sko_widgets.errors import SkoError, UsageError
from sko_widgets.framework import framework
from sko_widgets.insight.own_words import is_copied
from sko_widgets.who import author

from . import session_pages

_FIELD = "question"
Answer = Mapping[str, Any]


class OnProgramme:
    """Puts questions on the programme of a group's sessions, and takes the last one off again.

    Parameters
    ----------
    store, key
        Where the group is, and which.
    shared
        Returns all that is shared with it.
    """

    def __init__(self, store: Store, key: DossierKey, shared: Callable[[], Sequence[SharedCopy]]) -> None:
        self._store, self._key, self._shared = store, key, shared
        self._framework = framework(store.info(key).framework)
        self._last: tuple[str, int, int] | None = None

    def coming(self) -> list[dict[str, str]]:
        """Return the sessions that come, the next one first."""
        today = dutch.today().isoformat()
        days = [day for day in sessions.days(self._store, self._key) if day >= today]
        return [
            {"day": day, "label": dutch.date(day), "url": session_pages.session_page(session_pages.SESSION, day)}
            for day in days
        ]

    def put(self, message: Answer) -> Answer:
        """Have a session ask a question; what it asks already only gives way to who saw it and says so."""
        day, question = str(message["day"]), " ".join(str(message["question"]).split())
        if not question or question == " ".join(str(message["began"]).split()):
            raise UsageError("Er staat nog geen vraag.", mend="Schrijf de vraag in jullie eigen woorden.")
        public = [block.mandatory_question for block in self._framework.blocks]
        if is_copied(question, self._shared(), public):
            raise UsageError(
                "Dit staat zo in wat een coalitie deelde, en de vraag komt in het verslag.",
                mend="Schrijf de vraag in jullie eigen woorden.",
            )
        sheet = sessions.session_sheet(day)
        fields = self._store.sheet(self._key, sheet)
        if all(one.value is None for one in fields.values()):
            refuse_moved(self._store, self._key, sheet)
            raise SkoError("Er is geen bijeenkomst op die dag.", mend="Laad de pagina opnieuw.")
        before = fields.get(_FIELD)
        stands = str(before.value or "") if before else ""
        if stands and (not message.get("over") or message.get("seen") != stands):
            return {"stands": stands}
        kept = stands if message.get("over") == "both" else ""
        made = checked(self._framework, sheet, _FIELD, " ".join(filter(None, [kept, question])))
        number = before.number if before else 0
        saved = self._store.save(self._key, sheet, _FIELD, made, based_on=number, author=author())
        if isinstance(saved, Conflict):
            refuse_moved(self._store, self._key, sheet)
            return {"stands": str(saved.theirs.value or "")}
        self._last = (day, number, saved.number)
        return {"put": f"De vraag van {dutch.date(day)} is nu: ‘{made}’."}

    def undo(self, _: Answer) -> Answer:
        """Have the session ask what it asked before the last question was put there."""
        if self._last is None:
            return {}
        (day, number, mine), self._last = self._last, None
        sheet = sessions.session_sheet(day)
        saved: Revision | Conflict
        if number:
            saved = self._store.put_back(self._key, sheet, _FIELD, number, based_on=mine, author=author())
        else:
            saved = self._store.save(self._key, sheet, _FIELD, None, based_on=mine, author=author())
        if isinstance(saved, Conflict):
            refuse_moved(self._store, self._key, sheet)
            raise SkoError("Iemand anders veranderde de vraag intussen.", mend="Die blijft staan.")
        now = f"is weer: ‘{saved.value}’" if saved.value else "is weer leeg"
        return {"undone": f"De vraag van {dutch.date(day)} {now}."}
