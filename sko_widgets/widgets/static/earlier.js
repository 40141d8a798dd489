import { h } from "./shared/dom.js";
import { safeNodes } from "./shared/html.js";
import { redrawn } from "./shared/redraw.js";

/** @param {any} model */
function draw(model) {
  return model.get("texts").map((/** @type {any} */ { title, html }, /** @type {number} */ at) =>
    h("details", { open: at === 0 }, h("summary", { "data-focus": title }, title), h("div", { class: "read" }, safeNodes(html))));
}

export default {
  /** @param {{model: any, el: HTMLElement}} place */
  render: (place) => redrawn(place, "earlier", ["texts"], draw),
};
