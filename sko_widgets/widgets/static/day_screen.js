import { button, h, root } from "./shared/dom.js";
import { gone, put, sessionClock, timeLeft } from "./shared/sessionclock.js";
import { clockButtons, pressKey } from "./shared/sessionkeys.js";

const TYPED = "input, textarea, select, [contenteditable=true]";

/** The first sentence stands larger than what follows it. @param {string} text @returns {string[]} */
function sentences(text) {
  const found = /^(.+?[.?!])\s+(.+)$/s.exec(text.trim());
  return found ? [found[1], found[2]] : [text.trim(), ""];
}

/** What stands there. @param {any} model @param {any} clock */
function words(model, clock) {
  const { face } = clock;
  const part = clock.part();
  if (face.over) return { name: "Klaar", says: ["Dit was het. Tot de volgende keer.", ""] };
  if (part) return { name: part.name, says: sentences(part.says || part.name) };
  return { name: "We beginnen zo", says: sentences(model.get("question") || "Welkom.") };
}

/** What stands below the bar: what comes next, the pause, the end. @param {any} clock @returns {[string, string][]} */
function facts(clock) {
  const { face } = clock;
  const next = clock.next();
  if (face.over) return [];
  return [
    face.part < 0 ? ["We beginnen om", `${face.parts[0]?.at ?? ""} uur`] : next ? ["Hierna", `${next.name}, ${next.minutes} minuten`] : ["", ""],
    face.pause ? ["Pauze om", face.pause] : ["", ""],
    ["We zijn klaar om", face.ends],
  ];
}

/** @param {any} clock */
function state(clock) {
  if (clock.wrong) return clock.wrong;
  if (clock.face.part < 0 || clock.face.over) return "";
  if (!clock.face.runs) return "De klok staat stil.";
  return clock.seconds() <= 0 ? "De tijd is om." : clock.face.told;
}

/** An agreement of the last time. @param {any} row */
function agreed({ what, about, stand, told, heard }) {
  return h("li", {}, h("span", { class: "what" }, what, about && h("span", { class: "about" }, ` ${about}`)), " ", h(heard ? "strong" : "span", { class: heard ? "" : "about" }, stand), told && h("span", { class: "told-line" }, told));
}

/** What a small group kept the last time, and how that ended. @param {any} row */
function kept({ text, ended }) {
  return h("li", {}, h("span", { class: "what" }, text), ended && h("span", { class: "told-line" }, ended));
}

/** What was agreed and kept the last time, at the parts of those names. @param {any} model @param {HTMLElement} home */
function lastTime(model, home) {
  const list = h("ul", { "aria-label": "Afspraken van de vorige keer" });
  const heading = h("h2");
  const sequel = h("ul", { "aria-label": "Wat er van de vorige keer bleef" });
  const past = h("div", { class: "past", role: "group", "aria-label": "De vorige keer" }, list, heading, sequel);
  const [question, rest] = [h("strong"), h("span", { hidden: true }, h("kbd", {}, "↓"), " de rest")];
  const asks = h("p", { class: "asks" }, question, rest);
  /** @type {any} */
  let shown;
  const draw = (/** @type {string} */ part, /** @type {string} */ says) => {
    const there = model.get("earlier");
    const back = there.kept?.rows?.length && there.kept.parts.includes(part) ? there.kept : null;
    const agreements = Boolean(there.rows?.length) && there.part === part;
    const on = agreements || Boolean(back);
    home.classList.toggle("with-list", on);
    past.hidden = !on;
    asks.hidden = !(on && there.part === part);
    list.hidden = !agreements;
    sequel.hidden = !back;
    if (shown !== there) {
      list.replaceChildren(...(there.rows ?? []).map(agreed));
      sequel.replaceChildren(...(there.kept?.rows ?? []).map(kept));
    }
    shown = there;
    // At a part that asks the same, the question stands above already.
    heading.hidden = !back || back.asks === says;
    put(heading, back?.asks ?? "");
    put(question, there.asks ?? "");
    const goesOn = on && past.scrollHeight > past.clientHeight;
    rest.hidden = !goesOn;
    reachable(past, goesOn);
  };
  return { past, asks, draw };
}

/** What goes on out of sight can be reached by keyboard. @param {HTMLElement} list @param {boolean} goesOn */
function reachable(list, goesOn) {
  if (goesOn) list.tabIndex = 0;
  else list.removeAttribute("tabindex");
}

/** Up and down go through what does not fit; tells whether the key was one of these. @param {string} key @param {HTMLElement[]} lists */
function scrolled(key, lists) {
  const way = { ArrowDown: 1, ArrowUp: -1 }[key];
  const list = lists.find((one) => !one.hidden);
  if (way && list) list.scrollBy({ top: way * list.clientHeight * 0.8 });
  return Boolean(way && list);
}

/** A small group: its chair first, with what that does. @param {any} group @param {number} at @param {string} does */
function seated({ chair, others }, at, does) {
  const first = chair ? [h("li", { class: "chair" }, h("strong", {}, chair), " ", h("span", { class: "about" }, does))] : [];
  return h("li", {}, h("h2", {}, `Groepje ${at + 1}`), h("ul", {}, ...first, ...others.map((/** @type {string} */ name) => h("li", {}, name))));
}

