"""Whether a question is in somebody's own words: nothing that coalitions shared goes along to a session's minutes."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from sko_widgets.dossier.shared import SharedCopy

WINDOW = 40
"""So many characters of a text in a row are that text; signs between the words do not count."""
_WORD = re.compile(r"\w+")


def is_copied(question: str, copies: Iterable[SharedCopy], public: Collection[str]) -> bool:
    """Tell whether a question holds what somebody shared: a text as a whole, or much of it to the letter.

    Parameters
    ----------
    public
        Texts that are anybody's: the format's questions.
    """
    asked, anybodys = _words(question), {_words(text) for text in public}
    windows = [asked[at : at + WINDOW] for at in range(len(asked) - WINDOW + 1)]
    for copy in copies:
        seen = _texts([copy.fields, copy.without_name().fields])  # also as it is on screen, without names
        for text in map(_words, seen):
            if text and text not in anybodys and (text == asked or any(window in text for window in windows)):
                return True
    return False


def _words(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold()))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)
