"""The invitation for a session, as a text to paste in one's own mail: the workbook sends nothing."""

from __future__ import annotations

from sko_widgets.framework import Framework
from sko_widgets.framework.session_build import session_build

from .facets import block_name
from .planned_session import LESSON, PlannedSession, theme_name

_READY_BEFORE = 3
"""Days before the session on which people have done what they are asked."""
_NOTES = "steekwoorden zijn goed."
_SHARE = "Klik daarna op ‘Delen met een leergroep’, als je dat wilt."


def invitation(about: PlannedSession, framework: Framework) -> str:
    """Return the text; what is not known of a session is left out."""
    theme = _in_sentence(theme_name(framework, about.theme))
    place = f" in {about.place}" if about.place else ""
    subject = f" aan {theme}" if theme else ""
    when = f"Op {about.days_before(0)} van {about.start} tot {about.end} uur werken we{place}{subject}."
    opens = "De vraag is" if about.question.endswith("?") else "Waar het om gaat"
    question = f"{opens}: {about.question}" if about.question else ""
    asked = _asked(about, framework)
    return "\n\n".join(filter(None, ["Beste collega’s,", " ".join(filter(None, [when, question])), asked]))


def _asked(about: PlannedSession, framework: Framework) -> str:
    """Return what people are asked to do before: to write, and to take something along."""
    form = session_build().forms.get(about.working_form)
    write, bring = _write(about.theme, framework), form.bring if form else ""
    before = f"Wil je vóór {about.days_before(_READY_BEFORE)}"
    if write and bring:
        return f"{before} twee dingen doen? {write} {_SHARE} En neem {bring}"
    if write:
        return f"{before} één ding doen? {write} {_SHARE}"
    return f"Neem {bring}" if bring else ""


def _write(theme: str, framework: Framework) -> str:
    if theme in framework.block_ids:
        return f"Schrijf in je werkboek bij {block_name(theme)} in elk geval Doel en Resultaten op; {_NOTES}"
    if theme.startswith(LESSON):
        return f"Vul in je werkboek {theme_name(framework, theme)} in; {_NOTES}"
    return ""


def _in_sentence(name: str) -> str:
    """Return words of one's own as they stand inside a sentence: without the mark at their end."""
    return name.strip().rstrip(".")
