"""The exchange format: what is read is what is written, byte for byte; what is wrong is told."""

from __future__ import annotations

import copy
import json
import pickle
import random
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from helpers import EXAMPLE, dossier, example, snapshot

from sko_widgets.dossier import begin, cycles, exchange, transfer
from sko_widgets.dossier.exchange import DossierFile
from sko_widgets.dossier.problems import ImportRefusedError, place
from sko_widgets.dossier.snapshot import Snapshot
from sko_widgets.dossier.store import Store, open_store
from sko_widgets.errors import SkoError
from sko_widgets.framework import Field, Framework, framework
from sko_widgets.report import sections

FRAMEWORK = framework("ocw-2023")
BLOCK_IDS = FRAMEWORK.block_ids
BLOCK = "meso-samenwerking"


def read(plain: object) -> DossierFile:
    return exchange.read(json.dumps(plain).encode(), "x.json")


def problems(plain: object) -> list[str]:
    with pytest.raises(ImportRefusedError) as refused:
        read(plain)
    return refused.value.problems


def as_snapshot(file: DossierFile) -> Snapshot:
    return Snapshot(file.key, file.framework, "2026-07-01T10:00:00+00:00", file.sheets)


def with_cycle(**fields: Any) -> dict[str, Any]:
    return dossier(blocks={BLOCK: {"cycles": [fields]}})


def cycle_of(plain: dict[str, Any]) -> Any:
    return exchange.document(as_snapshot(read(plain)))["blocks"][BLOCK]["cycles"][0]


@pytest.fixture
def two_formats(monkeypatch: pytest.MonkeyPatch) -> Framework:
    """Let there be a format that begins later and has no block of the micro level, and return it."""
    old = framework("ocw-2023")
    blocks = tuple(block for block in old.blocks if block.level.id != "micro")
    new = replace(old, id="ocw-proef", from_period="2027-2028", levels=old.levels[:2], blocks=blocks)
    for name in ("sko_widgets.framework.loader.frameworks", "sko_widgets.framework.frameworks"):
        monkeypatch.setattr(name, lambda: {old.id: old, new.id: new})
    return new


# --- what is written is what was read ----------------------------------------------------------------


def test_the_example_is_written_as_it_was_read() -> None:
    assert exchange.write(example()).decode() == EXAMPLE.read_text("utf-8")


def test_a_store_in_between_changes_nothing(tmp_path: Path) -> None:
    file = exchange.read_file(EXAMPLE)
    with open_store(f"sqlite:///{tmp_path / 'opslag.sqlite'}") as store:
        store.create(file.key, framework=file.framework, sheets=file.sheets, author="test")
        assert exchange.write(store.snapshot(file.key)) == EXAMPLE.read_bytes()
        assert store.replace(file.key, file.sheets, author="test") == 0


