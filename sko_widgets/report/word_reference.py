"""The reference document of the Word report: what pandoc gets of it, and what stands in the file in its place.

pandoc needs to know what styles are called. How they look it reads, understands and writes for nothing, in a tenth
of the time that a Word file takes it; so it gets their names alone.
"""

from __future__ import annotations

import re
from functools import cache
from io import BytesIO
from zipfile import ZipFile

from sko_widgets.resources import templates

STYLES = "word/styles.xml"
_STYLE = re.compile(rb"(<w:style [^>]*>\s*)(<w:name [^>]*>).*?(</w:style>)", re.DOTALL)


@cache
def _parts() -> dict[str, bytes]:
    with ZipFile(templates() / "report" / "word" / "reference.docx") as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def styles() -> bytes:
    """Return the styles, as they stand in a report."""
    return _parts()[STYLES]


@cache
def with_names() -> bytes:
    """Return the document with styles that have a name and nothing more."""
    target = BytesIO()
    with ZipFile(target, "w") as archive:
        for name, data in {**_parts(), STYLES: _STYLE.sub(rb"\1\2\3", styles())}.items():
            archive.writestr(name, data)
    return target.getvalue()
