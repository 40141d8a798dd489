"""What can keep the server from starting, told in Dutch."""

from __future__ import annotations

from pathlib import Path

from sko_widgets.errors import SkoError


class ServerError(SkoError):
    """The server could not be started."""


class WorkFolderError(ServerError):
    """The work folder cannot be used."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            "In deze werkmap kan niet worden geschreven.",
            where=str(folder),
            mend="Kies met --werkmap een map waarin je mag schrijven, en kijk of de schijf niet vol is.",
        )


class PortError(ServerError):
    """The port that was asked for cannot be used."""

    def __init__(self, port: int, *, taken: bool) -> None:
        what = f"Poort {port} is al in gebruik." if taken else f"Poort {port} mag niet worden gebruikt."
        super().__init__(
            what, mend="Kies een andere poort met --poort, of laat --poort weg; dan zoekt sko er zelf een die vrij is."
        )
