"""What is typed is saved, kept, and never overwritten: fields in a real browser, with their real Python."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect
from widget_harness.bench import Bench
from widget_harness.keeper import Shelf, ShelfKeeper

from sko_widgets.widgets import Bar, Control, ItemsControl, TextControl

pytest_plugins = ["widget_harness.fixtures"]
pytestmark = pytest.mark.browser

KEY = "rivierenland/2025-2026/block/meso-samenwerking/2/goal"
Opener = Callable[..., Bench]


def builder(shelf: Shelf, author: str = "Ans de Vries") -> Callable[[], dict[str, Control]]:
    """Return what makes a page with one text field and a save state."""

    def build() -> dict[str, Control]:
        goal = TextControl(
            key=KEY, label="Doel", value=shelf.value, revision=shelf.revision, keeper=ShelfKeeper(shelf, author)
        )
        return {"bar": Bar(crumbs=[{"label": "Hier", "url": ""}]), "goal": goal}

    return build


def goal(bench: Bench) -> Locator:
    return bench.page.get_by_role("textbox", name="Doel")


def state(bench: Bench) -> Locator:
    return bench.page.get_by_role("status")


def saves(bench: Bench) -> list[dict[str, Any]]:
    """Return the saves that this page has sent."""
    sent: list[dict[str, Any]] = bench.page.evaluate("host.sent.map((one) => one.content)")
    return [message for message in sent if message["do"] == "save"]


def drafts(page: Page) -> list[Any]:
    """Return the values of the drafts in the browser's storage."""
    kept: list[Any] = page.evaluate(
        "Object.keys(localStorage).filter((k) => k.startsWith('sko:')).map((k) => JSON.parse(localStorage[k]).value)"
    )
    return kept


def trouble(bench: Bench, **flags: Any) -> None:
    bench.page.evaluate("(flags) => Object.assign(host, flags)", flags)


