"""The pictures of the instruments: every word can be read, nothing covers anything, and what does not fit is told."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, replace
from functools import cache
from itertools import combinations
from math import hypot
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import yaml
from helpers import snapshot

from sko_widgets import framework, resources
from sko_widgets.dossier.snapshot import DossierKey, Snapshot
from sko_widgets.insight.drawing import width, wrap
from sko_widgets.insight.figures import Figure, grid, learning_lines
from sko_widgets.insight.instruments import chain_ties, pictures
from sko_widgets.insight.instruments.influence import approach
from sko_widgets.insight.instruments.sheet_values import SheetValues
from sko_widgets.report import assemble
from sko_widgets.report.characters import latin, plain
from sko_widgets.report.look import tokens
from sko_widgets.report.make import make

SVG = "{http://www.w3.org/2000/svg}"
FORMAT = framework.framework("ocw-2023")
DRAWN = [sheet.id for sheet in FORMAT.sheets if sheet.pictures]
LONG = (
    "Stichting Samenwerkende Buurtorganisaties voor Jeugd, Sport, Muziek en Ontmoeting in het Turfkwartier en Lutkeveen"
)
LONG = f"{LONG} e.o."
UNBROKEN = "Overdrachtskaartenbeheerderskoepelorganisatie" * 3
STRANGE = "Ouders 👩‍👧 & <b>kinderen</b> ‘Ελλάδα’ 日本語の名前 مدرسة"
LISTED = "- eerst **dit**\n- dan *dat*\n\nEn zo verder. Klaar!"
SMALLEST_POINTS = 7.5
MILLIMETRES, POINTS = 154.0, 25.4 / 72


@dataclass(frozen=True)
class Box:
    """A text or a shape: where it stands, and what it is."""

    left: float
    top: float
    right: float
    foot: float
    fill: str
    text: str = ""
    round: bool = False

    def hits(self, other: Box) -> bool:
        return (
            self.left < other.right - 0.5
            and other.left < self.right - 0.5
            and self.top < other.foot - 0.5
            and other.top < self.foot - 0.5
        )

    def holds(self, x: float, y: float) -> bool:
        if self.round:
            middle, radius = ((self.left + self.right) / 2, (self.top + self.foot) / 2), (self.right - self.left) / 2
            return hypot(x - middle[0], y - middle[1]) <= radius
        return self.left <= x <= self.right and self.top <= y <= self.foot


def text_box(node: ElementTree.Element) -> Box:
    """Return what the letters of a text cover."""
    size, weight = float(node.get("font-size", 0)), int(node.get("font-weight", 400))
    x, y, text = float(node.get("x", 0)), float(node.get("y", 0)), node.text or ""
    wide = width(text, size, weight)
    left = x - wide * {"middle": 0.5, "end": 1.0}.get(node.get("text-anchor", ""), 0.0)
    box = Box(left, y - 0.74 * size, left + wide, y + 0.22 * size, node.get("fill", ""), text)
    turn = node.get("transform")
    if not turn:
        return box
    found = re.fullmatch(r"rotate\(-90 ([\d.-]+) ([\d.-]+)\)", turn)
    assert found is not None
    px, py = float(found[1]), float(found[2])
    corners = [(px + (cy - py), py - (cx - px)) for cx in (box.left, box.right) for cy in (box.top, box.foot)]
    xs, ys = [cx for cx, _ in corners], [cy for _, cy in corners]
    return replace(box, left=min(xs), right=max(xs), top=min(ys), foot=max(ys))


def shape_box(node: ElementTree.Element) -> Box | None:
    """Return what a filled rectangle or circle covers."""
    fill = node.get("fill", "")
    if node.tag == f"{SVG}rect":
        x, y = float(node.get("x", 0)), float(node.get("y", 0))
        return Box(x, y, x + float(node.get("width", 0)), y + float(node.get("height", 0)), fill)
    if node.tag == f"{SVG}circle":
        x, y, r = (float(node.get(name, 0)) for name in ("cx", "cy", "r"))
        return Box(x - r, y - r, x + r, y + r, fill, round=True)
    if node.tag == f"{SVG}path" and fill != "none":
        half = re.match(r"M([\d.-]+) ([\d.-]+)L([\d.-]+) ([\d.-]+)", node.get("d", ""))
        if half:  # a diamond, from its top to its right
            x, _, right, y = map(float, half.groups())
            reach = (right - x) / 2
            return Box(x - reach, y - reach, x + reach, y + reach, fill)
    return None


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(share * part for share, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def assert_sound(figure: Figure) -> None:
    """Check that every word of a picture can be read, and that it says what it is."""
    root = ElementTree.fromstring(figure.svg)
    assert root.findtext(f"{SVG}title") and root.findtext(f"{SVG}desc", "").startswith(figure.alt)
    assert figure.caption.endswith(".") and figure.alt.rstrip(")").endswith((".", "!", "?", "’", "”")), figure.alt
    assert re.fullmatch(r"[a-z0-9-]+\.svg", figure.name)
    wide, high = (float(part) for part in root.get("viewBox", "").split()[2:])
    assert wide == 920 and 0 < high <= 1.35 * wide + 0.01, figure.name
    shapes: list[Box] = []
    texts: list[Box] = []
    for node in root:
        if node.tag == f"{SVG}text":
            box = text_box(node)
            assert float(node.get("font-size", 0)) * MILLIMETRES / wide / POINTS >= SMALLEST_POINTS, box.text
            ground = [shape for shape in shapes if shape.holds((box.left + box.right) / 2, (box.top + box.foot) / 2)]
            assert contrast(box.fill, ground[-1].fill) >= 4.5, (figure.name, box.text, ground[-1].fill)
            assert box.left >= -0.5 and box.right <= wide + 0.5 and box.top >= -0.5 and box.foot <= high + 0.5, box
            texts.append(box)
        shape = shape_box(node)
        if shape is not None:
            assert shape.left >= -0.5 and shape.right <= wide + 0.5, (figure.name, shape)
            assert shape.top >= -0.5 and shape.foot <= high + 0.5, (figure.name, shape)
            assert not [box.text for box in texts if box.hits(shape)], (figure.name, shape)
            if shape.fill != "none":
                shapes.append(shape)
    covered = [(one.text, other.text) for one, other in combinations(texts, 2) if one.hits(other)]
    assert not covered, (figure.name, covered[:5])
    assert_told(root, texts)


def assert_told(root: ElementTree.Element, texts: list[Box]) -> None:
    """Check that what ends in an ellipsis stands whole in the description."""
    told = "".join(root.findtext(f"{SVG}desc", "").split())
    for box in texts:
        if box.text.endswith("…"):
            assert "".join(box.text.removesuffix("…").removesuffix("-").split()) in told, box.text


def drawn(sheet: str | framework.Sheet, values: Mapping[str, Any], *, dark: bool = False) -> list[Figure]:
    declared = FORMAT.sheet(sheet) if isinstance(sheet, str) else sheet
    figures = pictures(FORMAT, declared, values, tokens(dark=dark))
    for figure in figures:
        assert_sound(figure)
    assert len({figure.name for figure in figures}) == len(figures)
    return figures


def words(figures: list[Figure]) -> str:
    """Return all words of some pictures, with parted words whole again."""
    texts = [node.text or "" for one in figures for node in ElementTree.fromstring(one.svg).iter(f"{SVG}text")]
    return re.sub(r"- ", "", " ".join(texts))


@pytest.fixture(scope="module")
def example() -> dict[str, Any]:
    text = (resources.workbooks() / "voorbeeld" / "voorbeeld.json").read_text("utf-8")
    sheets: dict[str, Any] = json.loads(text)["sheets"]
    return sheets


def stakeholders(count: int, name: str = "") -> dict[str, Any]:
    needs = ("both", "we-need-them", "they-need-us", "")
    return {
        "stakeholders": [
            {
                "id": f"s{n}",
                "name": name or (LONG if n % 9 == 0 else f"Sportvereniging Veenrand {n}"),
                "dependence": needs[n % 4],
                "distance": (n * 7) % 6 or None,
                "influence": n % 5 + 1,
                "interest": (n // 5) % 6 or None,
            }
            for n in range(count)
        ]
    }


def chain(counts: tuple[int, ...], ties: int = 1) -> dict[str, Any]:
    values: dict[str, Any] = {"final_goal": LONG * 4}
    for column, count in zip(chain_ties.COLUMNS, counts, strict=True):
        texts = [f"{LONG[: 30 + 13 * (n % 7)].strip()} {n}" for n in range(count)]
        values[column] = [{"id": f"{column}{n}", "text": text} for n, text in enumerate(texts)]
    for field, one, other in chain_ties.TIES:
        first, second = (values[chain_ties.COLUMNS[at]] for at in (one, other))
        if first and second:
            values[field] = [
                [row["id"], second[(n * 5 + step * 3) % len(second)]["id"]]
                for n, row in enumerate(first)
                for step in range(ties)
                if n % 6
            ]
    return values


def full(sheet_id: str, text: str, rows: int) -> dict[str, Any]:
    """Return an instrument with this text in each place, and so many rows in each table."""
    return dict(_filled(FORMAT.sheet(sheet_id), text, rows))


def _filled(sheet: framework.Sheet, text: str, rows: int) -> Iterator[tuple[str, Any]]:
    for field in sheet.fields:
        if field.kind == "table":
            yield field.name, [{column.name: _value(column, text, n) for column in field.columns} for n in range(rows)]
        elif field.kind == "ties":
            yield field.name, [[f"id-{n}", f"id-{n * 3 % rows}"] for n in range(rows)]
        else:
            yield field.name, _value(field, text, 1)


def _value(field: framework.Field, text: str, row: int) -> Any:
    if field.name == "id":
        return f"id-{row}"
    options = [option.id for option in field.options]
    kinds: dict[str, Callable[[], Any]] = {
        **dict.fromkeys(FORMAT.name_lists, lambda: " ".join(text.replace("*", "").split())),
        "line": lambda: " ".join(text.replace("*", "").split()),
        "choice": lambda: options[row % len(options)],
        "choices": lambda: options[row % len(options) :],
        "scale": lambda: int(options[row % len(options)]),
        "date": lambda: f"2026-{row % 12 + 1:02}-{row % 28 + 1:02}",
        **dict.fromkeys(("lines", "names"), lambda: [text.split("\n", maxsplit=1)[0].replace("*", ""), "Ja"]),
        "items": lambda: {"intro": text},
    }
    return kinds[field.kind]() if field.kind in kinds else text


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("sheet", DRAWN)
def test_the_example_has_every_picture_of_its_instruments(sheet: str, dark: bool, example: dict[str, Any]) -> None:
    figures = drawn(sheet, example[sheet], dark=dark)
    stem = sheet.replace("/", "-")
    names = [f"{stem}-{picture.name}.svg" for picture in FORMAT.sheet(sheet).pictures if picture.name != "line"]
    assert [figure.name for figure in figures] == names  # each on one page
    assert "…" not in words(figures).replace("wil ik …", "")


LEGENDS = {"delen", "hebben", "elkaar", "nodig", "hoort", "geeft"}
"""Words that legends have too."""


@pytest.mark.parametrize("sheet", [one for one in DRAWN if one != "lesson/11-kansengelijkheid"])
def test_what_is_on_a_picture_is_in_its_words(sheet: str, example: dict[str, Any]) -> None:
    """Where a report has the picture alone, who does not see it has nothing else."""
    typed = set(re.findall(r"[\w’]{5,}", json.dumps(example[sheet], ensure_ascii=False)))
    for figure in drawn(sheet, example[sheet]):
        on_it = set(re.findall(r"[\w’]{5,}", words([figure]))) & typed
        assert [one for one in on_it - LEGENDS if one.casefold() not in figure.alt.casefold()] == []
        assert figure.alt.startswith(figure.gist) and len(figure.gist) < 250
        assert figure.alt.count(figure.gist) == 1


@pytest.mark.parametrize("sheet", DRAWN)
def test_the_same_answers_give_the_same_bytes(sheet: str, example: dict[str, Any]) -> None:
    again = json.loads(json.dumps(example[sheet]))
    assert drawn(sheet, example[sheet]) == drawn(sheet, again)


@pytest.mark.parametrize("sheet", [one.id for one in FORMAT.lessons])
def test_an_empty_instrument_has_no_picture(sheet: str) -> None:
    fields = [field for field in FORMAT.sheet(sheet).fields if field.kind in ("table", "ties")]
    nothing: dict[str, Any] = {field.name: [] for field in fields}
    rows = {field.name: [["a", "b"]] if field.kind == "ties" else [{"id": "a"}] for field in fields}
    assert [drawn(sheet, values) for values in ({}, nothing, rows)] == [[], [], []]


@pytest.mark.parametrize("rows", [1, 13, 80])
@pytest.mark.parametrize(
    "text", [LONG, UNBROKEN, STRANGE, "Ja", "- eerst **dit**\n- dan *dat*\n\nEn zo verder. Klaar!"]
)
@pytest.mark.parametrize("sheet", DRAWN)
def test_any_answer_can_be_read(sheet: str, text: str, rows: int) -> None:
    figures = drawn(sheet, full(sheet, text, rows))
    assert figures
    assert "**" not in words(figures)


@pytest.mark.parametrize("sheet", DRAWN)
def test_rows_that_all_choose_the_same_can_be_read(sheet: str) -> None:
    values = full(sheet, LONG, 60)
    for field in FORMAT.sheet(sheet).fields:
        for column in field.columns if field.kind == "table" else ():
            for row in values[field.name] if column.options else ():
                row[column.name] = values[field.name][0][column.name]
    assert drawn(sheet, values)


def choosing(sheet: str, option: str, step: int) -> dict[str, Any]:
    """Return an instrument in which every choice is this one, and every scale stands at this step."""
    values = full(sheet, "Ja", 3)

    def choose(part: framework.Field) -> Any:
        return {"choice": option, "choices": [option], "scale": step}.get(part.kind)

    for field in FORMAT.sheet(sheet).fields:
        values[field.name] = choose(field) or values[field.name]
        for column in field.columns if field.kind == "table" else ():
            for row in values[field.name]:
                row[column.name] = choose(column) or row[column.name]
    return values


LATER = {"lesson/03-stakeholders": {"distance": 2, "influence": 2, "interest": 2}}
"""Pictures that show nothing at all of who stands on a step that they do not have."""


@pytest.mark.parametrize("sheet", DRAWN)
def test_an_option_that_the_form_lost_is_drawn_as_it_was_kept(sheet: str) -> None:
    values = choosing(sheet, "vroeger", 9)
    for row in values.get("stakeholders", ())[1:]:
        row.update(LATER[sheet])
    figures = drawn(sheet, values)
    assert figures
    if sheet == "lesson/01-positie":
        assert "vroeger, 3 taken: Ja (Ja); Ja (Ja); Ja (Ja)." in figures[0].alt
    if sheet == "lesson/03-stakeholders":
        assert all("Nog zonder plek: Ja." in figure.alt and "vroeger" in words([figure]) for figure in figures)
    if sheet == "lesson/05-veranderverhaal":
        assert "Activiteiten waarvan de bijdrage ‘vroeger’ is: Ja (Ja); Ja (Ja); Ja (Ja)." in figures[0].alt
    if sheet == "lesson/08-orientatie-monitoring":
        assert "Nog zonder trede: Ja. Ja. Ja." in figures[0].alt


@pytest.mark.parametrize("sheet", DRAWN)
def test_an_option_more_needs_no_python(sheet: str) -> None:
    declared = FORMAT.sheet(sheet)

    def more(part: framework.Field) -> framework.Field:
        new = framework.Option("6", "Stap zes") if part.kind == "scale" else framework.Option("nieuw", "Iets nieuws")
        options = (*part.options, new) if part.options else ()
        return replace(part, options=options, columns=tuple(map(more, part.columns)))

    values = choosing(sheet, "nieuw", 6)
    for row in values.get("stakeholders", ())[1:]:
        row.update(LATER[sheet])
    figures = drawn(replace(declared, fields=tuple(map(more, declared.fields))), values)
    told = " ".join(figure.alt for figure in figures).casefold() + words(figures).casefold()
    if sheet in (
        "lesson/01-positie",
        "lesson/03-stakeholders",
        "lesson/05-veranderverhaal",
        "lesson/08-orientatie-monitoring",
    ):
        assert "iets nieuws" in told
    if sheet == "lesson/11-kansengelijkheid":
        assert "zes plekken" in told and "wij staan op plek 6: stap zes" in told


# --- a picture is drawn from its sheet's declaration, and from what that says it reads -------------


PICTURES = [
    pytest.param(sheet, picture, id=picture.name) for sheet in map(FORMAT.sheet, DRAWN) for picture in sheet.pictures
]
PARTS = [
    pytest.param(sheet, picture, name, column, id=f"{picture.name}-{name}{column and '.'}{column}")
    for sheet in map(FORMAT.sheet, DRAWN)
    for picture in sheet.pictures
    for name, columns in picture.reads.items()
    for column in ("", *columns)
]


def without(values: Mapping[str, Any], name: str, column: str) -> dict[str, Any]:
    """Return what a sheet holds while one field is empty, or one column in each row."""
    rows = [{key: value for key, value in row.items() if key != column} for row in values[name]] if column else None
    return {key: rows if key == name else value for key, value in values.items() if column or key != name}


def answers(sheet: framework.Sheet, picture: framework.Picture) -> list[dict[str, Any]]:
    """Return what a sheet can hold: all of it filled, and each part that the picture reads left out."""
    values = full(sheet.id, LONG, 3)
    parts = [(name, column) for name, columns in picture.reads.items() for column in ("", *columns)]
    return [values, *(without(values, name, column) for name, column in parts)]


def reading(
    sheet: framework.Sheet, picture: framework.Picture, reads: Mapping[str, tuple[str, ...]]
) -> framework.Sheet:
    return replace(sheet, pictures=(replace(picture, reads=reads),))


@pytest.mark.parametrize(("sheet", "picture"), PICTURES)
def test_a_picture_asks_for_nothing_that_its_sheet_does_not_say_it_reads(
    sheet: framework.Sheet, picture: framework.Picture
) -> None:
    declared, given = reading(sheet, picture, picture.reads), list(answers(sheet, picture))
    assert given
    for values in given:
        read = {name: values[name] for name in picture.reads if name in values}
        assert drawn(declared, read) == drawn(declared, values)


@pytest.mark.parametrize(("sheet", "picture", "name", "column"), PARTS)
def test_all_that_a_sheet_says_a_picture_reads_is_drawn(
    sheet: framework.Sheet, picture: framework.Picture, name: str, column: str
) -> None:
    """Without the name under `reads` the picture stops with an error, or shows something else."""
    columns = tuple(one for one in picture.reads[name] if one != column)
    fewer = {key: columns if key == name else kept for key, kept in picture.reads.items() if column or key != name}
    whole, poorer = reading(sheet, picture, picture.reads), reading(sheet, picture, fewer)
    for values in answers(sheet, picture):
        try:
            if drawn(poorer, values) != drawn(whole, values):
                return
        except framework.UnknownNameError as error:
            assert error.asked == f"{name}{column and '.'}{column}"
            return
    pytest.fail("the picture does without it")


@pytest.mark.parametrize(("sheet", "picture", "name", "column"), PARTS)
def test_a_sheet_without_a_field_that_its_picture_reads_is_refused(
    sheet: framework.Sheet, picture: framework.Picture, name: str, column: str
) -> None:
    plain = deepcopy(declarations()[sheet.id])
    if column:
        field = next(one for one in plain["fields"] if one["name"] == name)
        field["columns"] = [one for one in field["columns"] if one["name"] != column]
    else:
        plain["fields"] = [one for one in plain["fields"] if one["name"] != name]
    missing = f"‘{name}.{column}’, en die kolom" if column else f"‘{name}’, en dat veld"
    with pytest.raises(framework.FrameworkError, match=f"plaatje ‘{picture.name}’ leest {missing} is er niet") as error:
        framework.parse_sheet(yaml.safe_dump(plain), "mijn-blad.yaml")
    assert error.value.where == "mijn-blad.yaml"


@cache
def declarations() -> dict[str, Any]:
    """Return the sheets as they are written down, by id."""
    folder = Path(framework.__file__).parent / "data" / "formats" / FORMAT.id / "sheets"
    plain = [yaml.safe_load(path.read_text("utf-8")) for path in folder.glob("*.yaml")]
    return {one["id"]: one for one in plain}


def test_what_a_picture_does_not_read_cannot_be_asked() -> None:
    sheet = FORMAT.sheet("lesson/12-kansenketen")
    (picture,) = sheet.pictures
    values = SheetValues(sheet, picture, full(sheet.id, "Ja", 2))
    assert set(values) == set(picture.reads) and len(values) == len(picture.reads)
    assert values.field("problems").label == "Problemen" and values.column("problems", "text").label == "Probleem"
    assert [dict(row) for row in values["problems"]] == [{"id": "id-0", "text": "Ja"}, {"id": "id-1", "text": "Ja"}]
    asking: dict[str, list[Callable[[], Any]]] = {
        "sources": [
            lambda: values["sources"],
            lambda: values.get("sources"),
            lambda: "sources" in values,
            lambda: values.field("sources"),
            lambda: values.column("sources", "text"),
        ],
        "problems.about": [
            lambda: values["problems"][0]["about"],
            lambda: values["problems"][0].get("about"),
            lambda: values.column("problems", "about"),
        ],
    }
    for name, ways in asking.items():
        for ask in ways:
            with pytest.raises(framework.UnknownNameError) as error:
                ask()
            assert str(error.value) == (
                f"lesson/12-kansenketen: Plaatje ‘chain’ vraagt ‘{name}’, "
                "en dat staat in het werkblad niet onder ‘reads’. Zet het erbij."
            )


def test_a_field_that_nobody_filled_is_read_as_absent() -> None:
    sheet = FORMAT.sheet("lesson/12-kansenketen")
    values = SheetValues(sheet, sheet.pictures[0], {"sources": ["Een stuk"]})
    assert values.get("problems") is None and list(values) == []


@pytest.mark.parametrize("sheet", DRAWN)
def test_a_sheet_of_another_name_draws_the_same_pictures(sheet: str, example: dict[str, Any]) -> None:
    other = replace(FORMAT.sheet(sheet), id="lesson/99-iets-anders")
    figures, others = drawn(sheet, example[sheet]), drawn(other, example[sheet])
    assert [figure.svg for figure in others] == [figure.svg for figure in figures]
    assert all(figure.name.startswith("lesson-99-iets-anders-") for figure in others)


@pytest.mark.parametrize(
    ("sheet", "name", "column", "label"),
    [
        ("lesson/03-stakeholders", "stakeholders", "influence", "Invloed"),
        ("lesson/03-stakeholders", "stakeholders", "interest", "Belang"),
        ("lesson/04-logische-niveaus", "partners", "mission", "Missie"),
        ("lesson/05-veranderverhaal", "effect", "", "Het effect"),
        ("lesson/09-lerend-instrument", "versions", "tried", "Geprobeerd"),
        ("lesson/11-kansengelijkheid", "focus", "", "Waar we op letten"),
        ("lesson/12-kansenketen", "final_goal", "", "Einddoel"),
        ("lesson/12-kansenketen", "goals", "", "Doelen"),
    ],
)
def test_a_label_stands_in_the_sheet_alone(
    sheet: str, name: str, column: str, label: str, example: dict[str, Any]
) -> None:
    def renamed(part: framework.Field, names: tuple[str, ...]) -> framework.Field:
        if part.name != names[0]:
            return part
        if names[1:] in ((), ("",)):
            return replace(part, label="Hernoemd")
        return replace(part, columns=tuple(renamed(one, names[1:]) for one in part.columns))

    declared = FORMAT.sheet(sheet)
    other = replace(declared, fields=tuple(renamed(one, (name, column)) for one in declared.fields))
    assert label in words(drawn(declared, example[sheet])) and "Hernoemd" in words(drawn(other, example[sheet]))


def test_a_picture_has_the_colour_of_the_first_block_that_its_sheet_feeds() -> None:
    sheet = FORMAT.sheet("lesson/06-brutaal-ideaal")
    level, new = FORMAT.levels[0], framework.Theme("nieuw", "Nieuw", "plum")
    block = framework.Block(level, new, 10, "Een tiende bouwsteen.", "Wat nu?")
    wider = replace(FORMAT, themes=(*FORMAT.themes, new), blocks=(*FORMAT.blocks, block))
    colours = {**tokens(), "plum": "#123456", "plum-tint": "#edf0f4", "teal": "#654321"}

    def colour(chosen: framework.Framework, *feeds: str) -> set[str]:
        fields = tuple(replace(one, feeds=feeds if one.name == "chosen" else (), columns=()) for one in sheet.fields)
        declared = replace(
            sheet, fields=fields, pictures=(framework.Picture("poster", {"candidates": (), "chosen": ()}),)
        )
        (figure,) = pictures(chosen, declared, {"chosen": "Elk kind doet mee."}, colours)
        return {one for one in ("#123456", "#654321", tokens()["amber"]) if one.encode() in figure.svg}

    assert colour(wider, framework.INTRODUCTION, block.id, "macro-uitvoering") == {"#123456"}
    assert colour(wider, "macro-uitvoering", block.id) == {tokens()["amber"]}
    assert colour(wider, framework.INTRODUCTION) == {"#654321"}
    assert colour(replace(wider, themes=(new, *FORMAT.themes)), framework.INTRODUCTION) == {"#123456"}


def points(figure: Figure) -> float:
    """Return the size of a picture's smallest letters on paper."""
    sizes = [float(node.get("font-size", 0)) for node in ElementTree.fromstring(figure.svg).iter(f"{SVG}text")]
    return min(sizes) * MILLIMETRES / 920 / POINTS


