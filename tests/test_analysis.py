"""The notebook for who analyses: it runs on a full store and on none, and each picture is there in words too."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from helpers import EXAMPLE, contents, kept

from sko_widgets import Bars, resources
from sko_widgets.guide.notebooks import ANALYSIS, write_analysis

pytestmark = pytest.mark.slow
SVG = "{http://www.w3.org/2000/svg}"


def executed(where: Path, target: Path) -> list[dict[str, Any]]:
    """Run the notebook on a work folder as papermill does, and return what its cells showed."""
    import papermill

    parameters = {"where": str(where)}
    papermill.execute_notebook(resources.workbooks() / ANALYSIS, target, parameters=parameters, progress_bar=False)
    cells = json.loads(target.read_text("utf-8"))["cells"]
    return [output for cell in cells if cell["cell_type"] == "code" for output in cell["outputs"]]


def pages(outputs: list[dict[str, Any]]) -> Iterator[str]:
    """Yield what was shown as HTML."""
    yield from ("".join(one["data"]["text/html"]) for one in outputs if "text/html" in one.get("data", {}))


def test_it_answers_ten_questions_of_the_example_and_changes_nothing(tmp_path: Path) -> None:
    place = kept(tmp_path / "werk", json.loads(EXAMPLE.read_text("utf-8")))
    before = contents(place)
    outputs = executed(place, tmp_path / "uit.ipynb")
    assert contents(place) == before
    cells = json.loads((resources.workbooks() / ANALYSIS).read_text("utf-8"))["cells"]
    asked = [cell["source"][0] for cell in cells if cell["source"][0].startswith("## ")]
    assert [re.match(r"## (\d+)\. .+\?$", one.strip())[1] for one in asked] == [str(n) for n in range(1, 11)]  # type: ignore[index]
    assert not [one for one in outputs if one["output_type"] == "error"]
    pictures = [page for page in pages(outputs) if "<svg" in page]
    assert len(pictures) == 5
    for page in pictures:
        picture = ET.fromstring(re.findall(r"<svg.*?</svg>", page, re.DOTALL)[0])
        assert picture.get("role") == "img"
        assert picture.find(f"{SVG}title").text == picture.get("aria-label")  # type: ignore[union-attr]
        drawn = [text.text for text in picture.iter(f"{SVG}text")][1::2]
        assert re.findall(r"<td>(.*?)</td>", page) == drawn
        assert drawn
    shown = "".join(pages(outputs))
    assert "Elzerveen" in shown
    assert "Natuurclub De Waterschorpioen" in shown


def test_it_runs_where_nothing_is_yet(tmp_path: Path) -> None:
    outputs = executed(tmp_path, tmp_path / "uit.ipynb")
    assert not [one for one in outputs if one["output_type"] == "error"]
    assert any("nog geen opslag" in "".join(one.get("text", "")) for one in outputs)
    assert sum("Er is nog niets om te laten zien." in page for page in pages(outputs)) == 5


def test_what_an_analyst_wrote_in_it_stays(tmp_path: Path) -> None:
    path = write_analysis(tmp_path)
    fresh = path.read_bytes()
    plain = json.loads(fresh)
    assert not any(cell["metadata"].get("jupyter") for cell in plain["cells"])
    plain["cells"][1]["outputs"] = [{"output_type": "stream", "name": "stdout", "text": ["41"]}]
    path.write_text(json.dumps(plain), encoding="utf-8")
    write_analysis(tmp_path)
    assert "41" in path.read_text("utf-8")
    plain["cells"][0]["source"] = ["# Van mij"]
    path.write_text(json.dumps(plain), encoding="utf-8")
    write_analysis(tmp_path)
    assert "Van mij" in path.read_text("utf-8")
    path.write_text("geen notebook", encoding="utf-8")
    write_analysis(tmp_path)
    assert path.read_text("utf-8") == "geen notebook"
    path.unlink()
    assert write_analysis(tmp_path).read_bytes() == fresh


def test_a_newer_version_comes_over_one_that_nobody_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    earlier = tmp_path / "eerder"
    earlier.mkdir()
    plain = json.loads((resources.workbooks() / ANALYSIS).read_text("utf-8"))
    plain["cells"] = plain["cells"][:3]
    (earlier / ANALYSIS).write_text(json.dumps(plain), encoding="utf-8")
    with monkeypatch.context() as older:
        older.setattr(resources, "workbooks", lambda: earlier)
        path = write_analysis(tmp_path)
    assert len(json.loads(path.read_text("utf-8"))["cells"]) == 3
    write_analysis(tmp_path)
    assert len(json.loads(path.read_text("utf-8"))["cells"]) > 20


def test_bars_say_what_they_show_and_nothing_that_was_typed_is_markup() -> None:
    bars = Bars({"<b>wie</b>": 3, ("a", "b"): 1.5, "een heel lang label dat niet in zijn geheel past": 0}, "Wie & wat")
    page = bars._repr_html_()
    assert "<b>" not in page
    picture = ET.fromstring(re.findall(r"<svg.*?</svg>", page, re.DOTALL)[0])
    assert [text.text for text in picture.iter(f"{SVG}text")][:4] == ["<b>wie</b>", "3", "a · b", "1.5"]
    assert "een heel lang label dat niet in zijn geheel past" in page
    assert repr(bars).splitlines()[:2] == ["Wie & wat", "<b>wie</b>: 3"]
    assert repr(Bars({}, "Leeg")).splitlines()[1] == "Er is nog niets om te laten zien."
