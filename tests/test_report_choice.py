"""What a coalition keeps out of its report is nowhere in it, and what it lets in is all there."""

from __future__ import annotations

import html
import re
import zipfile
from collections.abc import Mapping
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from helpers import snapshot, with_all_or_nothing
from read_pdf import elements

from sko_widgets.dossier.snapshot import Snapshot
from sko_widgets.framework import Field, Sheet, framework_for
from sko_widgets.report import FORMATS
from sko_widgets.report.make import Report, make

pytestmark = pytest.mark.slow
FRAMEWORK = framework_for("2024-2025")


class Words:
    """Makes values in which each word stands nowhere else, and keeps them by field."""

    def __init__(self) -> None:
        self.given: dict[tuple[str, str], list[str]] = {}

    def sheet(self, sheet: Sheet) -> dict[str, Any]:
        """Return a sheet with every field filled."""
        return {name: self.value(sheet.field(name), (sheet.id, name)) for name in sheet.order}

    def value(self, field: Field, place: tuple[str, str]) -> Any:
        if field.refers:
            return self.word(place)
        match field.kind:
            case "line" | "text":
                return self.word(place)
            case "lines" | "names":
                return [self.word(place), self.word(place)]
            case "items":
                item = {"text": self.word(place), **{one.name: self.word(place) for one in field.columns}}
                return {"intro": self.word(place), "items": [self.word(place), item]}
            case "table":
                return [self.row(field, place, number) for number in (1, 2)]
            case "ties":
                return [["r1", "r2"]]
            case "scale":
                return 2
            case "date":
                return "2031-02-03"
            case "choice":
                return field.options[-1].id
            case "choices":
                return [option.id for option in field.options]
        raise AssertionError(field.kind)

    def row(self, field: Field, place: tuple[str, str], number: int) -> dict[str, Any]:
        shown = {one.name: self.value(one, place) for one in field.columns if not one.hidden}
        return shown | {one.name: f"r{number}" for one in field.columns if one.hidden}

    def word(self, place: tuple[str, str]) -> str:
        all_so_far = sum(map(len, self.given.values()))
        made = "q" + "".join("bcdfghjklm"[int(digit)] + "a" for digit in f"{all_so_far + 1:04}")
        self.given.setdefault(place, []).append(made)
        return made

    def of(self, sheet: Sheet, *names: str) -> list[str]:
        """Return the words that were given to fields of a sheet; without names to all of it."""
        return [one for (sheet_id, name), words in self.given.items() if sheet_id == sheet.id for one in words
                if not names or name in names]  # fmt: skip


@pytest.fixture(scope="module")
def words() -> Words:
    return Words()


@pytest.fixture(scope="module")
def filled(words: Words) -> Snapshot:
    """Return a dossier with a word of its own in each field of each instrument, and something in each block."""
    blocks = {f"block/{block_id}/1": {"goal": "Samen eten"} for block_id in FRAMEWORK.block_ids}
    sheets = {sheet.id: words.sheet(sheet) for sheet in FRAMEWORK.instruments}
    return snapshot({"profile": {"name": "De Brug", "introduction": "Wij."}, **blocks, **sheets})


def everything(format_: str, data: bytes) -> str:
    """Return all that a file holds in any part of it, without white space: text, pictures, names, metadata."""
    parts = {"html": of_page, "docx": of_word, "pdf": of_pdf}[format_](data)
    return "".join(html.unescape("".join(parts)).replace("\xad", "").split())


def of_page(data: bytes) -> list[str]:
    return [re.sub(r"</?(?:tspan|text)[^>]*>", "", data.decode("utf-8"))]


