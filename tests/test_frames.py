"""The frames: what stands in them, what the documentation says of them, and that reading them changes nothing."""

from __future__ import annotations

import json
import re
import runpy
import sqlite3
import subprocess
import sys
import warnings
from contextlib import closing
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from helpers import EXAMPLE, contents, dossier, kept

from sko_widgets import frames, framework
from sko_widgets.dossier.snapshot import DossierKey
from sko_widgets.dossier.store import open_store
from sko_widgets.errors import StoreError
from sko_widgets.insight.frames.columns import KINDS, all_frames
from sko_widgets.insight.frames.data_frames import FramesWarning

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "frames.md"
NAMES = [
    *("coalitions", "answers", "actions", "results", "questions", "links"),
    *("cycles", "instruments", "partners", "activities", "revisions"),
]
THIN = {"format": "sko-dossier", "version": 2, "period": "2024-2025", "coalition": {"name": "De Dunne"}}

Tables = dict[str, Any]


def read(where: Path) -> Tables:
    """Return the frames of a work folder in which all can be read."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        return frames(where)


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Tables:
    """Return the frames of the example coalition."""
    return read(kept(tmp_path_factory.mktemp("vol"), json.loads(EXAMPLE.read_text("utf-8"))))


def documented() -> dict[str, dict[str, tuple[str, bool]]]:
    """Return what the page says: frame -> column -> dtype, and whether it is a key."""
    parts = re.split(r"^## (\w+)$", PAGE.read_text("utf-8"), flags=re.MULTILINE)[1:]
    row = r"^\| `(\w+)` \| ([^|]+) \| (key)? ?\| .+ \|$"
    return {
        name: {column: (dtype, bool(key)) for column, dtype, key in re.findall(row, text, re.MULTILINE)}
        for name, text in zip(parts[::2], parts[1::2], strict=True)
    }


# --- what is documented -----------------------------------------------------------------------


@pytest.mark.parametrize("plain", [None, THIN, json.loads(EXAMPLE.read_text("utf-8"))], ids=["empty", "thin", "full"])
def test_each_documented_column_is_there_and_no_other(tmp_path: Path, plain: Any) -> None:
    if plain is None:
        open_store(f"sqlite:///{tmp_path / 'dossiers.sqlite'}").close()
    tables = read(tmp_path if plain is None else kept(tmp_path, plain))
    there = {name: [(column, str(dtype)) for column, dtype in table.dtypes.items()] for name, table in tables.items()}
    said = {name: [(column, dtype) for column, (dtype, _) in columns.items()] for name, columns in documented().items()}
    assert list(there) == NAMES
    assert there == said
    assert all(len(tables[name]) for name in NAMES) is (plain is not None and plain is not THIN)


def test_the_page_says_what_the_data_file_says() -> None:
    text = PAGE.read_text("utf-8")
    maker = runpy.run_path(str(ROOT / "tests" / "tools" / "make_frames_page.py"))
    assert maker["page"](text) == text
    assert {column.kind for frame in all_frames() for column in frame.columns} == set(KINDS)


def test_keys_tell_rows_apart_and_join(full: Tables) -> None:
    for name, columns in documented().items():
        keys = [column for column, (_, is_key) in columns.items() if is_key]
        assert keys[:2] == ["coalition", "period"]
        assert not full[name].duplicated(keys).any(), name
    of_cycle = ["coalition", "period", "block", "cycle"]
    for name in ("actions", "results", "questions", "links"):
        assert len(full[name].merge(full["cycles"][of_cycle], on=of_cycle)) == len(full[name]), name
    of_field = ["coalition", "period", "sheet", "field"]
    for name in ("answers", "instruments"):
        joined = full[name].merge(full["revisions"][[*of_field, "number"]], on=of_field)
        assert len(joined) == len(full[name]), name
    given = full["activities"].merge(full["partners"], left_on="provider", right_on="partner")
    assert len(given) == len(full["activities"])


def test_the_table_of_activities_has_all_that_a_format_asks() -> None:
    columns = documented()["activities"].keys()
    for chosen in framework.frameworks().values():
        _, field = chosen.name_lists["activity"]
        assert {column.name for column in field.columns if not column.hidden} <= columns


# --- what stands in them ----------------------------------------------------------------------


def test_the_example_has_as_many_rows_as_were_counted_in_its_file(full: Tables) -> None:
    assert {name: len(table) for name, table in full.items()} == {
        "coalitions": 1,
        "answers": 206,  # 6 of the coalition, 9 titles, 191 in the cycles
        "actions": 65,
        "results": 61,
        "questions": 44,  # 17 start questions, 8 own, 19 new
        "links": 28,
        "cycles": 17,
        "instruments": 842,  # 2 of the book of activities, 840 of the thirteen lessons
        "partners": 20,  # 9 of the coalition, 11 in lessons only
        "activities": 12,
        "revisions": 304,
    }
    assert full["questions"]["role"].value_counts().to_dict() == {"next": 19, "start": 17, "own": 8}
    assert full["answers"]["cycle"].notna().sum() == 191
    assert (full["instruments"]["sheet"] == "lesson/02-belangen").sum() == 190
    assert (full["instruments"]["sheet"] == "activities").sum() == 2
    assert full["partners"]["listed"].sum() == 9
    assert full["partners"]["activities"].sum() == 12
    assert full["coalitions"].loc[0, ["schools", "locations"]].to_list() == [5, 6]


def test_when_is_as_it_was_written_and_as_days(full: Tables) -> None:
    actions = full["actions"]
    assert actions["due"].notna().sum() == 60
    since = actions[actions["due"].str.startswith("vanaf", na=False)]
    assert len(since) > 2
    assert since["due_until"].isna().all()
    assert actions["due_until"].notna().sum() == 60 - len(since)
    one = actions[actions["due"] == "30 januari 2026"].iloc[0]
    assert one["due_from"] == one["due_until"] == pd.Timestamp(2026, 1, 30)
    wide = actions[actions["due"] == "januari en maart 2026"].iloc[0]
    assert (wide["due_from"], wide["due_until"]) == (pd.Timestamp(2026, 1, 1), pd.Timestamp(2026, 3, 31))
    assert full["activities"].loc[0, "vog_date"] == pd.Timestamp(2025, 8, 28)


def test_of_a_question_it_is_said_whether_it_was_taken_up(tmp_path: Path) -> None:
    asks = [
        {"text": "Wie belt?", "block": "macro-samenhang"},
        {"text": "Wie komt?", "block": "macro-samenhang"},
        "En nu?",
    ]
    link = {"kind": "trap-op", "to": "macro-samenhang", "note": "Lees dit."}
    first = {"next_questions": asks, "links": [link], "status": "afgerond"}
    blocks = {
        "meso-samenwerking": {"cycles": [first, {"next_questions": ["Verder?"]}]},
        "macro-samenhang": {"cycles": [{"own_question": "Wie belt? (uit: Meso – Samenwerking)"}]},
    }
    tables = read(kept(tmp_path, dossier(blocks=blocks)))
    asked = tables["questions"].query("role == 'next'").set_index("text")
    assert asked["taken"].to_dict() == {"Wie belt?": True, "Wie komt?": False, "En nu?": True, "Verder?": False}
    assert asked["for_block"].to_list()[:3] == ["macro-samenhang", "macro-samenhang", "meso-samenwerking"]
    starts = tables["questions"].query("role == 'start'").set_index(["block", "cycle"])["kind"].to_dict()
    assert starts == {
        ("macro-samenhang", 1): "verplicht",
        ("meso-samenwerking", 1): "verplicht",
        ("meso-samenwerking", 2): "vervolg",
    }
    assert tables["links"]["taken"].to_list() == [False]


def test_instruments_hold_each_value_once_with_its_place(full: Tables) -> None:
    sheets = json.loads(EXAMPLE.read_text("utf-8"))["sheets"]
    cells = full["instruments"].query("row == 1")
    cell = cells.query("sheet == 'lesson/03-stakeholders' and field == 'stakeholders' and column == 'distance'").iloc[0]
    distance = sheets["lesson/03-stakeholders"]["stakeholders"][0]["distance"]
    assert cell["option"] == str(distance)
    assert cell["text"] == ("In de kern", "Dichtbij", "Halverwege", "Op afstand", "Ver weg")[distance - 1]
    tie = cells.query("sheet == 'lesson/12-kansenketen' and field == 'problem_goals'").set_index("column")["text"]
    chain = sheets["lesson/12-kansenketen"]
    assert tie.to_dict() == {"from": chain["problems"][0]["text"], "to": chain["goals"][0]["text"]}
    assert set(full["instruments"]["in_report"]) <= {"niet", "plaatje", "alles"}


def test_what_was_said_to_the_coach_is_in_no_frame(tmp_path: Path) -> None:
    said = {
        "rule": "geen-doel",
        "sheet": "block/meso-samenwerking/1",
        "field": "goal",
        "said": "klopt",
        "reason": "Geheim",
    }
    tables = read(kept(tmp_path, dossier(sheets={"remark/0123456789ab": said})))
    everything = "".join(table.to_csv() for table in tables.values())
    assert "Samen eten" in everything
    assert "Geheim" not in everything
    assert "remark" not in everything


def test_each_save_is_a_revision_and_erased_text_is_gone(tmp_path: Path) -> None:
    kept(tmp_path, dossier())
    key, place = DossierKey("de-brug", "2024-2025"), ("block/meso-samenwerking/1", "goal")
    with open_store(f"sqlite:///{tmp_path / 'dossiers.sqlite'}") as store:
        store.save(key, *place, "Beter eten", based_on=1, author="Noor")
        store.save(key, *place, None, based_on=2, author="Noor")
    of = read(tmp_path)["revisions"].query("field == 'goal'")
    assert of["number"].to_list() == [1, 2, 3]
    assert of["author"].to_list() == ["test", "Noor", "Noor"]
    assert of["emptied"].to_list() == [False, False, True]
    assert of["saved_at"].is_monotonic_increasing
    assert of["cycle"].to_list() == [1, 1, 1]


# --- where they are read from -----------------------------------------------------------------


@pytest.mark.parametrize("journal", ["WAL", "DELETE"])
def test_reading_changes_nothing_of_a_work_folder(tmp_path: Path, journal: str) -> None:
    place = kept(tmp_path / "werk", dossier())
    with closing(sqlite3.connect(place / "dossiers.sqlite")) as file:
        file.execute(f"PRAGMA journal_mode={journal}")  # as it is on a network drive
    before = contents(place)
    assert len(read(place)["coalitions"]) == 1
    assert contents(place) == before


def test_reading_while_somebody_saves_sees_what_is_saved_and_changes_nothing(tmp_path: Path) -> None:
    place = kept(tmp_path / "werk", dossier())
    with open_store(f"sqlite:///{place / 'dossiers.sqlite'}") as store:
        key, field = DossierKey("de-brug", "2024-2025"), ("block/meso-samenwerking/1", "goal")
        store.save(key, *field, "Net opgeslagen", based_on=1, author="Noor")
        store_file, log = (place / f"dossiers.sqlite{end}" for end in ("", "-wal"))
        before = [path.read_bytes() for path in (store_file, log)]
        assert read(place)["cycles"].loc[0, "goal"] == "Net opgeslagen"
        assert [path.read_bytes() for path in (store_file, log)] == before


def test_an_older_store_is_read_and_stays_as_old(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "dossiers.sqlite")) as old:
        old.executescript((ROOT / "tests" / "fixtures" / "store-0001.sql").read_text("utf-8"))
    before = contents(tmp_path)
    tables = read(tmp_path)
    assert "elzerveen" in set(tables["coalitions"]["coalition"])
    assert len(tables["revisions"]) > 100
    assert contents(tmp_path) == before


def test_without_a_place_they_are_read_where_commands_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SKO_OPSLAG", "SKO_WERKMAP"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    kept(tmp_path / "sko-werkmap", dossier())
    other = kept(tmp_path / "ander", THIN)
    assert frames()["coalitions"]["name"].to_list() == ["De Brug"]
    monkeypatch.setenv("SKO_WERKMAP", str(other))
    assert frames()["coalitions"]["name"].to_list() == ["De Dunne"]
    monkeypatch.setenv("SKO_OPSLAG", f"sqlite:///{tmp_path / 'sko-werkmap' / 'dossiers.sqlite'}")
    assert frames()["coalitions"]["name"].to_list() == ["De Brug"]


def test_a_folder_without_a_store_is_empty_and_said_and_no_folder_is_refused(tmp_path: Path) -> None:
    with pytest.warns(FramesWarning, match="nog geen opslag"):
        assert not any(len(table) for table in frames(tmp_path).values())
    assert not list(tmp_path.iterdir())
    with pytest.raises(StoreError, match="geen werkmap"):
        frames(tmp_path / "nergens" / "map")


@pytest.mark.postgres
def test_a_server_is_read_and_refuses_every_change(postgres_url: str) -> None:
    url = postgres_url
    with pytest.raises(StoreError):  # nothing is there yet, and nothing is made
        frames(url)
    with open_store(url) as store:
        store.create(
            DossierKey("de-brug", "2024-2025"), framework="ocw-2023", sheets={"profile": {"name": "De Brug"}}, author=""
        )
    assert frames(url)["coalitions"]["name"].to_list() == ["De Brug"]


# --- what cannot be read ----------------------------------------------------------------------


def test_what_cannot_be_read_is_left_out_and_said(tmp_path: Path) -> None:
    sheets: dict[str, dict[str, Any]] = {
        "profile": {"name": "De Brug", "schools": [{"name": 7}]},
        "block/meso-samenwerking/1": {
            "goal": "Samen eten",
            "context": "Een halve \ud83d emoji",
            "actions": {"items": [{"owner": "Noor"}]},
            "next_questions": [{"kind": "nieuw"}],
            "links": [{"to": "macro-samenhang"}],
            "reviewed_on": "volgende week",
        },
        "block/nergens-iets/1": {"goal": "Weg"},
        "lesson/99-later": {"text": "Weg"},
        "activities": {"activities": [{"vog_date": "ooit"}]},
    }
    with open_store(f"sqlite:///{tmp_path / 'dossiers.sqlite'}") as store:
        store.create(DossierKey("de-brug", "2024-2025"), framework="ocw-2023", sheets=sheets, author="")
        store.create(
            DossierKey("ver-weg", "2024-2025"), framework="later", sheets={"profile": {"name": "Ver"}}, author=""
        )
    with pytest.warns(FramesWarning) as said:
        tables = frames(tmp_path)
    told = " ".join(str(one.message) for one in said)
    assert "de-brug/2024-2025" in told
    assert "profile schools" in told
    assert "later" in told
    assert "Weg" not in told
    assert tables["coalitions"]["coalition"].to_list() == ["de-brug", "ver-weg"]
    assert tables["answers"]["text"].to_list() == ["De Brug", "Een halve \ud83d emoji", "Samen eten"]
    assert len(tables["actions"]) == len(tables["links"]) == len(tables["activities"]) == 0
    assert tables["cycles"]["reviewed_on"].isna().all()


def test_a_damaged_value_stops_nothing(tmp_path: Path) -> None:
    kept(tmp_path, dossier())
    with sqlite3.connect(tmp_path / "dossiers.sqlite") as connection:
        connection.execute("UPDATE sko_revision SET value = replace(value, 'Samen', 'Sxmen') WHERE field = 'goal'")
    connection.close()
    with pytest.warns(FramesWarning, match="block/meso-samenwerking/1 goal"):
        tables = frames(tmp_path)
    assert tables["cycles"]["goal"].isna().all()
    assert tables["actions"]["text"].to_list() == ["Koken"]


def test_days_far_away_are_days(tmp_path: Path) -> None:
    cycle = {"reviewed_on": "0001-01-01", "goal": "Ooit"}
    tables = read(kept(tmp_path, dossier(blocks={"meso-samenwerking": {"cycles": [cycle]}})))
    assert str(tables["cycles"].loc[0, "reviewed_on"].date()) == "0001-01-01"


# --- pandas -----------------------------------------------------------------------------------


def test_pandas_is_loaded_by_who_asks_for_frames_alone(tmp_path: Path) -> None:
    place = kept(tmp_path / "werk", dossier())
    code = (
        "import sys\nfrom sko_widgets import frames\nassert not {'pandas', 'numpy'} & set(sys.modules)\n"
        f"frames({str(place)!r})\nassert 'pandas' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


def test_pandas_is_imported_in_one_module() -> None:
    package = ROOT / "sko_widgets"
    form = re.compile(r"^\s*(?:import|from)\s+(?:pandas|numpy)\b", re.MULTILINE)
    naming = [path for path in package.rglob("*.py") if form.search(path.read_text("utf-8"))]
    assert naming == [package / "insight" / "frames" / "data_frames.py"]
