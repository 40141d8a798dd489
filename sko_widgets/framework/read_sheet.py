"""Reads one sheet from YAML, and checks all that can be seen in that sheet alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from sko_widgets.dutch import listing

from .fields import BECOMES, CONTROLS, ITEM_PARTS, KINDS, NEXT_PERIOD, PAPERS, Field, Option, Question, Recall
from .plain import FrameworkError, line, mapping, names, rows
from .sheets import IN_REPORT, PICTURES, PLACES, Picture, Sheet, Step

_TEXTS = (
    "name",
    "kind",
    "label",
    "heading",
    "item",
    "items",
    "ask",
    "hint",
    "help",
    "missing",
    "step",
    "into",
    "becomes",
    "first",
    "lists",
    "notebook",
)
_NO_COLUMN = ("items", "names", "questions", "links", "table", "ties")
"""Kinds that do not fit in a cell."""
_IN_REPORT = Field(
    name=IN_REPORT,
    kind="choice",
    label="In het rapport",
    help="Kies wat hiervan in het kwaliteitsrapport komt.",
    options=(Option("niet", "Niet"), Option("plaatje", "Alleen het plaatje"), Option("alles", "Alles")),
    asked=False,
    elsewhere=True,
)


def parse_sheet(text: str, where: str) -> Sheet:
    """Read one sheet.

    Raises
    ------
    FrameworkError
        When the YAML is not a sheet; names the file and what is wrong.
    """
    plain = mapping(text, where)
    try:
        listed = rows({"fields": plain["fields"]}, "fields", where)
        own = tuple(_field(row, where, plain["id"]) for row in listed if "from" not in row)
        sheet = Sheet(
            **{
                **{key: value for key, value in plain.items() if key not in ("steps", "in_report")},
                "id": line(plain["id"]),
                "title": line(plain["title"]),
                "fields": own + _report_choice(plain, where),
                "declared_steps": tuple(_step(row) for row in rows(plain, "steps", where)),
                "borrowed": tuple(_borrowed(row) for row in listed if "from" in row),
                "order": tuple(row["name"] for row in listed if row.get("asked", True)),
                "pictures": tuple(_picture(row, where) for row in rows(plain, "pictures", where)),
            }
        )
    except (KeyError, TypeError, ValueError) as error:
        raise FrameworkError(f"Dit werkblad klopt niet: {error}.", where=where) from error
    wrong = [*_sheet_problems(sheet), *(problem for field in sheet.fields for problem in _field_problems(sheet, field))]
    if wrong:
        raise FrameworkError(f"Dit werkblad klopt niet: {'; '.join(wrong)}.", where=where, problems=wrong)
    return sheet


def _field(row: Mapping[str, Any], where: str, sheet: str) -> Field:
    made: dict[str, Any] = {
        "columns": tuple(_field(column, where, sheet) for column in rows(row, "columns", where)),
        "options": tuple(Option(**option) for option in rows(row, "options", where)),
        "questions": tuple(Question(**question) for question in rows(row, "questions", where)),
        "between": names(row, "between", where),
        "loose": names(row, "loose" if "loose" in row else "between", where),
        "feeds": names(row, "feeds", where),
        "in_sight": names(row, "in_sight", where),
        "offers": names(row, "offers", where),
        "recalls": tuple(_recall(text) for text in names(row, "recalls", where)),
    }
    texts = {key: row[key] for key in _TEXTS if key in row}
    if row["kind"] == "names":
        made["default"] = names(row, "default", where)
    elif "default" in row:
        texts["default"] = row["default"]
    texts |= {f"keuze {option.id}": option.label for option in made["options"]}
    for key, text in texts.items():
        if not isinstance(text, str):
            raise FrameworkError(f'Bij veld ‘{row["name"]}’ is {key} geen tekst: zet {text} tussen ‘"’.', where=where)
    return Field(**{**row, **made, "sheet": sheet})


def _recall(text: str) -> Recall:
    """Return what `lesson/09-lerend-instrument/versions.learned` names."""
    sheet, _, place = text.rpartition("/")
    field, _, column = place.partition(".")
    return Recall(sheet, field, column)


def _borrowed(row: Mapping[str, Any]) -> Field:
    """Return the place that a field of another sheet has here; `formats` puts that field in it."""
    extra = row.keys() - {"from", "name", "step"}
    if extra:
        raise ValueError(f"bij ‘{row['name']}’ hoort alleen ‘from’ en ‘step’, en niet {', '.join(sorted(extra))}")
    return Field(row["name"], "", "", step=row.get("step", ""), sheet=row["from"])


def _step(row: Mapping[str, Any]) -> Step:
    return Step(**{"heading": "", **row, "fields": ()})


def _picture(row: Mapping[str, Any], where: str) -> Picture:
    reads = row.get("reads", {})
    if not isinstance(reads, dict) or not reads:
        raise FrameworkError("Een plaatje zegt onder ‘reads’ welke velden het leest.", where=where)
    return Picture(row["name"], {name: names(reads, name, where) for name in reads})


def _report_choice(plain: Mapping[str, Any], where: str) -> tuple[Field, ...]:
    """Return the choice that an instrument gets of itself; the sheet says what holds while nobody chose."""
    if "in_report" not in plain:
        return ()
    known = [option.id for option in _IN_REPORT.options]
    if plain["in_report"] not in known:
        raise FrameworkError(f"in_report kan zijn: {', '.join(known)}.", where=where)
    return (replace(_IN_REPORT, default=plain["in_report"], sheet=plain["id"]),)


# --- what can be wrong ---------------------------------------------------------------------------


def _sheet_problems(sheet: Sheet) -> Iterator[str]:
    for place in re.findall(r"\{(\w*)\}", sheet.id):
        if place not in PLACES:
            yield f"de id heeft een onbekende plek {{{place}}}; kies uit: {', '.join(PLACES)}"
    all_names = [field.name for field in (*sheet.fields, *sheet.borrowed)]
    for name in dict.fromkeys(all_names):
        if all_names.count(name) > 1:
            yield f"‘{name}’ komt twee keer voor"
    if sheet.owner not in ("coalition", "group"):
        yield f"owner is coalition of group, en niet ‘{sheet.owner}’"
    if sheet.number and not sheet.feeds:
        yield "deze les voedt geen enkele bouwsteen; zet bij een veld of kolom ‘feeds’"
    if sheet.number and not sheet.helps.endswith("?"):
        yield "zet bij ‘helps’ met welke vraag deze les helpt, zoals ‘wie heb je nodig?’"
    if sheet.number and not sheet.has(IN_REPORT):
        yield "zet ‘in_report’ op wat geldt zolang niemand koos: niet, plaatje of alles"
    own = {field.step for field in (*sheet.fields, *sheet.borrowed) if field.step}
    for step in sorted(own - {step.name for step in sheet.declared_steps} - set(all_names)):
        yield f"er is geen stap ‘{step}’; zet hem onder ‘steps’"
    for declared in sheet.declared_steps:
        if declared.drawn and not sheet.pictures:
            yield f"stap ‘{declared.name}’ staat op het plaatje (drawn), en er is geen plaatje"
    yield from _picture_problems(sheet)


def _picture_problems(sheet: Sheet) -> Iterator[str]:
    for picture in sheet.pictures:
        if picture.name not in PICTURES:
            yield f"er is geen plaatje ‘{picture.name}’"
        for name, columns in picture.reads.items():
            field = next((read for read in sheet.fields if read.name == name), None)
            if field is None:
                yield f"plaatje ‘{picture.name}’ leest ‘{name}’, en dat veld is er niet"
            else:
                there = {part.name for part in field.columns}
                yield from (
                    f"plaatje ‘{picture.name}’ leest ‘{name}.{column}’, en die kolom is er niet"
                    for column in columns
                    if column not in there
                )


def _field_problems(sheet: Sheet, field: Field) -> Iterator[str]:
    """Yield what is wrong with a field in its sheet: its options, its columns and its ties."""
    for part in field.parts:
        if part.kind in ("choice", "choices", "scale") and not part.options:
            yield f"‘{part.name}’ heeft geen keuzes"
        yield from (
            f"keuze {option.id} van ‘{field.name}’ moet tussen aanhalingstekens"
            for option in part.options
            if not isinstance(option.id, str)
        )
        for option in part.options:
            if option.url and not option.url.startswith("https://"):
                yield f"keuze {option.id} van ‘{field.name}’ heeft geen adres dat met https:// begint"
        if part.control and part.control not in CONTROLS:
            yield f"‘{part.name}’ vraagt bediening ‘{part.control}’; kies uit: {', '.join(CONTROLS)}"
    if field.paper and not (field.kind == "table" and field.paper in PAPERS):
        yield f"‘{field.name}’ staat op papier als ‘{field.paper}’; een tabel kan: {', '.join(PAPERS)}"
    if field.first and not (field.kind == "table" and field.has_row_ids and field.row_name and not field.lists):
        yield f"‘{field.name}’ begint met ‘{field.first}’; dat kan in een tabel met een naam en een verborgen kolom id"
    if field.kind not in KINDS:
        yield f"‘{field.name}’ is van de soort ‘{field.kind}’; zo’n soort kan alleen als kolom van een tabel"
    yield from _former_problems(sheet, field)
    yield from _list_problems(field)
    yield from _period_problems(sheet, field)
    tied = {table.name for table in sheet.fields if table.has_row_ids}
    if field.kind == "ties" and not (len(field.between) == 2 and tied.issuperset(field.between)):
        yield f"‘{field.name}’ verbindt geen twee tabellen met een verborgen kolom id"
    if field.kind in ("links", "questions") and "{cycle}" not in sheet.id:
        yield f"‘{field.name}’ is van de soort ‘{field.kind}’; die kan alleen in een cyclus"
    unknown = set(field.in_sight) - {column.name for column in field.columns if field.kind in ("items", "table")}
    if unknown:
        yield f"‘{field.name}’ toont {listing(sorted(unknown))}; dat kan alleen met een kolom"
    yield from _column_problems(field)
    feeds = any(part.feeds for part in field.parts)
    if field.kind == "table" and feeds and not any(column.names_its_row for column in field.columns):
        yield f"‘{field.name}’ heeft geen kolom met tekst, dus een rij heeft geen naam om over te nemen"


def _column_problems(field: Field) -> Iterator[str]:
    """Yield what is wrong with the columns of a field."""
    for column in field.columns:
        if field.kind == "items" and column.name not in ITEM_PARTS:
            yield f"aan een item van ‘{field.name}’ kan geen ‘{column.name}’ hangen; kies uit: {', '.join(ITEM_PARTS)}"
        if column.kind in _NO_COLUMN:
            yield f"kolom ‘{column.name}’ kan niet van de soort ‘{column.kind}’ zijn"
        if column.recalls:
            yield f"kolom ‘{column.name}’ haalt iets terug (recalls); dat kan alleen bij het veld zelf"
        if column.becomes and not (field.kind == "table" and column.becomes in BECOMES):
            yield f"kolom ‘{column.name}’ wordt ‘{column.becomes}’; dat kan in een tabel, en zijn: {', '.join(BECOMES)}"
        if column.offers and not (column.kind == "line" and len(column.offers) == 3):
            yield f"kolom ‘{column.name}’ biedt teksten aan: dat kan bij ‘line’, met werkblad, veld en kolom"


def _former_problems(sheet: Sheet, field: Field) -> Iterator[str]:
    """Yield why a field or a column cannot be one that is only kept from before."""
    for part in field.parts:
        if part.former and part.questions:
            yield f"‘{part.name}’ is van vroeger (former) en heeft nog vragen; geef die een ander veld"
    if field.former and field.asked and all(one.former for one in sheet.step_of(field.name).fields):
        yield f"‘{field.name}’ is van vroeger (former); zet het bij ‘step’ in de stap van een ander veld"


def _list_problems(field: Field) -> Iterator[str]:
    """Yield why a field cannot be the list of names that it says it is."""
    if not field.lists:
        return
    if field.kind != "names" and not (field.kind == "table" and field.has_row_ids and field.row_name):
        yield f"‘{field.name}’ is geen lijst van namen: dat kan ‘names’, of een tabel met een verborgen kolom id"
    if field.lists in KINDS:
        yield f"‘{field.name}’ kan geen lijst zijn van ‘{field.lists}’, want zo heet al een soort veld"
    if not field.items:
        yield f"‘{field.name}’ is een lijst van namen; zet bij ‘items’ hoe meer ervan heten"


def _period_problems(sheet: Sheet, field: Field) -> Iterator[str]:
    """Yield why a field cannot do what it says of a coalition's next period."""
    for part in field.parts:
        if part.next_period not in ("", *NEXT_PERIOD):
            yield f"‘{part.name}’ zegt bij next_period ‘{part.next_period}’; kies uit: {', '.join(NEXT_PERIOD)}"
    if field.next_period and "{" in sheet.id:
        yield f"‘{field.name}’ kan niet mee naar een nieuwe periode: daar begint dit werkblad opnieuw"
