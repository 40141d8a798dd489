"""The guards of this project, as data: how each is switched off, and which tests must fail then.

A guard is a line that keeps something from being lost or seen.  While it works nothing shows that it is there, so
nothing would show either when a change took it away: `switch_off_guards.py` sees to it that a test would.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Edit:
    """A change of one file: a text that stands in it once, and what takes its place."""

    file: str
    old: str
    new: str


@dataclass(frozen=True)
class Guard:
    """Something that keeps watch.

    Parameters
    ----------
    name
        What it watches over.
    tests
        Each of these must fail without it.
    edits
        What switches it off.
    """

    name: str
    tests: tuple[str, ...]
    edits: tuple[Edit, ...]


APP = "sko_widgets/server/app.py"
ACCESS = "sko_widgets/server/page_access.py"
STATIC = "sko_widgets/widgets/static"
SAVER = f"{STATIC}/shared/saver.js"
PAGE = f"{STATIC}/shared/page.js"
PUT = "sko_widgets/batch/output_folder.py"
FRAMES = "sko_widgets/insight/frames"
FINGERPRINT = "sko_widgets/batch/fingerprint.py"


def guard(name: str, tests: str, *edits: tuple[str, str, str]) -> Guard:
    """Return a guard; the tests' names stand apart by white space, without the folder."""
    return Guard(name, tuple(f"tests/{test}" for test in tests.split()), tuple(Edit(*edit) for edit in edits))


