"""The example's PDF against what was reviewed of it: a change of its tags or of a page shows as a difference."""

from __future__ import annotations

import shutil
from io import BytesIO
from itertools import zip_longest
from pathlib import Path

import pikepdf
import pytest
from PIL import ImageChops
from reviewed_report import (
    COMMAND,
    TOLERANCE,
    TREE,
    beside,
    picture_difference,
    pictures,
    report,
    reviewed_pictures,
    tag_tree,
    tree_difference,
)

pytestmark = pytest.mark.slow
drawn_by_poppler = pytest.mark.skipif(not shutil.which("pdftoppm"), reason="needs poppler")


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return report()


def test_the_tags_are_those_that_were_reviewed(pdf: bytes) -> None:
    changed = tree_difference(TREE.read_text("utf-8"), tag_tree(pdf))
    assert not changed, f"The tags of the example's PDF changed. If that is meant: {COMMAND}\n{changed}"


@drawn_by_poppler
def test_each_page_looks_as_it_was_reviewed(pdf: bytes, tmp_path: Path) -> None:
    changed = []
    for number, (before, now) in enumerate(zip_longest(reviewed_pictures(), pictures(pdf)), start=1):
        if not before or not now or picture_difference(before, now) > TOLERANCE:
            changed.append(number)
            beside(before, now).save(tmp_path / f"{number:03}.png")
    assert not changed, (
        f"These pages of the example's PDF look otherwise: {changed}. If that is meant: {COMMAND}\n"
        f"As they were reviewed and as they are now, beside each other: {tmp_path}"
    )


def test_a_tag_that_changes_is_seen(pdf: bytes) -> None:
    with pikepdf.open(BytesIO(pdf)) as opened:
        heading = next(one for one in opened.objects if isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/H2")
        heading.S = pikepdf.Name.P
        saved = BytesIO()
        opened.save(saved)
    lines = tree_difference(tag_tree(pdf), tag_tree(saved.getvalue())).splitlines()
    assert [line[:1] + line[1:].split()[0] for line in lines if line.startswith(("+ ", "- "))] == ["-H2:", "+P:"]


@drawn_by_poppler
def test_a_page_that_moves_half_a_line_is_seen_and_one_that_is_a_little_paler_is_not(pdf: bytes) -> None:
    for page in pictures(pdf):
        assert picture_difference(page, ImageChops.offset(page, 0, 4)) > TOLERANCE
        assert picture_difference(page, page.point(lambda grey: min(grey + 16, 255))) <= TOLERANCE
