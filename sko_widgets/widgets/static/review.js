import { button, h } from "./shared/dom.js";
import { safeNodes } from "./shared/html.js";
import { redrawn } from "./shared/redraw.js";
import { goTo } from "./shared/anchors.js";

const LOCKED = "locked";

/** A finished cycle is read until somebody says that it is to be changed all the same. @param {any} model */
function lock(model) {
  if (!model.get("finished")) document.body.classList.remove(LOCKED);
  else if (!model.unlocked) document.body.classList.add(LOCKED);
}

/** @param {any} model */
function change(model) {
  model.unlocked = true;
  document.body.classList.remove(LOCKED);
  goTo(model.get("rows")[0]);
}

/** @param {any} row @param {boolean} finished */
function written(row, finished) {
  const { name, label, filled, optional, counts, html } = row;
  // What is looked back on stands beside the document, until the cycle is finished.
  if ((!filled && (finished || optional)) || (counts === false && !finished)) return null;
  const go = (/** @type {Event} */ event) => { event.preventDefault(); goTo(row); };
  const way = h("a", { href: `#${row.anchor}`, onclick: go, "data-focus": name, class: "change", "aria-label": `${filled ? "Wijzig" : "Vul in"}: ${label}` },
    filled ? "Wijzig" : "Vul in");
  const text = filled ? safeNodes(html) : h("p", { class: "soft" }, "Nog leeg");
  return h("section", {}, h("h3", {}, label), h("div", { class: "read" }, text), way);
}

/** @param {any} model */
function draw(model) {
  lock(model);
  const finished = model.get("finished");
  const notice = finished ? h("div", { class: "notice" }, h("p", {}, model.get("notice")),
    button("Toch iets wijzigen", () => change(model), { class: "quiet", "data-focus": "change" })) : null;
  const rows = model.get("rows").map((/** @type {any} */ row) => written(row, finished));
  return [notice, ...rows].filter((part) => part !== null);
}

export default {
  /** @param {{model: any, el: HTMLElement}} place */
  render: (place) => redrawn(place, "review", ["rows", "finished", "notice"], draw),
};