/** More groups than this stand in two rows; there is room for a word then, and no sentence. */
const IN_ONE_ROW = 5;

/** Who sits where, at the parts that are done in small groups. @param {any} model @param {HTMLElement} home */
function seats(model, home) {
  const list = h("ol", { class: "seats", "aria-label": "Wie zit waar", hidden: true });
  /** @type {any} */
  let shown;
  const over = () => list.scrollHeight > list.clientHeight;
  // A name of two lines becomes one of one line rather than that somebody's is out of sight.
  const fit = () => {
    list.classList.remove("tight");
    list.classList.toggle("tight", over());
    reachable(list, over());
  };
  const draw = (/** @type {string} */ part) => {
    const there = model.get("seats");
    const groups = there.groups ?? [];
    const on = groups.length > 0 && there.parts.includes(part);
    home.classList.toggle("with-seats", on);
    list.hidden = !on;
    if (shown === there) return;
    shown = there;
    const many = groups.length > IN_ONE_ROW;
    list.replaceChildren(...groups.map((/** @type {any} */ group, /** @type {number} */ at) => seated(group, at, many ? "voorzitter" : there.chair_does)));
    list.style.setProperty("--beside", String(many ? Math.ceil(groups.length / 2) : groups.length));
    list.classList.toggle("many", many);
    fit();
  };
  const watch = new ResizeObserver(fit);
  watch.observe(list);
  return { list, draw, leave: () => watch.disconnect() };
}

/** @param {any} model @param {HTMLElement} home */
function makeScreen(model, home) {
  const name = h("p", { class: "name" });
  const says = h("h1");
  const more = h("p", { class: "more" });
  const [number, unit] = [h("span", { class: "number" }), h("span", { class: "unit" })];
  const left = h("div", { class: "left", role: "timer", "aria-live": "off" }, number, unit);
  const told = h("p", { class: "told" });
  const fill = h("div", { class: "fill" });
  const track = h("div", { class: "track", "aria-hidden": "true" }, fill);
  const below = [1, 2, 3].map(() => h("p", {}, h("span"), " ", h("strong")));
  const last = lastTime(model, home);
  const where = seats(model, home);
  const draw = (/** @type {any} */ clock) => {
    const now = words(model, clock);
    [name, says, more].forEach((one, at) => put(one, [now.name, ...now.says][at]));
    const time = timeLeft(clock);
    [number, unit].forEach((one, at) => put(one, time[at]));
    last.draw(now.name, now.says[0]);
    where.draw(now.name);
    left.hidden = track.hidden = !clock.part();
    put(told, state(clock));
    fill.style.inlineSize = `${(gone(clock) * 100).toFixed(2)}%`;
    const lines = facts(clock);
    below.forEach((one, at) => [0, 1].forEach((half) => put(one.children[half], lines[at]?.[half] ?? "")));
  };
  home.append(h("div", { class: "now", tabindex: "-1", "data-keys": true }, h("div", { class: "words" }, name, says, more, last.past, last.asks), h("div", { class: "time" }, left, told)),
    where.list, h("div", { class: "foot-line" }, track, h("div", { class: "facts" }, ...below)));
  return { draw, scroll: (/** @type {string} */ key) => scrolled(key, [last.past, where.list]), leave: where.leave };
}

export default {
  /** @param {{model: any, el: HTMLElement}} place */
  render({ model, el }) {
    const home = root(model, el, "day-screen");
    /** @type {any} */
    let clock;
    const keys = clockButtons(() => clock, { signs: true });
    const black = () => dispatchEvent(new CustomEvent("sko:black"));
    const dark = button([h("kbd", { "aria-hidden": "true" }, "B"), h("span", {}, "Zwart scherm")], black, { class: "black" });
    home.append(h("div", { class: "head" }, h("p", { class: "which" }, model.get("title")),
      h("div", { class: "keys", role: "group", "aria-label": "De klok" }, ...keys.buttons, dark)));
    const { draw, scroll, leave } = makeScreen(model, home);
    clock = sessionClock(model, (now) => { draw(now); keys.draw(); }, home);
    home.append(clock.voice);
    const onKey = (/** @type {KeyboardEvent} */ event) => {
      const place = /** @type {HTMLElement} */ (event.target);
      if (event.repeat || event.ctrlKey || event.altKey || event.metaKey || document.querySelector("dialog[open]")) return;
      // A button that has the focus does what it says.
      if (place.closest?.(TYPED) || ([" ", "Enter"].includes(event.key) && place.closest?.("button, a, summary"))) return;
      if (event.key.toLowerCase() === "b") black();
      else if (!scroll(event.key) && !pressKey(clock, event.key)) return;
      event.preventDefault();
    };
    // A window of the room has no text to lose: it comes back by itself when its kernel is gone.
    const onGone = () => document.documentElement.dataset.link === "gone" && location.reload();
    document.addEventListener("keydown", onKey);
    addEventListener("sko:offline", onGone);
    return () => {
      document.removeEventListener("keydown", onKey);
      removeEventListener("sko:offline", onGone);
      leave();
      clock.leave();
    };
  },
};
