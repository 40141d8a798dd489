"""Says in Dutch what is wrong with a dossier file: every error at once, each with its place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from difflib import get_close_matches
from functools import partial
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from sko_widgets.errors import SkoError

_SHOWN = 25
_WORD = re.compile(r"\w+")

_EXPECTED = {
    "string_type": "hier hoort tekst te staan",
    "int_type": "hier hoort een geheel getal te staan",
    "list_type": "hier hoort een lijst te staan",
    "model_type": "hier hoort een groep te staan, tussen { en }",
    "model_attributes_type": "hier hoort een groep te staan, tussen { en }",
    "dict_type": "hier hoort een groep te staan, tussen { en }",
    "missing": "dit ontbreekt",
    "string_unicode": "hier hoort tekst te staan, met geldige tekens",
}


class ImportRefusedError(SkoError):
    """A file is no dossier that can be taken in.

    Parameters
    ----------
    where
        The file.
    problems
        What is wrong, or the first of it.
    number
        How many problems there are, when it is more than `problems` tells.
    """

    def __init__(self, where: str, problems: Sequence[str], mend: str = "", *, number: int = 0) -> None:
        self.problems = list(problems)
        self.number = max(number, len(self.problems))
        lines = [f"- {problem}" for problem in self.problems]
        if self.number > len(lines):
            lines.append(f"- en nog {self.number - len(lines)} andere.")
        one = problems[0] if problems[0].endswith((".", "?")) else f"{problems[0]}."
        text = one if self.number == 1 else f"{self.number} fouten gevonden.\n" + "\n".join(lines) + "\n"
        mend = mend or "Er is niets opgeslagen; verbeter het bestand en probeer opnieuw."
        super().__init__(text, where=where, mend=mend)


class Problems:
    """Everything that is wrong with a file: all of it counted, the first of it told."""

    def __init__(self) -> None:
        self._told: list[str] = []
        self._number = 0

    def add(self, problem: str | Callable[[], str]) -> None:
        """Add a problem; one that is a function is worded only when it is to be told."""
        self._number += 1
        if len(self._told) < _SHOWN:
            self._told.append(problem if isinstance(problem, str) else problem())

    def explain(self, error: ValidationError, model: type[BaseModel], *, within: Sequence[str | int] = ()) -> None:
        """Add all that pydantic found."""
        for detail in error.errors(include_url=False):
            self.add(partial(explain, detail, model, within))

    def refuse(self, where: str) -> None:
        """Raise `ImportRefusedError` when there is any problem."""
        if self._number:
            raise ImportRefusedError(where, self._told, number=self._number)


def shown(text: str, most: int = 60) -> str:
    """Return a text short enough for a message, without signs that a terminal would obey."""
    start = "".join(char if char.isprintable() else "�" for char in text[: most + 1])
    return start if len(start) <= most else start[: most - 3] + "…"


def place(loc: Iterable[int | str]) -> str:
    """Return a JSON path, `blocks.meso-samenwerking.cycles[0].goal (cyclus 1)`."""
    path, cycle, previous = "", "", None
    for step in loc:
        if isinstance(step, int):
            path += f"[{step}]"
            cycle = f" (cyclus {step + 1})" if previous == "cycles" else cycle
        else:
            path += f".{shown(step)}" if path else shown(step)
        previous = step
    return path + cycle


def described(value: Any) -> str:
    """Return what was found, short enough for a message."""
    if isinstance(value, str):
        return f"de tekst ‘{shown(value)}’"
    if isinstance(value, dict):
        return "een groep met " + (", ".join(f"‘{shown(key, 30)}’" for key in list(value)[:3]) or "niets erin")
    if isinstance(value, list):
        return f"een lijst van {len(value)}"
    if isinstance(value, bool):
        return "ja/nee (true of false)"
    return "niets (null)" if value is None else f"het getal {str(value)[:40]}"


def nearest(asked: str, known: Iterable[str]) -> str:
    """Return a hint at the nearest valid name, or at all of them."""
    names, words = list(known), sorted(_WORD.findall(asked[:100].lower()))
    turned = [name for name in names if words and sorted(_WORD.findall(name)) == words]  # `samenhang-micro`
    near = turned or get_close_matches(asked[:100], names, n=1, cutoff=0.5)
    return f"bedoel je ‘{near[0]}’?" if near else f"kies uit: {', '.join(names)}"


def explain(error: ErrorDetails, model: type[BaseModel], within: Sequence[str | int] = ()) -> str:
    """Return one pydantic error as one Dutch line: place, what was found, what is valid."""
    loc, kind, value = error["loc"], error["type"], error["input"]
    where = place([*within, *loc])
    if kind == "extra_forbidden":
        return f"{where}: deze sleutel is onbekend; {nearest(str(loc[-1]), _names_at(model, loc[:-1]))}"
    if kind == "missing":
        return f"{where}: dit ontbreekt"
    context = error.get("ctx", {})
    if kind == "choice":
        asked = value if isinstance(value, str) else str(value)
        return f"{where}: {error['msg']}, maar er staat {described(value)}; {nearest(asked, context['known'])}"
    if kind in ("string_too_long", "too_long"):
        return f"{where}: dit is te lang; er {_most(kind, context)}"
    return f"{where or 'het bestand'}: {_EXPECTED.get(kind, error['msg'])}, maar er staat {described(value)}"


def _most(kind: str, context: dict[str, Any]) -> str:
    thing = "tekens" if kind == "string_too_long" else "stuks"
    return f"passen hoogstens {context['max_length']:,} {thing}".replace(",", ".")


def _names_at(model: type[BaseModel], loc: Sequence[int | str]) -> list[str]:
    """Return the valid keys at a place, by walking the model's annotations."""
    here: Any = model
    for step in loc:
        if isinstance(step, int):
            continue
        fields = {info.alias or name: info for name, info in here.model_fields.items()}
        here = _model_in(fields[step].annotation) if step in fields else here
        if here is None:
            return []
    return [info.alias or name for name, info in here.model_fields.items()]


def _model_in(annotation: Any) -> Any:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for part in getattr(annotation, "__args__", ()):
        inner = _model_in(part)
        if inner is not None:
            return inner
    return None
