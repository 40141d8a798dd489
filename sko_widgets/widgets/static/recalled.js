import { h, sr } from "./shared/dom.js";
import { safeNodes } from "./shared/html.js";
import { redrawn } from "./shared/redraw.js";

const NARROW = "(max-width: 60rem)";

/** @param {any} answer @param {boolean} open */
function one({ label, url, html, whole }, open) {
  const source = h("a", { href: url, "data-focus": label }, label);
  if (!whole) return h("div", { class: "answer" }, source, h("div", { class: "read" }, safeNodes(html)));
  const word = h("span", {}, open ? "lees minder" : "lees alles");
  const more = h("details", { open, "data-of": label, ontoggle: () => (word.textContent = more.open ? "lees minder" : "lees alles") },
    h("summary", { "data-focus": `${label} alles` }, word, sr(` bij ${label}`)), h("div", { class: "read" }, safeNodes(whole)));
  return h("div", { class: "answer" }, source, h("div", { class: "read short" }, safeNodes(html)), more);
}

/** On a narrow screen they are one line until somebody opens them. @param {any} model @param {HTMLElement} home */
function draw(model, home) {
  const answers = model.get("answers");
  if (!answers.length) return [];
  const before = /** @type {HTMLDetailsElement | null} */ (home.querySelector("details.all"));
  const read = [...home.querySelectorAll("details[data-of][open]")].map((more) => more.getAttribute("data-of"));
  return [h("details", { class: "all", open: before ? before.open : !matchMedia(NARROW).matches },
    h("summary", { "data-focus": "all" }, model.get("title")),
    ...answers.map((/** @type {any} */ answer) => one(answer, read.includes(answer.label))))];
}

export default {
  /** @param {{model: any, el: HTMLElement}} place */
  render(place) {
    const stop = redrawn(place, "recalled", ["title", "answers"], draw);
    const width = matchMedia(NARROW);
    const fold = () => place.el.querySelectorAll("details.all").forEach((/** @type {any} */ all) => (all.open = !width.matches));
    width.addEventListener("change", fold);
    return () => {
      stop();
      width.removeEventListener("change", fold);
    };
  },
};
