"""The bar above a page: where one is, whether all is saved, where one can go."""

from __future__ import annotations

from typing import Any

import traitlets as t

from sko_widgets import who

from .base import Control, Handler
from .own_widget import Front


class Bar(Control):
    """Breadcrumb, save state, menu, and the button `Zo komt het in het rapport` once somebody listens to it.

    Message: `preview`, sent after all fields are saved; a dialog is open from the press on.  The handler returns
    `{"html"}`, a whole document, which is shown in a frame of its own, in which no script runs.

    Parameters
    ----------
    crumbs
        `{"label", "url"}` each, from far to near; the last one, without `url`, is this page.
    menu
        `{"label", "url", "here"}` of each main page; `here` says that this page is it, or lies below it.
    page_title
        Title of the browser's tab; JupyterLab keeps its own.
    saves
        Whether the page has fields, so that the save state is shown.
    when
        Time of the last save before this page was opened, `14.32 uur`; may be empty.
    waiting
        `{"label", "url", "prefixes"}` of each page whose fields may have left a draft in this browser; a field's draft
        begins with its key.  The first of the pages that did are named, with a link.  A page with `each` is one for
        each word that follows on a prefix, which stands in its address where `each` is.
    erased
        Key of a field -> what drafts of it are based on that hold text which was erased: they go.
    moved
        What the keys of drafts begin with now -> what they began with before: those are found under the new ones.
    given_author
        As `Author.given`; the bar asks who writes when no page did.
    asks_author
        Whether it does; not on a page with an `Author` of its own.
    can_show
        Whether the page may be put on the screen of a beamer; there is a button `Op het scherm`, and the app does it.
    preview_label
        What the button says.
    preview_title
        Of the dialog with the preview.
    """

    crumbs = t.List(t.Dict()).tag(sync=True)
    menu = t.List(t.Dict()).tag(sync=True)
    page_title = t.Unicode("").tag(sync=True)
    saves = t.Bool(True).tag(sync=True)
    when = t.Unicode("").tag(sync=True)
    waiting = t.List(t.Dict()).tag(sync=True)
    erased = t.Dict().tag(sync=True)
    moved = t.Dict().tag(sync=True)
    given_author = t.Unicode("").tag(sync=True)
    asks_author = t.Bool(True).tag(sync=True)
    can_show = t.Bool(False).tag(sync=True)
    preview_label = t.Unicode("Zo komt het in het rapport").tag(sync=True)
    preview_title = t.Unicode("Zo komt het in het rapport").tag(sync=True)
    can_preview = t.Bool(False).tag(sync=True)

    front = Front("bar", "savestate", "frame", "askauthor")

    def __init__(self, **traits: Any) -> None:
        super().__init__(**{"given_author": who.given(), **traits})

    def on(self, do: str, handler: Handler) -> None:
        """Call `handler` with each message `do`; the preview's button is there once `preview` is heard."""
        super().on(do, handler)
        if do == "preview":
            self.can_preview = True
