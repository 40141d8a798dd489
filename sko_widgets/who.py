"""Who works here: the name that the history shows."""

from __future__ import annotations

import getpass
import os


def author() -> str:
    """Return the name of who works here.

    `SKO_AUTEUR` when it is set, on a JupyterHub the name of its user, else the name with which
    one signed in to the computer.
    """
    named = os.environ.get("SKO_AUTEUR") or os.environ.get("JUPYTERHUB_USER")
    if named:
        return named
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # no such user in the system's list, as in some containers
        return "onbekend"
