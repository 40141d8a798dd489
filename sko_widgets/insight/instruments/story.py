"""Lesson 5: the story of change on one page, and what each activity adds to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sko_widgets.insight.figures import Figure

from .canvas import SMALL, TEXT, WIDTH, Canvas, Paint, Words, fit, prose, prose_height, said, sentence, typed
from .cards import Card, columns, heading, rows
from .pages import Band, Picture, kept, legend
from .sheet_values import SheetValues
from .symbols import symbol

_PAD, _ARROW = 16.0, 34.0
_STEPS = ("hindrance", "offer", "effect")
_FITS = {"clear": "disc", "partly": "half", "not-yet": "open", "": "ring"}


def story(name: str, values: SheetValues, paint: Paint) -> list[Figure]:
    """Return the story: theme, what holds children back, the offer, the effect, and the activities."""
    texts = {key: said(values, key) for key in (*_STEPS, "assignment", "story")} | {"theme": typed(values, "theme")}
    activities = [row for row in values.get("activities") or () if typed(row, "activity")]
    if not activities and not any(texts.values()):
        return []
    caption = "Ons veranderverhaal, en wat elke activiteit eraan bijdraagt."
    bands = [_theme(texts["theme"])] if texts["theme"] else []
    steps = [key for key in _STEPS if texts[key]]
    bands += [_steps([(values.field(key).label, values[key]) for key in steps])] if steps else []
    if texts["assignment"]:
        bands.append(_plate(values.field("assignment").label, prose(values["assignment"], WIDTH - 2 * _PAD, TEXT, 8)))
    if texts["story"]:
        bands.append(_plate(values.field("story").label, prose(values["story"], WIDTH - 2 * _PAD, TEXT, 14), warm=True))
    if activities:
        cards = [_card(row) for row in activities]
        bands += kept(_activities_head(values, activities), rows(cards, 3 if len(cards) > 2 else 2))
    alt = _alt(values, texts, steps, activities)
    return Picture(name, "Ons veranderverhaal", caption, alt, paint).pages(bands)


def _card(row: Mapping[str, Any]) -> Card:
    return Card(typed(row, "activity"), said(row, "contribution"), _symbol(row.get("fit") or ""), most=(3, 4))


def _symbol(fit_id: str) -> str:
    return _FITS.get(fit_id, "ring")


def _fit_labels(values: SheetValues, activities: Sequence[Mapping[str, Any]], without: str) -> dict[str, str]:
    """Return what each choice is called; one that the form lost is called by its id."""
    options = values.column("activities", "fit").options
    known = {option.id: option.label for option in options} | {"": without}
    return known | {one: one for row in activities if (one := row.get("fit") or "") not in known}


def _alt(
    values: SheetValues, texts: Mapping[str, str], steps: Sequence[str], activities: Sequence[Mapping[str, Any]]
) -> list[str]:
    named = f" ‘{texts['theme']}’" if texts["theme"] else ""
    sentences = [f"Het veranderverhaal{named} in het kort."]
    told = [*steps, *(key for key in ("assignment", "story") if texts[key])]
    sentences += [f"{values.field(key).label}: {sentence(texts[key])}" for key in told]
    for one, label in _fit_labels(values, activities, "nog niet gezegd of het past").items():
        names = [_contribution(row) for row in activities if (row.get("fit") or "") == one]
        sentences += [f"Activiteiten waarvan de bijdrage ‘{label.lower()}’ is: {'; '.join(names)}."] if names else []
    return sentences


def _contribution(row: Mapping[str, Any]) -> str:
    told = said(row, "contribution").removesuffix(".")
    return f"{typed(row, 'activity')} ({told})" if told else typed(row, "activity")


def _theme(text: str) -> Band:
    words = fit(text, WIDTH - 2 * _PAD, 32, 700, most=4)
    high = words.height + 2 * _PAD

    def draw(canvas: Canvas, top: float) -> None:
        canvas.box(0, top, WIDTH, high, canvas.paint.theme)
        canvas.middle(words, WIDTH / 2, top + high / 2, fill=canvas.paint.ground)

    return Band(high + 14, draw)


def _steps(parts: Sequence[tuple[str, str]]) -> Band:
    """Return what holds back, the offer and the effect, with arrows from one to the next."""
    wide, starts = columns(len(parts), _ARROW)
    heads = [fit(label, wide - 2 * _PAD, TEXT, 700, most=2) for label, _ in parts]
    texts = [prose(text, wide - 2 * _PAD, SMALL, 16) for _, text in parts]
    head_high = max(head.height for head in heads)
    high = head_high + max(map(prose_height, texts)) + 2 * _PAD

    def draw(canvas: Canvas, top: float) -> None:
        for number, (x, head, text) in enumerate(zip(starts, heads, texts, strict=True)):
            last = number == len(parts) - 1
            canvas.box(x, top, wide, high, canvas.paint.tint if last else "", "" if last else canvas.paint.edge)
            canvas.write(head, x + _PAD, top + _PAD, fill=canvas.paint.theme)
            canvas.tell(text, x + _PAD, top + _PAD + head_high + 6)
            if not last:
                symbol(canvas, "arrow", x + wide + _ARROW / 2, top + high / 2, 12)

    return Band(high + 14, draw)


def _plate(label: str, text: Sequence[Words], *, warm: bool = False) -> Band:
    head = fit(label, WIDTH, TEXT, 700)
    high = head.height + prose_height(text) + 2 * _PAD

    def draw(canvas: Canvas, top: float) -> None:
        paint = canvas.paint
        canvas.box(0, top, WIDTH, high, paint.ask if warm else paint.tint)
        if warm:
            canvas.add("rect", x=0, y=top, width=6, height=high, fill=paint.ask_line)
        end = canvas.write(head, _PAD, top + _PAD, fill=paint.ink if warm else paint.theme)
        canvas.tell(text, _PAD, end + 4)

    return Band(high + 14, draw)


def _activities_head(values: SheetValues, activities: Sequence[Mapping[str, Any]]) -> Band:
    """Return the heading of the activities, with what their symbols say."""
    title = heading("Onze activiteiten")
    meaning = _fit_labels(values, activities, "nog niet gezegd")
    used = {row.get("fit") or "" for row in activities}
    meanings = legend(
        [(_symbol(fit_id), f"bijdrage: {label.lower()}") for fit_id, label in meaning.items() if fit_id in used], 0
    )

    def draw(canvas: Canvas, top: float) -> None:
        title.draw(canvas, top - 10)
        meanings.draw(canvas, top + title.height - 14)

    return Band(title.height + meanings.height - 4, draw)
