"""The app's pages in a real browser: widgets live, nothing is asked of others, and a lost kernel loses no text."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import psutil  # type: ignore[import-untyped]  # no types are published with it
import pytest
from browser import launch, violations
from helpers import free_port
from playwright.sync_api import Browser, BrowserContext, Error, Page, Route, expect, sync_playwright
from serving import PROOF, Serving, code, proof, serving, until

pytestmark = [pytest.mark.browser, pytest.mark.slow]
ASSETS = Path(__file__).parent / "assets"
LOST = "De verbinding is weg. Typ gerust door; je tekst blijft in deze browser bewaard."
PATIENCE = 60_000


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        running = launch(playwright)
        yield running
        running.close()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    with serving(tmp_path_factory.mktemp("werkmap")) as running:
        until(lambda: len(running.children()) >= 3)
        yield running


@pytest.fixture
def context(browser: Browser, server: Serving) -> Iterator[BrowserContext]:
    made = browser.new_context(viewport={"width": 1280, "height": 900}, base_url=server.base)
    made.set_default_timeout(PATIENCE)
    yield made
    made.close()


@pytest.fixture
def page(context: BrowserContext, server: Serving) -> Page:
    return open_page(context, server)


def open_page(context: BrowserContext, server: Serving, name: str = PROOF) -> Page:
    page = context.new_page()
    page.goto(server.page(name))
    expect(page.locator("html[data-sko=whole][data-link=online]")).to_have_count(1, timeout=PATIENCE)
    return page


def kernel_of(page: Page) -> str:
    return str(page.locator("sko-kernel").get_attribute("kernel"))


def process_of(server: Serving, page: Page) -> psutil.Process:
    """Return the kernel's process; it tells its id by a file, as the page has no other way to say it."""
    page.get_by_label("Doel", exact=True).fill("bewaar-pid")
    until((server.folder / "notebooks" / "bewaar-pid.txt").exists)
    return psutil.Process(int((server.folder / "notebooks" / "bewaar-pid.txt").read_text()))


def says(page: Page, label: str, text: str) -> None:
    """Type in a field, and see what Python makes of it."""
    page.get_by_label(label, exact=True).fill(text)
    expect(page.get_by_text(text.upper(), exact=True)).to_be_visible(timeout=PATIENCE)


# ---------------------------------------------------------------- widgets


def test_models_of_which_half_came_in_are_waited_for(page: Page) -> None:
    """The page's script runs while the page comes in, so also between two halves of what widgets are made from."""
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    scripts = "document.querySelectorAll('script[data-models]').length"
    page.evaluate(
        """() => {
          document.open();
          document.write('<body><p>Kop</p><script type="application/json" data-models>{"styles": {}, ');
          document.body.prepend(document.createElement("sko-end"));  // as any of our elements does
        }"""
    )
    assert (page.evaluate(scripts), wrong) == (1, [])
    page.evaluate("""document.write('"models": {}}</script><sko-end></sko-end>')""")
    assert (page.evaluate(scripts), wrong) == (0, [])


def test_what_is_typed_reaches_python_and_comes_back(page: Page) -> None:
    says(page, "Doel", "naar school")
    says(page, "Eigen vraag", "met wie")


def test_messages_and_bytes_go_both_ways(page: Page) -> None:
    page.get_by_label("Acties", exact=True).fill("é – “x”")
    page.get_by_role("button", name="Vraag Acties").click()
    expect(page.locator("output[data-got='é – “x”:6']")).to_have_count(1)


def test_a_page_is_asked_of_its_own_server_alone(context: BrowserContext, server: Serving) -> None:
    asked: list[str] = []
    complaints: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    context.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page = open_page(context, server)
    page.on("websocket", lambda socket: asked.append(socket.url))
    says(page, "Doel", "iets")
    page.reload()
    page.wait_for_load_state("networkidle")
    own = (f"{server.base}/", f"ws://127.0.0.1:{server.port}/", f"blob:{server.base}/", "data:")
    assert asked
    assert [url for url in asked if not url.startswith(own)] == []
    assert complaints == []


