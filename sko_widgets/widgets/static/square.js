import { h } from "./shared/dom.js";
import { field } from "./shared/field.js";
import { mapForm } from "./shared/mapform.js";
import { label, squareMap, US } from "./shared/mapkinds.js";
import { mergeTables, plainTable } from "./shared/tablerows.js";

/** @typedef {Map<string, any>} Columns */

const SCALES = { career: "↑", development: "→" };

/** What the two scales mean, always in sight. @param {Columns} columns */
function means(columns) {
  const one = ([/** @type {string} */ name, /** @type {string} */ way]) => {
    const { label: called, help } = columns.get(name) ?? {};
    return h("div", { class: name }, h("dt", {}, h("span", { "aria-hidden": "true" }, way), ` ${called}`), h("dd", {}, help));
  };
  return h("dl", { class: "means" }, ...Object.entries(SCALES).map(one));
}

/** Where somebody stood before there was a square. @param {any} row @param {Columns} columns @param {Record<string, string>} stood */
function before(row, columns, stood) {
  const kept = [...columns.values()].find(({ name, former }) => former && row[name]);
  const place = kept ? label(columns, kept.name, row[kept.name]) : stood[row.id];
  return place ? `op de lijn: ${place.toLowerCase()}` : "";
}

/** @param {number} partners */
const counted = (partners) => (partners ? `Wij en ${partners} ${partners === 1 ? "partner" : "partners"}` : "Nog geen partners");

/** Us and our partners on a square. @param {import("./shared/field.js").Desk} desk */
const make = (desk) => mapForm(desk, {
  kinds: [squareMap], all: "Iedereen", facts: ["career", "development"], means, spreads: true,
  before: (row, columns) => before(row, columns, desk.model.get("stood")),
  count: (seen) => counted(seen.filter(({ row }) => row.id !== US).length),
});

export default {
  /** @param {{model: any, el: HTMLElement}} place */
  render: ({ model, el }) =>
    field(model, el, { name: "square", make, plain: plainTable(model), merge: mergeTables(model), marked: true }),
};
