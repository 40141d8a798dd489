"""What is typed is saved, and kept until it is: a field in a real browser, with its real Python."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from browser import shows
from playwright.sync_api import Dialog, expect
from widget_harness.acts import Opener, builder, drafts, goal, saves, state, trouble, wait_for
from widget_harness.storage import Shelf, ShelfStorage

from sko_widgets.widgets import Control, TextControl

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
    shows(goal(bench), "Samen")
    wait_for(bench, lambda: shelf.values == ["Samen"])


def test_text_that_is_put_back_waits_for_what_is_being_typed(tab: Opener) -> None:
    shelf = Shelf()
    bench = tab(builder(shelf))
    bench.page.evaluate("host.dead = true")
    goal(bench).fill("Van eerder")
    bench.page.evaluate(
        """async () => {
          const { widget } = host.models.goal;
          const el = document.body.appendChild(Object.assign(document.createElement("div"), { id: "next" }));
          await widget.render({ model: host.models.goal, el });
        }"""
    )
    typed = bench.page.locator("#next").get_by_role("textbox", name="Doel")
    typed.fill("Van nu")
    bench.page.evaluate("host.cleanups.goal(); document.querySelector('#w-goal').remove()")
    bench.page.wait_for_timeout(400)
    shows(typed, "Van nu")
    assert sorted(drafts(bench.page)) == ["Van eerder", "Van nu"]


def test_what_is_typed_during_a_save_is_sent_after_it_on_the_new_revision(tab: Opener) -> None:
    shelf = Shelf()
    bench = tab(builder(shelf))
    trouble(bench, delay=1500)
    goal(bench).press_sequentially("Een")
    wait_for(bench, lambda: shelf.values == ["Een"])
    said = state(bench).inner_text()  # the answer is on its way
    assert "Bezig met opslaan" in said and "pgeslagen" not in said
    goal(bench).press_sequentially(" twee")
    goal(bench).blur()
    wait_for(bench, lambda: shelf.values == ["Een", "Een twee"])
    assert [message["based_on"] for message in saves(bench)] == [0, 1]
    shows(goal(bench), "Een twee")


def test_text_that_was_not_acknowledged_comes_back_after_a_reload(tab: Opener) -> None:
    shelf = Shelf()
    bench = tab(builder(shelf))
    trouble(bench, dead=True)
    goal(bench).press_sequentially("Dit mag niet weg ")
    bench.reload()
    shows(goal(bench), "Dit mag niet weg ")
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


def test_an_answer_that_stays_away_for_five_seconds_is_told_until_it_comes(tab: Opener) -> None:
    shelf = Shelf()
    bench = tab(builder(shelf))
    bench.page.evaluate("host.told = []; addEventListener('sko:silent', ({ detail }) => host.told.push(detail))")
    bench.page.clock.install()
    trouble(bench, dead=True)
    goal(bench).fill("Samen")
    goal(bench).blur()
    bench.page.clock.run_for(4000)
    assert bench.page.evaluate("host.told") == []
    bench.page.clock.run_for(1100)
    assert bench.page.evaluate("host.told") == [True]
    bench.page.clock.run_for(8100)
    assert bench.page.evaluate("host.told") == [True]  # asked again, and still silent
    trouble(bench, dead=False)
    bench.page.clock.run_for(8100)
    expect(state(bench)).to_contain_text("Opgeslagen")
    assert bench.page.evaluate("host.told") == [True, False]


def test_the_field_itself_says_that_it_is_not_saved_yet(tab: Opener) -> None:
    shelf = Shelf()
    bench = tab(builder(shelf))
    sign = bench.page.locator("#w-goal .foot .unsaved")
    expect(sign).to_have_text("")
    goal(bench).fill("Samen")
    expect(sign).to_have_text("… wordt opgeslagen")
    expect(sign).to_have_text("")
    assert shelf.values == ["Samen"]
    shelf.broken = "De schijf is vol."
    goal(bench).fill("Samen leren")
    goal(bench).blur()
    expect(sign).to_have_text("! niet opgeslagen")
    expect(sign).to_have_attribute("aria-hidden", "true")  # the bar says it


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
    # What was said to have failed arrived after all, sent by the page before this one for instance: it is our own.
    shelf.broken = ""
    shelf.add("Samen")
    goal(bench).press_sequentially(" leren")
    goal(bench).blur()
    expect(state(bench)).to_contain_text("Opgeslagen om")
    assert shelf.values == ["Samen", "Samen leren"]
    expect(bench.page.get_by_role("dialog")).to_have_count(0)


def test_a_browser_that_keeps_nothing_is_told_and_saving_goes_on(tab: Opener) -> None:
    shelf = Shelf()
    bench = tab(builder(shelf))
    bench.page.evaluate("() => { Storage.prototype.setItem = () => { throw new DOMException('vol'); }; }")
    goal(bench).fill("Samen")
    expect(bench.page.get_by_text("Deze browser kan je tekst niet zelf bewaren")).to_be_visible()
    goal(bench).blur()
    wait_for(bench, lambda: shelf.values == ["Samen"])
    expect(state(bench)).to_contain_text("Opgeslagen om")
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    bench.page.on("dialog", stay)
    trouble(bench, dead=True)
    goal(bench).press_sequentially(" leren")
    bench.page.close(run_before_unload=True)
    wait_for(bench, lambda: asked == ["beforeunload"])
    shows(goal(bench), "Samen leren")


def test_a_page_that_is_left_or_hidden_saves_at_once(tab: Opener) -> None:
    bench = tab(builder(Shelf()))
    bench.page.clock.install()  # the second without typing does not come
    goal(bench).press_sequentially("Een")
    assert saves(bench) == []
    bench.page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide'))")
    assert [message["value"] for message in saves(bench)] == ["Een"]
    expect(state(bench)).to_contain_text("Opgeslagen om")
    goal(bench).press_sequentially(" twee")
    bench.page.evaluate("Object.defineProperty(document, 'hidden', { value: true })")
    bench.page.evaluate("document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))")
    assert [message["value"] for message in saves(bench)] == ["Een", "Een twee"]


def test_two_tabs_do_not_take_each_others_drafts_and_a_closed_one_is_taken_over(tab: Opener) -> None:
    shelf = Shelf()
    first, second = tab(builder(shelf)), tab(builder(shelf))
    trouble(first, dead=True)
    goal(first).fill("Uit het eerste tabblad")
    second.reload()
    second.page.wait_for_timeout(400)
    shows(goal(second), "")
    first.page.close()
    second.reload()
    shows(goal(second), "Uit het eerste tabblad")
    wait_for(second, lambda: shelf.values == ["Uit het eerste tabblad"])


# A page waits a while for other pages to say which drafts are theirs: here until a test lets it go on.
SLOW_NEIGHBOURS = """
const [later, held] = [setTimeout, []];
setTimeout = (act, wait) => (wait === 150 ? held.push(act) : later(act, wait));
window.letNeighboursAnswer = () => held.splice(0).forEach((act) => later(act));
"""


def test_who_types_before_drafts_were_looked_at_does_not_get_an_older_text_back(tab: Opener) -> None:
    """What an earlier page sent had arrived: its draft is not put over what went on from there."""
    shelf = Shelf()
    bench = tab(builder(shelf))
    bench.page.add_init_script(SLOW_NEIGHBOURS)
    trouble(bench, deaf=True)
    goal(bench).fill("Een. ")
    goal(bench).blur()
    wait_for(bench, lambda: bool(shelf.value == "Een. "))
    bench.reload()
    for text in ("Een. Twee. ", "Een. Twee. Drie. "):
        goal(bench).fill(text)
        goal(bench).blur()
        wait_for(bench, lambda: bench.page.evaluate("letNeighboursAnswer()") or drafts(bench.page) == [])
        bench.page.wait_for_timeout(200)
        shows(goal(bench), text)
    assert shelf.values == ["Een. ", "Een. Twee. ", "Een. Twee. Drie. "]
    assert bench.page.get_by_role("dialog").count() == 0


def two(goals: Shelf, plans: Shelf) -> Callable[[], dict[str, Control]]:
    """Return what makes a page with two text fields, and a save state above them."""

    def build() -> dict[str, Control]:
        plan = TextControl(
            key="a/plan", label="Plan", value=plans.value, revision=plans.revision, storage=ShelfStorage(plans)
        )
        return {**builder(goals)(), "plan": plan}

    return build


# Notes down whether the page said that all was saved while `plan` was not.
_WATCH = """() => {
  window.said = [];
  const place = document.querySelector(".state");
  new MutationObserver(() => window.said.push(place.textContent)).observe(place, { childList: true, subtree: true });
}"""
_HOLD = """() => {
  const { plan } = host.models, send = plan.send.bind(plan), held = [];
  plan.send = (content) => held.push(content);
  window.letGo = () => { plan.send = send; held.splice(0).forEach(send); };
}"""


def test_saved_is_said_only_when_every_field_is(tab: Opener) -> None:
    goals, plans = Shelf(), Shelf()
    bench = tab(two(goals, plans))
    bench.page.evaluate(_WATCH)
    bench.page.evaluate(_HOLD)
    plan = bench.page.get_by_role("textbox", name="Plan")
    plan.fill("Samen eten")
    goal(bench).fill("Samen leren")
    goal(bench).blur()
    wait_for(bench, lambda: len(drafts(bench.page)) == 1)
    assert goals.value == "Samen leren"
    bench.page.wait_for_timeout(300)
    expect(state(bench)).to_contain_text("Bezig met opslaan")
    assert not [one for one in bench.page.evaluate("said") if "Opgeslagen om" in one]
    bench.page.evaluate("letGo()")
    expect(state(bench)).to_contain_text("Opgeslagen om")
    assert plans.value == "Samen eten"


def test_saved_is_not_said_while_another_fields_draft_was_not_looked_at(tab: Opener) -> None:
    """After a kernel that died the first field is saved again while the second has yet to put its text back."""
    goals, plans = Shelf(), Shelf()
    bench = tab(two(goals, plans))
    trouble(bench, dead=True)
    bench.page.get_by_role("textbox", name="Plan").fill("Samen eten")
    bench.page.add_init_script(SLOW_NEIGHBOURS)
    bench.reload()
    goal(bench).fill("Samen leren")
    goal(bench).blur()
    wait_for(bench, lambda: bool(goals.value == "Samen leren"))
    assert not plans.values
    bench.page.wait_for_timeout(300)
    expect(state(bench)).to_contain_text("Bezig met opslaan")
    bench.page.evaluate("letNeighboursAnswer()")
    expect(state(bench)).to_contain_text("Opgeslagen om")
    assert plans.value == "Samen eten"


def test_saved_is_not_said_while_the_page_still_comes_in_and_text_waits(tab: Opener) -> None:
    """A field that is not there yet may have a draft, which another field knows nothing of."""
    shelf = Shelf()
    bench = tab(builder(shelf))
    bench.page.evaluate(
        """() => {
          document.documentElement.dataset.sko = "coming";
          localStorage.setItem("sko:de/veld#dat-1", JSON.stringify({ value: "hier nog niet" }));
        }"""
    )
    goal(bench).fill("Samen leren")
    goal(bench).blur()
    wait_for(bench, lambda: bool(shelf.value == "Samen leren"))
    bench.page.wait_for_timeout(300)
    expect(state(bench)).to_contain_text("Bezig met opslaan")
    bench.page.evaluate(
        """() => {
          document.documentElement.dataset.sko = "whole";
          dispatchEvent(new CustomEvent("sko:whole"));
        }"""
    )
    expect(state(bench)).to_contain_text("Opgeslagen om")


def test_saved_is_not_said_while_a_field_clashes_or_left_with_its_text(tab: Opener) -> None:
    goals, plans = Shelf(), Shelf()
    plans.add("Begin")
    bench = tab(two(goals, plans))
    plans.add("Van Bram", "Bram Bakker")
    plan = bench.page.get_by_role("textbox", name="Plan")
    plan.fill("Van mij")
    plan.blur()
    bench.page.get_by_role("button", name="Later kiezen").click()
    goal(bench).fill("Samen leren")
    goal(bench).blur()
    wait_for(bench, lambda: bool(goals.value == "Samen leren"))
    expect(state(bench)).to_contain_text("Niet opgeslagen: ‘Plan’ is ook ergens anders gewijzigd")
    bench.page.evaluate("() => { host.cleanups.plan(); document.querySelector('#w-plan').remove(); }")
    goal(bench).fill("Samen leren en spelen")
    goal(bench).blur()
    wait_for(bench, lambda: bool(goals.value == "Samen leren en spelen"))
    expect(state(bench)).to_contain_text("Niet opgeslagen: ‘Plan’ staat niet meer op de pagina")
    assert drafts(bench.page) == ["Van mij"]


def test_text_that_is_being_composed_is_kept_and_not_called_saved(tab: Opener) -> None:
    """As with the keys for an accent, or for Chinese: what is on screen is not in the text yet."""
    shelf = Shelf()
    bench = tab(builder(shelf))
    goal(bench).fill("Een caf")
    goal(bench).blur()
    expect(state(bench)).to_contain_text("Opgeslagen om")
    goal(bench).press("Control+End")
    keys = bench.page.context.new_cdp_session(bench.page)
    keys.send("Input.imeSetComposition", {"text": "´", "selectionStart": 1, "selectionEnd": 1})
    assert drafts(bench.page) == ["Een caf´"]
    expect(state(bench)).to_contain_text("Bezig met opslaan")
    wait_for(bench, lambda: bool(shelf.value == "Een caf´"))
    keys.send("Input.insertText", {"text": "é"})
    assert drafts(bench.page) == ["Een café"]
    expect(state(bench)).to_contain_text("Bezig met opslaan")
    wait_for(bench, lambda: bool(shelf.value == "Een café"))
    expect(state(bench)).to_contain_text("Opgeslagen om")
    shows(goal(bench), "Een café")
