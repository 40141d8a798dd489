"""Which frames there are, with their columns: what each holds, of what kind, and by what its rows are known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from sko_widgets.resources import read_yaml

_DATA = Path(__file__).with_suffix(".yaml")

KINDS = ("text", "count", "truth", "date", "moment")
"""What a column can hold: text, a whole number, true or false, a day, a moment in UTC; any of them may be absent."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a frame.

    Parameters
    ----------
    name, kind
        How it is called, and one of `KINDS`.
    about
        What stands in it, a Dutch sentence without its full stop.
    is_key
        Whether rows are known by it, together with the other keys.
    """

    name: str
    kind: str
    about: str
    is_key: bool


@dataclass(frozen=True, slots=True)
class Frame:
    """A table; `about` says what a row is, in Dutch."""

    name: str
    about: str
    columns: tuple[Column, ...]

    @property
    def key(self) -> tuple[str, ...]:
        """The columns by which its rows are known."""
        return tuple(column.name for column in self.columns if column.is_key)


_SAID = {"text": "tekst", "count": "getal", "truth": "waar of niet waar", "date": "datum", "moment": "tijdstip"}


def explanation(ending: str) -> Iterator[tuple[str, ...]]:
    """Yield the rows that explain the frames in a file: notes first, then each column; Dutch.

    Parameters
    ----------
    ending
        Of what kind the file is, `xlsx` or `csv`.
    """
    yield from ((note,) for note in (*_plain()["notes"], *_plain()[f"{ending}_notes"]))
    yield ("tabel", "kolom", "soort", "sleutel", "betekenis")
    for frame in all_frames():
        yield (frame.name, "", "", "", frame.about)
        for column in frame.columns:
            yield (frame.name, column.name, _SAID[column.kind], "sleutel" if column.is_key else "", column.about)


@cache
def _plain() -> dict[str, Any]:
    plain: dict[str, Any] = read_yaml(_DATA.read_text(encoding="utf-8"))
    return plain


@cache
def all_frames() -> tuple[Frame, ...]:
    """Return the frames, in their order."""
    plain = _plain()
    return tuple(
        Frame(name, " ".join(one["about"].split()), tuple(_columns(one, plain["shared"])))
        for name, one in plain["frames"].items()
    )


def _columns(frame: Mapping[str, Any], shared: Mapping[str, Any]) -> Iterator[Column]:
    for name, own in frame["columns"].items():
        said = own or shared[name]
        yield Column(name, said["kind"], said["about"], name in frame["key"])
