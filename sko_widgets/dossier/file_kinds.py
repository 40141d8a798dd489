"""Reads a JSON file of a kind that says which it is: its size, its format, its version, and what its model refuses."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, BaseModel, StrictStr, ValidationError
from pydantic_core import PydanticCustomError

from sko_widgets import files, framework
from sko_widgets.framework import Framework

from .parse import parse
from .problems import ImportRefusedError, Problems, described, nearest

_MARK = re.compile("[0-9a-f]{12}")

Model = TypeVar("Model", bound=BaseModel)
Read = TypeVar("Read")


def _is_mark(text: str) -> str:
    if not _MARK.fullmatch(text):
        raise PydanticCustomError("mark", "moet 12 cijfers en letters van a tot en met f zijn")
    return text


Mark = Annotated[StrictStr, AfterValidator(_is_mark)]
"""What tells one who wrote from another: 12 figures and letters a to f."""


@dataclass(frozen=True, slots=True)
class FileKind:
    """One kind of file.

    Parameters
    ----------
    format, version
        What it says of itself, and the newest version that is read.
    largest
        Bytes that it has at most.
    called, other
        What such a file is called, `een bestand met opmerkingen`, and what is said of another: `dit zijn geen
        opmerkingen`.
    """

    format: str
    version: int
    largest: int
    called: str
    other: str

    def from_path(self, path: Path, read: Callable[[bytes, str], Read]) -> Read:
        """Return what `read` makes of a file; raises `FileError` when it cannot be read."""
        try:
            with path.open("rb") as file:
                return read(file.read(self.largest + 1), str(path))
        except OSError as error:
            raise files.file_error(error) from error

    def checked(self, data: bytes, where: str, model: type[Model]) -> tuple[Model, Problems]:
        """Return the file as its model has it, and the problems so far, to which the caller adds.

        Raises
        ------
        ImportRefusedError
            When it is another file, a newer one, or one that the model refuses.
        """
        if len(data) > self.largest:
            most = self.largest // 1024**2
            raise ImportRefusedError(where, [f"dit bestand is te groot; {self.called} is hoogstens {most} MB."])
        plain = parse(data, where)
        if not isinstance(plain, dict) or plain.get("format") != self.format:
            what = described(plain.get("format", plain) if isinstance(plain, dict) else plain)
            problem = f"{self.other}: format moet ‘{self.format}’ zijn, maar er staat {what}."
            raise ImportRefusedError(where, [problem])
        version = plain.get("version")
        self._refuse_newer(version, where)
        problems = Problems()
        try:
            file = model.model_validate(plain)
        except ValidationError as error:
            problems.explain(error, model)
            problems.refuse(where)
            raise
        if version != self.version:
            problems.add(f"version: hier hoort {self.version}, maar er staat {described(version)}")
        return file, problems

    def _refuse_newer(self, version: Any, where: str) -> None:
        if isinstance(version, int) and not isinstance(version, bool) and version > self.version:
            most = f"dit programma leest tot en met versie {self.version}"
            problem = f"version: dit bestand heeft versie {version}; {most}."
            raise ImportRefusedError(where, [problem], mend="Er is niets opgeslagen; werk sko bij en probeer opnieuw.")


def format_named(named: str, problems: Problems, where: str) -> Framework:
    """Return the format that a file names under `framework`, or refuse the file with all problems so far."""
    if named not in framework.frameworks():
        problems.add(f"framework: dit format is onbekend; {nearest(named, framework.frameworks())}")
        problems.refuse(where)
    return framework.framework(named)