def a_grid(sheets: dict[str, dict[str, Any]]) -> Figure:
    figure = grid(snapshot(sheets), tokens())
    assert_sound(figure)
    assert points(figure) >= 8
    return figure


def cycle(question: str = "", **fields: Any) -> dict[str, Any]:
    return {"start_question": question, **fields}


def test_the_grid_shows_the_cycles_and_the_open_question_of_each_block() -> None:
    links = [{"kind": "trap-op", "to": "macro-samenhang"}, {"kind": "naastgelegen", "to": "micro-samenhang"}]
    sheets: dict[str, dict[str, Any]] = {
        "block/meso-samenwerking": {"title": "Samen aan tafel"},
        "block/meso-samenwerking/1": cycle("Wie eet er mee?", status="afgerond", goal="Eten"),
        "block/meso-samenwerking/2": cycle("Wie kookt er?", own_question="Wie kookt er op **maandag**?"),
        "block/micro-samenhang/1": cycle("Waarom?", status="afgerond", next_questions=["Hoe nu verder?"], links=links),
        "block/macro-uitvoering/1": cycle("Klaar?", status="afgerond"),
    }
    figure = a_grid(sheets)
    shown = words([figure])
    assert "5 Meso – Samenwerking Samen aan tafel 1 afgerond, 1 open Wie kookt er op maandag?" in shown
    assert "Nog zonder titel 1 afgerond Hoe nu verder?" in shown
    assert shown.count("Nog niet begonnen") == 6
    assert not [one for one in ("Wie eet er mee?", "Wie kookt er? ", "Klaar?", "Waarom?", "10") if one in shown]
    assert figure.svg.count(b"<polygon") == 2 and figure.svg.count(b"<circle") == 4
    assert figure.alt == (
        "Het kwaliteitsraster: 3 cycli afgerond, 3 van de 9 bouwstenen begonnen. Titel, cycli en open vraag van elke "
        "bouwsteen staan in de tabel hieronder. Pijlen wijzen naar de bouwstenen die bij een bouwsteen onder de "
        "verbindingen staan."
    )


