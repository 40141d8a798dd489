"""Who writes here: the name that the history shows.

A page's kernel serves one page, so who writes is known once for the whole process.  The name lies in the browser and
comes along with each message of a page.
"""

from __future__ import annotations

import os

LONGEST = 80
"""Characters of a name; what is longer is cut off."""

_NOBODY = ("", "onbekend", "root")
"""What older stores hold where nobody gave a name."""

_said = ""


def author() -> str:
    """Return the name of who writes here; empty when nobody gave one.

    Never the name with which one signed in to the computer: a colleague would not know whose that is.
    """
    return given() or _said


def given() -> str:
    """Return the name that whoever runs this gave: `SKO_AUTEUR`, or on a JupyterHub its user; else empty."""
    return (os.environ.get("SKO_AUTEUR") or os.environ.get("JUPYTERHUB_USER") or "").strip()


def writes(name: object) -> None:
    """Hear from a page what its user is called."""
    global _said  # noqa: PLW0603  # one process, one page, one writer
    _said = " ".join(name.split())[:LONGEST] if isinstance(name, str) else ""


def shown(name: str) -> str:
    """Return an author's name as people see it: empty for nobody."""
    return "" if name in _NOBODY else name


def by(name: str) -> str:
    """Return who saved something, to put behind it: `door Anna` after a space; nothing for nobody."""
    return f" door {name}" if shown(name) else ""
