import { h } from "./dom.js";

/** @typedef {import("./tablerows.js").Column} Column */

/** What a cell needs to be read and written in, in rem, and which part of what is left it gets. @type {Record<string, [number, number]>} */
const ROOM = { text: [8, 3], lines: [7.5, 2], choices: [10, 2], line: [7, 2], name: [8, 2], date: [8.6, 0], count: [5, 0] };
/** The grip and «⋯» of a row, in rem. */
const ASIDE = 5;
/** A table of which columns are left out can as well be read with ease. */
const EASE = 1.25;
const FEWEST = 2;

/** The head of a table, and how many of its columns stand beside each other where it is now; none where there is no room. */
export class WideTable {
  /**
   * @param {HTMLElement} place what the rows lie in
   * @param {Column[]} columns in the order in which they get a place
   * @param {(beside: number) => void} changed
   */
  constructor(place, columns, changed) {
    this.place = place;
    this.columns = columns;
    this.beside = 0;
    this.changed = changed;
    // The fields have their names; these are for the eye.
    this.head = h("div", { class: "rows-head", "aria-hidden": "true" });
    // As wide as the rows, and no higher when they are: what is seen here changes nothing that is seen here.
    this.ruler = h("div");
    place.append(this.ruler, this.head);
    // Not while the browser measures: what stands beside the rows, a map, is measured then too.
    new ResizeObserver(() => requestAnimationFrame(() => this.fit())).observe(this.ruler);
  }

  fit() {
    const width = this.ruler.clientWidth;
    if (!width) return;
    const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
    const beside = this.fitting(width / rem - ASIDE);
    if (beside === this.beside) return;
    this.beside = beside;
    const shown = this.columns.slice(0, beside);
    this.place.classList.toggle("as-table", beside > 0);
    this.place.style.setProperty("--cells", shown.map(track).join(" "));
    this.head.replaceChildren(h("div", { class: "fields" }, ...shown.map(({ label, help }) => h("span", {}, label, help ? h("small", {}, help) : ""))));
    this.changed(beside);
  }

  /** How many columns there is room for. @param {number} room in rem */
  fitting(room) {
    const needs = this.columns.map((column) => roomOf(column)[0]);
    if (sum(needs) <= room) return needs.length;
    const count = needs.findIndex((_, at) => sum(needs.slice(0, at + 1)) * EASE > room);
    return count < FEWEST ? 0 : count;
  }
}

/** @param {number[]} numbers */
function sum(numbers) {
  return numbers.reduce((all, one) => all + one, 0);
}

/** A choice does not wrap: it needs the room of its longest word for it, within reason. @param {Column} column */
function roomOf({ kind, options = [] }) {
  const longest = Math.max(0, ...options.map(({ label }) => label.length));
  return ROOM[kind] ?? [Math.min(13, Math.max(7, longest * 0.5 + 3.2)), 1];
}

/** @param {Column} column */
function track(column) {
  const [least, part] = roomOf(column);
  return part ? `minmax(${least}rem,${part}fr)` : `${least}rem`;
}
