"""A file that somebody opens on a page: looked at as `sko invoer` does, and taken in whole or not at all."""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from typing import Any

from sko_widgets.dossier import comments_file, group_file, shared_file, sharing, transfer
from sko_widgets.dossier.exchange import LARGEST_FILE, DossierFile, read
from sko_widgets.dossier.group_file import GroupFile
from sko_widgets.dossier.parse import format_of
from sko_widgets.dossier.problems import ImportRefusedError
from sko_widgets.dossier.snapshot import DossierKey
from sko_widgets.dossier.store import Store
from sko_widgets.dutch import capital, count
from sko_widgets.errors import SkoError
from sko_widgets.who import author

from . import page_addresses
from .page_tasks import write_notebooks

Answer = Mapping[str, Any]


class FileParts:
    """One file at a time, which comes in parts: a message to a kernel has an end.

    Parameters
    ----------
    largest
        How many bytes it has at most.
    """

    def __init__(self, largest: int) -> None:
        self._largest = largest
        self._data = bytearray()

    def part(self, message: Answer) -> Answer:
        """Keep a part; the one at 0 begins a new file."""
        if message["at"] == 0:
            self._data.clear()
        self._data += base64.b64decode(message["data"])
        if len(self._data) > self._largest:
            self._data.clear()
            raise SkoError(f"Dit bestand is te groot; het mag hoogstens {self._largest // 1024**2} MB zijn.")
        return {}


class FileIntake(FileParts):
    """Takes in dossiers, learning groups, comments of who read along, and what is shared with a learning group.

    Parameters
    ----------
    store
        Where they go.
    """

    def __init__(self, store: Store) -> None:
        super().__init__(LARGEST_FILE)
        self.store = store
        self._file: DossierFile | None = None
        self._group: GroupFile | None = None
        self._same = False

    def look(self, message: Answer) -> Answer:
        """Say what is wrong with the file, or what is to be decided; take it in when neither is.

        Parameters
        ----------
        message
            Its `name`, and under `same` whether a coalition of another name is known to be the same one.
        """
        self._same = bool(message.get("same"))
        self._group = None
        try:
            kind = format_of(bytes(self._data))
            if kind == comments_file.FORMAT:
                return self._take_comments(str(message["name"]))
            if kind == shared_file.FORMAT:
                return self._take_shared(str(message["name"]))
            if kind == group_file.FORMAT:
                return self._look_at_group(group_file.read(bytes(self._data), str(message["name"])))
            if not self._same:
                self._file = read(bytes(self._data), str(message["name"]))
            intake = self._plan()
        except ImportRefusedError as error:
            return {"refused": _told(error)}
        except transfer.OtherCoalitionError as error:
            return {"other": {"there": error.there, "name": error.name}}
        if not intake.exists:
            return self._take(intake)
        if not intake.changed:
            return self._go(intake)
        return {"there": _there(intake)}

    def take(self, _message: Answer) -> Answer:
        """Take in the file over what is there; what stood there stays in the history."""
        if self._group is not None:
            return self._take_group(self._group)
        return self._take(self._plan())

    def _take_comments(self, name: str) -> Answer:
        intake = comments_file.plan(self.store, comments_file.read(bytes(self._data), name))
        comments_file.take_in(self.store, intake)
        return self._at(intake.file.key)

    def _take_shared(self, name: str) -> Answer:
        file = shared_file.read(bytes(self._data), name)
        group = sharing.group_called(self.store, file.group, author=author())
        self.store.share(group.key.slug, file.offered, author=author())
        return {"url": page_addresses.group_page(group.key.slug)}

    def _look_at_group(self, file: GroupFile) -> Answer:
        there, changed = group_file.changes(self.store, file)
        if there is None or not changed:
            return self._take_group(file)
        self._group = file
        return {"there": f"Leergroep {file.group} is er al. {_changes(changed)}"}

    def _take_group(self, file: GroupFile) -> Answer:
        return {"url": page_addresses.group_page(group_file.take_in(self.store, file, author=author()).slug)}

    def _plan(self) -> transfer.Intake:
        if self._file is None:
            raise SkoError("Er is nog geen bestand geopend.")
        return transfer.plan(self.store, self._file, renamed=self._same)

    def _take(self, intake: transfer.Intake) -> Answer:
        transfer.take_in(self.store, intake, author())
        return self._go(intake)

    def _go(self, intake: transfer.Intake) -> Answer:
        return self._at(intake.file.key)

    def _at(self, key: DossierKey) -> Answer:
        write_notebooks(self.store, key)
        return {"url": page_addresses.dossier_page(key.slug, key.period)}


class CommentsDesk(FileParts):
    """Takes in comments on one dossier, on its own page.

    Parameters
    ----------
    store, key
        Where the dossier is, and which.
    taken
        Called when there are new ones.
    """

    def __init__(self, store: Store, key: DossierKey, taken: Callable[[], None]) -> None:
        super().__init__(comments_file.LARGEST_FILE)
        self.store = store
        self.key = key
        self._taken = taken

    def look(self, message: Answer) -> Answer:
        """Say what is wrong with the file, or take it in: it changes no text, so nothing is to be decided."""
        try:
            file = comments_file.read(bytes(self._data), str(message["name"]))
            if file.key != self.key:
                about = f"{file.called} {file.key.period.replace('-', '–')}"
                raise ImportRefusedError(file.where, [f"deze opmerkingen gaan over ‘{about}’, niet over dit dossier"])
            intake = comments_file.plan(self.store, file)
        except ImportRefusedError as error:
            return {"refused": _told(error)}
        comments_file.take_in(self.store, intake)
        self._taken()
        words = comments_file.told(intake)
        return {"message": f"{capital(words)}{', nu ook op deze pagina' if intake.changed else ''}."}


def _told(error: ImportRefusedError) -> dict[str, Any]:
    """Return what is wrong with a file: each problem with its place, and how to mend it."""
    more = error.number - len(error.problems)
    problems = [*error.problems, *([f"en nog {more} andere"] if more else [])]
    return {"problems": problems, "number": error.number, "mend": error.mend}


def _there(intake: transfer.Intake) -> str:
    period = intake.file.key.period.replace("-", "–")
    return f"{intake.file.name} {period} is er al. {_changes(intake.changed)}"


def _changes(changed: int) -> str:
    changes = "verandert" if changed == 1 else "veranderen"
    fields = count(changed, "veld", "velden")
    return f"Met dit bestand {changes} er {fields}; de versies van nu blijven in de geschiedenis."