def of_word(data: bytes) -> list[str]:
    """Return every part of a Word file as it stands in it, and the text of the whole without its marks."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        texts = [archive.read(name).decode("utf-8", "replace") for name in archive.namelist() if ".png" not in name]
        return [*archive.namelist(), *texts, *(re.sub("<[^>]*>", "", one) for one in texts)]


def of_pdf(data: bytes) -> list[str]:
    """Return the text of a PDF, and every string and name that is in one of its objects."""
    with pikepdf.open(BytesIO(data)) as pdf:
        inside = [str(one) for object_ in pdf.objects for one in strings(object_)]
        streams = [
            stream.read_bytes().decode("utf-8", "replace") for stream in pdf.objects
            if isinstance(stream, pikepdf.Stream) and stream.get("/Type") == pikepdf.Name.Metadata
        ]  # fmt: skip
    return [*(one.text + one.alt for one in elements(data)), *inside, *streams]


def strings(object_: Any) -> list[Any]:
    """Return the strings and names in an object of a PDF, without those that it only refers to."""
    if isinstance(object_, pikepdf.Array):
        return [one for part in object_ if not getattr(part, "is_indirect", False) for one in strings(part)]
    if isinstance(object_, pikepdf.Dictionary | pikepdf.Stream):
        return [one for key, part in object_.items()
                for one in (key, *([] if getattr(part, "is_indirect", False) else strings(part)))]  # fmt: skip
    return [object_] if isinstance(object_, pikepdf.String | pikepdf.Name) else []


def held_by(report: Report) -> Mapping[str, str]:
    return {name: everything(name, report.files[name]) for name in FORMATS}


def test_nothing_of_an_instrument_on_niet_is_anywhere_in_a_report(filled: Snapshot, words: Words) -> None:
    report = make(with_all_or_nothing(filled, "niet"))
    assert report.warnings == ()
    for name, text in held_by(report).items():
        assert "Sameneten" in text, name
        secret = [word for sheet in FRAMEWORK.instruments for word in words.of(sheet)]
        secret += ["".join(sheet.title.split()) for sheet in FRAMEWORK.instruments]
        secret += [sheet.id.partition("/")[2] or sheet.id for sheet in FRAMEWORK.instruments]
        secret += ["3februari2031", "2031-02-03", "bijlage-"]
        assert [one for one in secret if one in text] == [], name


def test_all_of_an_instrument_on_alles_is_in_a_report(filled: Snapshot, words: Words) -> None:
    report = make(with_all_or_nothing(filled, "alles"))
    assert report.warnings == ()
    for name, text in held_by(report).items():
        for sheet in FRAMEWORK.instruments:
            assert "".join(sheet.title.split()) in text, (name, sheet.id)
            assert [word for word in words.of(sheet) if word not in text] == [], (name, sheet.id)
        assert "3februari2031" in text, name


def test_of_an_instrument_on_plaatje_comes_what_is_its_picture(filled: Snapshot, words: Words) -> None:
    report = make(with_all_or_nothing(filled, "plaatje"))
    assert report.warnings == ()
    for name, text in held_by(report).items():
        for sheet in FRAMEWORK.instruments:
            drawn = {read for picture in sheet.pictures for read in picture.reads}
            shown = {field.name for field in sheet.fields if field.as_picture}
            may = words.of(sheet, *drawn, *shown) if drawn | shown else []
            assert [word for word in words.of(sheet) if word in text and word not in may] == [], (name, sheet.id)
            assert [word for word in words.of(sheet, *shown) if shown and word not in text] == [], (name, sheet.id)
            title = "".join(sheet.title.split())
            assert (title in text) == bool(drawn | shown), (name, sheet.id)


def test_of_one_that_is_in_the_report_the_others_stay_out(filled: Snapshot, words: Words) -> None:
    """Each is chosen for itself: the choice of one says nothing of the others."""
    of_all = with_all_or_nothing(filled, "niet")
    chosen = FRAMEWORK.sheet("lesson/05-veranderverhaal")
    one = {**of_all.sheets, chosen.id: {**of_all.sheet(chosen.id), "in_report": "alles"}}
    text = everything("html", make(snapshot(one), ["html"]).files["html"])
    for sheet in FRAMEWORK.instruments:
        there = [word for word in words.of(sheet) if word in text]
        assert there == (words.of(sheet) if sheet is chosen else []), sheet.id
