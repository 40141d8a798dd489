import { act } from "./shared/act.js";
import { button, h, sr, takeAlong } from "./shared/dom.js";
import { recall, remember } from "./shared/memory.js";
import { redrawn } from "./shared/redraw.js";

/** @param {any} model @returns {string[]} ids of what is out of sight */
function hidden(model) {
  try {
    return JSON.parse(recall(model.get("key")) ?? "[]");
  } catch {
    return []; // somebody else's words under our name
  }
}

/** One of the list, with its two buttons. @param {any} place @param {any} arrival */
function one({ model, said, again }, { id, colour, origin, text, note }) {
  const say = (/** @type {string} */ words) => said.replaceChildren(words);
  const take = button(["Overnemen", sr(text)], async () => {
    const answer = await act({ model, say, button: take }, { do: "take", id });
    if (!answer) return;
    if (answer.to) said.append(" ", h("a", { href: answer.to }, answer.link));
    takeAlong(said, said.parentElement);
  }, { class: "quiet take" });
  const later = button(["Niet nu", sr(text)], () => {
    remember(model.get("key"), JSON.stringify([...hidden(model), id]));
    say("Weggelegd. Je vindt het terug onder aan dit lijstje.");
    again();
    said.focus();
  }, { class: "quiet later" });
  return h("li", { class: colour }, h("p", { class: "origin" }, origin), h("p", { class: "text" }, `‘${text}’`),
    note ? h("p", { class: "soft small note" }, note) : null, h("div", { class: "buttons" }, take, later));
}

/** @param {any} place @param {any} view */
function draw({ model, said, again }, view) {
  const all = model.get("arrivals");
  const away = hidden(model);
  const asideOnes = all.filter((/** @type {any} */ { id }) => away.includes(id));
  const waiting = all.filter((/** @type {any} */ { id }) => !away.includes(id));
  if (!all.length && !said.textContent) return [];
  const shown = view.all ? waiting : waiting.slice(0, model.get("most"));
  const list = shown.length ? h("ul", {}, ...shown.map((/** @type {any} */ arrival) => one({ model, said, again }, arrival))) : h("p", { class: "soft" }, "Er wacht nu niets.");
  const more = shown.length < waiting.length && button(`Alle ${waiting.length} tonen`, () => {
    view.all = true;
    again(shown.length);
  }, { class: "quiet more" });
  const back = asideOnes.length > 0 && button(`${asideOnes.length} weggelegd: weer tonen`, () => {
    remember(model.get("key"), "[]");
    view.all = true;
    again(0);
  }, { class: "quiet more" });
  return [h("h2", {}, model.get("title")), said, list, more, back].filter(Boolean);
}

export default {
  /** @param {{model: any, el: HTMLElement}} place */
  render(place) {
    const said = h("p", { class: "said", "aria-live": "polite", tabindex: "-1" });
    const view = { all: false };
    const { model, el } = place;
    const again = (/** @type {number | undefined} */ focus) => {
      const home = /** @type {HTMLElement} */ (el.lastElementChild);
      home.replaceChildren(...draw({ model, said, again }, view));
      if (focus !== undefined) /** @type {HTMLElement | undefined} */ (home.querySelectorAll(".take")[focus])?.focus();
    };
    return redrawn(place, "arrivals", ["key", "title", "arrivals", "most"], () => draw({ model, said, again }, view));
  },
};
