import { h } from "./shared/dom.js";
import { redrawn } from "./shared/redraw.js";

/** @typedef {{label: string, name: string}} Column */
/** @typedef {{label: string, colour: string, columns: Column[]}} Group */
/** @typedef {{name: string, note: string, states: {kind: string, word: string}[], last: string}} Row */

// Roles are named, as a row that is laid out as a list is no row any more for some browsers.
const cell = (/** @type {string} */ tag, /** @type {string} */ role, /** @type {Record<string, any>} */ props, /** @type {any[]} */ ...inner) =>
  h(tag, { role, ...props }, ...inner);

/** @param {Group[]} groups @param {string} first @param {string} last */
function head(groups, first, last) {
  const heading = (/** @type {string} */ words, /** @type {Record<string, any>} */ props = {}) => cell("th", "columnheader", { scope: "col", ...props }, words);
  const whole = { rowspan: "2" };
  const upper = groups.map(({ label, colour, columns }) => heading(label, { scope: "colgroup", colspan: String(columns.length), class: `group themed ${colour}` }));
  const lower = groups.flatMap(({ columns, colour }) => columns.map(({ label }) => heading(label, { class: `themed ${colour}` })));
  return h("thead", { role: "rowgroup" },
    h("tr", { role: "row" }, heading(first, { ...whole, class: "name" }), ...upper, last ? heading(last, whole) : null),
    h("tr", { role: "row" }, ...lower));
}

/** @param {Row} row @param {Column[]} columns @param {string} last */
function line(row, columns, last) {
  const states = row.states.map(({ kind, word }, at) =>
    cell("td", "cell", { class: kind ? `stands ${kind}` : "stands", "data-column": columns[at].name }, h("span", {}, word)));
  return h("tr", { role: "row" },
    cell("th", "rowheader", { scope: "row", class: "name" }, row.name, row.note ? h("span", { class: "note" }, ` ${row.note}`) : null),
    ...states, last ? cell("td", "cell", { class: "last", "data-column": last }, h("span", {}, row.last)) : null);
}

/** @param {any} model */
function draw(model) {
  const [label, first, last, groups, rows] = ["label", "first", "last", "groups", "rows"].map((name) => model.get(name));
  if (!rows.length) return [h("p", { class: "soft" }, model.get("empty"))];
  const columns = groups.flatMap((/** @type {Group} */ group) => group.columns);
  return [h("table", { role: "table", "aria-label": label, "data-thing": true },
    head(groups, first, last),
    h("tbody", { role: "rowgroup" }, ...rows.map((/** @type {Row} */ row) => line(row, columns, last))))];
}

export default {
  /** @param {{model: any, el: HTMLElement}} place */
  render: (place) => redrawn(place, "state-table", ["label", "first", "last", "groups", "rows", "empty"], draw),
};
