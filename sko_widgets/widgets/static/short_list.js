import { button, h } from "./shared/dom.js";
import { redrawn } from "./shared/redraw.js";

/** @param {any} row @param {boolean} dated */
function line({ label, url, note, when, late }, dated) {
  const text = url ? h("a", { href: url }, label) : h("span", {}, label);
  return h("li", { class: late ? "late" : null }, dated ? h("span", { class: "when" }, when ?? "") : null,
    h("div", {}, text, note ? h("span", { class: "note" }, note) : null));
}

/** @param {any} model */
function draw(model) {
  const rows = model.get("rows");
  const dated = rows.some((/** @type {any} */ { when }) => when);
  const lines = rows.map((/** @type {any} */ row) => line(row, dated));
  const rest = lines.slice(model.get("most"));
  rest.forEach((/** @type {HTMLElement} */ one) => (one.hidden = true));
  const more = button(model.get("more"), () => {
    rest.forEach((/** @type {HTMLElement} */ one) => (one.hidden = false));
    more.hidden = true;
    rest[0].tabIndex = -1;
    rest[0].focus();
  }, { class: "quiet more", hidden: rest.length === 0 });
  const list = lines.length ? h("ul", { class: dated ? "dated" : null }, ...lines) : h("p", { class: "soft" }, model.get("empty"));
  return [model.get("title") && h("h2", {}, model.get("title")), list, more].filter(Boolean);
}

export default {
  /** @param {{model: any, el: HTMLElement}} place */
  render: (place) => redrawn(place, "short-list", ["title", "rows", "empty", "most", "more"], draw),
};