class Anything:
    """Makes values for fields of every kind, the same ones for the same seed."""

    TEXTS = (
        "",
        " ",
        "x",
        "Één\ntwee\r\n\tdrie",
        '"\\/\b\f',
        "’s avonds – 🎉",
        "\u2028\ufeff\x00\x1b",
        "<b>{{ a }}</b>",
        "y" * 300,
    )

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def some(self, make: Callable[[], Any]) -> list[Any]:
        return [make() for _ in range(self.random.randint(0, 3))]

    def text(self) -> str:
        return self.random.choice(self.TEXTS)

    def line(self) -> str:
        return re.sub(r"[\r\n\u2028\u2029]", " ", self.text())

    def item(self) -> Any:
        if self.random.random() < 0.5:
            return self.text()
        rest = {"owner": self.line, "due": self.line, "status": self.line, "evidence": self.text}
        return {"text": self.text()} | {name: make() for name, make in rest.items() if self.random.random() < 0.5}

    def option(self, field: Field) -> str:
        return self.random.choice([option.id for option in field.options] or ["x"])

    def link(self, field: Field) -> dict[str, str]:
        rest = {"note": self.text, "question": self.text}
        whole = {"kind": self.option(field), "to": self.random.choice(BLOCK_IDS)}
        return whole | {name: make() for name, make in rest.items() if self.random.random() < 0.7}

    def question(self, field: Field) -> Any:
        if self.random.random() < 0.3:
            return self.text()
        rest = {"kind": self.option(field), "block": self.random.choice(["", *BLOCK_IDS])}
        return {"text": self.text()} | {name: part for name, part in rest.items() if self.random.random() < 0.7}

    def name(self) -> Any:
        return self.line() if self.random.random() < 0.6 else {"id": self.line(), "name": self.line()}

    def row(self, field: Field) -> dict[str, Any]:
        return {column.name: self.value(column) for column in field.columns if self.random.random() < 0.8}

    def value(self, field: Field) -> Any:
        makers: dict[str, Callable[[], Any]] = {
            "line": self.line,
            "text": self.text,
            "lines": lambda: self.some(self.line),
            "names": lambda: self.some(self.name),
            "questions": lambda: self.some(lambda: self.question(field)),
            "items": lambda: {"intro": self.text(), "items": self.some(self.item)},
            "links": lambda: self.some(lambda: self.link(field)),
            "table": lambda: self.some(lambda: self.row(field)),
            "choice": lambda: self.option(field),
            "choices": lambda: self.some(lambda: self.option(field)),
            "scale": lambda: int(self.option(field)),
            "date": lambda: self.random.choice(["", "2026-01-20"]),
            "ties": lambda: self.some(lambda: ["a", "b"]),
        }
        return self.line() if field.refers else makers[field.kind]()

    def sheet(self, sheet_id: str) -> dict[str, Any]:
        fields = [field for field in FRAMEWORK.sheet(sheet_id).fields if self.random.random() < 0.7]
        return {field.name: self.value(field) for field in fields}

    def dossier(self) -> dict[str, Any]:
        profile = self.sheet("profile") | {"name": "De Brug"}
        introduction = profile.pop("introduction", "")
        profile["schools"] = [row | {"name": "x"} for row in profile.get("schools", ())]
        profile["partners"] = self.some(self.line)  # a file has names, and no ids
        blocks = {
            block: self.sheet(f"block/{block}") | {"cycles": self.some(lambda: self.sheet(f"block/{BLOCK}/1"))}
            for block in self.random.sample(BLOCK_IDS, 5)
        }
        own = [sheet.id for sheet in FRAMEWORK.sheets if sheet.owner == "coalition"]
        ids = [name for name in own if not name.startswith(("profile", "block/"))]
        sheets = {name: self.sheet(name) for name in self.random.sample(ids, min(4, len(ids))) if "{" not in name}
        parts = {"coalition": profile, "introduction": introduction, "blocks": blocks, "sheets": sheets}
        return dossier(version=self.random.choice([1, 2]), **parts)


@pytest.mark.parametrize("seed", range(60))
def test_whatever_is_read_is_written_the_same_ever_after(seed: int) -> None:
    file = read(Anything(seed).dossier())
    first = exchange.write(as_snapshot(file))
    again = exchange.read(first, "x.json")
    assert exchange.write(as_snapshot(again)) == first
    assert again == file


@pytest.mark.parametrize("seed", range(60, 90))
def test_cycles_that_were_skipped_are_written_the_same_ever_after(seed: int) -> None:
    sheets = {
        re.sub(r"/(\d)$", lambda match: f"/{2 * int(match[1])}", sheet): fields
        for sheet, fields in read(Anything(seed).dossier()).sheets.items()
    }
    first = exchange.write(snapshot(sheets))
    assert exchange.write(as_snapshot(exchange.read(first, "x.json"))) == first


def test_a_cycle_in_which_nothing_is_written_is_kept() -> None:
    plain = dossier(blocks={BLOCK: {"cycles": [{}, {"goal": "x"}, {}]}})
    written = exchange.document(as_snapshot(read(plain)))["blocks"][BLOCK]["cycles"]
    assert written == [{"status": "open"}, {"goal": "x"}, {"status": "open"}]


