"""Writes the tables of `docs/frames.md` anew from `columns.yaml`: `python tests/tools/make_frames_page.py`."""

from __future__ import annotations

from pathlib import Path

from sko_widgets.insight.frames.columns import Frame, all_frames
from sko_widgets.insight.frames.data_frames import DTYPES

PAGE = Path(__file__).resolve().parents[2] / "docs" / "frames.md"
BEGIN = "<!-- From here on made by tests/tools/make_frames_page.py from sko_widgets/insight/frames/columns.yaml. -->\n"


def table(frame: Frame) -> str:
    """Return a frame's part of the page."""
    rows = [
        f"| `{column.name}` | {DTYPES[column.kind]} | {'key' if column.is_key else ''} | {column.about} |"
        for column in frame.columns
    ]
    head = ["| column | dtype | | meaning |", "| --- | --- | --- | --- |"]
    return "\n".join([f"## {frame.name}", "", frame.about, "", *head, *rows, ""])


def page(text: str) -> str:
    """Return the page with its tables as they should be."""
    return text.partition(BEGIN)[0] + BEGIN + "\n" + "\n".join(map(table, all_frames()))


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
