import { newId } from "./firstname.js";
import { flat } from "./input.js";
import { isEmpty, tidy } from "./values.js";

/**
 * @typedef {{name: string, label: string, item: string, letter: string, heading: string, asks: string}} Column
 * @typedef {{name: string, start: number, end: number}} Joint what joins two columns
 * @typedef {{at: number, id: string}} Card where it is: its column, and its row there
 */

/** @param {Card} card */
export const keyOfCard = ({ at, id }) => `${at}:${id}`;

/** What the fields of a chain hold, as cards and what joins them; each change is told by the name of its field. */
export class ChainData {
  /** @param {any} model @param {(field: string) => void} changed */
  constructor(model, changed) {
    this.changed = changed;
    /** @type {Column[]} */
    this.columns = model.get("columns");
    /** @type {Joint[]} */
    this.ties = model.get("ties");
    /** @type {[string, number, string][]} */
    this.loose = model.get("loose");
    /** @type {Map<string, any[]>} */
    this.held = new Map([...this.columns, ...this.ties].map(({ name }) => [name, []]));
    /** What a card that is being made will be joined to. @type {{card: Card, to: Card} | null} */
    this.promised = null;
  }

  /** @param {string} name of a field @returns {number} the column that it is; -1 when it joins two */
  columnOf(name) {
    return this.columns.findIndex((column) => column.name === name);
  }

  /** What a field holds, without cards on which nothing was written. @param {string} name */
  get(name) {
    const rows = this.held.get(name) ?? [];
    return this.columnOf(name) < 0 ? rows : rows.filter((row) => !isBlank(row));
  }

  /** Take over what a field holds; a card that is being written stays. @param {string} name @param {any[] | null} value */
  set(name, value) {
    if (this.columnOf(name) < 0) return void this.held.set(name, [...(value ?? [])]);
    const blank = (this.held.get(name) ?? []).filter(isBlank);
    this.held.set(name, [...(value ?? []).map((row) => ({ ...row, id: row.id || newId() })), ...blank]);
  }

  /** @param {number} at @returns {any[]} */
  rows(at) {
    return this.held.get(this.columns[at].name) ?? [];
  }

  /** @param {number} at @returns {Card[]} */
  cards(at) {
    return this.rows(at).map(({ id }) => ({ at, id }));
  }

  /** @param {Card} card @returns {any} */
  row({ at, id }) {
    return this.rows(at).find((row) => row.id === id);
  }

  /** @param {Card} card */
  text(card) {
    return flat(this.row(card)?.text);
  }

  /** `P1`, by its place in its column. @param {Card} card */
  code({ at, id }) {
    return `${this.columns[at].letter}${this.rows(at).findIndex((row) => row.id === id) + 1}`;
  }

  /** What a screen reader calls it, `Probleem 1`. @param {Card} card */
  called({ at, id }) {
    return `${this.columns[at].item} ${this.rows(at).findIndex((row) => row.id === id) + 1}`;
  }

  // --- what joins them ------------------------------------------------------------------------

  /** @param {number} one @param {number} other @returns {Joint | undefined} */
  joint(one, other) {
    return this.ties.find(({ start, end }) => (start === one && end === other) || (start === other && end === one));
  }

  /** The columns whose cards can be joined to those of this one. @param {number} at */
  beside(at) {
    return this.columns.map((_, other) => other).filter((other) => this.joint(at, other));
  }

  /** @param {Card} one @param {Card} other @returns {{name: string, pair: [string, string]} | null} */
  pairOf(one, other) {
    const joint = this.joint(one.at, other.at);
    if (!joint) return null;
    return { name: joint.name, pair: joint.start === one.at ? [one.id, other.id] : [other.id, one.id] };
  }

  /** @param {Card} one @param {Card} other */
  areTied(one, other) {
    const found = this.pairOf(one, other);
    if (this.isPromised(one, other)) return true;
    return Boolean(found && this.held.get(found.name)?.some(([a, b]) => a === found.pair[0] && b === found.pair[1]));
  }

