"""What a kernel of the app loads before anybody waits for it: names of modules, `module:function` to call one too."""

from __future__ import annotations

FIRST = (
    "anywidget",
    "sko_widgets.guide.workbook",
    "sko_widgets.guide.block_page",
    "sko_widgets.guide.coalition_page",
    "sko_widgets.guide.hand_in_page",
    "sko_widgets.guide.hand_over_page",
    "sko_widgets.guide.sharing_page",
    "sko_widgets.guide.instrument_page",
    "sko_widgets.guide.instruments_page",
    "sko_widgets.guide.profile_page",
    "sko_widgets.guide.reading_page",
    "sko_widgets.guide.start_page",
    "sko_widgets.guide.instrument_workbook",
    "sko_widgets.guide.notebooks",
    "sko_widgets.framework:frameworks",
    "sko_widgets.dossier.store.sql_store",  # `open_store` loads both
    "sqlalchemy.dialects.sqlite",
)
"""What every page needs: modules, and functions that read data once."""

LATER = (
    "sko_widgets.report.make",
    "sko_widgets.report.webpage",
    "sko_widgets.report.exporter:prepare",
    "sko_widgets.guide.day_screen_page",
    "sko_widgets.guide.direction_page",
    "sko_widgets.guide.group_members_page",
    "sko_widgets.guide.group_start_page",
    "sko_widgets.guide.hard_parts_page",
    "sko_widgets.guide.learning_line_page",
    "sko_widgets.guide.minutes_page",
    "sko_widgets.guide.one_session_page",
    "sko_widgets.guide.open_questions_page",
    "sko_widgets.guide.readiness_page",
    "sko_widgets.guide.set_up_page",
    "sko_widgets.guide.side_by_side_page",
    "sko_widgets.guide.year_page",
)
"""What a preview of the report needs besides, and the pages across coalitions; the first page need not wait for it."""