def test_half_a_character_is_written_as_a_sign_that_can_be_read_again() -> None:
    data = exchange.write(snapshot({f"block/{BLOCK}/1": {"goal": "a\ud83db"}}))
    assert exchange.read(data, "x.json").sheets[f"block/{BLOCK}/1"]["goal"] == "a\ufffdb"


def test_the_file_is_utf_8_for_people_to_read() -> None:
    data = exchange.write(snapshot({"profile": {"name": "Één"}}))
    assert data.startswith(b'{\n  "format": "sko-dossier",\n  "version": 2,\n  "period": "2024-2025",\n')
    assert "Één" in data.decode()
    assert data.endswith(b"}\n")


# --- what may be left out, and what is the same ------------------------------------------------------


def test_only_four_things_are_required() -> None:
    file = read({"format": "sko-dossier", "version": 1, "period": "2024-2025", "coalition": {"name": "De Brug"}})
    assert (str(file.key), file.name, file.framework) == ("de-brug/2024-2025", "De Brug", "ocw-2023")
    assert file.sheets == {"profile": {"name": "De Brug"}}


@pytest.mark.parametrize("missing", ["format", "version", "period", "coalition"])
def test_each_of_the_four_is_missed(missing: str) -> None:
    plain = dossier()
    del plain[missing]
    assert any(missing in problem for problem in problems(plain))


def test_a_text_is_an_item_with_only_a_text() -> None:
    short = cycle_of(with_cycle(actions={"items": ["Koken", "Eten"]}))
    long = cycle_of(with_cycle(actions={"intro": "", "items": [{"text": "Koken", "owner": ""}, {"text": "Eten"}]}))
    assert short == long == {"actions": {"items": ["Koken", "Eten"]}}


def test_a_question_that_is_new_and_for_its_own_block_is_a_text() -> None:
    asked = [
        "Wie?",
        {"text": "Wat?"},
        {"text": "Waar?", "kind": "nieuw", "block": ""},
        {"text": "Hoe?", "kind": "bijgesteld"},
        {"block": "macro-samenhang", "kind": "nieuw", "text": "Waarom?"},
        {"block": "macro-samenhang", "kind": "bijgesteld", "text": "Wanneer?"},
        {"block": "macro-samenhang", "kind": "bijgesteld", "text": ""},
    ]
    written = cycle_of(with_cycle(next_questions=asked))["next_questions"]
    assert [*map(json.dumps, written)] == [
        '"Wie?"',
        '"Wat?"',
        '"Waar?"',
        '{"text": "Hoe?", "kind": "bijgesteld"}',
        '{"text": "Waarom?", "block": "macro-samenhang"}',
        '{"text": "Wanneer?", "kind": "bijgesteld", "block": "macro-samenhang"}',
        '""',
    ]
    nothing = {"text": " ", "kind": "bijgesteld", "block": "macro-samenhang"}
    assert cycle_of(with_cycle(next_questions=[nothing])) == {"status": "open"}


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ({"text": "Wie?", "kind": "oud"}, "kind (cyclus 1): moet een van de keuzes zijn, maar er staat de tekst ‘oud’"),
        (
            {"text": "Wie?", "block": "macro"},
            "block (cyclus 1): moet een bouwsteen zijn, maar er staat de tekst ‘macro’; bedoel je",
        ),
        ({"kind": "nieuw"}, "text (cyclus 1): dit ontbreekt"),
        ({"text": "Wie?", "voor": "ons"}, "voor (cyclus 1): deze sleutel is onbekend"),
        (5, "hier hoort tekst te staan, of een groep tussen { en }, maar er staat het getal 5"),
    ],
)
def test_a_question_that_is_wrong_is_refused_with_its_place(question: Any, said: str) -> None:
    (problem,) = problems(with_cycle(next_questions=["Nu?", question]))
    assert problem.startswith(f"blocks.{BLOCK}.cycles[0].next_questions[1]")
    assert said in problem


