import { h } from "./shared/dom.js";
import { redrawn } from "./shared/redraw.js";

/** @param {any} model */
function draw(model) {
  const notes = model.get("notes").map((/** @type {string} */ note) => h("li", {}, note));
  const list = notes.length ? h("ul", {}, ...notes) : h("p", { class: "soft" }, model.get("empty"));
  return [model.get("title") && h("h2", {}, model.get("title")), list].filter(Boolean);
}

export default {
  /** @param {{model: any, el: HTMLElement}} place */
  render: (place) => redrawn(place, "notes", ["title", "notes", "empty"], draw),
};
