import { h, sr } from "./shared/dom.js";
import { redrawn } from "./shared/redraw.js";

/** @param {any} model */
function draw(model) {
  const on = model.get("part");
  const rows = model.get("parts").map((/** @type {any} */ { name, minutes, at }, /** @type {number} */ number) =>
    h("li", { class: number < on ? "over" : null, "aria-current": number === on ? "step" : null },
      h("span", { class: "at" }, at), h("span", { class: "name" }, name, number === on && sr(", nu bezig"), number < on && sr(", geweest")),
      h("span", { class: "minutes" }, String(minutes), sr(" minuten"))));
  const { text, label, url } = model.get("note");
  return [h("div", { class: "head" }, h("h2", {}, "Programma"), h("span", { class: "soft small" }, model.get("told"))),
    ...(text ? [h("p", { class: "note" }, `${text} `, h("a", { href: url, "data-focus": "note" }, label))] : []), h("ol", {}, ...rows)];
}

export default {
  /** @param {{model: any, el: HTMLElement}} place */
  render: (place) => redrawn(place, "session-parts", ["parts", "part", "told", "note"], draw),
};
