import { beginAt, h } from "./shared/dom.js";
import { redrawn } from "./shared/redraw.js";

const TRAITS = ["page", "title", "place", "question", "label", "url"];

/** @param {any} model */
function draw(model) {
  const [page, title, place, question, label, url] = TRAITS.map((trait) => model.get(trait));
  return [
    page && h("h1", { class: "sr" }, page),
    h("div", { class: "line" },
      h("h2", {}, title),
      h("p", {}, h("b", {}, place), question && h("span", { class: "soft" }, `: ${question}`)),
      h("a", { class: "button main", href: url }, label, h("span", { "aria-hidden": "true" }, "→"))),
  ].filter(Boolean);
}

export default {
  /** @param {{model: any, el: HTMLElement}} place */
  render(place) {
    const stop = redrawn(place, "go-on", TRAITS, draw);
    if (place.model.get("is_first")) beginAt(/** @type {HTMLElement} */ (place.el.querySelector(".sko-go-on a")));
    return stop;
  },
};