def wait_for(bench: Bench, said: Callable[[], bool], patience: int = 6000) -> None:
    """Wait until Python has it; the page goes on meanwhile."""
    for _ in range(patience // 50):
        if said():
            return
        bench.page.wait_for_timeout(50)
    raise AssertionError("it did not happen")


def test_typing_saves_one_second_after_the_last_keystroke_and_once(tab: Opener) -> None:
    shelf = Shelf()
    bench = tab(builder(shelf))
    goal(bench).press_sequentially("Samen leren ", delay=120)
    assert not shelf.values
    assert drafts(bench.page) == ["Samen leren "]
    expect(state(bench)).to_contain_text("Bezig met opslaan")
    expect(state(bench)).to_contain_text("Opgeslagen om 14.32 uur")
    assert shelf.values == ["Samen leren "]
    assert len(saves(bench)) == 1
    assert drafts(bench.page) == []


def test_leaving_the_field_saves_at_once(tab: Opener) -> None:
    shelf = Shelf()
    bench = tab(builder(shelf))
    goal(bench).fill("Samen leren")
    goal(bench).blur()
    wait_for(bench, lambda: shelf.values == ["Samen leren"], 600)


def test_typing_back_what_was_saved_saves_nothing(tab: Opener) -> None:
    shelf = Shelf()
    shelf.add("Samen")
    bench = tab(builder(shelf))
    goal(bench).press_sequentially("!")
    goal(bench).press("Backspace")
    bench.page.wait_for_timeout(1300)
    assert saves(bench) == []
    assert drafts(bench.page) == []


def test_a_field_that_is_only_visited_saves_nothing(tab: Opener) -> None:
    shelf = Shelf()
    shelf.add("Van elders,\r\nmet regels van Windows")
    bench = tab(builder(shelf))
    goal(bench).focus()
    goal(bench).blur()
    bench.page.wait_for_timeout(300)
    assert saves(bench) == []
    assert shelf.revision == 1


def test_a_field_that_is_shown_anew_goes_on_with_what_was_typed(tab: Opener) -> None:
    """As when a cell is run again: the next field is there before the one before it leaves."""
    shelf = Shelf()
    bench = tab(builder(shelf))
    bench.page.evaluate("host.dead = true")
    goal(bench).fill("Samen")
    bench.page.evaluate(
        """async () => {
          const { widget } = host.models.goal;
          const el = document.body.appendChild(document.createElement("div"));
          await widget.render({ model: host.models.goal, el });
          await new Promise((done) => setTimeout(done, 400));
          host.cleanups.goal();
          document.querySelector("#w-goal").remove();
          host.dead = false;
        }"""
    )
    expect(goal(bench)).to_have_value("Samen")
    wait_for(bench, lambda: shelf.values == ["Samen"])


def test_what_is_typed_during_a_save_is_sent_after_it_on_the_new_revision(tab: Opener) -> None:
    shelf = Shelf()
    bench = tab(builder(shelf))
    trouble(bench, delay=1500)
    goal(bench).press_sequentially("Een")
    wait_for(bench, lambda: shelf.values == ["Een"])
    goal(bench).press_sequentially(" twee")
    goal(bench).blur()
    wait_for(bench, lambda: shelf.values == ["Een", "Een twee"])
    assert [message["based_on"] for message in saves(bench)] == [0, 1]
    expect(goal(bench)).to_have_value("Een twee")


def test_text_that_was_not_acknowledged_comes_back_after_a_reload(tab: Opener) -> None:
    shelf = Shelf()
    bench = tab(builder(shelf))
    trouble(bench, dead=True)
    goal(bench).press_sequentially("Dit mag niet weg ")
    bench.reload()
    expect(goal(bench)).to_have_value("Dit mag niet weg ")
    expect(bench.page.get_by_text("We hebben tekst teruggezet die nog niet was opgeslagen")).to_be_visible()
    wait_for(bench, lambda: shelf.values == ["Dit mag niet weg "])
    wait_for(bench, lambda: drafts(bench.page) == [])


def test_a_save_whose_answer_got_lost_is_no_clash(tab: Opener) -> None:
    shelf = Shelf()
    bench = tab(builder(shelf))
    trouble(bench, deaf=True)
    goal(bench).press_sequentially("Een")
    wait_for(bench, lambda: shelf.values == ["Een"])
    goal(bench).press_sequentially(" twee")
    bench.reload()
    wait_for(bench, lambda: shelf.values == ["Een", "Een twee"])
    assert bench.page.get_by_role("dialog").count() == 0


def test_an_answer_that_comes_too_late_is_no_clash(tab: Opener) -> None:
    shelf = Shelf()
    bench = tab(builder(shelf))
    trouble(bench, delay=1200)
    goal(bench).fill("Een")
    goal(bench).blur()
    wait_for(bench, lambda: shelf.values == ["Een"])
    # The host's link comes back, so the page sends again before the first answer is there.
    goal(bench).fill("Een twee")
    bench.page.evaluate("dispatchEvent(new CustomEvent('sko:online'))")
    wait_for(bench, lambda: shelf.values == ["Een", "Een twee"])
    expect(state(bench)).to_contain_text("Opgeslagen")
    assert bench.page.get_by_role("dialog").count() == 0


def test_without_an_answer_the_page_says_so_and_tries_again(tab: Opener) -> None:
    shelf = Shelf()
    bench = tab(builder(shelf))
    bench.page.clock.install()
    trouble(bench, dead=True)
    goal(bench).fill("Samen")
    bench.page.clock.run_for(1100)
    bench.page.clock.run_for(8100)
    expect(state(bench)).to_contain_text("Niet opgeslagen: geen verbinding")
    assert drafts(bench.page) == ["Samen"]
    trouble(bench, dead=False)
    bench.page.clock.run_for(4100)
    expect(state(bench)).to_contain_text("Opgeslagen")
    assert shelf.values == ["Samen"]


def test_the_host_tells_when_the_kernel_is_gone_and_back(tab: Opener) -> None:
    shelf = Shelf()
    bench = tab(builder(shelf))
    bench.page.evaluate("host.dead = true; dispatchEvent(new CustomEvent('sko:offline'))")
    goal(bench).fill("Samen")
    goal(bench).blur()
    expect(state(bench)).to_contain_text("Niet opgeslagen: geen verbinding")
    assert saves(bench) == []
    bench.page.evaluate("host.dead = false; dispatchEvent(new CustomEvent('sko:online'))")
    expect(state(bench)).to_contain_text("Opgeslagen om")
    assert shelf.values == ["Samen"]


def test_a_store_that_fails_is_told_in_its_own_words(tab: Opener) -> None:
    shelf = Shelf(broken="De schijf is vol.")
    bench = tab(builder(shelf))
    goal(bench).fill("Samen")
    goal(bench).blur()
    words = "Niet opgeslagen: De schijf is vol. Je tekst blijft in deze browser bewaard."
    expect(state(bench)).to_contain_text(words)
    assert drafts(bench.page) == ["Samen"]
    shelf.broken = ""
    goal(bench).press_sequentially(" leren")
    goal(bench).blur()
    expect(state(bench)).to_contain_text("Opgeslagen om")


def test_a_browser_that_keeps_nothing_is_told_and_saving_goes_on(tab: Opener) -> None:
    shelf = Shelf()
    bench = tab(builder(shelf))
    bench.page.evaluate("() => { Storage.prototype.setItem = () => { throw new DOMException('vol'); }; }")
    goal(bench).fill("Samen")
    expect(bench.page.get_by_text("Deze browser kan je tekst niet zelf bewaren")).to_be_visible()
    goal(bench).blur()
    wait_for(bench, lambda: shelf.values == ["Samen"])


def test_two_tabs_do_not_take_each_others_drafts_and_a_closed_one_is_taken_over(tab: Opener) -> None:
    shelf = Shelf()
    first, second = tab(builder(shelf)), tab(builder(shelf))
    trouble(first, dead=True)
    goal(first).fill("Uit het eerste tabblad")
    second.reload()
    second.page.wait_for_timeout(400)
    expect(goal(second)).to_have_value("")
    first.page.close()
    second.reload()
    expect(goal(second)).to_have_value("Uit het eerste tabblad")
    wait_for(second, lambda: shelf.values == ["Uit het eerste tabblad"])


def clash(tab: Opener) -> tuple[Bench, Shelf]:
    """Return a page where the dialog is open, because somebody else saved first."""
    shelf = Shelf()
    shelf.add("Samen")
    bench = tab(builder(shelf))
    shelf.add("Samen met de wijk", "Bram Bakker")
    goal(bench).fill("Samen met de school")
    goal(bench).blur()
    dialog = bench.page.get_by_role("dialog", name="Er zijn twee teksten bij ‘Doel’")
    expect(dialog).to_be_visible()
    expect(dialog).to_contain_text("Bram Bakker, 21 november 2026")
    return bench, shelf


@pytest.mark.parametrize(
    ("choice", "kept"),
    [
        ("Mijn tekst houden", "Samen met de school"),
        ("De andere tekst nemen", "Samen met de wijk"),
        ("Samenvoegen", "Samen met de wijk\n\nSamen met de school, en verder"),
    ],
)
def test_two_texts_one_choice_and_both_in_the_history(tab: Opener, choice: str, kept: str) -> None:
    bench, shelf = clash(tab)
    bench.page.get_by_role("button", name=choice).click()
    if choice == "Samenvoegen":
        bench.page.get_by_role("textbox", name="Samengevoegde tekst").press("Control+End")
        bench.page.keyboard.type(", en verder")
        bench.page.get_by_role("button", name="Samengevoegde tekst bewaren").click()
    expect(bench.page.get_by_role("dialog")).to_have_count(0)
    expect(goal(bench)).to_have_value(kept)
    assert shelf.value == kept
    assert {"Samen met de wijk", "Samen met de school"} <= set(shelf.values)
    expect(state(bench)).to_contain_text("Opgeslagen")
    assert drafts(bench.page) == []


def test_deciding_later_keeps_the_text_and_the_question_comes_back(tab: Opener) -> None:
    bench, shelf = clash(tab)
    bench.page.keyboard.press("Escape")
    expect(goal(bench)).to_have_value("Samen met de school")
    expect(state(bench)).to_contain_text("Niet opgeslagen: iemand anders wijzigde dit ook")
    goal(bench).press("End")
    bench.page.keyboard.type(" erbij")
    assert drafts(bench.page) == ["Samen met de school erbij"]
    bench.page.get_by_role("button", name="Beide teksten bekijken").click()
    bench.page.keyboard.press("Escape")
    bench.reload()
    bench.page.get_by_role("button", name="Mijn tekst houden").click()
    wait_for(bench, lambda: shelf.value == "Samen met de school erbij")


def test_the_dialog_waits_until_the_user_does_not_type_and_no_key_chooses(tab: Opener) -> None:
    shelf = Shelf()
    shelf.add("Samen")
    bench = tab(builder(shelf))
    shelf.add("Anders", "Bram Bakker")
    trouble(bench, delay=300)
    goal(bench).press_sequentially(" a")
    bench.page.wait_for_timeout(1100)
    goal(bench).press_sequentially(" een zin die doorgaat", delay=60)
    assert bench.page.get_by_role("dialog").count() == 0
    expect(bench.page.get_by_role("dialog")).to_be_visible()
    bench.page.keyboard.press("Space")
    bench.page.keyboard.press("Enter")
    expect(bench.page.get_by_role("dialog")).to_be_visible()
    expect(goal(bench)).to_have_value("Samen a een zin die doorgaat")


def test_pythons_own_change_shows_unless_something_is_unsaved(tab: Opener) -> None:
    shelf = Shelf()
    shelf.add("Oud")
    bench = tab(builder(shelf))

    def put(value: str) -> None:
        shelf.add(value, "Bram Bakker")
        bench.widgets["goal"].set_trait("value", value)
        bench.widgets["goal"].set_trait("revision", shelf.revision)
        bench.tell("goal")

    put("Nieuw")
    expect(goal(bench)).to_have_value("Nieuw")
    goal(bench).press("End")
    bench.page.keyboard.type(" en meer")
    put("Heel anders")
    expect(goal(bench)).to_have_value("Nieuw en meer")
    expect(bench.page.get_by_role("dialog")).to_be_visible()


def test_history_tells_who_when_and_what_and_puts_back(tab: Opener) -> None:
    shelf = Shelf()
    shelf.add("Samen leren in de wijk", "Bram Bakker")
    shelf.add("Samen leren in de stad")
    bench = tab(builder(shelf))
    bench.page.get_by_role("button", name="Geschiedenis").click()
    dialog = bench.page.get_by_role("dialog", name="Geschiedenis van Doel")
    newest = dialog.get_by_role("listitem").first
    expect(newest).to_contain_text("21 november 2026, 14.02 uur · Ans de Vries")
    expect(newest.locator("del")).to_contain_text("wijk")
    expect(newest.locator("ins")).to_contain_text("stad")
    dialog.get_by_role("button", name="Zet deze versie terug").click()
    expect(dialog).to_have_count(0)
    expect(goal(bench)).to_have_value("Samen leren in de wijk")
    assert shelf.values[-1] == "Samen leren in de wijk"
    assert len(shelf.values) == 3
    expect(bench.page.get_by_text("De versie van 21 november 2026, 14.01 uur staat er weer.")).to_be_visible()


def test_history_first_saves_what_was_just_typed(tab: Opener) -> None:
    shelf = Shelf()
    shelf.add("Een")
    bench = tab(builder(shelf))
    goal(bench).fill("Twee")
    bench.page.get_by_role("button", name="Geschiedenis").click()
    dialog = bench.page.get_by_role("dialog")
    dialog.get_by_role("button", name="Zet deze versie terug").click()
    expect(goal(bench)).to_have_value("Een")
    assert shelf.values == ["Een", "Twee", "Een"]


def test_a_list_clashes_and_joins_as_a_list(tab: Opener) -> None:
    shelf = Shelf()
    shelf.add({"items": ["Bellen"]})

    def build() -> dict[str, Control]:
        keeper = ShelfKeeper(shelf)
        return {
            "actions": ItemsControl(
                key="a/b", label="Acties", item_label="Actie", value=shelf.value, revision=shelf.revision, keeper=keeper
            )
        }

    bench = tab(build)
    shelf.add({"items": ["Bellen", "Schrijven"]}, "Bram Bakker")
    bench.page.get_by_role("textbox", name="Actie 1").fill("Aanbellen")
    bench.page.get_by_role("textbox", name="Actie 1").blur()
    dialog = bench.page.get_by_role("dialog")
    dialog.get_by_role("button", name="Samenvoegen").click()
    expect(dialog.get_by_role("textbox", name="Actie 3")).to_have_value("Aanbellen")
    dialog.get_by_role("button", name="Samengevoegde tekst bewaren").click()
    expect(dialog).to_have_count(0)
    assert shelf.value["items"] == ["Bellen", "Schrijven", "Aanbellen"]
    expect(bench.page.get_by_role("textbox", name="Actie 3")).to_have_value("Aanbellen")


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
def test_no_keystroke_is_lost_when_the_page_ends_at_random_moments(tab: Opener, seed: int) -> None:
    """Kernels that die before or after they stored, and pages that are loaded again, in any order."""
    chance = random.Random(seed)
    shelf = Shelf()
    bench = tab(builder(shelf))
    typed = ""
    for _ in range(12):
        trouble(bench, delay=chance.choice([0, 300]), dead=chance.random() < 0.3, deaf=chance.random() < 0.3)
        goal(bench).press("Control+End")
        for word in range(chance.randint(1, 4)):
            text = f"w{len(typed)}.{word} "
            bench.page.keyboard.type(text)
            typed += text
            bench.page.wait_for_timeout(chance.choice([0, 100, 600, 1150]))
        bench.reload()
        expect(goal(bench)).to_have_value(typed)
        assert bench.page.get_by_role("dialog").count() == 0
    wait_for(bench, lambda: bool(shelf.value == typed))
