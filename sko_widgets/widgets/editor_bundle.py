"""The editor of texts, which a page loads once whatever number of fields it has."""

from __future__ import annotations

from functools import cache

import anywidget

from .assets import bundle


class EditorBundle(anywidget.AnyWidget):
    """Shows nothing: its module is the editor, built from `editor/` by `node build.mjs`."""

    _esm = bundle("editor")


@cache
def _made() -> list[EditorBundle]:
    return []


def editor_bundle() -> EditorBundle:
    """Return the kernel's one bundle; one whose page was closed is made anew."""
    made = _made()
    if not made or made[0].comm is None:
        made[:] = [EditorBundle()]
    return made[0]
