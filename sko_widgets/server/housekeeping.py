"""What the server does for the store's file while it runs: at rest, copied, watched, and known to be open."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from pathlib import Path

from sko_widgets.dossier import presence
from sko_widgets.dossier.store import Store, file_of, make_if_changed, open_store, shared_folder
from sko_widgets.errors import SkoError
from sko_widgets.who import author

ROUND_SECONDS = 2.0
BACKUP_SECONDS = 3600.0
_log = logging.getLogger("sko.server")


class Housekeeping:
    """Looks after the file of a store, in a thread of its own; a database server looks after itself.

    It holds the file open: when another takes its name, what was in it can be read still.

    Parameters
    ----------
    store_url
        The store's URL.
    """

    def __init__(self, store_url: str) -> None:
        self._url = store_url
        self._path = file_of(store_url)
        self._store: Store | None = None
        self._mine: presence.Presence | None = None
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._run, name="sko-housekeeping", daemon=True)

    def warnings(self) -> list[str]:
        """Return what the user should know of the folder before beginning."""
        if self._path is None:
            return []
        shared = shared_folder(self._path.parent)
        there = [one.told() for one in presence.others(self._path.parent)]
        return [*([shared.warning()] if shared else []), *there]

    def begin(self) -> None:
        """Begin, without waiting for it."""
        if self._path is not None:
            self._thread.start()

    def end(self) -> None:
        """Bring all to rest, and stop."""
        self._end.set()
        if self._thread.is_alive():
            self._thread.join(10.0)

    def _run(self) -> None:
        assert self._path is not None  # noqa: S101  # else it is not begun
        self._mine = presence.enter(self._path.parent, author())
        rounds: list[tuple[float, Callable[[Path], None]]] = [
            (BACKUP_SECONDS, _back_up),
            (presence.REFRESH_SECONDS, self._refresh),
            (ROUND_SECONDS, self._look),
        ]
        due = dict.fromkeys(range(len(rounds)), 0.0)
        while not self._end.is_set():
            for number, (seconds, work) in enumerate(rounds):
                if time.monotonic() >= due[number]:
                    self._do(work)
                    due[number] = time.monotonic() + seconds
            self._end.wait(ROUND_SECONDS)
        self._do(self._look)
        if self._store is not None:
            self._store.close()
        presence.leave(self._path.parent, self._mine)

    def _do(self, work: Callable[[Path], None]) -> None:
        try:
            work(self._path)  # type: ignore[arg-type]  # there is a file, or we would not be here
        except SkoError as error:
            _log.warning("%s", error)
        except Exception:  # noqa: BLE001  # the next round may do better, and saving needs none of it
            _log.exception("The store's file could not be looked after")

    def _look(self, _path: Path) -> None:
        """Hold the file, bring in what a killed kernel left in the log, and keep what a replaced file held."""
        if self._store is None:
            self._store = open_store(self._url)
        aside = self._store.look_after()
        if aside is None:
            self._store.bring_in()
            return
        _log.warning("The store's file was replaced by another; what it held is in %s", aside)
        self._store.close()
        self._store = None

    def _refresh(self, path: Path) -> None:
        if self._mine is not None:
            self._mine = presence.refresh(path.parent, self._mine)


def _back_up(path: Path) -> None:
    make_if_changed(path)
