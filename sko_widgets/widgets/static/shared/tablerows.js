import { h } from "./dom.js";
import { detail } from "./detail.js";
import { inGroup, RowList } from "./rows.js";
import { firstName, newId } from "./firstname.js";
import { mergeById, mergeRows } from "./merge.js";
import { asItem } from "./library.js";
import { nameIn, namesOf } from "./namecell.js";
import { isEmpty, tidy } from "./values.js";

const WIDE = 4;

/**
 * @typedef {object} Column
 * @property {string} name
 * @property {string} label
 * @property {string} kind
 * @property {{id: string, label: string}[]} [options]
 * @property {string} [from] of a name: which names it offers
 * @property {boolean} [hidden] kept, given by the control, and not shown
 */

/**
 * A table as rows of fields; `reveal` is told which row gets the focus, before that.
 * @param {import("./field.js").Desk & {reveal?: (editor: any) => void}} desk @returns {RowList}
 */
export function tableRows(desk) {
  const { model, label } = desk;
  const item = model.get("item_label") || label;
  const table = {
    columns: model.get("columns"), names: namesOf(desk), item, firstNames: model.get("first_names"),
    inSight: model.get("in_sight") ?? [], reveal: desk.reveal, list: () => list,
  };
  const list = new RowList({ ...inGroup(desk), item, make: (row) => makeRow(table, row) });
  // The control lives as long as its page.
  model.on("change:names", () => list.editors().forEach((editor) => editor.renamed()));
  return list;
}

/**
 * How a row gets its id: as it was first called where others refer to it by its name, else any.
 * @param {any} table @param {any[]} cells @param {() => any} editor
 */
function rowId({ firstNames, list }, cells, editor) {
  const called = cells.find(({ column }) => ["line", "text", "name"].includes(column.kind));
  if (!firstNames || !called) {
    let id = newId();
    return { get: () => id, fixed: () => id, set: (/** @type {string} */ known) => (id = known || newId()) };
  }
  const first = firstName((id) => list().editors().some((/** @type {any} */ other) => other !== editor() && other.id() === id));
  called.input.addEventListener("change", () => first.settle(called.get()));
  const set = (/** @type {string} */ known) => { first.set(known); first.settle(called.get()); };
  return { get: () => first.of(called.get()), fixed: first.fixed, set };
}

/** @param {any} table @param {import("./rows.js").RowDesk} desk */
function makeRow(table, desk) {
  const { columns, names, item } = table;
  const onInput = () => { tell(); desk.onInput(); };
  const cells = columns.filter((/** @type {Column} */ column) => !column.hidden)
    .map((/** @type {Column} */ column) => ({ column, ...detail({ ...column, names, onInput }) }));
  const { body, tell, close } = layOut(cells, table.inSight);
  const keeps = columns.some((/** @type {Column} */ column) => column.hidden && column.name === "id");
  const id = rowId(table, cells, () => editor);
  /** What the row has that is not shown. @type {Record<string, any>} */
  let rest = {};
  const said = (/** @type {"get" | "shown"} */ how) => Object.fromEntries(
    cells.map((/** @type {any} */ cell) => [cell.column.name, (cell[how] ?? cell.get)()]).filter((/** @type {any} */ [, value]) => !isEmpty(tidy(value))));
  const whole = (/** @type {"get" | "shown"} */ how) => {
    const filled = said(how);
    if (isEmpty(filled) && isEmpty(rest)) return {};
    return { ...(keeps ? { id: id.get() } : {}), ...rest, ...filled };
  };
  const set = (/** @type {any} */ row) => {
    const { id: known, ...others } = row;
    rest = keeps ? { ...others } : { ...row };
    cells.forEach((/** @type {any} */ { column, set: write }) => { write(row[column.name]); delete rest[column.name]; });
    if (keeps) id.set(known);
    tell();
    close();
  };
  const patch = (/** @type {Record<string, any>} */ part) => {
    cells.filter((/** @type {any} */ { column }) => column.name in part)
      .forEach((/** @type {any} */ { column, set: write }) => write(part[column.name]));
    onInput();
  };
  const name = (/** @type {number} */ number) => body.setAttribute("aria-label", `${item} ${number}`);
  const renamed = () => cells.forEach((/** @type {any} */ cell) => cell.renamed?.());
  const editor = {
    get: () => whole("get"), shown: () => whole("shown"), set, patch, name, renamed, id: id.fixed,
    focus: () => { table.reveal?.(editor); cells[0].input.focus(); },
  };
  return { body, editor };
}

/**
 * The fields of a row; of a row with many, all but the first and those that are to be in sight fold away.
 * @param {{column: Column, element: HTMLElement, get: () => any}[]} cells @param {string[]} inSight
 */
function layOut(cells, inSight) {
  const body = h("div", { class: "fields", role: "group" });
  if (cells.length <= WIDE && !inSight.length) {
    body.append(...cells.map(({ element }) => element));
    return { body, tell: () => {}, close: () => {} };
  }
  const seen = inSight.map((name) => cells.find(({ column }) => column.name === name)).filter((cell) => cell !== undefined);
  const [first, ...others] = cells.filter((cell) => !seen.includes(cell));
  const count = h("span", { class: "soft" });
  const fold = h("details", { class: "others", open: true },
    h("summary", {}, "Meer over deze rij", count), h("div", { class: "fields" }, ...others.map(({ element }) => element)));
  const tell = () => {
    count.textContent = ` · ${others.filter(({ get }) => !isEmpty(tidy(get()))).length} van ${others.length} ingevuld`;
  };
  body.classList.add("folding");
  body.append(first.element, ...(seen.length ? [h("div", { class: "fields seen" }, ...seen.map(({ element }) => element))] : []), fold);
  tell();
  return { body, tell, close: () => (fold.open = false) };
}

/** @param {any} model @returns {(value: any) => string} the rows as text, with the labels of choices */
export function plainTable(model) {
  const columns = new Map(model.get("columns").map((/** @type {Column} */ column) => [column.name, column]));
  const names = namesOf({ model });
  const word = (/** @type {any} */ column, /** @type {any} */ one) =>
    column?.kind === "name" ? nameIn(names.of(column.from), one)
      : column?.options?.find((/** @type {any} */ option) => option.id === String(one))?.label ?? one;
  const words = (/** @type {string} */ name, /** @type {any} */ value) => [value].flat().map((one) => word(columns.get(name), one));
  const line = (/** @type {any} */ row) => Object.entries(row).filter(([name]) => !columns.get(name)?.hidden)
    .flatMap(([name, value]) => words(name, value));
  return (value) => (value ?? []).map((/** @type {any} */ row) => asItem(...line(row))).join("\n");
}

/** Two versions of a table as one. @param {any} model @returns {import("./merge.js").Merge} */
export function mergeTables(model) {
  const columns = model.get("columns");
  const texts = new Set(columns.filter((/** @type {Column} */ { kind }) => ["line", "text"].includes(kind)).map((/** @type {Column} */ { name }) => name));
  const isText = (/** @type {string} */ name) => texts.has(name);
  const hasIds = columns.some((/** @type {Column} */ { name, hidden }) => hidden && name === "id");
  return hasIds ? mergeById(isText, newId) : mergeRows(isText);
}
