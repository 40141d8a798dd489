import { h, sr } from "./shared/dom.js";
import { safeNodes } from "./shared/html.js";
import { redrawn } from "./shared/redraw.js";

/** @param {any} answer @param {boolean} open */
function one({ label, url, html, whole }, open) {
  const source = h("a", { href: url, "data-focus": label }, label);
  if (!whole) return h("div", { class: "answer" }, source, h("div", { class: "read" }, safeNodes(html)));
  const word = h("span", {}, open ? "lees minder" : "lees alles");
  const more = h("details", { open, "data-of": label, ontoggle: () => (word.textContent = more.open ? "lees minder" : "lees alles") },
    h("summary", { "data-focus": `${label} alles` }, word, sr(` bij ${label}`)), h("div", { class: "read" }, safeNodes(whole)));
  return h("div", { class: "answer" }, source, h("div", { class: "read short" }, safeNodes(html)), more);
}

/** Above a field they are one line until somebody opens them; beside it they are open. @param {any} model @param {HTMLElement} home */
function draw(model, home) {
  const answers = model.get("answers");
  if (!answers.length) return [];
  const before = /** @type {HTMLDetailsElement | null} */ (home.querySelector("details.all"));
  const read = [...home.querySelectorAll("details[data-of][open]")].map((more) => more.getAttribute("data-of"));
  return [h("details", { class: "all", open: before ? before.open : !home.closest(".mid") },
    h("summary", { "data-focus": "all" }, model.get("title")),
    ...answers.map((/** @type {any} */ answer) => one(answer, read.includes(answer.label))))];
}

export default {
  /** @param {{model: any, el: HTMLElement}} place */
  render: (place) => redrawn(place, "recalled", ["title", "answers"], draw),
};
