"""Reads the bytes of a file as JSON, strictly: nothing twice, nothing that is no number."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

from .problems import ImportRefusedError, shown

_OTHER_FILES = {
    b"PK\x03\x04": "een Word-, Excel- of zipbestand",
    b"%PDF": "een pdf",
    b"SQLite format 3": "een opslag van sko",
}
"""What other kinds of files begin with, that people have beside a dossier's."""

_OTHER_MEND = "Er is niets opgeslagen; kies een ander bestand."
_CURLY = "“”„‘’‚"


class _UnreadableError(ValueError):
    """Valid for the JSON parser, not for us."""


def parse(data: bytes, where: str) -> Any:
    """Return what a JSON file holds.

    Parameters
    ----------
    data
        UTF-8, with or without a byte order mark.
    where
        The file's path, for messages.

    Raises
    ------
    ImportRefusedError
        When it is not UTF-8, not JSON, has a key twice in one group, or is too deep to read.
    """
    other = next((name for sign, name in _OTHER_FILES.items() if data.startswith(sign)), "")
    if other:
        raise ImportRefusedError(
            where, [f"dit is {other}; het bestand van een dossier eindigt op ‘.json’."], _OTHER_MEND
        )
    try:
        return json.loads(data.decode("utf-8-sig"), object_pairs_hook=_unique, parse_constant=_no_constant)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        problem = f"regel {line} is geen UTF-8; sla het bestand op als UTF-8."
    except json.JSONDecodeError as error:
        problem = f"dit is geen JSON; het gaat mis op regel {error.lineno}, teken {error.colno}{_cause(error)}."
    except _UnreadableError as error:
        problem = f"deze JSON is niet te lezen: {error}."
    except RecursionError:
        problem = "deze JSON is niet te lezen: er zijn te veel lagen in elkaar."
    except ValueError:  # a number of more digits than Python converts
        problem = "deze JSON is niet te lezen: er staat een getal in dat niet kan."
    raise ImportRefusedError(where, [problem])


def format_of(data: bytes) -> str:
    """Return of which format a file says that it is, whatever else is wrong with it; empty when it does not say."""
    try:
        plain = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return ""
    named = plain.get("format") if isinstance(plain, dict) else ""
    return named if isinstance(named, str) else ""


def format_of_file(path: Path, most: int) -> str:
    """Return the same of a file, of which no more than `most` bytes are read; empty when it cannot be read."""
    try:
        with path.open("rb") as file:
            return format_of(file.read(most))
    except OSError:
        return ""


def _cause(error: json.JSONDecodeError) -> str:
    """Return what is wrong at that place, when it is one of the usual things."""
    before, here = error.doc[: error.pos].rstrip(), error.doc[error.pos : error.pos + 1]
    if error.msg.startswith("Invalid control character"):
        return ": binnen een tekst staat een regeleinde of tab; schrijf \\n of \\t"
    if here and here in _CURLY:
        return ": hier staat een gekruld aanhalingsteken; gebruik overal het rechte"
    if before.endswith(",") and (not here or here in "]},"):
        return ": daarvoor staat een komma te veel"
    return ""


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    plain = dict(pairs)
    if len(plain) < len(pairs):
        [(twice, _)] = Counter(key for key, _ in pairs).most_common(1)
        raise _UnreadableError(f"‘{shown(twice)}’ staat twee keer in dezelfde groep")
    return plain


def _no_constant(text: str) -> None:
    raise _UnreadableError(f"{text} is geen getal dat in een dossier kan")