def test_a_page_says_what_it_is(page: Page) -> None:
    assert page.locator("html").get_attribute("lang") == "nl"
    assert page.title() == "Van losse uren naar één programma · Proef"
    assert "token" not in page.url
    assert page.evaluate("document.fonts.check('16px \"Atkinson Hyperlegible Next\"')")
    expect(page.get_by_role("banner")).to_contain_text("Een balk")
    expect(page.get_by_role("complementary", name="Stappen")).to_contain_text("Doel")
    expect(page.get_by_role("main")).to_contain_text("Van losse uren")
    assert page.locator("main #Eigen-vraag h2").count() == 1
    page.get_by_text("Wat hoort hier?").first.click()
    expect(page.get_by_text("Wat hoort bij Doel?")).to_be_visible()


def test_a_widget_that_leaves_the_page_is_cleaned_up(page: Page) -> None:
    page.evaluate("document.querySelector('sko-view').remove()")
    assert page.evaluate("window.cleaned") == 1


def test_a_widget_that_fails_says_so_in_dutch(context: BrowserContext, server: Serving) -> None:
    broken = (
        "class Stuk(anywidget.AnyWidget):\n    _esm = 'export default { render() { throw new Error(\"au\") } }'\nStuk()"
    )
    nbformat.write(proof(code(broken)), server.folder / "notebooks" / "stuk.ipynb")
    page = open_page(context, server, "stuk.ipynb")
    expect(page.get_by_text("Dit onderdeel kon niet worden geladen")).to_be_visible()
    assert "au" not in page.locator("main").inner_text().split()
    says(page, "Doel", "de rest werkt")


def test_a_widget_whose_module_did_not_come_the_first_time_is_shown_all_the_same(
    context: BrowserContext, server: Serving
) -> None:
    refused: list[str] = []

    def refuse(route: Route) -> None:
        refused.append(route.request.url)
        route.abort()

    ours = code("from sko_widgets.widgets import LineControl\nLineControl(label='Een regel', show_label=True)")
    nbformat.write(proof(ours), server.folder / "notebooks" / "later.ipynb")
    context.route(re.compile(r"/sko/(modules/[0-9a-f]+|static/[0-9a-f]+/widgets)\.js$"), refuse)
    page = open_page(context, server, "later.ipynb")
    assert {url.rpartition("/")[2] == "widgets.js" for url in refused} == {True, False}
    says(page, "Doel", "toch gekomen")
    expect(page.get_by_label("Een regel")).to_be_visible()
    expect(page.get_by_text("Dit onderdeel kon niet worden geladen").locator("visible=true")).to_have_count(0)


def test_markup_in_an_answer_stays_text(context: BrowserContext, server: Serving) -> None:
    told = "from IPython.display import Markdown\nMarkdown('<img src=x onerror=\"document.title=1\"> **vet**')"
    field = "Field('</script><b>Slot</b>', '</textarea><script>document.title=2</script>')"
    notebook = proof(code(told), code(field))
    notebook.metadata["sko"]["title"] = "</title><b class=loose>Vet</b>"
    notebook.metadata["sko"]["colour"] = '"><b class=loose>Vet</b>'
    nbformat.write(notebook, server.folder / "notebooks" / "tekens.ipynb")
    page = open_page(context, server, "tekens.ipynb")
    expect(page.locator(".loose")).to_have_count(0)
    expect(page.get_by_text('<img src=x onerror="document.title=1"> vet')).to_be_visible()
    expect(page.get_by_label("</script><b>Slot</b>")).to_have_value("</textarea><script>document.title=2</script>")
    assert "</title><b class=loose>Vet</b>" in page.title()


# ---------------------------------------------------------------- look


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (1280, "dark"), (390, "light"), (390, "dark")])
def test_axe_finds_nothing(browser: Browser, server: Serving, width: int, scheme: Any) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 844},
        color_scheme=scheme,
        bypass_csp=True,  # axe is put in from outside
    )
    page = open_page(context, server)
    assert page.evaluate("document.documentElement.scrollWidth") == width
    page.locator("summary").first.click()
    assert violations(page) == []
    page.evaluate("document.querySelectorAll('template').forEach(t => document.body.append(t.content.cloneNode(true)))")
    assert violations(page) == []
    context.close()


