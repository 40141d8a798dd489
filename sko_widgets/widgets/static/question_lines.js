import { blockPick } from "./shared/blockpick.js";
import { h } from "./shared/dom.js";
import { redrawn } from "./shared/redraw.js";

/** @typedef {{kind: string, label: string, text: string}} Step */
/** @typedef {{when: string, gap: string, steps: Step[]}} Turn */
/** @typedef {{who: string, turns: Turn[]}} Line */
/** @typedef {{name: string, colour: string, count: string, lead: string, lines: Line[]}} Part */

/** @param {Turn} turn */
function drawTurn({ when, gap, steps }) {
  return h("li", { class: gap ? "after-gap" : null }, gap ? h("p", { class: "gap" }, gap) : null, h("p", { class: "when" }, when),
    ...steps.map(({ kind, label, text }) => h("p", { class: `turn ${kind}` }, h("b", {}, label), " ", h("span", {}, text))));
}

/** @param {Line} line */
function drawLine({ who, turns }) {
  return h("section", { class: "plate", "data-thing": "" }, h("h3", {}, who), h("ol", {}, ...turns.map(drawTurn)));
}

/** @param {Part} part */
function drawPart({ name, colour, count, lead, lines }) {
  return h("section", { class: `part ${colour}` }, h("h2", {}, name), h("p", { class: "count" }, count),
    lead ? h("p", { class: "lead" }, h("b", {}, "Verplichte vraag:"), " ", lead) : null, ...lines.map(drawLine));
}

export default {
  /** @param {{model: any, el: HTMLElement}} place */
  render(place) {
    const { aside, spoken } = blockPick(place.model);
    return redrawn(place, "question-lines", ["cells", "parts", "total", "chosen"], (model, home) => {
      home.classList.add("by-block");
      const parts = model.get("parts").map(drawPart);
      const middle = h("div", {}, ...(parts.length ? parts : [h("p", { class: "soft" }, model.get("told"))]));
      return [h("div", { class: "sides" }, aside(), middle), ...spoken];
    });
  },
};
