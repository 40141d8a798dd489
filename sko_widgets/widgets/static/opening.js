import { h } from "./shared/dom.js";
import { safeNodes } from "./shared/html.js";
import { redrawn } from "./shared/redraw.js";

/** @param {any} model */
function draw(model) {
  const [title, lead, label, question] = ["title", "lead", "label", "question"].map((name) => model.get(name));
  const box = question && h("div", { class: "question" }, label ? h("p", { class: "question-label" }, label) : null, safeNodes(question));
  return [lead && h("p", { class: "soft small lead" }, lead), title && h("h1", {}, title), box].filter(Boolean);
}

export default {
  /** @param {{model: any, el: HTMLElement}} place */
  render: (place) => redrawn(place, "opening", ["title", "lead", "label", "question"], draw),
};