def test_a_question_in_the_grid_is_whole_as_long_as_a_page_holds_it() -> None:
    sheets = {f"block/{block}/1": cycle(f"{LONG} {LONG} {block}?") for block in FORMAT.block_ids}
    shown = words([a_grid(sheets)])
    assert "…" not in shown and all(f"e.o. {block}?" in shown for block in FORMAT.block_ids)


@pytest.mark.parametrize("text", [LONG * 30, UNBROKEN * 30, STRANGE, LISTED, "שלום עולם " * 200])
def test_any_question_and_title_leave_a_grid_that_can_be_read(text: str) -> None:
    sheets = {f"block/{block}/{number}": cycle(text) for block in FORMAT.block_ids for number in range(1, 9)}
    titles = {f"block/{block}": {"title": " ".join(text.split())} for block in FORMAT.block_ids}
    assert "8 open" not in words([a_grid(sheets | titles)])  # those before the last one are finished
    assert "7 afgerond, 1 open" in words([a_grid(sheets | titles)])


@pytest.mark.parametrize("cycles", [2, 12, 40])
def test_a_learning_line_of_any_length_can_be_read(cycles: int) -> None:
    block = "meso-samenwerking"
    sheets = {f"block/{block}/{n}": cycle(f"{LONG} {n}: hoe dan?", span=LONG) for n in range(1, cycles + 1)}
    figures = learning_lines(snapshot(sheets), block, tokens())
    for figure in figures:
        assert_sound(figure)
    told = " ".join(figure.alt for figure in figures)
    assert [n for n in range(1, cycles + 1) if f"Cyclus {n} (open, {LONG})" not in told] == []
    assert "hoe dan" not in words(figures) + told


