import { detail } from "./detail.js";
import { button, h, sr } from "./dom.js";
import { newId } from "./firstname.js";
import { flat } from "./input.js";
import { nameIn, namesOf } from "./namecell.js";
import { questions } from "./questions.js";
import { isEmpty, same, tidy } from "./values.js";

/**
 * @typedef {object} Row a row of the table, as it is stored, and whatever else it holds
 * @property {string} id
 * @property {any} value
 *
 * @typedef {object} Watch
 * @property {() => void} drawn other rows are there
 * @property {() => void} renamed
 * @property {(words: string, back: () => void) => void} removed
 * @property {(row: Row) => void} close
 */

/** One of the two tables of a matrix: its rows, and the fields of the one that is chosen. */
export class MatrixSide {
  /** @param {import("./field.js").Desk} desk @param {Watch} watch */
  constructor(desk, watch) {
    this.desk = desk;
    this.watch = watch;
    this.label = desk.label;
    this.item = desk.model.get("item_label") || desk.label;
    this.columns = desk.model.get("columns").filter((/** @type {any} */ column) => !column.hidden);
    this.names = namesOf(desk);
    /** @type {Row[]} */
    this.rows = [];
    this.chosen = /** @type {Row | null} */ (null);
    this.panel = h("div");
    /** @type {any[]} */
    this.cells = [];
    /** The panel is called by the place of its row. */
    this.number = () => {};
    // The control lives as long as its page.
    desk.model.on("change:names", () => { this.cells.forEach((cell) => cell.renamed?.()); watch.renamed(); });
  }

  // --- the field's editor --------------------------------------------------------------------

  get() {
    return this.rows.filter((row) => !this.isEmpty(row)).map(({ id, value }) => ({ id, ...value, id }));
  }

  /** @param {any} value */
  set(value) {
    const wanted = value ?? [];
    if (same(wanted, this.get()) && this.rows.length >= wanted.length) return;
    const chosen = this.chosen?.id;
    this.rows = wanted.map((/** @type {any} */ row) => ({ id: row.id || newId(), value: row }));
    const again = this.rows.find(({ id }) => id === chosen) ?? null;
    const had = this.panel.contains(document.activeElement);
    this.choose(again);
    this.watch.drawn();
    if (had && again) this.focusPanel();
  }

  focus() {
    this.focusPanel();
  }

  // --- its rows ------------------------------------------------------------------------------

  /** @param {Row} row */
  isEmpty({ value }) {
    const { id: _, ...others } = value;
    return isEmpty(tidy(others));
  }

  ids() {
    return this.rows.map(({ id }) => id);
  }

  /** What a row is called; a name that is kept elsewhere as it is now. @param {string} id */
  called(id) {
    const row = this.rows.find((one) => one.id === id);
    if (!row) return "weggehaald";
    const [{ name, kind, from }] = this.columns;
    const text = row.value[name] ?? "";
    const said = flat(kind === "name" ? nameIn(this.names.of(from), text) : text).trim();
    return said || `${this.item} zonder naam`;
  }

  /** A new row, or the empty one that is there. */
  add() {
    const empty = this.rows.find((row) => this.isEmpty(row));
    if (empty) return empty;
    const row = { id: newId(), value: {} };
    this.rows.push(row);
    return row;
  }

  /** @param {Row} row @param {number} way */
  move(row, way) {
    const at = this.rows.indexOf(row);
    if (!this.rows[at + way]) return this.say(way < 0 ? "Dit staat al vooraan." : "Dit staat al achteraan.");
    this.rows.splice(at, 1);
    this.rows.splice(at + way, 0, row);
    this.number();
    this.desk.onInput();
    this.watch.drawn();
    return this.say(`${this.called(row.id)} staat nu op plaats ${at + way + 1} van ${this.rows.length}.`);
  }

  /** @param {Row} row */
  remove(row) {
    const at = this.rows.indexOf(row);
    const [words, empty] = [`‘${this.called(row.id)}’ is weggehaald.`, this.isEmpty(row)];
    this.rows.splice(at, 1);
    this.choose(null);
    this.desk.onInput();
    if (empty) {
      this.watch.drawn();
      return this.watch.close(this.rows[Math.max(at - 1, 0)]);
    }
    return this.watch.removed(words, () => {
      this.rows.splice(at, 0, row);
      this.desk.onInput();
      this.watch.close(row);
    });
  }

  /** @param {string} words */
  say(words) {
    this.desk.announce?.(words);
  }

  // --- the one that is chosen ------------------------------------------------------------------

  /** Show the fields of a row, and of no other; an empty one that is left is gone. @param {Row | null} row */
  choose(row) {
    if (row && row === this.chosen) return;
    this.rows = this.rows.filter((one) => one === row || !this.isEmpty(one));
    this.chosen = row;
    this.cells = row ? this.columns.map((/** @type {any} */ column) => this.cell(row, column)) : [];
    this.panel = row ? this.drawPanel(row) : h("div");
  }

  /** A field of a row; what nobody changes stays as it is stored. @param {Row} row @param {any} column */
  cell(row, column) {
    const stored = row.value[column.name];
    const made = detail({ ...column, names: this.names, onInput: () => {
      const now = made.get();
      this.put(row, column.name, same(now, begun) ? stored : now);
    } });
    made.set(stored);
    const begun = made.get();
    return made;
  }

  /** @param {Row} row @param {string} name @param {any} value */
  put(row, name, value) {
    const { id: _, ...others } = row.value;
    const all = { ...others, [name]: value };
    const rest = Object.entries(all).filter(([key]) => !this.columns.some((/** @type {any} */ one) => one.name === key));
    const own = this.columns.map((/** @type {any} */ one) => [one.name, all[one.name]]).filter((/** @type {any} */ [, part]) => !isEmpty(tidy(part)));
    row.value = { id: row.id, ...Object.fromEntries([...rest, ...own]) };
    this.head.textContent = this.called(row.id);
    this.desk.onInput();
    this.watch.renamed();
  }

  /** @param {Row} row */
  drawPanel(row) {
    const names = [sr(""), sr(""), sr(""), sr("")];
    const [done, up, down, remove] = names;
    const asked = this.desk.model.get("questions");
    this.head = h("h3", { tabindex: "-1" }, this.called(row.id));
    const close = () => this.watch.close(row);
    const panel = h("div", { class: "about", role: "group" },
      h("div", { class: "about-head" }, this.head, button(["Klaar", done], close, { class: "quiet" })),
      asked.length ? questions(asked) : null,
      h("div", { class: "fields" }, ...this.cells.map(({ element }) => element)),
      h("div", { class: "panel-buttons" },
        button([h("span", { "aria-hidden": "true" }, "↑"), "Eerder", up], () => this.move(row, -1), { class: "quiet" }),
        button([h("span", { "aria-hidden": "true" }, "↓"), "Later", down], () => this.move(row, 1), { class: "quiet" }),
        button(["Verwijderen", remove], () => this.remove(row), { class: "quiet remove" })));
    this.number = () => {
      const called = `${this.item} ${this.rows.indexOf(row) + 1}`;
      panel.setAttribute("aria-label", called);
      names.forEach((name) => (name.textContent = called.toLowerCase()));
    };
    this.number();
    panel.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
      if (event.key !== "Escape" || event.defaultPrevented) return;
      event.preventDefault();
      close();
    });
    return panel;
  }

  focusPanel() {
    this.cells[0]?.input.focus();
  }
}
