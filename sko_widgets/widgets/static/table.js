import { h } from "./shared/dom.js";
import { detail } from "./shared/detail.js";
import { field } from "./shared/field.js";
import { RowList } from "./shared/rows.js";
import { isEmpty, same, tidy } from "./shared/values.js";

/** @typedef {{name: string, label: string, kind: string, options?: {id: string, label: string}[]}} Column */

/** @param {import("./shared/field.js").Desk} desk */
function makeTable(desk) {
  const { model, host, label } = desk;
  const item = model.get("item_label") || label;
  const box = h("div", { role: "group", "aria-label": label });
  host.append(box);
  return new RowList({
    ...desk, host: box, label: `Lijst van ${label.toLowerCase()}`, item, make: (row) => makeRow(model.get("columns"), item, row),
  });
}

/** @param {Column[]} columns @param {string} item @param {import("./shared/rows.js").RowDesk} desk */
function makeRow(columns, item, desk) {
  const cells = columns.map((column) => ({ column, ...detail({ ...column, onInput: desk.onInput }) }));
  const body = h("div", { class: "fields", role: "group" }, ...cells.map(({ element }) => element));
  /** @type {Record<string, any>} */
  let rest = {};
  const get = () => {
    const filled = cells.map(({ column, get: read }) => [column.name, read()]).filter(([, value]) => !isEmpty(tidy(value)));
    return { ...rest, ...Object.fromEntries(filled) };
  };
  const set = (/** @type {any} */ row) => {
    rest = { ...row };
    cells.forEach(({ column, set: write }) => { write(row[column.name]); delete rest[column.name]; });
  };
  const name = (/** @type {number} */ number) => body.setAttribute("aria-label", `${item} ${number}`);
  return { body, editor: { get, set, name, focus: () => cells[0].input.focus() } };
}

/** @param {any[] | null} value */
function plain(value) {
  return (value ?? []).map((row) => `• ${Object.values(row).flat().filter(Boolean).join(" · ")}`).join("\n");
}

/** @param {any[] | null} theirs @param {any[] | null} mine */
function join(theirs, mine) {
  return [...(theirs ?? []), ...(mine ?? []).filter((row) => !(theirs ?? []).some((other) => same(row, other)))];
}

export default {
  /** @param {{model: any, el: HTMLElement}} place */
  render: ({ model, el }) => field(model, el, { name: "table", make: makeTable, plain, join }),
};