def path(*cycles: dict[str, Any], **others: dict[str, Any]) -> Figure:
    """Return the learning line of a block with these cycles; other blocks have one cycle."""
    sheets = {f"block/meso-samenwerking/{number}": one for number, one in enumerate(cycles, 1)}
    sheets |= {f"block/{block.replace('_', '-')}/1": one for block, one in others.items()}
    (figure,) = learning_lines(snapshot(sheets), "meso-samenwerking", tokens())
    assert_sound(figure)
    assert points(figure) >= 8
    return figure


def asked(*texts: str, **fields: Any) -> dict[str, Any]:
    return {"next_questions": [{"text": text, **fields} for text in texts]}


def test_a_learning_line_is_low_and_says_what_was_done_without_the_questions() -> None:
    did = {"actions": {"items": ["Bellen", {"text": "Eten"}, {"text": ""}]}, "results": {"items": ["Soep"]}}
    first = cycle("Wie eet er mee?", status="afgerond", span="najaar 2025", **did, **asked("Wie kookt?"))
    figure = path(first, cycle(""))
    assert words([figure]) == (
        "Cyclus Stand Acties en resultaten Looptijd De vraag daarna "
        "1 afgerond 2 acties, 1 resultaat najaar 2025 nieuwe vraag 2 open nog geen nog open"
    )
    assert figure.alt == (
        "De leerlijn van Meso – Samenwerking. Cyclus 1 (afgerond, najaar 2025): 2 acties, 1 resultaat; daarna: nieuwe "
        "vraag. Cyclus 2 (open): nog geen; daarna: nog open."
    )
    six = path(*[cycle("Wie?", status="afgerond", span="januari tot en met juni 2026", **did)] * 6)
    wide, high = map(float, ElementTree.fromstring(six.svg).get("viewBox", "").split()[2:])
    assert high / wide * MILLIMETRES < 40


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        (asked("Wie kookt?"), {}, "nieuwe vraag"),
        (asked("Wie kookt?", kind="bijgesteld"), {}, "bijgestelde vraag"),
        (asked("Wie kookt?", "Wie eet?", "Wie wast af?"), {}, "gesplitst in drie vragen"),
        (asked("Wie kookt?", "Wie eet?"), cycle("Wie eet?"), "gesplitst in twee vragen"),
        (asked("Wie kookt?"), cycle("Wie kookt er nog?"), "nieuwe vraag, aangepast"),
        ({}, cycle("Wie kookt?"), "eigen startvraag"),
        ({}, {}, "geen vraag"),
        (asked("Wie wast?", block="micro-samenhang"), cycle("Wie strooit er?"), "vraag uit Macro – Samenhang"),
        (asked("Wie strooit er?"), cycle("Wie strooit er?"), "nieuwe vraag"),
    ],
)
def test_a_learning_line_says_how_the_question_moved_on(
    first: dict[str, Any], second: dict[str, Any], said: str
) -> None:
    other = asked("Wie strooit er?", block="meso-samenwerking")
    assert f"daarna: {said}. Cyclus 2" in path(first, second, macro_samenhang=other).alt


