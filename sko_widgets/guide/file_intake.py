"""A dossier's file that somebody opens on a page: looked at as `sko invoer` does, and taken in whole or not at all."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from typing import Any

from sko_widgets.dossier import transfer
from sko_widgets.dossier.exchange import LARGEST_FILE, DossierFile, read
from sko_widgets.dossier.problems import ImportRefusedError
from sko_widgets.dossier.store import Store
from sko_widgets.dutch import count
from sko_widgets.errors import SkoError
from sko_widgets.who import author

from . import page_addresses
from .page_tasks import write_notebooks

Answer = Mapping[str, Any]


class FileIntake:
    """Takes in one file at a time, which comes in parts: a message to a kernel has an end.

    Parameters
    ----------
    store
        Where it goes.
    """

    def __init__(self, store: Store) -> None:
        self.store = store
        self._data = bytearray()
        self._file: DossierFile | None = None
        self._same = False

    def part(self, message: Answer) -> Answer:
        """Keep a part; the one at 0 begins a new file."""
        if message["at"] == 0:
            self._data.clear()
        self._data += base64.b64decode(message["data"])
        if len(self._data) > LARGEST_FILE:
            self._data.clear()
            raise SkoError("Dit bestand is te groot; een dossier is hoogstens 20 MB.")
        return {}

    def look(self, message: Answer) -> Answer:
        """Say what is wrong with the file, or what is to be decided; take it in when neither is.

        Parameters
        ----------
        message
            Its `name`, and under `same` whether a coalition of another name is known to be the same one.
        """
        self._same = bool(message.get("same"))
        try:
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
        """Take in the file over the dossier that is there; what stood there stays in the history."""
        return self._take(self._plan())

    def _plan(self) -> transfer.Intake:
        if self._file is None:
            raise SkoError("Er is nog geen bestand geopend.")
        return transfer.plan(self.store, self._file, renamed=self._same)

    def _take(self, intake: transfer.Intake) -> Answer:
        transfer.take_in(self.store, intake, author())
        return self._go(intake)

    def _go(self, intake: transfer.Intake) -> Answer:
        key = intake.file.key
        write_notebooks(self.store, key)
        return {"url": page_addresses.dossier_page(key.slug, key.period)}


def _told(error: ImportRefusedError) -> dict[str, Any]:
    """Return what is wrong with a file: each problem with its place, and how to mend it."""
    more = error.number - len(error.problems)
    problems = [*error.problems, *([f"en nog {more} andere"] if more else [])]
    return {"problems": problems, "number": error.number, "mend": error.mend}


def _there(intake: transfer.Intake) -> str:
    fields = count(intake.changed, "veld", "velden")
    changes = "verandert" if intake.changed == 1 else "veranderen"
    period = intake.file.key.period.replace("-", "–")
    return (
        f"{intake.file.name} {period} is er al. Met dit bestand {changes} er {fields}; "
        "de versies van nu blijven in de geschiedenis."
    )
