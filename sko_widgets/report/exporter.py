"""The nbconvert exporter that turns executed notebooks into the report's one Markdown document."""

from __future__ import annotations

from typing import Any

from nbconvert.exporters import TemplateExporter
from traitlets.config import Config

from sko_widgets import resources

HIDDEN = ("parameters", "injected-parameters", "setup", "heading", "help")
"""Tags of cells that a report does not print."""


class ReportExporter(TemplateExporter):
    """Notebook -> Markdown for pandoc; layout is in `templates/report/notebook`."""

    output_mimetype = "text/markdown"

    def __init__(self, **options: Any) -> None:
        folders = [str(resources.templates() / "report")]
        super().__init__(**{"extra_template_basedirs": folders, **options})  # type: ignore[no-untyped-call]  # nbconvert's

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
                "ReportExporter": {"default_preprocessors": ["nbconvert.preprocessors.TagRemovePreprocessor"]},
                "TagRemovePreprocessor": {"enabled": True, "remove_cell_tags": set(HIDDEN)},
                "RegexRemovePreprocessor": {"enabled": False},
            }
        )
        config.merge(super().default_config)
        return config
