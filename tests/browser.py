"""Starts Chromium, and asks axe-core what it has against a page."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error, Locator, Page, Playwright, expect

# The first has no windows to draw, and needs a third less of a processor.
_PROGRAMS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")

_SCRIPT = (Path(__file__).parent / "assets" / "axe.min.js").read_text(encoding="utf-8")
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]
# A colour half-way between two others has neither's contrast.
_SETTLED = """() => Promise.all(
  document.getAnimations().filter((one) => one instanceof CSSTransition).map((one) => one.finished.catch(() => null)),
).then(() => null)"""
# What is told of a new size in the next frame, and drawn for it in the frame behind that, stands there.
_DRAWN = """() => new Promise((done) => {
  const frame = (more) => requestAnimationFrame(() => (more ? frame(more - 1) : setTimeout(done, 50)));
  frame(2);
})"""
# Only what is wrong comes back: to carry over all that is right would take longer than the looking.
_RUN = """async ([within, settings]) => {
  const { violations } = await axe.run(within ?? document, { ...settings, resultTypes: ["violations"] });
  return violations.map(({ id, nodes: [first] }) => [id, first.html, first.failureSummary]);
}"""


def launch(playwright: Playwright, *arguments: str) -> Browser:
    """Start Chromium, with more arguments if there are any; the test is skipped where there is none."""
    program = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    if not program:
        pytest.skip("needs Chromium")
    return playwright.chromium.launch(executable_path=program, args=["--no-sandbox", *arguments])


def resize(page: Page, width: int, height: int) -> None:
    """Give a page another size, and wait until it is drawn for it."""
    page.set_viewport_size({"width": width, "height": height})
    drawn(page)


def drawn(page: Page) -> None:
    """Wait until a page is drawn as large as it is now."""
    page.evaluate(_DRAWN)


def violations(page: Page, within: str | None = None, *, best: bool = False) -> list[tuple[str, str, str]]:
    """Return each rule that is broken: its id, the first place, and what is wrong there.

    Parameters
    ----------
    page
        As it is now.
    within
        A selector of the only part to look at, without the frames in it; all of the page by default.
    best
        Whether axe's own best practices count beside WCAG 2.2 A and AA.
    """
    for frame in page.frames:
        frame.evaluate(_SETTLED)
    if not page.evaluate("'axe' in window"):  # a page that was looked at before has it still
        page.evaluate(f"{_SCRIPT};0")
    settings = {"runOnly": [*_RULES, *(["best-practice"] if best else [])], "iframes": within is None}
    found: list[list[str]] = page.evaluate(_RUN, [within, settings])
    return [(rule, place, wrong) for rule, place, wrong in found]


def looks_right(page: Page) -> None:
    """Check that axe has nothing against a page, light and dark, and that a phone shows all its width."""
    for scheme, width, height in (("light", 1366, 650), ("dark", 1366, 650), ("dark", 390, 844)):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]  # one of its two
        resize(page, width, height)
        assert violations(page, best=True) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    resize(page, 1366, 650)
    page.emulate_media(color_scheme="light")


def shows(field: Locator, text: str) -> None:
    """Wait until a field's text reads so: a text as it prints, or what stands in an input; blanks count as one."""
    expect(field).to_be_visible()
    try:
        typed = field.evaluate("(one) => 'value' in one")
    except Error:  # the page was loaded again meanwhile
        return shows(field, text)
    if typed:
        expect(field).to_have_value(text)
    else:
        expect(field).to_have_text(text, use_inner_text=True)
    return None