def test_the_first_stop_of_the_keyboard_skips_to_the_content(page: Page) -> None:
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Naar de inhoud")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_on_paper_there_is_only_the_content(page: Page) -> None:
    page.emulate_media(media="print")
    for name in (".top", ".side", ".help", ".skip"):
        expect(page.locator(name).first).to_be_hidden()
    expect(page.get_by_role("heading", name="Doel")).to_be_visible()


def test_pages_of_the_server_itself_are_dutch_and_sound(browser: Browser, server: Serving) -> None:
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    page.goto(f"{server.base}/werkboek/proef")
    expect(page.get_by_role("heading", name="Deze browser heeft nog geen toegang")).to_be_visible()
    assert violations(page) == []
    page.get_by_label("Toegangscode").fill("fout")
    page.get_by_role("button", name="Verder").click()
    expect(page.get_by_role("alert")).to_contain_text("Deze code klopt niet")
    page.get_by_label("Toegangscode").fill(server.token)
    page.get_by_role("button", name="Verder").click()
    expect(page.get_by_role("heading", name="Van losse uren")).to_be_visible(timeout=PATIENCE)
    page.goto(f"{server.base}/werkboek/nergens")
    expect(page.get_by_role("heading", name="Deze pagina is er niet")).to_be_visible()
    assert violations(page) == []
    context.close()


# ---------------------------------------------------------------- a lost link


def test_a_killed_kernel_is_told_and_one_can_go_on(server: Serving, page: Page) -> None:
    process_of(server, page).kill()
    expect(page.get_by_role("status").filter(has_text=LOST)).to_be_visible(timeout=PATIENCE)
    assert page.locator("sko-view [data-link=offline], sko-view[data-link=offline]").count() == 3
    page.get_by_label("Doel", exact=True).fill("dit typ ik gewoon door")
    expect(page.get_by_label("Doel", exact=True)).to_have_value("dit typ ik gewoon door")
    before = kernel_of(page)
    page.get_by_role("button", name="Ga verder").click()
    expect(page.locator(f"sko-kernel:not([kernel='{before}'])")).to_have_count(1, timeout=PATIENCE)
    says(page, "Doel", "weer verder")


def test_a_broken_link_comes_back_by_itself(context: BrowserContext, server: Serving) -> None:
    context.add_init_script(
        "const Real = WebSocket; window.sockets = [];"
        "window.WebSocket = class extends Real { constructor(...a) { super(...a); window.sockets.push(this); } };"
    )
    page = open_page(context, server)
    says(page, "Doel", "voor")
    kernel = kernel_of(page)
    page.evaluate("window.sockets.at(-1).close()")
    until(lambda: page.evaluate("window.sockets.length") == 2)
    expect(page.locator("html[data-link=online]")).to_have_count(1, timeout=PATIENCE)
    says(page, "Doel", "na")
    expect(page.get_by_role("button", name="Ga verder")).to_have_count(0)
    assert kernel_of(page) == kernel


def test_a_server_that_was_killed_and_started_again(browser: Browser, tmp_path: Path) -> None:
    context = browser.new_context()
    context.set_default_timeout(PATIENCE)
    port = str(free_port())  # not of those that `sko open` tries itself: another test's server could take it meanwhile
    with serving(tmp_path, "--poort", port) as first:
        page = open_page(context, first)
        first.process.kill()
        first.process.wait()
        expect(page.get_by_text(LOST)).to_be_visible(timeout=PATIENCE)
        page.get_by_role("button", name="Ga verder").click()
        expect(page.get_by_text("Er is nog geen verbinding")).to_be_visible(timeout=PATIENCE)
        page.get_by_label("Doel", exact=True).fill("blijft staan")
    with serving(tmp_path) as second:
        assert second.port == first.port
        until(lambda: page.evaluate("document.documentElement.dataset.link") == "gone")
        expect(page.get_by_label("Doel", exact=True)).to_have_value("blijft staan")
        page.get_by_role("button", name="Ga verder").click()
        expect(page.locator("html[data-link=online]")).to_have_count(1, timeout=PATIENCE)
        says(page, "Doel", "het werkt weer")  # without the new token: the browser is known
    context.close()


