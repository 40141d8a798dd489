"""What stands around the blocks of a report: cover, summary, open questions and actions, references, colophon."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from helpers import assert_refused, dossier, kept, sko, snapshot
from read_pdf import elements
from read_report import page_of, words

from sko_widgets.dossier.snapshot import Snapshot
from sko_widgets.kernels.kept_kernel import kept_kernel
from sko_widgets.report.make import make
from sko_widgets.report.parts import PARTS

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module", autouse=True)
def _one_kernel() -> Iterator[None]:
    """Let all tests of this module share a kernel."""
    with kept_kernel():
        yield


def page(held: Snapshot, **options: Any) -> Any:
    return page_of(make(held, ["html"], **options).files["html"])


def rows(made: Any, anchor: str) -> list[list[str]]:
    """Return the rows of the first table after a heading, each as the words of its cells."""
    table = made.xpath(f"//h2[@id='{anchor}']/following::table[1]")[0]
    return [[" ".join(cell.text_content().split()) for cell in row.xpath("td|th")] for row in table.xpath("./tbody/tr")]


def anchors(made: Any) -> list[str]:
    return [heading.get("id") for heading in made.find(".//main").iter("h2")]


ACTIONS = [
    "Zonder wie of wanneer",
    {"text": "Bellen", "owner": "Kernteam", "due": "maart 2025", "status": "bezig"},
    {"text": "Al gedaan", "owner": "School", "status": "klaar"},
    {"text": "Gestopt", "due": "mei 2025", "status": "gestopt"},
    {"text": "Schrijven", "owner": "Gemeente"},
]
HELD: dict[str, dict[str, Any]] = {
    "block/macro-samenhang": {"title": "In het plan"},
    "block/macro-samenhang/1": {
        "own_question": "Wat willen we?",
        "answer": f"Het eerste antwoord. {'Nog een zin die lang genoeg is om te passen. ' * 6}",
        "actions": {"items": ACTIONS},
        "next_questions": ["Hoe dan?", {"text": "Wie betaalt?", "block": "macro-samenwerking"}],
        "links": [{"kind": "trap-af", "to": "meso-samenhang", "note": "Samen"}],
        "status": "afgerond",
    },
    "block/macro-samenhang/2": {"goal": "Verder", "actions": {"items": ACTIONS}, "status": "open"},
    "block/meso-samenhang/1": {"goal": "Iets", "status": "open"},
    "profile": {"name": "De Brug"},
}


def test_the_summary_has_a_line_for_each_block_that_was_begun() -> None:
    first, second = rows(page(snapshot(HELD)), "samenvatting")
    assert first[:2] == ["1 Macro – Samenhang In het plan", "Wat willen we?"]
    assert first[2] == f"Het eerste antwoord. {' '.join(['Nog een zin die lang genoeg is om te passen.'] * 3)}"
    assert first[3] == "Hoe dan?"
    assert second[0] == "2 Meso – Samenhang"
    assert second[2:] == ["", ""]


def test_an_answer_in_the_summary_is_not_cut_within_bold_words() -> None:
    answer = f"Kort. **{'Lang genoeg om alleen te staan. ' * 6}Klaar.** En dit niet meer."
    ((_, _, said),) = rows(page(snapshot({"block/meso-samenhang/1": {"answer": answer}})), "samenvatting")
    assert "*" not in said
    assert said.endswith("Klaar.")


def test_open_questions_and_actions_stand_together_behind_the_blocks() -> None:
    made = page(snapshot(HELD))
    assert rows(made, "open-vragen") == [["1 Macro – Samenhang", "Hoe dan?"]]
    first, second = ["Bellen", "Kernteam", "maart 2025", "bezig"], ["Schrijven", "Gemeente", "", ""]
    done, now = "1 Macro – Samenhang (cyclus 1)", "1 Macro – Samenhang (cyclus 2)"
    # Of a finished cycle only what somebody says goes on.
    assert rows(made, "acties") == [[*first, done], [*first, now], [*second, now]]
    assert anchors(made)[-5:] == ["macro-samenhang", "meso-samenhang", "open-vragen", "acties", "colofon"]


def test_a_report_says_its_status_and_who_to_turn_to() -> None:
    draft = make(snapshot(HELD)).files
    said = {"status": "vastgesteld", "adopted_by": "het bestuur", "adopted_on": "2025-07-03", "contact": "Het loket"}
    final = make(snapshot({**HELD, "publication": {**said, "summary": "Kort **gezegd**."}})).files
    for name in draft:
        assert "de projectleider van De Brug" in " ".join(words(name, draft[name]))
        text = " ".join(words(name, final[name]))
        assert "Samenvatting Kort gezegd." in text
        assert "Contact Het loket" in text
        assert "Versie Vastgesteld door het bestuur op 3 juli 2025; zo stond het in het dossier op 1 juli 2026" in text
    covers = [page_of(files["html"]).findtext(".//header//dd") for files in (draft, final)]
    assert covers == ["Concept", "Vastgesteld door het bestuur op 3 juli 2025"]


def test_a_cover_fills_one_page_however_much_there_is() -> None:
    long = [{"name": f"Basisschool Met Een Heel Lange Naam {at}", "locations": ["Hier", "Daar"]} for at in range(900)]
    profile = {"name": "D" * 120, "municipality": "G" * 5000, "schools": long, "partners": ["Partner" * 60] * 50}
    said = {"status": "vastgesteld", "adopted_by": "Bestuur " * 400, "adopted_on": "2025-07-03"}
    made = make(snapshot({**HELD, "profile": profile, "publication": said}), ["pdf", "html"], without=["bijlagen"])
    found = elements(made.files["pdf"])
    assert next(one for one in found if one.text == "Inhoud").first == 2
    cover = " ".join(page_of(made.files["html"]).find(".//header").text_content().split())
    assert re.search(r"Naam 5 \(Hier en Daar\) en nog 894 ?Partners ?Partner", cover), cover
    assert "Naam 899" in " ".join(words("html", make(snapshot({**HELD, "profile": profile}), ["html"]).files["html"]))


def test_blocks_lead_to_each_other_with_the_page_on_paper() -> None:
    made = make(snapshot(HELD)).files
    html = page_of(made["html"])
    into = html.xpath("//a[@href='#meso-samenhang' and ancestor::main]/text()")
    assert into == ["2 Meso – Samenhang"] * 2  # in the summary, and below `Trap af`
    back = html.xpath("//h2[@id='meso-samenhang']/following::div[@class='official teal'][1]")[0]
    assert " ".join(back.text_content().split()) == (
        "Komt van andere bouwstenen. Hiernaar wijzen 1 Macro – Samenhang (cyclus 1)."
    )
    assert back.find(".//a").get("href") == "#macro-samenhang-1"
    # A question for a block that has no page here: its name, which leads nowhere.
    assert "Voor 4 Macro – Samenwerking" in html.find(".//main").text_content()
    assert not html.xpath("//a[@href='#macro-samenwerking']")
    found = elements(made["pdf"])
    at = next(one.first for one in found if one.tag[0] == "H" and one.text.startswith("2 Meso – Samenhang"))
    assert f"Trap af 2 Meso – Samenhang (p. {at})" in " ".join(words("pdf", made["pdf"]))


@pytest.mark.parametrize(
    ("typed", "leads", "shown"),
    [
        ("Zie https://voorbeeld.nl/a?b=1&c=-2.", "https://voorbeeld.nl/a?b=1&c=-2", "https://voorbeeld.nl/a?b=1&c=-2"),
        ("(www.school.nl)", "https://www.school.nl", "www.school.nl"),
        ("‘http://x.nl/a_(b)’, zei ze", "http://x.nl/a_(b)", "http://x.nl/a_(b)"),
        ("[onze school](https://www.school.nl)", "https://www.school.nl", "onze school"),
        ("[www.school.nl](https://elders.nl)", "https://elders.nl", "www.school.nl"),
        ("javascript://voorbeeld.nl of ftp://x.nl of www. of http://", "", ""),
    ],
)
def test_an_address_that_was_typed_is_a_link(typed: str, leads: str, shown: str) -> None:
    made = make(snapshot({"block/meso-samenhang/1": {"goal": typed}}), blocks=["meso-samenhang"]).files
    links = [(a.get("href"), a.text_content()) for a in page_of(made["html"]).find(".//main").iter("a")]
    assert links == ([(leads, shown)] if leads else [])
    for name in ("pdf", "docx"):
        assert (shown or typed) in " ".join(words(name, made[name]))


def test_parts_stay_out_by_name_and_nobody_is_warned_of_them(tmp_path: Path) -> None:
    held: dict[str, dict[str, Any]] = {
        **HELD,
        "profile": {"name": "De Brug", "introduction": "Welkom", "municipality": "Hier"},
    }
    held |= {"publication": {"summary": "Kort", "contact": "Loket"}}
    whole = make(snapshot(held), ["html"])
    chapters = {"samenvatting": "samenvatting", "inleiding": "inleiding", "open-vragen": "open-vragen"}
    chapters |= {"acties": "acties", "bijlagen": "bijlage-profile", "colofon": "colofon"}
    assert set(chapters) == set(PARTS)
    everything = anchors(page_of(whole.files["html"]))
    for part, anchor in chapters.items():
        made = make(snapshot(held), ["html"], without=[part])
        assert anchors(page_of(made.files["html"])) == [one for one in everything if one != anchor]
        assert made.warnings == whole.warnings == ()
    kept(tmp_path, dossier(blocks={"meso-samenhang": {"cycles": [{"goal": "Iets"}]}}))
    ask = ["--werkmap", tmp_path, "rapport", "--formaat", "html"]
    assert sko(*ask, "--zonder", "colofon,samenvatting", "--zonder-bijlagen").code == 0
    (file,) = (tmp_path / "rapporten").glob("*.html")
    assert anchors(page_of(file.read_bytes())) == ["inleiding", "meso-samenhang"]
    assert '"ok"' in sko(*ask, "--json").out  # another report than the last one
    assert_refused(sko(*ask, "--zonder", "omslag"), "‘omslag’ kan niet", "samenvatting", code=2)


def test_short_contents_have_the_text_below_them_and_long_ones_a_page() -> None:
    short = elements(make(snapshot(HELD), ["pdf"]).files["pdf"])
    assert next(one.first for one in short if one.tag == "H1" and one.text == "Samenvatting") == 2
    blocks = [
        f"{level}-{theme}" for theme in ("samenhang", "samenwerking", "uitvoering") for level in ("macro", "meso")
    ]
    many: dict[str, Any] = {f"block/{block}/{cycle}": {"goal": "Iets"} for block in blocks for cycle in (1, 2)}
    found = elements(make(snapshot(many), ["pdf"]).files["pdf"])
    assert next(one.first for one in found if one.tag == "H1" and one.text == "Samenvatting") == 3
    themes = [one for one in found if one.text.startswith("Thema ") and one.tag == "P"]
    assert len({one.first for one in themes}) == len(themes) == 3  # a page begins at each
