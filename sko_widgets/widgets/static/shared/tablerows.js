import { h } from "./dom.js";
import { detail } from "./detail.js";
import { inGroup, RowList } from "./rows.js";
import { isEmpty, tidy, union } from "./values.js";

const WIDE = 4;

/**
 * @typedef {object} Column
 * @property {string} name
 * @property {string} label
 * @property {string} kind
 * @property {{id: string, label: string}[]} [options]
 * @property {boolean} [hidden] kept, given by the control, and not shown
 */

/** A table as rows of fields. @param {import("./field.js").Desk} desk @returns {RowList} */
export function tableRows(desk) {
  const { model, label } = desk;
  const item = model.get("item_label") || label;
  return new RowList({ ...inGroup(desk), item, make: (row) => makeRow(model.get("columns"), item, row) });
}

/** A name for a row that never changes, also when the row does. */
export function newId() {
  return `r${Math.random().toString(36).slice(2, 8)}`;
}

/** @param {Column[]} columns @param {string} item @param {import("./rows.js").RowDesk} desk */
function makeRow(columns, item, desk) {
  const onInput = () => { tell(); desk.onInput(); };
  const cells = columns.filter((column) => !column.hidden).map((column) => ({ column, ...detail({ ...column, onInput }) }));
  const { body, tell, close } = layOut(cells);
  const keeps = columns.some((column) => column.hidden && column.name === "id");
  /** What the row has that is not shown. @type {Record<string, any>} */
  let rest = keeps ? { id: newId() } : {};
  const filled = () => cells.map(({ column, get: read }) => [column.name, read()]).filter(([, value]) => !isEmpty(tidy(value)));
  const get = () => {
    const { id, ...others } = rest;
    const said = Object.fromEntries(filled());
    if (isEmpty(said) && isEmpty(others)) return {};
    return { ...(id ? { id } : {}), ...others, ...said };
  };
  const set = (/** @type {any} */ row) => {
    rest = { ...(keeps ? { id: newId() } : {}), ...row };
    cells.forEach(({ column, set: write }) => { write(row[column.name]); delete rest[column.name]; });
    tell();
    close();
  };
  const patch = (/** @type {Record<string, any>} */ part) => {
    cells.filter(({ column }) => column.name in part).forEach(({ column, set: write }) => write(part[column.name]));
    onInput();
  };
  const name = (/** @type {number} */ number) => body.setAttribute("aria-label", `${item} ${number}`);
  return { body, editor: { get, set, patch, name, focus: () => cells[0].input.focus() } };
}

/**
 * The fields of a row; of a row with many, all but the first fold away.
 * @param {{element: HTMLElement, get: () => any}[]} cells
 */
function layOut(cells) {
  const body = h("div", { class: "fields", role: "group" });
  if (cells.length <= WIDE) {
    body.append(...cells.map(({ element }) => element));
    return { body, tell: () => {}, close: () => {} };
  }
  const [first, ...others] = cells;
  const count = h("span", { class: "soft" });
  const fold = h("details", { class: "others", open: true },
    h("summary", {}, "Meer over deze rij", count), h("div", { class: "fields" }, ...others.map(({ element }) => element)));
  const tell = () => {
    count.textContent = ` · ${others.filter(({ get }) => !isEmpty(tidy(get()))).length} van ${others.length} ingevuld`;
  };
  body.classList.add("folding");
  body.append(first.element, fold);
  tell();
  return { body, tell, close: () => (fold.open = false) };
}

/** @param {any} model @returns {(value: any) => string} the rows as text, with the labels of choices */
export function plainTable(model) {
  const columns = new Map(model.get("columns").map((/** @type {Column} */ column) => [column.name, column]));
  const words = (/** @type {string} */ name, /** @type {any} */ value) => [value].flat().map((one) =>
    columns.get(name)?.options?.find((/** @type {any} */ option) => option.id === String(one))?.label ?? one);
  const line = (/** @type {any} */ row) => Object.entries(row).filter(([name]) => !columns.get(name)?.hidden)
    .flatMap(([name, value]) => words(name, value)).filter(Boolean).join(" · ");
  return (value) => (value ?? []).map((/** @type {any} */ row) => `• ${line(row)}`).join("\n");
}

/** All rows of both; no two with the same id. @param {any[] | null} theirs @param {any[] | null} mine */
export function joinTables(theirs, mine) {
  const kept = theirs ?? [];
  const ids = new Set(kept.map(({ id }) => id).filter(Boolean));
  const added = union(kept, mine).slice(kept.length);
  return [...kept, ...added.map((row) => (ids.has(row.id) ? { ...row, id: newId() } : row))];
}