@pytest.mark.parametrize(
    ("last", "said"),
    [
        ({}, "nog open"),
        ({"status": "afgerond"}, "geen nieuwe vraag"),
        (asked("Wie kookt?", kind="bijgesteld"), "bijgestelde vraag"),
        (asked("Wie wast?", block="micro-samenhang"), "vraag voor Micro – Samenhang"),
    ],
)
def test_a_learning_line_ends_with_what_comes_of_the_last_question(last: dict[str, Any], said: str) -> None:
    assert path({"goal": "Eten"}, last).alt.endswith(f"daarna: {said}.")


@pytest.mark.parametrize("count", [10, 16, 24, 32, 40, 80, 160, 400])
def test_stakeholders_stand_on_both_maps_with_every_name(count: int) -> None:
    values = stakeholders(count)
    for kind in ("rings", "grid"):
        figures = [one for one in drawn("lesson/03-stakeholders", values) if kind in one.name]
        told = figures[0].alt
        assert all(row["name"] in told for row in values["stakeholders"])
        if count <= 160:  # in one line or in more, and with a hyphen or none
            assert words(figures).count(LONG[-12:]) == sum(row["name"] == LONG for row in values["stakeholders"])
            assert "Sportvereniging Veenrand 7 " in f"{words(figures)} "


