"""Where the server keeps its things: everything inside the work folder, nothing in the user's home."""

from __future__ import annotations

import contextlib
import json
import os
from dataclasses import dataclass
from pathlib import Path

from sko_widgets.private import make_private_folder
from sko_widgets.server.start_errors import WorkFolderError

_DUTCH = {
    "@jupyterlab/translation-extension:plugin": {"locale": "nl_NL"},
    # Nothing is fetched from elsewhere.
    "@jupyterlab/apputils-extension:notification": {
        "checkForUpdates": False,
        "doNotDisturbMode": True,
        "fetchNews": "false",
    },
}
_KERNEL = {"HistoryManager": {"enabled": False}, "IPKernelApp": {"exec_PYTHONSTARTUP": False, "log_level": 40}}
_LOG_SIZE = 1_000_000


@dataclass(frozen=True, slots=True)
class WorkFolder:
    """The folders of one work folder.

    Parameters
    ----------
    folder
        The work folder.
    """

    folder: Path

    @property
    def notebooks(self) -> Path:
        """What people open; also the root of the server."""
        return self.folder / "notebooks"

    @property
    def system(self) -> Path:
        """What is the server's own; it may be thrown away when no server runs."""
        return self.folder / ".sko"

    @property
    def config(self) -> Path:
        """Jupyter's settings."""
        return self.system / "config"

    @property
    def runtime(self) -> Path:
        """Connection files and the secret of the cookies."""
        return self.system / "runtime"

    @property
    def log(self) -> Path:
        """The server's log."""
        return self.system / "server.log"

    @property
    def kernel_log(self) -> Path:
        """What kernels write outside their pages."""
        return self.system / "kernels.log"

    @property
    def port_file(self) -> Path:
        """The port of last time, so that an open page finds a restarted server back."""
        return self.system / "port"

    def make(self) -> None:
        """Make what is not there yet, for this user alone.

        Raises
        ------
        WorkFolderError
            When the work folder cannot be written.
        """
        try:
            for one in (self.folder, self.notebooks, self.system, self.config, self.runtime):
                make_private_folder(one)
            _write_json(self.config / "labconfig" / "default_setting_overrides.json", _DUTCH)
            _write_json(self.system / "ipython" / "profile_default" / "ipython_kernel_config.json", _KERNEL)
            for log in (self.log, self.kernel_log):
                _keep_small(log)
            probe = self.notebooks / f".schrijfproef-{os.getpid()}"
            probe.write_bytes(b"")
            probe.unlink()
        except OSError as error:
            raise WorkFolderError(self.folder) from error

    def environment(self, store: str) -> dict[str, str]:
        """Return the variables that keep Jupyter within the work folder, and tell kernels the store.

        Parameters
        ----------
        store
            The store's URL.  It travels this way only, as it may hold a password.
        """
        return {
            "IPYTHONDIR": str(self.system / "ipython"),
            "JUPYTERLAB_SETTINGS_DIR": str(self.system / "lab" / "settings"),
            "JUPYTERLAB_WORKSPACES_DIR": str(self.system / "lab" / "workspaces"),
            "JUPYTER_CONFIG_DIR": str(self.config),
            "JUPYTER_DATA_DIR": str(self.system / "data"),
            "JUPYTER_PATH": "",
            "JUPYTER_RUNTIME_DIR": str(self.runtime),
            "SKO_OPSLAG": store,
            "SKO_WERKMAP": str(self.folder),
        }

    def last_port(self) -> int | None:
        """Return the port of last time, if it is known."""
        with contextlib.suppress(OSError, ValueError):
            return int(self.port_file.read_text(encoding="ascii"))
        return None


def _write_json(path: Path, content: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(content, indent=1)
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        path.write_text(text, encoding="utf-8")


def _keep_small(log: Path) -> None:
    """Begin a log anew when it has grown, and let nobody else read it."""
    if log.exists() and log.stat().st_size > _LOG_SIZE:
        with contextlib.suppress(PermissionError):  # on Windows: another server has it open
            log.replace(log.with_suffix(".old.log"))
    log.touch(mode=0o600)
