"""Says in Dutch what is wrong with a dossier file: every error at once, each with its place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import Any

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from sko_widgets.errors import SkoError

_SHOWN = 25

_EXPECTED = {
    "string_type": "hier hoort tekst te staan",
    "int_type": "hier hoort een geheel getal te staan",
    "list_type": "hier hoort een lijst te staan",
    "model_type": "hier hoort een groep van sleutels en waarden te staan",
    "model_attributes_type": "hier hoort een groep van sleutels en waarden te staan",
    "dict_type": "hier hoort een groep van sleutels en waarden te staan",
    "missing": "dit ontbreekt",
}


class ImportRefusedError(SkoError):
    """A file is no dossier that can be taken in; `problems` holds every reason."""

    def __init__(self, where: str, problems: Sequence[str], mend: str = "") -> None:
        shown = [f"- {problem}" for problem in problems[:_SHOWN]]
        if len(problems) > _SHOWN:
            shown.append(f"- en nog {len(problems) - _SHOWN} andere.")
        count = "één fout" if len(problems) == 1 else f"{len(problems)} fouten"
        text = problems[0] if len(problems) == 1 else f"{count} gevonden.\n" + "\n".join(shown) + "\n"
        super().__init__(
            text, where=where, mend=mend or "Er is niets opgeslagen; verbeter het bestand en probeer opnieuw."
        )
        self.problems = list(problems)


def place(loc: Iterable[int | str]) -> str:
    """Return a JSON path, `blocks.meso-samenwerking.cycles[0].goal (cyclus 1)`."""
    path, cycle, previous = "", "", None
    for step in loc:
        if isinstance(step, int):
            path += f"[{step}]"
            cycle = f" (cyclus {step + 1})" if previous == "cycles" else cycle
        else:
            path += f".{step}" if path else step
        previous = step
    return path + cycle


def found(value: Any) -> str:
    """Return what was found, short enough for a message."""
    if isinstance(value, str):
        text = "".join(char if char.isprintable() else "�" for char in value)
        return f"de tekst ‘{text if len(text) <= 60 else text[:57] + '…'}’"
    if isinstance(value, dict):
        return "een groep met " + (", ".join(f"‘{str(key)[:30]}’" for key in list(value)[:3]) or "niets erin")
    if isinstance(value, list):
        return f"een lijst van {len(value)}"
    if isinstance(value, bool):
        return "ja/nee (true of false)"
    return "niets (null)" if value is None else f"het getal {str(value)[:40]}"


def nearest(asked: str, known: Iterable[str]) -> str:
    """Return a hint at the nearest valid name, or at all of them."""
    names = list(known)
    near = get_close_matches(asked, names, n=1, cutoff=0.5)
    return f"bedoel je ‘{near[0]}’?" if near else f"er kan: {', '.join(names)}"


def explain(error: ErrorDetails, model: type[BaseModel]) -> str:
    """Return one pydantic error as one Dutch line: place, what was found, what is valid."""
    loc, kind, value = error["loc"], error["type"], error["input"]
    where = place(loc)
    if kind == "extra_forbidden":
        return f"{where}: deze sleutel is onbekend; {nearest(str(loc[-1]), _names_at(model, loc[:-1]))}"
    if kind == "missing":
        return f"{where}: dit ontbreekt"
    context = error.get("ctx", {})
    if kind == "choice":
        asked = value if isinstance(value, str) else str(value)
        return f"{where}: {error['msg']}, maar er staat {found(value)}; {nearest(asked, context['known'])}"
    if kind in ("string_too_long", "too_long"):
        return f"{where}: dit is te lang; er {_most(kind, context)}"
    return f"{where or 'het bestand'}: {_EXPECTED.get(kind, error['msg'])}, maar er staat {found(value)}"


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