def test_eighty_stakeholders_in_one_ring_and_one_square() -> None:
    values = stakeholders(80, LONG)
    for row in values["stakeholders"]:
        row |= {"distance": 1, "influence": 1, "interest": 1}
    figures = drawn("lesson/03-stakeholders", values)
    for kind in ("rings", "grid"):
        assert words([one for one in figures if kind in one.name]).count(LONG[-12:]) == 80


@pytest.mark.parametrize(
    ("influence", "interest", "advice"),
    [
        (5, 4, "Nauw betrekken"),
        (4, 3, "Tevreden houden"),
        (3, 5, "Raadplegen"),
        (1, 1, "Informeren"),
        (3, 3, "Informeren"),
        (0, 5, ""),
    ],
)
def test_a_quadrant_advises_an_approach(influence: int, interest: int, advice: str) -> None:
    assert approach(influence, interest) == advice


def test_who_depends_on_whom_shows_by_shape_and_in_a_legend(example: dict[str, Any]) -> None:
    for figure in drawn("lesson/03-stakeholders", example["lesson/03-stakeholders"]):
        shown = words([figure])
        for label in ("We hebben elkaar nodig", "Wij hebben hen nodig", "Zij hebben ons nodig"):
            assert label in shown
        assert "Nog niet gezegd" not in shown


