"""The nbconvert exporter that turns executed notebooks into the report's one Markdown document."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from nbconvert.exporters import TemplateExporter
from nbconvert.preprocessors import Preprocessor
from traitlets.config import Config

from sko_widgets import resources as folders

from .passage import Passage

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


def prepare() -> None:
    """Export a notebook with nothing in it: the first of a process takes longest."""
    from nbformat.v4 import new_notebook

    ReportExporter().from_notebook_node(new_notebook())
