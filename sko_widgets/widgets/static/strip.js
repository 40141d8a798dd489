import { h } from "./shared/dom.js";
import { safeNodes } from "./shared/html.js";
import { redrawn } from "./shared/redraw.js";

/** @param {any} cycle */
function tab({ label, state, url, here, done }) {
  const sign = done ? h("span", { class: "done", "aria-hidden": "true" }, "✓") : null;
  return h("li", {}, h("a", { href: url, "aria-current": here ? "page" : null, "data-focus": label }, sign, label, " ", h("small", {}, state)));
}

/** A question that is longer than its place scrolls, by keyboard too. @param {HTMLElement} asked @param {string} label */
function scrolls(asked, label) {
  const named = { tabindex: "0", role: "group", "aria-label": label };
  const watch = new ResizeObserver(() => {
    const longer = asked.scrollHeight > asked.clientHeight + 1;
    Object.entries(named).forEach(([name, value]) => (longer ? asked.setAttribute(name, value) : asked.removeAttribute(name)));
  });
  watch.observe(asked);
}

/** @param {any} model */
function draw(model) {
  const [title, lead, label, question, cycles] = ["title", "lead", "label", "question", "cycles"].map((name) => model.get(name));
  const asked = h("div", { class: "asked" }, h("b", { class: "kind" }, label), h("div", {}, safeNodes(question)));
  scrolls(asked, label);
  return [
    h("div", { class: "what" }, h("h1", {}, title), h("p", { class: "sr" }, lead), asked),
    h("nav", { class: "cycles", "aria-label": "Cycli" }, h("ul", {}, ...cycles.map(tab))),
  ];
}

export default {
  /** @param {{model: any, el: HTMLElement}} place */
  render: (place) => redrawn(place, "strip", ["title", "lead", "label", "question", "cycles"], draw),
};
