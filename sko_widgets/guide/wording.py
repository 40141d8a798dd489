"""How pages name a coalition, who takes part in it, and what a lesson is for."""

from __future__ import annotations

import re
from html import unescape

from sko_widgets.dossier.example import is_example
from sko_widgets.dossier.snapshot import Snapshot
from sko_widgets.dutch import listing
from sko_widgets.framework import INTRODUCTION, Framework, Sheet
from sko_widgets.report.markdown import html

RECENT = 400
"""So many revisions are looked at to say what was done last."""

_BREAK = re.compile(r"</(?:p|li|h\d|tr|blockquote|pre)>|<br ?/?>")
_TAG = re.compile(r"<[^>]*>")


def coalition(snapshot: Snapshot) -> str:
    """Return whose dossier this is, `Elzerveen 2025–2026`; of the example it says so, on every page."""
    name = snapshot.sheet("profile").get("name", snapshot.key.slug)
    mark = " (voorbeeld)" if is_example(snapshot.key) else ""
    return f"{name} {snapshot.key.period.replace('-', '–')}{mark}"


def members(snapshot: Snapshot) -> str:
    """Return who takes part, `5 scholen, gemeente en 9 partners`; empty when nobody is named yet."""
    profile = snapshot.sheet("profile")
    schools, partners = len(profile.get("schools", ())), len(profile.get("partners", ()))
    parts = [f"{schools} {'school' if schools == 1 else 'scholen'}"] if schools else []
    parts += ["gemeente"] if profile.get("municipality") else []
    parts += [f"{partners} {'partner' if partners == 1 else 'partners'}"] if partners else []
    return listing(parts)


def named(sheet: Sheet) -> str:
    """Return what a page calls an instrument, `Les 12: De kansenketen`."""
    return f"Les {sheet.number}: {sheet.title}" if sheet.number else sheet.title


def part_of_route(sheet: Sheet, framework: Framework) -> str:
    """Return where a lesson is on its route, `Resultaten meten, deel 2 van 4`; empty for one that is on none."""
    route = framework.route_of(sheet)
    return f"{framework.group_of(sheet).name}, deel {route.index(sheet) + 1} van {len(route)}" if route else ""


def fed(sheet: Sheet, framework: Framework) -> str:
    """Return in words what a lesson has something for: blocks, or the introduction."""
    return listing(["de inleiding" if one == INTRODUCTION else framework.block(one).name for one in sheet.feeds])


def bare(markdown: str) -> str:
    """Return Markdown as the one line of words that it is read as."""
    return " ".join(unescape(_TAG.sub("", _BREAK.sub(" ", html(markdown)))).split()) if markdown.strip() else ""