def test_what_the_second_version_has_more_is_written_in_the_order_of_the_form() -> None:
    more = {
        "answer": "Dit weten we nu.",
        "links": [{"kind": "naastgelegen", "to": "meso-samenhang", "question": "En jullie?", "note": "Zie daar."}],
        "reviewed_with": ["Stuurgroep", "Ouders"],
        "reviewed_on": "2026-05-12",
        "learned": "Samen *kijken* helpt.",
        "changed": "Het doel.",
        "span": "september tot en met december 2025",
    }
    written = cycle_of(with_cycle(**dict(reversed(more.items()))))
    assert written == more
    assert list(written) == list(more)
    assert list(written["links"][0]) == ["kind", "to", "note", "question"]
    (problem,) = problems(with_cycle(reviewed_on="12 mei 2026"))
    assert "reviewed_on" in problem and "moet een datum zijn" in problem


def test_a_file_of_the_first_version_is_read_and_written_as_the_second() -> None:
    cycle = {"goal": "Samen eten", "next_questions": ["Wie?", "Hoe?"], "status": "open"}
    first = dossier(version=1, blocks={BLOCK: {"cycles": [cycle]}})
    written = exchange.document(as_snapshot(read(first)))
    assert written.pop("version") == 2
    assert {**written, "version": 1} == {**first, "coalition": {**first["coalition"], "slug": "de-brug"}}


@pytest.mark.parametrize("version", [0, -1, 3, True, "2", 1.5, None])
def test_another_version_is_refused_with_what_can_be_read(version: Any) -> None:
    (problem,) = problems(dossier(version=version))
    assert problem.startswith("version: ")
    assert "2" in problem


def test_a_name_in_a_file_is_a_name_and_has_no_id() -> None:
    (problem,) = problems(dossier(coalition={"name": "De Brug", "partners": [{"id": "a", "name": "b"}]}))
    assert problem.startswith("coalition.partners[0]")


@pytest.mark.parametrize(
    ("start", "adjusted"),
    [("Wie? Hoe?\n", False), ("Hoe?", False), ("Wie, hoe?", True), ("", False)],
    ids=["other line ends", "one of the questions", "other words", "nothing"],
)
def test_a_start_question_is_adjusted_when_it_says_something_else(start: str, adjusted: bool) -> None:
    plain = dossier(blocks={BLOCK: {"cycles": [{"next_questions": ["Wie?", "Hoe?"]}, {"start_question": start}]}})
    held = as_snapshot(read(plain))
    assert cycles.is_adjusted(held, FRAMEWORK, BLOCK, 2) is adjusted
    assert ("is aangepast" in sections.step(held, BLOCK, 2, "start_question").markdown) is adjusted


def test_a_start_question_that_is_left_out_comes_from_before() -> None:
    plain = dossier(
        blocks={BLOCK: {"cycles": [{"next_questions": ["Wie?", " ", "Hoe?"]}, {}, {"start_question": "Nu?"}]}}
    )
    held = as_snapshot(read(plain))
    chosen = framework(held.framework)
    asked = [cycles.start_question(held, chosen, BLOCK, number) for number in (1, 2, 3)]
    assert asked == [chosen.block(BLOCK).mandatory_question, "Wie?\n\nHoe?", "Nu?"]


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("De Brug", "de-brug"),
        ("  De   Brug! ", "de-brug"),
        ("Coalitie ’s-Gravenhage & Zo", "coalitie-s-gravenhage-zo"),
        ("Ünïcodé", "unicode"),
        ("ﬁets", "fiets"),
        ("a" * 120, "a" * 60),
        ("a" * 59 + " b", "a" * 59),
        ("🎉", ""),
        ("日本", ""),
    ],
)
def test_a_slug_is_made_of_the_name(name: str, slug: str) -> None:
    assert exchange.slug_of(name) == slug


def test_what_the_form_lost_is_not_written_so_that_the_file_can_be_read_again() -> None:
    lost = {
        "lesson/03-stakeholders": {"mood": "goed"},
        "lesson/14-vroeger": {"what": "iets"},
        "lesson/05-veranderverhaal": {"theme": "Meedoen", "mood": "goed"},
    }
    file = exchange.write(snapshot(lost))
    assert json.loads(file)["sheets"] == {"lesson/05-veranderverhaal": {"theme": "Meedoen"}}
    assert exchange.write(as_snapshot(exchange.read(file, "x.json"))) == file