def test_a_server_that_dies_halfway_a_page(browser: Browser, tmp_path: Path) -> None:
    with serving(tmp_path) as server:
        nbformat.write(proof(code("import time\ntime.sleep(60)")), tmp_path / "notebooks" / "traag.ipynb")
        page = browser.new_page()
        page.goto(server.page("traag.ipynb"), wait_until="commit")
        expect(page.get_by_label("Acties", exact=True)).to_be_visible(timeout=PATIENCE)
        server.process.kill()
        expect(page.get_by_text(LOST)).to_be_visible(timeout=PATIENCE)
        page.close()


# ---------------------------------------------------------------- kernels


def test_a_page_that_goes_takes_its_kernel_along(context: BrowserContext, server: Serving) -> None:
    here = server.kernels()
    page = open_page(context, server)
    kernel = kernel_of(page)
    assert server.kernels() - here == {kernel}  # one of an earlier page may still be going
    page.goto("about:blank")
    until(lambda: kernel not in server.kernels())


def test_what_was_typed_last_is_kept_when_the_page_goes(context: BrowserContext, server: Serving) -> None:
    page = open_page(context, server)
    for number in range(5):
        page = open_page(context, server)
        page.get_by_label("Acties", exact=True).fill(f"bewaar-{number}")
        page.goto("about:blank")
        until((server.folder / "notebooks" / f"bewaar-{number}.txt").exists)


# A page may be away from its kernel for shorter than people get.
IMPATIENT = """
from sko_widgets.server import app
settings = app.settings
def impatient(*work_folder):
    found = settings(*work_folder)
    found.KernelPool.grace = 5.0
    return found
app.settings = impatient
"""


@pytest.fixture(scope="module")
def impatient(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    with serving(tmp_path_factory.mktemp("ongeduldig"), first=IMPATIENT) as running:
        yield running


def test_reloading_again_and_again_does_not_hang(context: BrowserContext, impatient: Serving) -> None:
    page = open_page(context, impatient)
    for _ in range(8):
        try:
            page.reload(wait_until="commit")
        except Error as error:  # the one before had not got so far that there is a page to load again
            assert "Not attached to an active page" in str(error)
    expect(page.locator("html[data-sko=whole][data-link=online]")).to_have_count(1, timeout=PATIENCE)
    says(page, "Doel", "er nog")
    kept = kernel_of(page)
    until(lambda: impatient.kernels() == {kept}, 60)


def test_a_crashed_browser_leaves_no_kernel(browser: Browser, impatient: Serving) -> None:
    context = browser.new_context()
    page = open_page(context, impatient)
    kernel = kernel_of(page)
    with contextlib.suppress(Error):  # the page is gone before it can answer
        page.goto("chrome://crash", timeout=3000)
    until(lambda: kernel not in impatient.kernels(), 60)
    context.close()


# ---------------------------------------------------------------- JupyterLab


def test_the_same_notebook_works_in_jupyterlab_in_dutch(browser: Browser, tmp_path: Path) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(PATIENCE)
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    page = context.new_page()
    with serving(tmp_path, "--jupyterlab") as server:
        page.goto(f"{server.base}/lab/tree/{PROOF}?token={server.token}")
        expect(page.get_by_text("Python 3 (ipykernel) | Inactief")).to_be_visible(timeout=90_000)
        page.get_by_role("menuitem", name="Uitvoeren").click()
        page.locator("[data-command='runmenu:run-all']").click()
        says(page, "Doel", "in het lab")
    assert [url for url in asked if not url.startswith((server.base, "blob:", "data:"))] == []
    context.close()
