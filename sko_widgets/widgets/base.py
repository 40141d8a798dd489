"""What all widgets share: checked keywords, messages with an answer, and fields that keep what is typed.

A widget knows nothing of dossiers.  A field is given a `FieldStorage`, which stores its value; a page's
widget is given callbacks.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from difflib import get_close_matches
from typing import Any, Protocol

import traitlets as t
from ipywidgets import Layout, widget_serialization

from sko_widgets import who
from sko_widgets.errors import SkoError

from .equality import same
from .own_widget import OwnWidget
from .shared_models import EditorBundle, shared

_log = logging.getLogger(__name__)

Message = Mapping[str, Any]
Handler = Callable[[Message], Mapping[str, Any] | None]

_KEPT = "Je tekst blijft in deze browser bewaard."


@dataclass(frozen=True)
class Saved:
    """A value that is stored.

    Parameters
    ----------
    revision
        Number of the revision that it became.
    when
        Time on the Dutch clock, `14.32 uur`.
    value
        The value as it is stored.
    """

    revision: int
    when: str
    value: Any


@dataclass(frozen=True)
class Clash:
    """What stands there now, when a save would have overwritten it.

    Parameters
    ----------
    value, revision
        What stands there.
    author, when
        Who saved it, and when.
    base
        What the save was based on: both texts began from it.
    erased
        Whether what the save was based on was erased for good.
    arrived
        Whether the very text that was to be saved was saved by the same person before this came.
    """

    value: Any
    revision: int
    author: str
    when: str
    base: Any = None
    arrived: bool = False
    erased: bool = False


@dataclass(frozen=True)
class Version:
    """One revision in a field's history.

    Parameters
    ----------
    number
        Number of the revision.
    author, when
        Who, and when: `21 november 2026, 14.32 uur`.
    value
        The value of then.
    text
        The value as plain text, from which the differences are shown.
    erased
        Whether all that stood in the field before was erased for good.
    damaged
        Whether what was saved cannot be read.
    """

    number: int
    author: str
    when: str
    value: Any
    text: str
    erased: bool = False
    damaged: bool = False


class FieldStorage(Protocol):
    """Stores one field.  Each method may raise `SkoError` with what the user is to read."""

    def now(self) -> tuple[Any, int]:
        """Return what stands there, and the number of its revision."""
        ...

    def save(self, value: Any, based_on: int) -> Saved | Clash:
        """Store a value that was typed over revision `based_on`."""
        ...

    def resolve(self, mine: Any, chosen: Any, based_on: int) -> Saved | Clash:
        """Store what the user chose after a clash, and keep `mine` in the history."""
        ...

    def history(self) -> list[Version]:
        """Return all revisions, the newest first."""
        ...

    def put_back(self, number: int, based_on: int) -> Saved | Clash:
        """Make an older revision the newest."""
        ...


class Control(OwnWidget):
    """A widget whose misspelt keywords are errors, and whose messages get an answer."""

    colour = t.Unicode("").tag(sync=True)

    @t.default("layout")
    def _shared_layout(self) -> Layout:
        """Return the layout that all controls have together: their own stylesheets lay them out."""
        return shared(Layout)

    def __init__(self, **traits: Any) -> None:
        for name in traits:
            self._check_keyword(name)
        self._handlers: dict[str, Handler] = {}
        super().__init__(**traits)
        self.on_msg(self._hear)

    @classmethod
    def _check_keyword(cls, name: str) -> None:
        known = [one for one in cls.class_trait_names() if not one.startswith("_")]
        if name in known:
            return
        near = get_close_matches(name, known, n=1, cutoff=0.5)
        hint = f"did you mean {near[0]!r}?" if near else f"it has: {', '.join(sorted(known))}."
        raise TypeError(f"{cls.__name__} has no keyword {name!r}; {hint}")

    def on(self, do: str, handler: Handler) -> None:
        """Call `handler` with each message `{"do": do, …}` that the page sends.

        Parameters
        ----------
        do
            What the page asks.
        handler
            Gets the message; what it returns is sent back with `"did": do`.  A `SkoError` that it
            raises is sent back as `"did": "failed"`, without its place: that is where the user is.
        """
        self._handlers[do] = handler

    def _hear(self, _widget: object, message: Any, _buffers: object) -> None:
        """Answer one message; whatever goes wrong, the page gets a Dutch sentence."""
        do = message.get("do", "") if isinstance(message, Mapping) else ""
        if do not in self._handlers:
            return
        if "author" in message:
            who.writes(message["author"])
        try:
            reply = {"did": do, **(self._handlers[do](message) or {})}
        except SkoError as error:
            reply = {"did": "failed", "why": self._why(f"{error.what} {error.mend}".strip())}
        except Exception:  # noqa: BLE001 - a page never shows a traceback, whatever broke behind it
            _log.exception("%s could not answer %r", type(self).__name__, do)
            reply = {"did": "failed", "why": self._why("Er ging iets mis.")}
        self.send({"do": do, "token": message.get("token"), **reply})

    def _why(self, sentence: str) -> str:
        return sentence


class FieldControl(Control):
    """A field of a sheet, which saves itself through its storage.

    Parameters
    ----------
    key
        The field's address, which no other field has, also not in another store; drafts lie in the browser under it.
    label
        What the screen reader calls the field.
    show_label
        Whether the label also stands on screen; not needed under a heading that says the same.
    help
        One sentence beside the field.
    questions
        What the field asks.
    value, revision
        What the store has.
    storage
        Stores the field.
    erased
        What drafts are based on that hold text which was erased for good: they are dropped.
    can_erase
        Whether its history has a way to erase; messages `erasing` and `erase`, with the numbers of versions.
    editor
        What texts are typed in; one for all fields.
    shared
        Whether other pages add to it, so that it is looked at again when its window comes back to the front.
    """

    key = t.Unicode("").tag(sync=True)
    label = t.Unicode("").tag(sync=True)
    show_label = t.Bool(False).tag(sync=True)
    help = t.Unicode("").tag(sync=True)
    questions = t.List(t.Unicode()).tag(sync=True)
    value = t.Any(None, allow_none=True).tag(sync=True)
    revision = t.Int(0).tag(sync=True)
    shared = t.Bool(False).tag(sync=True)
    erased = t.List(t.Int()).tag(sync=True)
    can_erase = t.Bool(False).tag(sync=True)
    storage = t.Any(None, allow_none=True)
    editor = t.Instance(EditorBundle).tag(sync=True, **widget_serialization)

    @t.default("editor")
    def _one_editor(self) -> EditorBundle:
        return shared(EditorBundle)

    def __init__(self, **traits: Any) -> None:
        super().__init__(**traits)
        self.on("save", self._save)
        self.on("resolve", self._resolve)
        self.on("history", self._history)
        self.on("put_back", self._put_back)
        self.on("look", lambda _: self.take_over_stored())

    def _why(self, sentence: str) -> str:
        return f"{sentence} {_KEPT}"

    def _stored(self) -> FieldStorage:
        if self.storage is None:
            raise SkoError("Dit veld hoort nog niet bij een dossier.", mend="Voer het notebook opnieuw uit.")
        storage: FieldStorage = self.storage
        return storage

    def _save(self, message: Message) -> Mapping[str, Any]:
        value = message["value"]
        return self._settle(self._stored().save(value, int(message["based_on"])), value)

    def _resolve(self, message: Message) -> Mapping[str, Any]:
        value = message["value"]
        return self._settle(self._stored().resolve(message["mine"], value, int(message["based_on"])), value)

    def _put_back(self, message: Message) -> Mapping[str, Any]:
        return self._settle(self._stored().put_back(int(message["number"]), int(message["based_on"])))

    def _history(self, _message: Message) -> Mapping[str, Any]:
        return {"rows": [asdict(version) for version in self._stored().history()]}

    def take_over_stored(self) -> None:
        """Take over what was saved elsewhere; the page puts unsaved text before it."""
        value, revision = self._stored().now()
        with self.hold_sync():
            self.value = value
            self.revision = revision

    def _settle(self, outcome: Saved | Clash, sent: Any = None) -> Mapping[str, Any]:
        """Take over what is stored now, or tell the page about a clash.

        A clash with the very text that was sent is a save whose answer got lost.
        """
        if isinstance(outcome, Clash) and not (sent is not None and same(outcome.value, sent)):
            return {"did": "conflict", "theirs": asdict(outcome)}
        with self.hold_sync():
            self.value = outcome.value
            self.revision = outcome.revision
        return {"did": "saved", "revision": outcome.revision, "when": outcome.when, "value": outcome.value}
