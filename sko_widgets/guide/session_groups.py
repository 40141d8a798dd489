"""The small groups of one session: how they are divided, changed by hand, kept, and put back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sko_widgets.dossier import sessions
from sko_widgets.dossier.answers import checked
from sko_widgets.dossier.session_day import refuse_moved, still_on
from sko_widgets.dossier.snapshot import DossierKey
from sko_widgets.dossier.store import Conflict, Revision, Store
from sko_widgets.dutch import count
from sko_widgets.errors import SkoError
from sko_widgets.framework import framework
from sko_widgets.framework.session_build import session_build
from sko_widgets.insight.small_groups import (
    CHAIR_SAYS,
    SIZES,
    SmallGroup,
    as_they_are,
    divided,
    group_rows,
    groups_before,
    groups_of,
    met_before,
    moved,
    people,
    present,
    with_chairs,
)
from sko_widgets.who import author
from sko_widgets.widgets import GroupsForm

from .sheet_page import update

_FIELD = "groups"


class GroupsChangedError(SkoError):
    """Somebody else changed the groups since they were looked at."""


class SessionGroups:
    """The small groups of the session on one day.

    Parameters
    ----------
    store, key, day
        Where the learning group is, which, and when it meets.

    Attributes
    ----------
    there, groups
        Who is there, and the groups of those; who is not there keeps their place in what is stored.
    """

    def __init__(self, store: Store, key: DossierKey, day: str) -> None:
        self._store, self._key, self._day = store, key, day
        self._sheet = sessions.session_sheet(day)
        self._framework = framework(store.info(key).framework)
        self._shown: GroupsForm | None = None
        self._read()
        history = store.history(key, self._sheet, _FIELD)
        gone = max((one.number for one in history if one.value is None), default=0)
        self._earlier = [one.number for one in history if one.number > gone][:-1]

    def control(self) -> GroupsForm:
        """Return the control that shows and changes them."""
        self._shown = GroupsForm(chair_says=CHAIR_SAYS, **self._traits())
        handlers = {"divide": self._divide, "move": self._move, "chair": self._chair, "away": self._away}
        for name, handler in {**handlers, "undo": self._undo}.items():
            self._shown.on(name, handler)
        return self._shown

    # --- what there is ------------------------------------------------------------------------

    def _read(self) -> None:
        sheet = self._store.sheet(self._key, self._sheet)
        fields = {name: one.value for name, one in sheet.items()}
        rows = sessions.member_rows(self._store, self._key)
        self._absent = [str(name) for name in fields.get("absent") or ()]
        self.there, self._all = present(rows, self._absent), people(rows)
        self._revision = sheet[_FIELD].number if _FIELD in sheet else 0
        kept, self._left = as_they_are(groups_of(fields.get(_FIELD) or ()), self.there)
        self._before = groups_before(self._store.sheets(self._key, sessions.SESSION), self._day)
        some = [one for one in kept if one.members]
        self.groups = with_chairs(some, self._before, day=self._day, turn=self._revision)
        form = session_build().forms.get(str(fields.get("working_form") or ""))
        self._sizes = form.sizes if form else SIZES

    def _traits(self) -> dict[str, Any]:
        there = {one.name for one in self.there}
        return {
            "groups": [{"chair": one.chair, "members": list(one.members)} for one in self.groups],
            "left": self._left if self.groups else [],
            "away": [one.name for one in self._all if one.name not in there],
            "revision": self._revision,
            "told": self._told(),
            "can_undo": bool(self._earlier),
        }

    def _told(self) -> str:
        smallest, largest = self._sizes
        wanted = f"van {smallest}" if smallest == largest else f"van {smallest} tot {largest}"
        if not self._all:
            return "Er staat nog niemand bij ‘Wie doet mee’."
        many = len(self.there)
        if not self.groups:
            return f"{count(many, 'deelnemer is', 'deelnemers zijn')} er. De werkvorm vraagt groepjes {wanted}."
        met = met_before(self.groups, self._before)
        again = (
            f"{count(met, 'tweetal zat', 'tweetallen zaten')} al eerder bij elkaar."
            if met
            else "Niemand zat al eerder bij elkaar."
        )
        made = f"{count(len(self.groups), 'groepje', 'groepjes')} voor {count(many, 'deelnemer', 'deelnemers')}."
        return f"{made} {again}" if self._before else made

    # --- what is done -------------------------------------------------------------------------

    def _divide(self, message: Mapping[str, Any]) -> Mapping[str, Any]:
        if not self.there:
            raise SkoError("Er is niemand om te verdelen.", mend="Vul eerst ‘Wie doet mee’ in.")
        groups = divided(self.there, self._sizes, self._before, day=self._day, turn=self._revision)
        self._save(groups, message)
        return {"said": f"De groepjes zijn gemaakt. {self._told()}"}

    def _move(self, message: Mapping[str, Any]) -> Mapping[str, Any]:
        who, to = str(message["who"]), int(message["to"])
        known = {one.name: one for one in self.there}
        before = self.groups
        if who not in known or not 0 <= to <= len(before):
            raise GroupsChangedError("De groepjes zijn intussen anders.", mend="Probeer het nog eens.")
        made = [one for one in moved(before, who, to) if one.members]
        groups = with_chairs(made, self._before, day=self._day, turn=self._revision)
        at, joined = next((number, one) for number, one in enumerate(groups, 1) if who in one.members)
        beside = [known[name].coalition for name in joined.members if name != who]
        said = [f"{who} zit nu in groepje {at}."]
        said += ["Daar zit al iemand van deze coalitie."] if known[who].coalition in beside else []
        said += _new_chairs(before, groups)
        self._save(groups, message)
        return {"said": " ".join(said)}

    def _chair(self, message: Mapping[str, Any]) -> Mapping[str, Any]:
        who = str(message["who"])
        made = [SmallGroup(one.members, who) if who in one.members else one for one in self.groups]
        self._save(made, message)
        return {"said": f"{who} is voorzitter."}

    def _away(self, message: Mapping[str, Any]) -> Mapping[str, Any]:
        who, away = str(message["who"]), bool(message["away"])
        others = [name for name in self._absent if name.casefold() != who.casefold()]
        absent = [*others, who] if away else others
        self._store.put(
            self._key, {self._sheet: {"absent": absent or None}}, author=author(), check=still_on(self._day)
        )
        before = self.groups
        self._show()
        at = next((number for number, one in enumerate(self.groups, 1) if who in one.members), 0)
        where = f"zit in groepje {at}." if at else "zit nog in geen groepje."
        said = f"{who} is er niet." if away else f"{who} is er toch, en {where}"
        return {"said": " ".join([said, *_new_chairs(before, self.groups)])}

    def _undo(self, message: Mapping[str, Any]) -> Mapping[str, Any]:
        if not self._earlier:
            return {}
        number, seen = self._earlier[-1], int(message["revision"])
        outcome = self._store.put_back(self._key, self._sheet, _FIELD, number, based_on=seen, author=author())
        if isinstance(outcome, Revision):
            self._earlier.pop()
        self._settle(outcome)
        return {"said": "De groepjes staan zoals ze waren."}

    def _save(self, groups: Sequence[SmallGroup], message: Mapping[str, Any]) -> None:
        value = checked(self._framework, self._sheet, _FIELD, group_rows(groups))
        seen = int(message["revision"])
        outcome = self._store.save(self._key, self._sheet, _FIELD, value, based_on=seen, author=author())
        if isinstance(outcome, Revision) and seen:
            self._earlier.append(seen)
        self._settle(outcome)

    def _settle(self, outcome: Revision | Conflict) -> None:
        """Show what is stored now, and say so when that is somebody else's."""
        if isinstance(outcome, Conflict):
            refuse_moved(self._store, self._key, self._sheet)
        self._show()
        if isinstance(outcome, Conflict):
            raise GroupsChangedError("Iemand anders veranderde de groepjes intussen.", mend="Ze staan er nu zo.")

    def _show(self) -> None:
        self._read()
        if self._shown is not None:
            update(self._shown, self._traits())


def _new_chairs(before: Sequence[SmallGroup], groups: Sequence[SmallGroup]) -> list[str]:
    """Return a sentence for each group that has another chair now."""
    chairs = {one.chair for one in before}
    return [
        f"{one.chair} is nu voorzitter van groepje {at}."
        for at, one in enumerate(groups, 1)
        if one.chair and one.chair not in chairs
    ]
