import { act } from "./shared/act.js";
import { button, h, sr } from "./shared/dom.js";
import { redrawn } from "./shared/redraw.js";

/** @param {any} model @param {HTMLElement} said @param {any} contribution */
function one(model, said, { id, text, source, url, taken }) {
  const say = (/** @type {string} */ words) => (said.textContent = words);
  const take = taken ? h("span", { class: "soft small", tabindex: "-1", "data-focus": id }, "Overgenomen") : button(["Overnemen", sr(text)], () =>
    act({ model, say, button: take }, { do: "take", id }), { "data-focus": id });
  return h("li", {}, h("div", {}, h("p", { class: "contribution" }, text), h("a", { class: "small", href: url }, source)), take);
}

/** @param {any} model @param {HTMLElement} said @param {HTMLElement} home */
function draw(model, said, home) {
  const summary = model.get("summary");
  if (!summary) return [];
  const open = home.querySelector("details")?.open ?? false;
  const list = h("ul", {}, ...model.get("contributions").map((/** @type {any} */ contribution) => one(model, said, contribution)));
  return [h("details", { open }, h("summary", {}, summary), list), said];
}

export default {
  /** @param {{model: any, el: HTMLElement}} place */
  render(place) {
    const said = h("p", { class: "said small", "aria-live": "polite" });
    return redrawn(place, "contributions", ["summary", "contributions"], (model, home) => draw(model, said, home));
  },
};
