"""Keeps what a store held, and what was offered to it, when another file was put in its place."""

from __future__ import annotations

import logging
import os
import time
from collections import deque
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from sko_widgets.dossier.snapshot import DossierKey
from sko_widgets.dossier.store.backup import folder_of
from sko_widgets.dossier.store.records import Packed, WholeDossier
from sko_widgets.dossier.store.saved_copy import SUFFIX, write_copy

_REMEMBERED = 100
_log = logging.getLogger(__name__)

REPLACED = "vervangen"
"""In the names of the files that hold what was in a file that was replaced."""


@dataclass
class SetAside:
    """Writes beside a store what would else be lost with it.

    Parameters
    ----------
    path
        The store's file.
    whole
        Reads all that is in the file which this process opened.
    """

    path: Path
    whole: Callable[[], Iterable[WholeDossier]]
    _own: dict[DossierKey, WholeDossier] = field(default_factory=dict)
    _latest: dict[tuple[DossierKey, str, str], deque[Packed]] = field(default_factory=dict)
    _stamp: str = ""
    _base: bool = False

    def remember(self, dossier: WholeDossier, one: Packed) -> None:
        """Note what this process saved itself, in case the file that holds it is overwritten."""
        self._own[dossier.key] = dossier
        place = (dossier.key, one.sheet, one.field)
        self._latest.setdefault(place, deque(maxlen=_REMEMBERED)).append(one)

    def forget(self, place: tuple[DossierKey, str, str], numbers: Collection[int] | None) -> None:
        """Forget revisions that were erased; all of a field when there are no numbers."""
        if numbers is None:
            self._latest.pop(place, None)
        elif place in self._latest:
            left = [one for one in self._latest[place] if one.number not in numbers]
            self._latest[place] = deque(left, maxlen=_REMEMBERED)

    def keep(self, refused: tuple[WholeDossier, Packed] | None = None) -> Path | None:
        """Write down all that this process knows, and a text that could not be saved.

        Returns
        -------
        Path or None
            The folder of the files; None when they could not be written.
        """
        self._stamp = self._stamp or f"{time.strftime('%Y-%m-%d-%H%M%S')}-{os.getpid()}"
        if refused is not None:
            self.remember(*refused)
        try:
            self._write_base()
            if self._latest:
                write_copy(self._file("getypt"), self._remembered())
        except Exception:  # noqa: BLE001  # the user is told, and has the text on the page
            _log.exception("What was in %s could not be set aside", self.path)
            return None
        return folder_of(self.path)

    def _file(self, what: str) -> Path:
        return folder_of(self.path) / f"{self.path.stem}-{REPLACED}-{self._stamp}-{what}{SUFFIX}"

    def _write_base(self) -> None:
        if self._base:
            return
        try:
            write_copy(self._file("stond"), self.whole())
        except Exception:  # a file that was overwritten in place can no longer be read
            _log.warning("The file that was in place of %s cannot be read any more", self.path, exc_info=True)
            if not self._latest:
                raise
        self._base = True

    def _remembered(self) -> list[WholeDossier]:
        return [
            replace(
                dossier,
                revisions=tuple(
                    sorted(
                        (one for place, those in self._latest.items() if place[0] == key for one in those),
                        key=lambda one: (one.sheet, one.field, one.number),
                    )
                ),
            )
            for key, dossier in sorted(self._own.items())
        ]
