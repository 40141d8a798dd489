import { h } from "./shared/dom.js";
import { redrawn } from "./shared/redraw.js";

/** @param {any} row */
function line({ name, note, stand, done }) {
  return h("li", {}, h("span", { class: "name" }, name, note && h("span", { class: "note" }, note)), h("span", { class: done ? "stands done" : "stands" }, stand));
}

/** @param {any} model */
function draw(model) {
  const rows = model.get("rows");
  const inner = [rows.length > 0 && h("ul", {}, ...rows.map(line)), model.get("foot") && h("p", { class: "soft" }, model.get("foot"))].filter(Boolean);
  const title = h("h2", {}, model.get("title"));
  return model.get("fold") ? [h("details", {}, h("summary", {}, title), ...inner)] : [title, ...inner];
}

export default {
  /** @param {{model: any, el: HTMLElement}} place */
  render: (place) => redrawn(place, "stand-list", ["title", "fold", "rows", "foot"], draw),
};