@pytest.mark.parametrize("counts", [(12, 12, 12, 12, 12), (60, 0, 0, 0, 0), (4, 8, 30, 12, 6), (1, 1, 1, 1, 1)])
@pytest.mark.parametrize("ties", [1, 3])
def test_a_long_chain_stays_whole(counts: tuple[int, ...], ties: int) -> None:
    values = chain(counts, ties=ties)
    figures = drawn("lesson/12-kansenketen", values)
    told = figures[0].alt
    assert all(row["text"] in told for column in chain_ties.COLUMNS for row in values[column])
    shown = set(words(figures).split())
    for letter, count in zip(chain_ties.LETTERS, counts, strict=True):
        assert {f"{letter}{n}" for n in range(1, count + 1)} <= shown


@pytest.mark.parametrize(("count", "pages"), [(4, 1), (8, 1), (12, 2)])
def test_a_chain_takes_no_more_pages_than_it_needs(count: int, pages: int) -> None:
    assert len(drawn("lesson/12-kansenketen", chain((count,) * 5))) == pages


def test_a_chain_says_what_is_loose(example: dict[str, Any]) -> None:
    (figure,) = drawn("lesson/12-kansenketen", example["lesson/12-kansenketen"])
    assert "P6 Een deel van de leerlingen gaat van school zonder diploma." in figure.alt
    assert figure.alt.endswith("Staat nog los: P6 (nog geen doel).")
    assert "Lijnen: P1 naar D2 en D1; " in figure.alt and "Door S3 komt D1 in de knel." in figure.alt
    assert words([figure]).count("nog geen doel") == 1 and "staat nog los" in words([figure])
    items, _ = chain_ties.chain_of({column: [{"id": "a", "text": "Te ver"}] for column in chain_ties.COLUMNS})
    assert items[1][0].missing == ("bij geen probleem", "nog geen maatregel")
    assert items[4][0].missing == ("bij geen maatregel", "nog geen doel in de knel")


def test_what_is_loose_is_what_the_data_calls_loose() -> None:
    ties = {field.name: field for field in FORMAT.sheet("lesson/12-kansenketen").fields if field.between}
    assert [(name, *field.between) for name, field in ties.items()] == [
        (name, chain_ties.COLUMNS[one], chain_ties.COLUMNS[other]) for name, one, other in chain_ties.TIES
    ]
    declared = {(name, column) for name, field in ties.items() for column in field.loose}
    assert {(name, chain_ties.COLUMNS[at]) for name, at, _ in chain_ties.LOOSE} == declared


def test_nothing_is_loose_as_long_as_there_is_nothing_to_tie_it_to() -> None:
    (figure,) = drawn("lesson/12-kansenketen", {"problems": [{"id": "p", "text": "Te ver"}]})
    assert "Niets staat nog los." in figure.alt and "Te ver" in figure.alt


def test_ties_to_what_is_gone_are_no_ties() -> None:
    goals, problems = [{"id": "d", "text": "Dichtbij"}], [{"id": "p", "text": "Ver"}]
    values = {"problems": problems, "goals": goals, "problem_goals": [["p", "weg"], ["weg", "d"]]}
    items, ties = chain_ties.chain_of(values)
    assert items[0][0].missing == ("nog geen doel",) and not ties
    assert drawn("lesson/12-kansenketen", values)


def test_what_is_shared_comes_first(example: dict[str, Any]) -> None:
    (figure,) = drawn("lesson/02-belangen", example["lesson/02-belangen"])
    shown = words([figure])
    assert shown.index("Kinderen leren iets") < shown.index("6 partijen delen dit") < shown.index("Zekerheid voor na")


def test_a_ladder_says_what_was_not_spoken_about(example: dict[str, Any]) -> None:
    (figure,) = drawn("lesson/04-logische-niveaus", example["lesson/04-logische-niveaus"])
    said = "Met Sportvereniging Veenrand nog niet gesproken over: Identiteit, Overtuigingen en waarden en Vermogens"
    assert said in figure.alt
    assert "Bij onszelf staat nog niets over: Vermogens en vaardigheden en Omgeving." in figure.alt
    assert words([figure]).count("nog open") == 5
    assert words([figure]).count("Gedeeld:") == 3


