"""The nbconvert exporter that turns executed notebooks into the report's one Markdown document."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

from nbconvert.exporters import TemplateExporter
from nbconvert.preprocessors import Preprocessor
from traitlets.config import Config

from sko_widgets import resources as folders

from .passage import Passage

if TYPE_CHECKING:
    from nbformat import NotebookNode

HIDDEN = ("parameters", "injected-parameters", "setup", "heading", "help")
"""Tags of cells that a report does not print."""


class CollectPreprocessor(Preprocessor):
    """Collects what goes along with the Markdown of what is printed: figures, and the fields that it prints."""

    def preprocess(self, notebook: Any, resources: Any) -> tuple[Any, Any]:
        """Put a passage without Markdown into the resources, under `along`."""
        shown = [output.data for cell in notebook.cells for output in cell.get("outputs", ()) if "data" in output]
        resources["along"] = replace(Passage.joined(map(Passage.from_output, shown)), markdown="")
        return notebook, resources


class ReportExporter(TemplateExporter):
    """Notebook -> Markdown for pandoc; layout is in `templates/report/notebook`."""

    output_mimetype = "text/markdown"

    def __init__(self, **options: Any) -> None:
        look = [str(folders.templates() / "report")]
        super().__init__(**{"extra_template_basedirs": look, **options})  # type: ignore[no-untyped-call]  # nbconvert's

    def _file_extension_default(self) -> str:
        return ".md"

    def _template_name_default(self) -> str:
        return "notebook"

    @property
    def default_config(self) -> Config:
        """Hide the cells that are only for the screen.

        nbconvert checks the notebook again after every step it knows, used or not, so only ours is named.
        """
        config = Config(
            {
                "ReportExporter": {
                    "default_preprocessors": ["nbconvert.preprocessors.TagRemovePreprocessor", CollectPreprocessor]
                },
                "TagRemovePreprocessor": {"enabled": True, "remove_cell_tags": set(HIDDEN)},
                "CollectPreprocessor": {"enabled": True},
                "RegexRemovePreprocessor": {"enabled": False},
            }
        )
        config.merge(super().default_config)
        return config


class _KeptExporter(ReportExporter):
    """Exports notebooks that we made ourselves, which need not be copied and checked at each step."""

    def _preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        for preprocessor in self._preprocessors:
            nb, resources = preprocessor(nb, resources)
        return nb, resources


@cache
def _kept() -> _KeptExporter:
    """Return the exporter that serves report after report."""
    return _KeptExporter()


def export(cells: Iterable[NotebookNode]) -> Passage:
    """Return the passage that executed cells make together."""
    from nbformat import NotebookNode

    class Ours(NotebookNode):
        """A notebook that nobody else has: nbconvert copies what it is given, cell by cell."""

        def __deepcopy__(self, _: object) -> Ours:
            return self

    printing = [cell for cell in cells if cell.get("outputs", ()) or cell.cell_type != "code"]
    notebook = Ours({"nbformat": 4, "nbformat_minor": 5, "metadata": NotebookNode(), "cells": printing})  # type: ignore[no-untyped-call]  # nbformat's
    text, resources = _kept().from_notebook_node(notebook)
    along: Passage = resources["along"]
    return replace(along, markdown=f"{text.strip()}\n")


def prepare() -> None:
    """Export a notebook with nothing in it: the first of a process takes longest."""
    export(())