def test_a_slug_that_is_given_counts() -> None:
    assert str(read(dossier(coalition={"name": "🎉", "slug": "feest"})).key) == "feest/2024-2025"


# --- what is wrong -----------------------------------------------------------------------------------


def everywhere(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the path of everything in a JSON value."""
    if path:
        yield path
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in parts:
        yield from everywhere(part, (*path, key))


def changed(plain: Any, path: tuple[Any, ...], value: Any) -> Any:
    other = copy.deepcopy(plain)
    here = other
    for step in path[:-1]:
        here = here[step]
    here[path[-1]] = value
    return other


STRANGE: tuple[Any, ...] = (None, True, 5, -1.5, "\ud800", "x" * 70, [], [[]], {}, {"\n": 1}, [None], {"text": None})
FOREIGN = re.compile(r"\b(should|input|valid|field|extra|required|unable|string|list|dict|type|instance|error)\b", re.I)


@pytest.mark.parametrize("strange", STRANGE, ids=repr)
def test_a_strange_value_anywhere_is_read_or_told_in_dutch(strange: Any) -> None:
    plain = dossier(
        framework="ocw-2023",
        coalition={
            "name": "De Brug",
            "slug": "de-brug",
            "schools": [{"name": "x", "locations": ["y"]}],
            "partners": ["z"],
        },
        sheets={"lesson/12-kansenketen": {"final_goal": "x", "sources": ["y"]}},
    )
    plain["blocks"][BLOCK]["cycles"][0] |= {
        "actions": {"intro": "x", "items": ["y", {"text": "z", "owner": "w"}]},
        "links": [{"kind": "trap-op", "to": "macro-samenwerking", "note": "x", "question": "y"}],
        "next_questions": ["x", {"text": "y", "kind": "bijgesteld", "block": "macro-samenwerking"}],
        "reviewed_with": ["x"],
        "reviewed_on": "2026-05-12",
    }
    told = 0
    for path in everywhere(plain):
        other = changed(plain, path, strange)
        try:
            read(other)
        except ImportRefusedError as error:
            told += 1
            where = place(path).partition(" (")[0]
            text = re.sub(r"‘[^’]*’", "", str(error).replace(where, ""))
            assert not FOREIGN.search(re.sub(r"[\w.\[\]/-]*[.\[][\w.\[\]/-]*", "", text)), str(error)
            assert len(error.problems) <= 3, str(error)
            assert "\n-" in str(error) or path[0] in ("format", "version") or where.split("[")[0] in str(error), str(
                error
            )
    assert told > 5


def at(value: Any, path: tuple[Any, ...]) -> Any:
    for step in path:
        value = value[step]
    return value


@pytest.mark.parametrize(
    "path", [path for path in everywhere(dossier()) if isinstance(at(dossier(), path), dict)], ids=str
)
def test_an_unknown_key_anywhere_is_refused_with_its_path(path: tuple[Any, ...]) -> None:
    plain = changed(dossier(), (*path, "wat"), 1)
    assert any(place([*path, "wat"]) in problem for problem in problems(plain))


def test_a_problem_of_a_sheet_is_told_once_with_its_place() -> None:
    assert problems(dossier(sheets={"lesson/12-kansenketen": 5})) == [
        "sheets.lesson/12-kansenketen: hier hoort een groep te staan, tussen { en }, maar er staat het getal 5"
    ]
    (problem,) = problems(dossier(sheets={"lesson/12-kansenketen": {"final_gaol": "x"}}))
    assert problem.startswith(
        "sheets.lesson/12-kansenketen.final_gaol: deze sleutel is onbekend; bedoel je ‘final_goal’?"
    )


@pytest.mark.parametrize(("sheet", "own"), [("profile", "coalition"), (f"block/{BLOCK}/1", "blocks")])
def test_a_sheet_with_a_place_of_its_own_is_sent_there(sheet: str, own: str) -> None:
    assert problems(dossier(sheets={sheet: {}})) == [
        f"sheets.{sheet}: dit werkblad hoort niet hier, maar onder ‘{own}’"
    ]
    assert "is onbekend" in problems(dossier(sheets={"block/boven": {}}))[0]


def test_a_message_has_no_blank_before_a_line_and_no_number_of_a_page() -> None:
    with pytest.raises(ImportRefusedError) as refused:
        read(dossier(wat=1, hoe=2))
    assert "\nEr is niets opgeslagen" in str(refused.value)
    (problem,) = problems(dossier(version=10**3000))
    assert len(problem) < 150


def test_a_message_survives_a_process_border() -> None:
    with pytest.raises(ImportRefusedError) as refused:
        read(with_cycle(goal=5, doel="x"))
    copied = pickle.loads(pickle.dumps(refused.value))
    assert (str(copied), copied.problems) == (str(refused.value), refused.value.problems)


HUGE: dict[str, Callable[[], str]] = {
    "keys": lambda: json.dumps(dossier() | {f"sleutel{n}": 1 for n in range(300_000)}),
    "one-key": lambda: json.dumps(dossier(**{"k" * 5_000_000: 1})),
    "twice": lambda: '{"a": 1, "a": 2, ' + ", ".join(f'"b{n}": 1' for n in range(300_000)) + "}",
    "sheets": lambda: json.dumps(dossier(sheets={f"lesson/{n}": {} for n in range(200_000)})),
    "items": lambda: json.dumps(with_cycle(actions={"items": ["x"] * 1_000_000})),
    "deep": lambda: '{"format": "sko-dossier", "x": ' + '{"a": ' * 200_000 + "1" + "}" * 200_001,
}


@pytest.mark.parametrize("case", HUGE)
def test_a_huge_file_is_refused_in_a_few_seconds(case: str) -> None:
    data = HUGE[case]().encode()
    began = time.process_time()
    with pytest.raises(ImportRefusedError) as refused:
        exchange.read(data, "x.json")
    assert time.process_time() - began < 20  # a hang, not a pace
    assert len(str(refused.value)) < 10_000


# --- two formats --------------------------------------------------------------------------------------


def taken_in(store: Store, plain: dict[str, Any]) -> None:
    transfer.take_in(store, transfer.plan(store, read(plain), where="x.json"), "test")


def test_a_file_of_another_format_than_the_dossier_is_refused(tmp_path: Path, two_formats: Framework) -> None:
    old = dossier(period="2027-2028", framework="ocw-2023")
    with open_store(f"sqlite:///{tmp_path / 'opslag.sqlite'}") as store:
        taken_in(store, old)
        before = store.snapshot(read(old).key)
        with pytest.raises(SkoError, match=r"‘ocw-2023’, het bestand ‘ocw-proef’.*niets opgeslagen"):
            taken_in(store, dossier(period="2027-2028"))
        assert store.snapshot(before.key).sheets == before.sheets
        taken_in(store, json.loads(exchange.write(before)))  # it names its format


def test_a_new_period_takes_along_what_its_format_has(tmp_path: Path, two_formats: Framework) -> None:
    asked = {"cycles": [{"next_questions": ["En dan?"]}]}
    old = dossier(period="2026-2027", blocks={BLOCK: asked, "micro-uitvoering": asked})
    old["coalition"] |= {"municipality": "Veendam"}
    with open_store(f"sqlite:///{tmp_path / 'opslag.sqlite'}") as store:
        taken_in(store, old)
        key, carried = begin.begin(store, "De Brug", "2027-2028", before="2026-2027", author="test")
        new = store.snapshot(key)
        assert begin.left_behind(store, key, "2026-2027") == ("Micro – Uitvoering",)
    assert (new.framework, carried) == (two_formats.id, 1)
    assert set(new.sheets) == {"profile", f"block/{BLOCK}/1"}
    assert dict(new.sheet("profile")) == {"name": "De Brug", "municipality": "Veendam"}
