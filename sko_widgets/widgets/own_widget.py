"""A widget of ours: in the app its page has its JavaScript and styles already, elsewhere it brings them."""

from __future__ import annotations

import os
from typing import Any, ClassVar

import anywidget
import traitlets as t

from sko_widgets import widget_files


class Front:
    """The files that show a widget.

    Parameters
    ----------
    name
        Of its files in `static/`.
    shared
        Names of stylesheets in `static/shared/` that it needs besides its own.
    bundle
        Whether its module was built, and lies in `static/bundle/`; it then has no styles of its own.
    """

    def __init__(self, name: str, *shared: str, bundle: bool = False) -> None:
        self.name = name
        self._shared = shared
        self._bundle = bundle

    @property
    def esm(self) -> str:
        """Its module, which stands alone."""
        return widget_files.bundle(self.name) if self._bundle else widget_files.esm(self.name)

    @property
    def css(self) -> str:
        """Its styles."""
        return "" if self._bundle else widget_files.css(self.name, *self._shared)

    @property
    def on_page(self) -> str:
        """What the app's page finds its module by: a file, and the name under which that exports it."""
        place = f"{self.name}.js#default" if self._bundle else f"{widget_files.SCRIPTS}#{self.name}"
        return widget_files.OURS + place


class OwnWidget(anywidget.AnyWidget):
    """A widget whose files are ours; `front` names them."""

    front: ClassVar[Front]

    _esm = t.Unicode().tag(sync=True)
    _css = t.Unicode().tag(sync=True)
    _anywidget_id = t.Unicode().tag(sync=True)

    @t.default("_esm")
    def _module(self) -> str:
        return self.front.on_page if _in_app() else self.front.esm

    @t.default("_css")
    def _styles(self) -> str:
        return "" if _in_app() else self.front.css

    @t.default("_anywidget_id")
    def _name(self) -> str:
        return f"{type(self).__module__}.{type(self).__name__}"

    def add_traits(self, **traits: t.TraitType[Any, Any]) -> None:
        """Add traits; those that anywidget would add to each widget on its own, the class has already."""
        new = {name: trait for name, trait in traits.items() if not self.has_trait(name)}
        if new:
            super().add_traits(**new)


def _in_app() -> bool:
    return widget_files.PAGE_FOLDER in os.environ
