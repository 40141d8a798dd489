import { h } from "./shared/dom.js";
import { field } from "./shared/field.js";
import { mapForm } from "./shared/mapform.js";
import { gridMap, label, ringMap } from "./shared/mapkinds.js";
import { mergeTables, plainTable } from "./shared/tablerows.js";

/** Stakeholders on two maps. @param {import("./shared/field.js").Desk} desk */
const make = (desk) => mapForm(desk, {
  kinds: [ringMap, gridMap], all: "Alle stakeholders", facts: ["distance", "influence"], legend,
  count: ({ length }) => (length === 1 ? "1 stakeholder" : `${length} stakeholders`),
});

/** What the borders of names say. @param {Map<string, any>} columns */
function legend(columns) {
  const words = [5, 4].map((step) => label(columns, "influence", step).toLowerCase());
  const sign = (/** @type {string} */ weight, /** @type {string} */ word) => h("span", {}, h("i", { class: `name ${weight}` }), word);
  return h("p", { class: "legend soft small", "aria-hidden": "true" }, `${columns.get("influence")?.label}:`, sign("much", words[0]), sign("more", words[1]), sign("", "minder"));
}

export default {
  /** @param {{model: any, el: HTMLElement}} place */
  render: ({ model, el }) =>
    field(model, el, { name: "stakeholders", make, plain: plainTable(model), merge: mergeTables(model), marked: true }),
};