GUARDS = (
    # ------------------------------------------------------------ who may ask the server what
    guard(
        "XSRF",
        "test_page_access.py::test_what_another_site_has_the_browser_send_is_refused",
        (APP, '"allow_root": True,', '"allow_root": True, "disable_check_xsrf": True,'),
    ),
    guard(
        "host check",
        "test_page_access.py::test_another_name_for_this_computer_opens_nothing",
        (APP, '"allow_root": True,', '"allow_root": True, "allow_remote_access": True,'),
    ),
    guard(
        "origin check",
        "test_page_access.py::test_a_kernel_is_not_reached_from_another_site",
        (APP, '"allow_root": True,', '"allow_root": True, "allow_origin": "*",'),
    ),
    guard(
        "no terminals with JupyterLab",
        "test_page_access.py::test_jupyterlab_has_its_own_token_and_its_pages_say_so",
        (
            APP,
            '{"jupyterlab": jupyterlab, EXTENSION',
            '{"jupyter_server_terminals": True, "jupyterlab": jupyterlab, EXTENSION',
        ),
        (APP, '"terminals_enabled": False', '"terminals_enabled": True'),
    ),
    guard(
        "no services but those of pages",
        "test_page_access.py::test_a_page_opens_nothing_else_of_jupyter",
        (ACCESS, 'SERVICES = ("auth", "kernels")', 'SERVICES = ("auth", "contents", "files", "kernels", "sessions")'),
        (ACCESS, "return (resource, action) in _ALLOWED", "return True"),
    ),
    guard(
        "who may do what with a kernel",
        "test_page_access.py::test_a_page_opens_nothing_else_of_jupyter",
        (ACCESS, "return (resource, action) in _ALLOWED", "return True"),
    ),
    guard(
        "no message but those of widgets",
        "test_page_access.py::test_a_page_runs_no_code",
        (ACCESS, "if allowed and self._kind(incoming_msg) not in allowed:", "if False:"),
        (ACCESS, '"kernel_info_request"]', '"kernel_info_request", "execute_request", "shutdown_request"]'),
    ),
    guard(
        "Content-Security-Policy: scripts",
        "test_page_access.py::test_a_page_allows_no_script_but_from_files",
        (ACCESS, "script-src 'self'; ", "script-src 'self' 'unsafe-inline'; "),
    ),
    guard(
        "Content-Security-Policy: elsewhere",
        "test_server.py::test_a_page_asks_nothing_of_others",
        (ACCESS, "\"default-src 'self'; ", '"default-src *; '),
    ),
    guard(
        "cookies: SameSite=Strict",
        "test_page_access.py::test_cookies_are_for_this_site_and_this_session",
        (APP, '"samesite": "Strict"', '"samesite": "Lax"'),
    ),
    guard(
        "cookies: gone with the browser",
        "test_page_access.py::test_cookies_are_for_this_site_and_this_session",
        (APP, '_COOKIE = {"expires_days": None', '_COOKIE = {"expires_days": 30'),
    ),
    guard(
        "token on no command line",
        "test_private.py::test_the_token_is_on_no_command_line",
        ("sko_widgets/server/open_browser.py", "args=(file.as_uri(), say)", "args=(url, say)"),
    ),
    guard(
        "the password of the store is in no file",
        "test_workbook_loss.py::test_a_database_that_cannot_be_reached_is_told_and_the_text_is_saved_later",
        (
            "sko_widgets/server/run_server.py",
            "    os.environ.update(work_folder.environment(opslag))",
            "    os.environ.update(work_folder.environment(opslag))\n"
            '    (work_folder.runtime / "opslag").write_text(opslag)',
        ),
    ),
    # ------------------------------------------------------------ other users of the computer
    guard(
        "kernels over sockets in a private folder",
        "test_private.py::test_others_hear_nothing_while_a_report_is_made",
        ("sko_widgets/kernels/channels.py", "self._folder = _private_folder()", "self._folder = None"),
        ("sko_widgets/kernels/channels.py", '("tcp", "required")', '("tcp", "disabled")'),
    ),
    guard(
        "kernels over ports: encryption",
        "test_private.py::test_where_there_are_no_sockets_in_files_others_hear_nothing",
        ("sko_widgets/kernels/channels.py", '("tcp", "required")', '("tcp", "disabled")'),
    ),
    guard(
        "files for their user alone",
        "test_private.py::test_all_that_is_written_is_for_its_user_alone",
        ("sko_widgets/private.py", "os.umask(_OTHERS)", "os.umask(0o022)"),
    ),
    # ------------------------------------------------------------ what was typed stays text
    guard(
        "template escaping",
        "test_app_page.py::test_markup_in_an_answer_stays_text",
        ("sko_widgets/server/page_handler.py", "autoescape=True", "autoescape=False"),
    ),
    guard(
        "Markdown on a page",
        "test_app_page.py::test_markup_in_an_answer_stays_text",
        ("sko_widgets/server/markup.py", '"html": False', '"html": True'),
    ),
    guard(
        "widgets' values in a page",
        "test_app_page.py::test_markup_in_an_answer_stays_text",
        ("sko_widgets/server/markup.py", '.replace("<", "\\\\u003c")', ""),
    ),
    guard(
        "safeNodes",
        "test_widgets_text_browser.py::test_html_and_drawings_from_python_become_text_and_shapes_alone",
        (
            f"{STATIC}/shared/html.js",
            "page.body.childNodes.forEach((child) => copyInto(made, child));",
            "made.append(...page.body.childNodes);",
        ),
    ),
    guard(
        "safeSvg",
        "test_widgets_text_browser.py::test_html_and_drawings_from_python_become_text_and_shapes_alone",
        (
            f"{STATIC}/shared/svg.js",
            "(clean(read)) : null",
            "(document.importNode(read, true)) : null",
        ),
    ),
    guard(
        "Python's preview escaping",
        "test_markdown.py::test_the_preview_of_a_text_holds_no_mark_but_ours",
        ("sko_widgets/report/markdown.py", "    return rendered\n", '    return rendered.replace("&lt;", "<")\n'),
    ),
    guard(
        "the frame of a preview runs nothing",
        "test_widgets_page_browser.py::test_the_preview_saves_first_and_shows_a_document_without_scripts",
        (
            f"{STATIC}/shared/frame.js",
            'sandbox: "allow-same-origin"',
            'sandbox: "allow-same-origin allow-scripts"',
        ),
    ),
    guard(
        "a report's text",
        "test_markdown.py::test_what_is_live_and_what_is_not",
        (
            "sko_widgets/report/markdown.py",
            '"".join(_escaped(node.content) for node in nodes)',
            '"".join(node.content for node in nodes)',
        ),
    ),
    guard(
        "a report's cover",
        "test_report_hostile.py::test_no_element_and_no_link_comes_from_a_string",
        (
            "sko_widgets/report/webpage.py",
            "parts = {name: escape(text) for name, text in cover.items()}",
            "parts = dict(cover)",
        ),
    ),
    guard(
        "a drawing's text",
        "test_pictures.py::test_any_answer_can_be_read",
        ("sko_widgets/insight/drawing.py", "{escape(_printable(text), quote=False)}", "{_printable(text)}"),
    ),
    # ------------------------------------------------------------ nothing typed is lost
    guard(
        "flush at pagehide",
        "test_widgets_browser.py::test_a_page_that_is_left_or_hidden_saves_at_once",
        (PAGE, '  addEventListener("pagehide", () => each("flush"));\n', ""),
    ),
    guard(
        "flush when a page is hidden",
        "test_widgets_browser.py::test_a_page_that_is_left_or_hidden_saves_at_once",
        (PAGE, '  addEventListener("visibilitychange", () => document.hidden && each("flush"));\n', ""),
    ),
    guard(
        "flush at the end of a page",
        "test_workbook_loss.py::test_a_tab_that_is_closed_at_the_last_letter_loses_nothing",
        (PAGE, '  addEventListener("pagehide", () => each("flush"));\n', ""),
        (PAGE, '  addEventListener("visibilitychange", () => document.hidden && each("flush"));\n', ""),
    ),
    guard(
        "warning at leaving",
        "test_widgets_browser.py::test_a_browser_that_keeps_nothing_is_told_and_saving_goes_on",
        (PAGE, "saver.wouldLose())) event.preventDefault();", "saver.wouldLose())) return;"),
    ),
    guard(
        "a draft before every save",
        "test_widgets_browser.py::test_text_that_was_not_acknowledged_comes_back_after_a_reload",
        (SAVER, "if (!this.box.write(draft) && !this.warned) {", "if (!draft && !this.warned) {"),
    ),
    guard(
        "an older version over unsaved text",
        "test_widgets_clash_browser.py::test_nothing_is_put_back_over_text_that_cannot_be_saved",
        (
            f"{STATIC}/shared/history.js",
            "    if (!(await saver.rest())) throw new Error(unsaved([saver]));\n",
            "",
        ),
    ),
    guard(
        "a text of earlier over what is being typed",
        "test_widgets_browser.py::test_text_that_is_put_back_waits_for_what_is_being_typed",
        (
            f"{STATIC}/shared/restore.js",
            "if (clean && news.length)",
            "if (news.length)",
        ),
    ),
    guard(
        "Python's value over unsaved text",
        "test_widgets_clash_browser.py::test_pythons_own_change_shows_unless_something_is_unsaved",
        (SAVER, "    if (!this.isClean()) return;\n    const next", "    const next"),
    ),
    guard(
        "a save on an older version",
        "test_store.py::TestSqlite::test_saving_on_an_older_revision_is_a_conflict_that_holds_both",
        (
            "sko_widgets/dossier/store/sql_store.py",
            "return conflict(connection, dossier, offer)",
            "offer = offer._replace(number=(before.number if before else 0) + 1)",
        ),
    ),
    guard(
        "‘Opgeslagen’ before the answer",
        "test_widgets_browser.py::test_what_is_typed_during_a_save_is_sent_after_it_on_the_new_revision",
        (
            SAVER,
            'if (this.state !== "failed") this.report("saving");',
            'if (this.state !== "failed") this.report("saved");',
        ),
        (f"{STATIC}/shared/savestate.js", " || [...page().savers].some((saver) => !saver.isSaved());", ";"),
    ),
    guard(
        "what a button does waits for what was typed",
        "test_widgets_page_browser.py::test_finishing_waits_for_what_was_typed_and_tells_what_is_needed",
        (f"{STATIC}/shared/act.js", "    if (!(await saveAll())) throw new Error(unsaved());\n", ""),
        (f"{STATIC}/bottom.js", "    if (!(await saveAll())) return say(unsaved());\n", ""),
    ),
    guard(
        "order of finishing",
        "test_store.py::TestSqlite::test_finishing_that_breaks_off_leaves_the_cycle_open",
        (
            "sko_widgets/dossier/finish.py",
            "    store.put(key, sheets, author=author, check=check)\n    return cycle + 1",
            "    for name, fields in sheets.items():\n"
            "        store.put(key, {name: fields}, author=author, check=check)\n    return cycle + 1",
        ),
    ),
    guard(
        "a connection of its own after a fork",
        "test_store.py::TestSqlite::test_a_forked_process_uses_connections_of_its_own",
        ("sko_widgets/dossier/store/open_database.py", "if self._process != os.getpid():", "if False:"),
    ),
    guard(
        "files of a report come together",
        "test_batch.py::test_files_of_a_report_come_together_or_not_at_all",
        (
            PUT,
            "files.write(Path(beside) / name, data)",
            "files.write(folder / name, data)",
        ),
        (PUT, "_rename(Path(beside) / name, folder / name)", "pass"),
    ),
    # ------------------------------------------------------------ a report is made anew when it must be
    guard(
        "lessons in the fingerprint",
        "test_batch.py::test_a_change_of_look_or_notebooks_counts",
        (FINGERPRINT, 'for name in ("blocks", "plg")', 'for name in ("blocks",)'),
    ),
    guard(
        "templates in the fingerprint",
        "test_batch.py::test_a_change_of_look_or_notebooks_counts",
        (FINGERPRINT, 'for name in ("look", "report")', 'for name in ("look",)'),
    ),
    guard(
        "code in the fingerprint",
        "test_batch.py::test_whatever_a_report_is_made_with_counts",
        (
            FINGERPRINT,
            '_ROOMS = ("framework", "dossier", "insight", "kernels", "report")',
            '_ROOMS = ("framework", "dossier", "kernels", "report")',
        ),
    ),
    guard(
        "the guide's code in the fingerprint",
        "test_batch.py::test_whatever_a_report_is_made_with_counts",
        (FINGERPRINT, ', "guide/*.py")', ")"),
    ),
    # ------------------------------------------------------------ what a report says, and what it does not
    guard(
        "what was said to the coach, in a report",
        "test_replies.py::test_a_reply_is_in_no_format_of_a_report_and_in_no_warning",
        ("sko_widgets/report/make.py", "    snapshot = without_replies(snapshot)\n", ""),
    ),
    guard(
        "what was said to the coach, at a worker",
        "test_replies.py::test_a_reply_leaves_a_report_as_it_was_and_goes_to_no_worker",
        ("sko_widgets/batch/plan.py", "        snapshot = without_replies(snapshot)\n", ""),
    ),
    guard(
        "a reply holds for its text alone",
        "test_replies.py::TestSqlite::test_it_is_asked_again_when_the_text_changes",
        ("sko_widgets/dossier/replies.py", "if self.text_mark != asked.text_mark:", "if not self.text_mark:"),
    ),
    guard(
        "the OS user as Word's author",
        "test_report_files.py::test_no_file_says_who_made_it_or_on_which_computer "
        "test_report.py::test_the_same_snapshot_gives_the_same_bytes",
        ("sko_widgets/report/word.py", 'creator=escape(cover["author"])', 'creator=__import__("getpass").getuser()'),
    ),
    guard(
        "a machine path in the HTML",
        "test_report_files.py::test_no_file_says_who_made_it_or_on_which_computer",
        ("sko_widgets/report/webpage.py", "        body=body,\n", '        body=f"{body}<!-- {__file__} -->",\n'),
    ),
    guard(
        "a chapter that changed is written anew",
        "test_fragments.py::test_one_answer_changed_in_a_whole_report_and_only_its_chapter_is_read",
        ("sko_widgets/report/fragments.py", "asdict(self)", 'asdict(self) | {"markdown": ""}'),
    ),
    guard(
        "a link to what is not in the report is looked for",
        "test_fragments.py::test_a_link_to_an_id_that_no_heading_can_have_is_its_words",
        ("sko_widgets/report/fragments.py", "dead_ends=not leads <= everywhere or", "dead_ends="),
    ),
    guard(
        "what is in lists is set too",
        "test_render.py::test_a_table_and_a_direction_in_a_list_are_set_as_anywhere",
        ("templates/report/pandoc/common.lua", "  if deep then return blocks:walk(makers) end\n", ""),
    ),
    guard(
        "the styles of a Word file",
        "test_render.py::test_word_has_the_styles_of_the_reference_document_and_no_others",
        ("sko_widgets/report/pandoc.py", "{**package, word_reference.STYLES: word_reference.styles()}", "package"),
    ),
    guard(
        "a short list stays on one page",
        "test_report_files.py::test_a_list_that_is_not_long_stands_on_one_page",
        ("templates/report/pandoc/typst.lua", "characters(stringify(block)) < 900", "characters(stringify(block)) < 0"),
    ),
    guard(
        "rows of tables in the PDF have names",
        "test_report_tables.py::test_pdf_tables_name_their_columns_and_rows",
        ("sko_widgets/report/row_names.py", 'b"/S/TH/"', 'b"/S/TD/"'),
    ),
    guard(
        "a picture that is alone says all that is on it",
        "test_pictures.py::test_a_picture_alone_in_a_report_says_all_that_is_on_it",
        (
            "sko_widgets/report/annex.py",
            "figure.pointing(_below(titles)) if set(read) <= set(names) and titles else figure",
            "figure.pointing(_below([sheet.title]))",
        ),
    ),
    guard(
        "an open question stands whole in the grid",
        "test_pictures.py::test_a_question_in_the_grid_is_whole_as_long_as_a_page_holds_it",
        ("sko_widgets/insight/figures.py", "_MOST_LINES = (1000, ", "_MOST_LINES = (4, "),
    ),
    # ------------------------------------------------------------ what search finds
    guard(
        "only dossiers that one may see are searched",
        "test_search.py::test_only_dossiers_that_one_may_see_are_searched_last_saved_first",
        ("sko_widgets/dossier/store/sql_store.py", " if without_revisions(row).key in wanted]", "]"),
    ),
    guard(
        "what was erased leaves the index of search",
        "test_search.py::test_erased_text_is_nowhere_in_what_search_keeps",
        ("sko_widgets/dossier/store/erase.py", "    search_index.forget_erased(connection)\n", ""),
    ),
    guard(
        "search follows each save",
        "test_search.py::test_only_the_newest_version_is_found",
        ("sko_widgets/dossier/store/queries.py", "        search_index.follow(connection, of, revisions)\n", ""),
    ),
    # ------------------------------------------------------------ tables for who analyses
    guard(
        "frames leave out what was said to the coach",
        "test_frames.py::test_what_was_said_to_the_coach_is_in_no_frame",
        (f"{FRAMES}/collect.py", "if not is_about_dossier(revision.sheet):", "if True:"),
    ),
    guard(
        "frames are read from a copy",
        "test_frames.py::test_an_older_store_is_read_and_stays_as_old",
        ("sko_widgets/dossier/read_only.py", "with opened_to_read(path) as store:", "with open_store(url) as store:"),
    ),
    guard(
        "a server refuses what would change something",
        "test_frames.py::test_a_server_is_read_and_refuses_every_change",
        ("sko_widgets/dossier/read_only.py", "read_only%3Don", "read_only%3Doff"),
    ),
    guard(
        "frames without what cannot be read",
        "test_frames.py::test_what_cannot_be_read_is_left_out_and_said",
        (f"{FRAMES}/collect.py", "sound(snapshot, known) if known", "(snapshot, []) if known"),
    ),
    guard(
        "no text of a CSV file is a formula",
        "test_frames_out.py::test_a_csv_file_has_no_cell_that_begins_as_a_formula",
        (f"{FRAMES}/csv_files.py", "if may_be_formula(text)", "if False"),
    ),
    guard(
        "a long text goes on",
        "test_frames_out.py::test_a_text_too_long_for_a_cell_goes_on_in_a_sheet_of_its_own",
        (f"{FRAMES}/spreadsheet.py", "self._long.append((*where, text))", "pass"),
    ),
    guard(
        "text in a spreadsheet stays text when somebody edits it",
        "test_frames_out.py::test_nothing_is_a_formula_and_every_text_is_whole",
        (f"{FRAMES}/spreadsheet.py", "self._quoted if may_be_formula(text) else self._text", "self._text"),
    ),
    # ------------------------------------------------------------ what readers say, and what they get
    guard(
        "comments stay inside",
        "test_comments.py::test_comments_are_in_no_format_of_a_report_and_in_nothing_that_is_shared",
        ("sko_widgets/dossier/said_about.py", "(REPLY, COMMENT, READER, TAKEN))", "(REPLY, TAKEN))"),
    ),
    guard(
        "marks of erased text",
        "test_comments.py::test_of_an_erased_text_a_comment_keeps_no_mark "
        "test_replies.py::TestSqlite::test_of_an_erased_text_no_mark_stays "
        "test_take_over.py::test_nothing_of_it_leaves_the_coalition_and_no_mark_outlives_its_text",
        ("sko_widgets/insight/erasing_traces.py", "for stale in list(_stale(store, key)):", "for stale in ():"),
    ),
    guard(
        "a coalition's own text beside a new one",
        "test_take_over.py::test_what_the_coalition_made_its_own_is_not_written_over",
        ("sko_widgets/guide/take_over.py", "        if change.edited:\n", "        if not change:\n"),
    ),
    guard(
        "a mark does not come back",
        "test_comments.py::test_of_an_erased_text_a_comment_keeps_no_mark",
        ("sko_widgets/dossier/comments_file.py", 'now if about in ("", now) else ""', "about or now"),
    ),
    guard(
        "a reader's own name",
        "test_workbook_comments.py::test_somebody_reads_along_on_the_screen_under_their_own_name",
        (
            "sko_widgets/guide/dossier_field.py",
            "stored, based_on=based_on, author=self.writer()",
            "stored, based_on=based_on, author=author()",
        ),
    ),
    guard(
        "a warning before comments are left",
        "test_workbook_comments.py::test_a_file_is_read_anywhere_and_its_comments_come_back",
        ("templates/reading/reading.js", "if (isUnsaved()) event.preventDefault();", ""),
    ),
    guard(
        "a title in a file to read",
        "test_workbook_comments.py::test_a_file_of_hostile_texts_holds_nothing_but_text",
        ("sko_widgets/guide/reading_file.py", "escape(block.title)", "block.title"),
    ),
    # ------------------------------------------------------------ what others see of a coalition
    guard(
        "names beside open questions",
        "test_workbook_questions.py::test_open_questions_stand_together_by_block_and_say_nobody",
        (
            "sko_widgets/guide/open_questions_page.py",
            "names_may_show(one.copy for questions in shown.values() for one in questions)",
            "True",
        ),
    ),
    guard(
        "names of a coalition in what it shares without its name",
        "test_sharing.py::test_without_a_name_no_name_goes_along",
        (
            "sko_widgets/dossier/sharing.py",
            "fields=fields if manner.named else anonymous(fields, hidden)",
            "fields=fields",
        ),
    ),
    guard(
        "a copy that comes in the place of another",
        "test_sharing.py::test_a_copy_is_frozen_and_of_the_chosen_places_alone",
        (
            "sko_widgets/dossier/store/shares.py",
            "        _erase(connection, group, sheet, author)\n        text",
            "        text",
        ),
    ),
    guard(
        "an older copy of what was taken back",
        "test_sharing.py::test_an_older_copy_does_not_come_back",
        ("sko_widgets/dossier/store/shares.py", "if sheet in there and at <= there[sheet]", "if False"),
    ),
    guard(
        "what is erased and was shared",
        "test_sharing.py::test_what_is_erased_is_not_shared_any_more",
        ("sko_widgets/dossier/store/sql_store.py", "shares.forget(connection, row, part, who)", "pass"),
    ),
    guard(
        "names in what a search of a group shows",
        "test_workbook_unshared.py::test_what_is_not_shared_is_nowhere",
        ("sko_widgets/guide/group_finding.py", "found if names_may_show(found) else", "found if True else"),
    ),
    guard(
        "names in what a search of a group finds",
        "test_sharing.py::test_with_names_off_a_search_for_a_name_finds_nothing",
        ("sko_widgets/guide/group_finding.py", "if not all(any(places(", "if False and not all(any(places("),
    ),
    guard(
        "names in the texts of open questions",
        "test_workbook_questions.py::test_open_questions_stand_together_by_block_and_say_nobody",
        (
            "sko_widgets/insight/open_questions.py",
            "text=without_names(self.text, self.copy.hidden), copy",
            "copy",
        ),
    ),
    guard(
        "names of learning lines",
        "test_workbook_questions.py::test_a_learning_line_is_read_from_question_to_question",
        ("sko_widgets/guide/learning_line_page.py", "names = names_may_show(copies)", "names = True"),
    ),
    guard(
        "names side by side",
        "test_side_by_side.py::test_names_are_on_only_when_all_on_screen_want_that",
        ("sko_widgets/guide/comparing.py", "may = names_may_show(copies)", "may = True"),
    ),
    guard(
        "names in the texts side by side",
        "test_side_by_side.py::test_names_off_means_no_name_slug_or_sender_in_the_source",
        ("sko_widgets/guide/comparing.py", "copies if seen else [one.without_name() for one in copies]", "copies"),
    ),
    guard(
        "municipalities to choose from while names are off",
        "test_side_by_side.py::test_names_off_means_no_name_slug_or_sender_in_the_source",
        ("sko_widgets/guide/group_page.py", 'if not (nameless and one["name"] == MUNICIPALITY)', ""),
    ),
    guard(
        "names at what is hard",
        "test_hard_parts.py::test_names_are_nowhere_also_of_who_lets_theirs_be_seen",
        ("sko_widgets/insight/hard_parts.py", "bare = copy.without_name()", "bare = copy"),
    ),
    guard(
        "municipalities to choose from at what is hard",
        "test_hard_parts.py::test_names_are_nowhere_also_of_who_lets_theirs_be_seen",
        ("sko_widgets/guide/hard_parts_page.py", "return False", "return True"),
    ),
    guard(
        "what was withdrawn while a page is open",
        "test_hard_parts.py::test_what_is_taken_back_is_gone_at_the_next_look",
        (
            "sko_widgets/guide/group_page.py",
            'on the page or by it."""\n        self._glance.drop()',
            'on the page or by it."""',
        ),
    ),
    guard(
        "texts of all dossiers at once",
        "test_readiness.py::test_no_text_of_a_dossier_reaches_the_page",
        ("sko_widgets/dossier/store/outlines.py", 'return _SHAPES.get(text[:1], "…")', "return value"),
    ),
    # ------------------------------------------------------------ a session
    guard(
        "a line of a session that is sent again",
        "test_sessions.py::test_a_line_that_is_sent_again_is_there_once",
        ("sko_widgets/dossier/sessions.py", "if line is not None and store.sheet(key, sheet):", "if False:"),
    ),
    guard(
        "a line of a session that somebody else changed",
        "test_sessions.py::test_a_line_that_somebody_else_changed_is_not_written_over",
        ("sko_widgets/dossier/sessions.py", "if was is not None and now not in wanted:", "if False:"),
    ),
    guard(
        "what is written at a session that was moved",
        "test_sessions.py::test_a_session_that_gets_another_day_takes_all_of_it_along",
        (
            "sko_widgets/dossier/session_day.py",
            "        if now:\n            raise",
            "        if False:\n            raise",
        ),
    ),
    guard(
        "what is saved over a field of a session that was moved",
        "test_sessions.py::test_a_session_that_gets_another_day_takes_all_of_it_along",
        (
            "sko_widgets/dossier/move_session.py",
            "dict.fromkeys(one.name for one in declared)",
            "dict.fromkeys(read[session_sheet(day)])",
        ),
    ),
    guard(
        "what a coalition shared, on the programme of a session",
        "test_came_back.py::test_nothing_that_was_shared_goes_on_the_programme",
        ("sko_widgets/guide/on_programme.py", "if is_copied(", "if False and is_copied("),
    ),
    guard(
        "the question of a session that somebody would put another over",
        "test_came_back.py::test_a_question_goes_on_the_programme_and_off_again",
        ("sko_widgets/guide/on_programme.py", "if stands and (", "if False and ("),
    ),
    guard(
        "what somebody kept out of the minutes",
        "test_minutes.py::test_what_is_kept_out_is_nowhere_in_the_minutes",
        ("sko_widgets/insight/minutes.py", "if not one.kept_out]", "]"),
    ),
    guard(
        "a session that somebody else changed while it was open in the form",
        "test_workbook_set_up.py::test_a_session_is_set_up_by_keyboard_within_two_minutes_and_ends_in_minutes",
        ("sko_widgets/guide/set_up_page.py", "if others and not anyway:", "if False:"),
    ),
    guard(
        "a session that is being filled in, when its page is loaded again",
        "test_workbook_set_up.py::test_a_session_is_set_up_by_keyboard_within_two_minutes_and_ends_in_minutes",
        (f"{STATIC}/session_form.js", "const before = takeDraft(", "const before = false && takeDraft("),
    ),
    guard(
        "lines of a session that a page left in the browser",
        "test_workbook_session.py::test_the_harvest_is_whole_and_the_clock_right_whatever_ends_meanwhile",
        (f"{STATIC}/shared/outbox.js", "of await this.box.orphans()", "of []"),
    ),
    guard(
        "signals that a group did not pass on",
        "test_year_overview.py::test_only_signals_that_the_group_said_yes_to_are_passed_on",
        ("sko_widgets/insight/year_overview.py", "== SIGNAL and one.line.get(PASSED_ON)]", "== SIGNAL]"),
    ),
    guard(
        "a signal that says something else than what the group said yes to",
        "test_year_overview.py::test_a_signal_that_says_something_else_is_not_passed_on_any_more",
        ("sko_widgets/dossier/sessions.py", '{"passed_on": ""} if', "{} if"),
    ),
    guard(
        "names of persons in the room's window",
        "test_workbook_year.py::test_the_room_sees_what_was_agreed_the_last_time_and_no_person",
        ("sko_widgets/guide/day_screen_page.py", "who.casefold() in known or who == FACILITATOR", "True"),
    ),
    guard(
        "a group that was erased",
        "test_erase.py::test_an_erased_group_is_nowhere_and_its_name_is_free_again",
        ("sko_widgets/dossier/sharing.py", "if _is_there(store, info.key)]", "]"),
    ),
)
