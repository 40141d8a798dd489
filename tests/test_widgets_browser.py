"""What is typed is saved, and kept until it is: a field in a real browser, with its real Python."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from widget_harness.acts import Opener, builder, drafts, goal, saves, state, trouble, wait_for
from widget_harness.storage import Shelf

pytest_plugins = ["widget_harness.fixtures"]
pytestmark = pytest.mark.browser


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
