import { h, sr } from "./dom.js";
import { fill, goTo } from "./anchors.js";

/**
 * Steps as links, each with whether something is in it.
 * @param {any[]} steps
 */
export function stepList(steps) {
  return h("ol", { class: "step-list" }, ...steps.map((step) => {
    const { sign, words, name } = fill(step);
    const go = (/** @type {Event} */ event) => { event.preventDefault(); goTo(step); };
    return h("li", {}, h("a", { href: `#${step.anchor || step.label.replaceAll(" ", "-")}`, onclick: go, "data-focus": step.name, "data-step": step.name },
      h("span", { class: `dot ${name}`, "aria-hidden": "true" }, sign),
      h("span", {}, step.label), sr(`(${words})`),
      step.count ? h("span", { class: "count" }, String(step.count), sr(step.count === 1 ? "regel" : "regels")) : null));
  }));
}
