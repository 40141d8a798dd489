"""Says in a PDF which cell of a table's row is its name.

Typst marks only the cells of a header, and has `pdf.header-cell` behind a switch that its Python package does not
offer. So the marks are changed in the finished file, each in its own place and length: all else stays where it is.
"""

from __future__ import annotations

import re

_ROW = re.compile(rb"/S/TR/P \d+ 0 R/K\[(\d+) 0 R")
_CELL = re.compile(rb"(?<=\n)(\d+) 0 obj\n<</Type/StructElem/S/TD/P [^\n]*")
_HEADERS = re.compile(rb"/Headers\[(?:\(U\d+x(\d+)y\d+\))?[^\]]*\]")
_NAMED = b"/Scope/Row"


def with_row_names(pdf: bytes) -> bytes:
    """Return a PDF of Typst in which the first cell of each row of a table names that row, unless it is empty.

    The other cells then find their names by the scope of these and of the header.
    """
    first = set(_ROW.findall(pdf))

    def mark(match: re.Match[bytes]) -> bytes:
        cell = match.group()
        headers = _HEADERS.search(cell)
        if headers is None:
            return cell
        begins = headers.group(1) in (None, b"0")
        if match.group(1) in first and begins and b"/K[]" not in cell:
            cell = cell.replace(b"/S/TD/", b"/S/TH/", 1)
            return cell.replace(headers.group(), _NAMED.ljust(len(headers.group())), 1)
        return cell.replace(headers.group(), b" " * len(headers.group()), 1)

    return _CELL.sub(mark, pdf)
