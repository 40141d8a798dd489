import { h } from "./shared/dom.js";
import { redrawn } from "./shared/redraw.js";

/** @param {any} model */
function draw(model) {
  const items = model.get("items").map((/** @type {any} */ { label, url, note, state }) =>
    h("li", {}, h("a", { href: url }, h("strong", {}, label), note ? h("span", { class: "soft small" }, note) : null,
      state ? h("span", { class: "stand small" }, state) : null)));
  const list = items.length ? h("ul", { class: model.get("compact") ? "compact" : null }, ...items) : h("p", { class: "soft" }, model.get("empty"));
  const { label, url } = model.get("way");
  const way = label ? h("a", { class: "button", href: url }, label) : null;
  const lead = model.get("lead") ? h("div", { class: "lead" }, h("p", {}, model.get("lead")), way) : null;
  return [model.get("label") && h("h2", {}, model.get("label")), lead, list].filter(Boolean);
}

export default {
  /** @param {{model: any, el: HTMLElement}} place */
  render: (place) => redrawn(place, "chooser", ["label", "lead", "way", "items", "empty", "compact"], draw),
};
