"""What a page has once, whatever number of controls it has: the editor of texts, for one."""

from __future__ import annotations

from typing import Any, TypeVar

from ipywidgets import Widget

from .own_widget import Front, OwnWidget


class EditorBundle(OwnWidget):
    """Shows nothing: its module is the editor, built from `editor/` by `node build.mjs`."""

    front = Front("editor", bundle=True)


Kind = TypeVar("Kind", bound=Widget)
_MADE: dict[type[Widget], Any] = {}


def shared(kind: type[Kind]) -> Kind:
    """Return the one model of a kind that all controls of this kernel have; one that was closed is made anew."""
    made = _MADE.get(kind)
    if made is None or made.comm is None:
        made = _MADE[kind] = kind()
    return made  # type: ignore[no-any-return]