  /** @param {Card} one @param {Card} other */
  isPromised(one, other) {
    const [a, b] = [one, other].map(keyOfCard);
    const promised = this.promised && [this.promised.card, this.promised.to].map(keyOfCard);
    return Boolean(promised?.includes(a) && promised.includes(b));
  }

  /** The cards of a column that are joined to this one. @param {Card} card @param {number} at */
  tied(card, at) {
    return this.cards(at).filter((other) => this.areTied(card, other));
  }

  /** Every pair of cards that are joined, of those that are there. @returns {{joint: Joint, from: Card, to: Card}[]} */
  pairs() {
    return this.ties.flatMap((joint) => {
      const [starts, ends] = [joint.start, joint.end].map((at) => new Set(this.rows(at).map(({ id }) => id)));
      return (this.held.get(joint.name) ?? []).filter(([a, b]) => starts.has(a) && ends.has(b))
        .map(([a, b]) => ({ joint, from: { at: joint.start, id: a }, to: { at: joint.end, id: b } }));
    });
  }

  /** What a card lacks, in words; nothing while there is nothing yet to join it to. @param {Card} card @returns {string[]} */
  missing(card) {
    return this.loose.filter(([name, at]) => {
      const joint = this.ties.find((one) => one.name === name);
      const other = joint?.start === at ? joint.end : joint?.start;
      return at === card.at && other !== undefined && this.rows(other).length && !this.tied(card, other).length;
    }).map(([, , words]) => words);
  }

  /** How many cards lack something. */
  looseEnds() {
    return this.columns.flatMap((_, at) => this.cards(at)).filter((card) => this.missing(card).length).length;
  }

  // --- changes --------------------------------------------------------------------------------

  /** @param {Card} one @param {Card} other @param {boolean} [wanted] @returns {boolean} whether they are joined now */
  tie(one, other, wanted = !this.areTied(one, other)) {
    const found = this.pairOf(one, other);
    if (this.isPromised(one, other)) this.promised = null;
    if (!found || wanted === this.areTied(one, other)) return wanted;
    const [a, b] = found.pair;
    const rest = (this.held.get(found.name) ?? []).filter(([x, y]) => x !== a || y !== b);
    this.put(found.name, wanted ? [...rest, found.pair] : rest);
    return wanted;
  }

  /** A card on which nothing was written yet: it is stored as soon as something is. @param {number} at @param {Card} [to] what it is joined to @returns {Card} */
  add(at, to) {
    const card = { at, id: newId() };
    this.held.set(this.columns[at].name, [...this.rows(at), { id: card.id }]);
    this.promised = to ? { card, to } : null;
    return card;
  }

  /** @param {Card} card @param {Record<string, any>} part */
  patch(card, part) {
    const row = { ...this.row(card), ...part };
    Object.keys(part).filter((name) => isEmpty(tidy(row[name]))).forEach((name) => delete row[name]);
    this.put(this.columns[card.at].name, this.rows(card.at).map((one) => (one.id === card.id ? row : one)));
    if (this.promised && keyOfCard(this.promised.card) === keyOfCard(card) && !isBlank(row)) this.tie(card, this.promised.to, true);
  }

  /** Put a row where it was, or anew. @param {number} at @param {any} row @param {number} place */
  insert(at, row, place) {
    const others = this.rows(at).filter(({ id }) => id !== row.id);
    this.put(this.columns[at].name, [...others.slice(0, place), row, ...others.slice(place)]);
  }

  /** @param {Card} card @returns {number} where it stands in its column, from 0 */
  place({ at, id }) {
    return this.rows(at).findIndex((row) => row.id === id);
  }

  /** What joins it stays: when it comes back, it hangs where it hung. @param {Card} card */
  remove({ at, id }) {
    this.put(this.columns[at].name, this.rows(at).filter((row) => row.id !== id));
  }

  /** @param {string} name @param {any[]} value */
  put(name, value) {
    this.held.set(name, value);
    this.changed(name);
  }
}

/** @param {any} row */
function isBlank({ id: _, ...rest }) {
  return isEmpty(tidy(rest));
}
