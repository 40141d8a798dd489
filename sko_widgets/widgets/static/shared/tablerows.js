import { h } from "./dom.js";
import { detail } from "./detail.js";
import { inGroup, RowList } from "./rows.js";
import { firstName, newId } from "./firstname.js";
import { mergeById, mergeRows } from "./merge.js";
import { asItem } from "./library.js";
import { nameIn, namesOf } from "./namecell.js";
import { isEmpty, tidy } from "./values.js";
import { WideTable } from "./widetable.js";

const MANY = 4;

/**
 * @typedef {object} Column
 * @property {string} name
 * @property {string} label
 * @property {string} kind
 * @property {{id: string, label: string}[]} [options]
 * @property {string} [from] of a name: which names it offers
 * @property {string} [help]
 * @property {boolean} [hidden] kept, given by the control, and not shown
 * @property {boolean} [former] kept from before, and shown only where a row has it
 */

/**
 * A table as rows of fields; `reveal` is told which row gets the focus, before that.
 * @param {import("./field.js").Desk & {reveal?: (editor: any) => void}} desk
 * @param {boolean} [spreads] whether it is a table where there is room for one; else each row is always a card
 * @returns {RowList}
 */
export function tableRows(desk, spreads = false) {
  const { model, label } = desk;
  const item = model.get("item_label") || label;
  const columns = model.get("columns").filter((/** @type {Column} */ column) => !column.hidden);
  const first = model.get("first_row")?.id && model.get("first_row");
  const table = {
    columns, keeps: model.get("columns").some((/** @type {Column} */ column) => column.hidden && column.name === "id"),
    names: namesOf(desk), item, firstNames: model.get("first_names"), first,
    inSight: model.get("in_sight") ?? [], reveal: desk.reveal, list: () => list, beside: () => wide?.beside ?? 0,
    isBegun: () => !isEmpty(model.get("value") ?? []),
  };
  const place = inGroup(desk);
  const wide = spreads ? new WideTable(place.host, inOrder(columns, table.inSight, (column) => column).filter(({ former }) => !former), (beside) =>
    list.editors().forEach((editor) => editor.lay(beside))) : null;
  const list = new RowList({ ...place, item, first, make: (row) => makeRow(table, row) });
  // The control lives as long as its page.
  model.on("change:names", () => list.editors().forEach((editor) => editor.renamed()));
  return list;
}

/**
 * What a row is called first, then what is to be in sight, then the others.
 * @template T @param {T[]} parts @param {string[]} inSight @param {(part: T) => Column} columnOf @returns {T[]}
 */
