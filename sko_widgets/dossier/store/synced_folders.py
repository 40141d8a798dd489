"""Folders that are shared with other computers: where a store works more slowly, and what its user should know."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from fnmatch import fnmatch
from functools import lru_cache
from pathlib import Path

from sko_widgets.dossier.store.filesystem import is_remote
from sko_widgets.resources import read_yaml

_DATA = Path(__file__).with_suffix(".yaml")


@dataclass(frozen=True, slots=True)
class SharedFolder:
    """A folder that other computers reach too.

    Parameters
    ----------
    folder
        The folder.
    by
        What shares it, `OneDrive`; empty for a network drive.
    """

    folder: Path
    by: str

    def warning(self) -> str:
        """Return what its user should know, and can do."""
        if not self.by:
            return (
                f"Let op: {self.folder} staat op een netwerkschijf. Opslaan werkt daar, maar langzamer, en niet veilig "
                "als twee computers er tegelijk in werken. Kies liever een map op je eigen computer (--werkmap), "
                "of PostgreSQL (--opslag)."
            )
        return (
            f"Let op: {self.folder} wordt gedeeld door {self.by}. Open het werkboek op één computer tegelijk, en wacht "
            f"na het afsluiten tot {self.by} klaar is. Liever zonder zorgen? Kies een map buiten {self.by} "
            f"(--werkmap) en zet er met ‘sko bewaar --naar MAP’ een kopie in."
        )


def shared_folder(folder: Path, environ: Mapping[str, str] | None = None) -> SharedFolder | None:
    """Return by what a folder is shared, None when it is this computer's own as far as we can tell.

    Parameters
    ----------
    folder
        The folder.
    environ
        The environment's variables; those of this process when None.
    """
    place = folder.absolute()
    places = {place, _resolved(place)}
    for service in _services():
        if any(_is_of(service, one, os.environ if environ is None else environ) for one in places):
            return SharedFolder(folder, str(service["name"]))
    return SharedFolder(folder, "") if is_remote(folder) else None


def _resolved(place: Path) -> Path:
    try:
        return place.resolve()
    except OSError:
        return place


def _is_of(service: Mapping[str, object], place: Path, environ: Mapping[str, str]) -> bool:
    roots = [environ[name] for name in _list(service, "environment") if environ.get(name)]
    return (
        any(fnmatch(part.casefold(), how.casefold()) for part in place.parts for how in _list(service, "part"))
        or any(place.is_relative_to(Path(root).absolute()) for root in roots)
        or any(_holds(one, how) for one in (place, *place.parents) for how in _list(service, "marker"))
    )


def _holds(folder: Path, how: str) -> bool:
    try:
        return next(folder.glob(how), None) is not None if "*" in how else (folder / how).exists()
    except OSError:
        return False


def _list(service: Mapping[str, object], name: str) -> list[str]:
    found = service.get(name, [])
    return [str(one) for one in found] if isinstance(found, list) else []


@lru_cache(maxsize=1)
def _services() -> list[Mapping[str, object]]:
    found: list[Mapping[str, object]] = read_yaml(_DATA.read_text(encoding="utf-8"))
    return found
