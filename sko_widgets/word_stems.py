"""The stems of Dutch words: what `leerling` and `leerlingen` have in common, for the coach and for search."""

from __future__ import annotations

from functools import lru_cache

import snowballstemmer

_stemmer = snowballstemmer.stemmer("dutch")


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """Return what the forms of a word have in common; `word` is in small letters.

    The stemmer takes `ge-` for the beginning of a participle, as in `geborgd`; in `gezin` and `genieten` it is none.
    """
    if word.startswith("ge") and len(word) > 4 and not word.endswith(("d", "t", "de", "te")):
        return f"ge{_stemmer.stemWord(word[2:])}"
    return str(_stemmer.stemWord(word))
