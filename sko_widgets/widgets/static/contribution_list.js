import { act } from "./shared/act.js";
import { button, h, sr, takeAlong } from "./shared/dom.js";
import { redrawn } from "./shared/redraw.js";

/** @typedef {{id: string, text: string, details: string[], source: string, url: string, taken: boolean}} Contribution */
/** @typedef {{id: string, title: string, old: string, where: string, new: string, details: string[], take: string, source: string, url: string}} Change */

/** Who, when and what else goes along. @param {string[]} details */
const along = (details) => details.length > 0 && h("p", { class: "along soft small" }, details.join(" · "));

/** @param {any} model @param {HTMLElement} said @param {Contribution} contribution */
function one(model, said, { id, text, details, source, url, taken }) {
  const say = (/** @type {string} */ words) => (said.textContent = words);
  const take = taken ? h("span", { class: "soft small", tabindex: "-1", "data-focus": id }, "Overgenomen") : button(["Overnemen", sr(text)], () =>
    act({ model, say, button: take }, { do: "take", id }), { "data-focus": id });
  return h("li", {}, h("div", {}, h("p", { class: "contribution" }, text), along(details), h("a", { class: "small", href: url }, source)), take);
}

/** What was taken over and is said otherwise now. @param {any} model @param {HTMLElement} said @param {Change} change */
function changed(model, said, change) {
  const { id, title, old, where, details, take, source, url } = change;
  const press = (/** @type {string} */ label, /** @type {string} */ what) => {
    const made = button([label, sr(old)], async () => {
      const say = (/** @type {string} */ words) => (said.textContent = words);
      if (await act({ model, say, button: made }, { do: what, id })) takeAlong(said, said.parentElement);
    }, { class: what === "take_new" ? null : "quiet" });
    return made;
  };
  const texts = [["Hier staat", old], [where, change.new]].filter(([, text]) => text);
  return h("li", {},
    h("p", {}, h("strong", {}, title), " ", h("a", { class: "small", href: url }, source)),
    h("dl", {}, ...texts.flatMap(([label, text]) => [h("dt", { class: "soft small" }, label), h("dd", {}, text)])), along(details),
    h("div", { class: "buttons" }, take && press(take, "take_new"), press("Laat zo", "leave")));
}

/** @param {any} model @param {HTMLElement} said @param {HTMLElement} home */
function draw(model, said, home) {
  const [summary, contributions, changes] = ["summary", "contributions", "changes"].map((trait) => model.get(trait));
  if (!summary && !changes.length && !said.textContent) return [];
  const open = home.querySelector("details")?.open ?? false;
  const news = changes.length > 0 && h("ul", { class: "changes" }, ...changes.map((/** @type {Change} */ change) => changed(model, said, change)));
  const list = summary && h("details", { open }, h("summary", {}, summary),
    h("ul", {}, ...contributions.map((/** @type {Contribution} */ contribution) => one(model, said, contribution))));
  return [news, list, said].filter(Boolean);
}

export default {
  /** @param {{model: any, el: HTMLElement}} place */
  render(place) {
    const said = h("p", { class: "said small", "aria-live": "polite", tabindex: "-1" });
    return redrawn(place, "contributions", ["summary", "contributions", "changes"], (model, home) => draw(model, said, home));
  },
};