function inOrder(parts, inSight, columnOf) {
  const seen = inSight.map((name) => parts.find((part) => columnOf(part).name === name)).filter((part) => part !== undefined);
  const isFormer = (/** @type {T} */ part) => Number(Boolean(columnOf(part).former));
  const [first, ...others] = parts.filter((part) => !seen.includes(part)).sort((one, other) => isFormer(one) - isFormer(other));
  return [first, ...seen, ...others];
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
  const { columns, names, item, keeps, first } = table;
  const onInput = () => { tell(); desk.onInput(); };
  const cells = columns.map((/** @type {Column} */ column) => ({ column, ...detail({ ...column, names, onInput }) }));
  /** What is kept from before is there only in a row that has it. @param {any} row */
  const settle = (row) => cells.filter((/** @type {any} */ { column }) => column.former)
    .forEach((/** @type {any} */ { column, element }) => (element.hidden = isEmpty(tidy(row[column.name]))));
  settle({});
  const { body, tell, close, lay } = layOut(cells, table.inSight);
  lay(table.beside());
  const id = rowId(table, cells, () => editor);
  const stays = () => Boolean(first) && keeps && id.get() === first.id;
  /** What the row has that is not shown. @type {Record<string, any>} */
  let rest = {};
  const said = (/** @type {"get" | "shown"} */ how) => Object.fromEntries(
    cells.map((/** @type {any} */ cell) => [cell.column.name, (cell[how] ?? cell.get)()]).filter((/** @type {any} */ [, value]) => !isEmpty(tidy(value))));
  const whole = (/** @type {"get" | "shown"} */ how) => {
    const filled = said(how);
    if (isEmpty(rest) && Object.keys(filled).every((name) => stays() && name in first)) return {};
    return { ...(keeps ? { id: id.get() } : {}), ...rest, ...filled };
  };
  const set = (/** @type {any} */ row) => {
    const { id: known, ...others } = row;
    rest = keeps ? { ...others } : { ...row };
    cells.forEach((/** @type {any} */ { column, set: write }) => { write(row[column.name]); delete rest[column.name]; });
    settle(row);
    if (keeps) id.set(known);
    if (stays()) cells.filter(isOwn).forEach((/** @type {any} */ cell) => nameOnly(cell, first[cell.column.name]));
    tell();
    // Where nothing stands yet one begins with it.
    if (!stays() || table.isBegun()) close();
  };
  const isOwn = (/** @type {any} */ { column }) => stays() && column.name in first;
  const patch = (/** @type {Record<string, any>} */ part) => {
    cells.filter((/** @type {any} */ { column }) => column.name in part)
      .forEach((/** @type {any} */ { column, set: write }) => write(part[column.name]));
    onInput();
  };
  const name = (/** @type {number} */ number) => body.setAttribute("aria-label", `${item} ${number}`);
  const renamed = () => cells.forEach((/** @type {any} */ cell) => cell.renamed?.());
  const editor = {
    get: () => whole("get"), shown: () => whole("shown"), set, patch, name, renamed, id: id.fixed, lay, stays,
    focus: () => { table.reveal?.(editor); cells.find((/** @type {any} */ cell) => !isOwn(cell)).input.focus(); },
  };
  return { body, editor };
}

/** A name that cannot be changed is no field. @param {any} cell @param {string} name */
function nameOnly({ element, set }, name) {
  set(name);
  element.replaceChildren(h("strong", { class: "own" }, name));
  element.closest("[role=group]")?.setAttribute("aria-label", name);
}

/**
 * The fields of a row: beside each other in the columns of a table, or as a card.  Of a card with many, all but the first
 * and those that are to be in sight fold away; of a table what it has no room for.
 * @param {{column: Column, element: HTMLElement, get: () => any}[]} cells @param {string[]} inSight
 */
function layOut(cells, inSight) {
  const body = h("div", { class: "fields", role: "group" });
  const order = inOrder(cells, inSight, ({ column }) => column);
  const count = h("span", { class: "soft" });
  const rest = h("div", { class: "fields" });
  const fold = h("details", { class: "others", open: true }, h("summary", {}, "Meer over deze rij", count), rest);
  let folded = order;
  const tell = () => {
    const there = folded.filter(({ element }) => !element.hidden);
    fold.hidden = !there.length;
    count.textContent = ` · ${there.filter(({ get }) => !isEmpty(tidy(get()))).length} van ${there.length} ingevuld`;
  };
  /** @param {number} beside how many fields stand in the columns of a table; 0 for a card */
  const lay = (beside) => {
    const focused = /** @type {HTMLElement | null} */ (body.contains(document.activeElement) ? document.activeElement : null);
    const isMuch = cells.length > MANY || inSight.length > 0;
    const inCard = isMuch ? 1 + inSight.length : cells.length;
    folded = order.slice(beside || inCard);
    const [head, ...seen] = order.slice(0, beside || inCard).map(({ element }) => element);
    rest.replaceChildren(...folded.map(({ element }) => element));
    const also = beside || !isMuch || !seen.length ? seen : [h("div", { class: "fields seen" }, ...seen)];
    body.replaceChildren(head, ...also, ...(folded.length ? [fold] : []));
    body.classList.toggle("folding", !beside && isMuch);
    tell();
    focused?.focus();
  };
  return { body, tell, lay, close: () => (fold.open = false) };
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