def test_both_and_neither_are_not_the_same_place(example: dict[str, Any]) -> None:
    (figure,) = drawn("lesson/11-kansengelijkheid", example["lesson/11-kansengelijkheid"])
    scales = "gelijke loopbaankansen {}, gelijke ontwikkelkansen {} ({})."
    assert f"Schoolbesturen: {scales.format('sterk', 'sterk', 'allebei')}" in figure.alt
    assert f"Gemeente Elzerveen: {scales.format('een beetje', 'een beetje', 'nog geen van beide')}" in figure.alt
    assert "Wij zelf: gelijke loopbaankansen redelijk, gelijke ontwikkelkansen heel sterk." in figure.alt
    declared = FORMAT.sheet("lesson/11-kansengelijkheid").field("partners").columns
    assert all(" ".join(column.help.split()) in words([figure]) for column in declared if column.name in SCALES)


SCALES = ("career", "development")


def test_the_line_of_before_is_drawn_where_it_was_chosen() -> None:
    row = {"id": "k1", "name": "Jeugdraad", "position": 3}
    (figure,) = drawn("lesson/11-kansengelijkheid", {"position": 4, "partners": [row]})
    assert figure.name.endswith("-line.svg")
    assert "Wij staan op plek 4" in figure.alt and "Partners op plek 3 (precies ertussenin): Jeugdraad." in figure.alt
    rows = [{**row, "career": 5, "development": 5}, {"id": "k2", "name": "Bieb"}]
    line, square = drawn("lesson/11-kansengelijkheid", {"position": 4, "partners": rows})
    assert "Nog zonder plek: Bieb." in square.alt and "Bieb" not in line.alt


def test_eighty_partners_stand_on_the_square_by_name() -> None:
    rows = [{"name": f"{LONG} {at}", "career": 1 + at % 5, "development": 1 + at // 16} for at in range(80)]
    figures = drawn("lesson/11-kansengelijkheid", {"partners": [{"id": "wij", "name": "Wij zelf", **rows[0]}, *rows]})
    shown = words(figures)
    assert all(f"e.o. {at}" in shown for at in range(80))


def test_without_a_choice_the_poster_shows_the_sentences(example: dict[str, Any]) -> None:
    values = {**example["lesson/06-brutaal-ideaal"], "chosen": ""}
    (figure,) = drawn("lesson/06-brutaal-ideaal", values)
    assert "om uit te kiezen" in figure.alt and "Elk kind een sleutel van de stad." in words([figure])


def test_a_word_that_is_too_wide_is_parted_with_a_hyphen() -> None:
    parts = wrap("Locatiecoördinatoren", 100, 16)
    assert len(parts) == 2 and parts[0].endswith("-") and "".join(parts).replace("-", "") == "Locatiecoördinatoren"
    assert "-" not in "".join(wrap("www.voorbeeld.nl/aanbod/middag/groepen", 90, 16, most=9))
    assert width("日本", 10) > width("ab", 10)


def test_in_a_report_the_pictures_stand_under_the_heading(example: dict[str, Any]) -> None:
    lessons = ("lesson/03-stakeholders", "lesson/12-kansenketen")
    sheets = {sheet: {**example[sheet], framework.IN_REPORT: "alles"} for sheet in lessons}
    snapshot = Snapshot(DossierKey("proef", "2025-2026"), "ocw-2023", "2026-07-01T10:00:00+00:00", sheets)
    body = assemble.body(snapshot)
    lines = [line for line in body.markdown.splitlines() if line.startswith(("#", "!["))]
    kinds = [line.split(" ")[0] if line.startswith("#") else "picture" for line in lines]
    assert kinds[:4] == ["#", "picture", "picture", "##"]
    second = kinds.index("#", 1)
    assert kinds[second : second + 3] == ["#", "picture", "##"]
    assert kinds.count("picture") == 3
    drawn = [figure for sheet in sheets for figure in pictures(FORMAT, FORMAT.sheet(sheet), sheets[sheet], tokens())]
    assert set(body.figures) == {figure.name for figure in drawn}
    assert re.findall(r'alt="([^"]*)"', body.markdown) == [
        f"{drawn[0].gist} Wat erop staat, is hieronder te lezen bij Stakeholders.",
        f"{drawn[1].gist} Wat erop staat, is hieronder te lezen bij Stakeholders.",
        f"{drawn[2].gist} Wat erop staat, is hieronder te lezen van Einddoel tot en met Spanningen.",
    ]
    described = [ElementTree.fromstring(svg).findtext(f"{SVG}desc") for svg in body.figures.values()]
    assert described == re.findall(r'alt="([^"]*)"', body.markdown)


def test_a_picture_alone_in_a_report_says_all_that_is_on_it(example: dict[str, Any]) -> None:
    sheets = {"lesson/12-kansenketen": {**example["lesson/12-kansenketen"], framework.IN_REPORT: "plaatje"}}
    snapshot = Snapshot(DossierKey("proef", "2025-2026"), "ocw-2023", "2026-07-01T10:00:00+00:00", sheets)
    (figure,) = drawn("lesson/12-kansenketen", sheets["lesson/12-kansenketen"])
    assert f'alt="{figure.alt}"' in assemble.body(snapshot).markdown


@pytest.mark.parametrize(
    "text", [STRANGE, "q\u0301 of \u0301", "ﬁets 🇳🇱 👩🏽‍🏫", "नमस्ते\u200d שלום", "a\u202eb\u2028c\ufffe"]
)
def test_no_sign_in_a_picture_keeps_a_report_from_being_made(text: str) -> None:
    sheets = {"lesson/06-brutaal-ideaal": {"chosen": " ".join(text.split())}}
    report = make(Snapshot(DossierKey("proef", "2025-2026"), "ocw-2023", "2026-07-01T10:00:00+00:00", sheets))
    assert report.files["pdf"].startswith(b"%PDF") and set(report.files) == {"html", "pdf", "docx"}


def test_a_simpler_picture_keeps_accents() -> None:
    assert plain("cafe\u0301 q\u0301 é".encode()) == "café q é".encode()
    assert latin("Zoë – ‘Ελλ’ →".encode()) == "Zoë – ‘���’ →".encode()
