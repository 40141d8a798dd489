"""Reads YAML into plain mappings and lists, and says in Dutch what does not fit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import yaml

from sko_widgets.errors import SkoError
from sko_widgets.resources import read_yaml


class FrameworkError(SkoError):
    """A data file of the framework is wrong, or a notebook does not go with it; for the maintainer who edits them.

    Parameters
    ----------
    what
        What is wrong.
    where
        The file.
    problems
        Each problem by itself, when there may be more than one.
    """

    def __init__(self, what: str, *, where: str = "", mend: str = "", problems: Iterable[str] = ()) -> None:
        super().__init__(what, where=where, mend=mend)
        self.problems = list(problems) or [what]


def mapping(text: str, where: str) -> Mapping[str, Any]:
    """Return the keys and values that a YAML text holds.

    Raises
    ------
    FrameworkError
        When it is no YAML, or holds something else.
    """
    try:
        plain = read_yaml(text)
    except yaml.YAMLError as error:
        raise FrameworkError(f"Dit is geen YAML: {error}", where=where) from error
    if not isinstance(plain, dict):
        raise FrameworkError("Hier hoort een lijst van sleutels en waarden te staan.", where=where)
    return plain


def rows(plain: Mapping[str, Any], key: str, where: str) -> list[Mapping[str, Any]]:
    """Return a list of groups of keys and values; empty when it is not there."""
    listed = plain.get(key, [])
    if not isinstance(listed, list) or not all(isinstance(row, dict) for row in listed):
        raise FrameworkError(f"Onder ‘{key}’ hoort een lijst te staan, elk met sleutels en waarden.", where=where)
    return listed


def names(plain: Mapping[str, Any], key: str, where: str) -> tuple[str, ...]:
    """Return a list of names; empty when it is not there."""
    listed = plain.get(key, [])
    if not isinstance(listed, list) or not all(isinstance(name, str) for name in listed):
        raise FrameworkError(f"‘{key}’ hoort een lijst van namen te zijn, zoals [{listed}].", where=where)
    return tuple(listed)


def line(text: object) -> str:
    """Return a text that is one line and not empty.

    Raises
    ------
    ValueError
        When it is not.
    """
    if not isinstance(text, str) or not text.strip() or "\n" in text:
        raise ValueError(f"geen regel tekst: {text!r}")
    return text
