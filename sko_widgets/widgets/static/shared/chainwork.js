import { button, h } from "./dom.js";
import { faceOf, joinList, openCard } from "./chaincard.js";
import { keyOfCard } from "./chaindata.js";
import { copy, same } from "./values.js";

const MOST = 50; // steps that can be undone
const ANYWHERE = "?"; // a place row by row: the first where the card stands

/**
 * @typedef {import("./chaindata.js").Card} Card
 * @typedef {{data: import("./chaindata.js").ChainData, home: HTMLElement, models: Map<string, any>, announce: (text: string) => void,
 *   draw: () => void, typed: () => void, flush: () => void}} Desk
 */

/** What somebody does with the cards of a chain: which one is open, whether it is being joined, and what can be undone. */
export class ChainWork {
  /** @param {Desk} desk */
  constructor(desk) {
    this.desk = desk;
    this.data = desk.data;
    /** @type {{card: Card, place: string, before: any, at: number, isNew: boolean, parts: any} | null} */
    this.chosen = null;
    this.joining = false;
    this.inPicture = true;
    /** @type {{words: string, back: () => void}[]} */
    this.done = [];
  }

  get hot() {
    return this.chosen ? keyOfCard(this.chosen.card) : "";
  }

  /** @param {Card} card @param {string} [place] */
  isChosen(card, place = "") {
    return this.hot === keyOfCard(card) && this.chosen?.place === place;
  }

  /** Open a card; it can be typed in at once. @param {Card} card @param {string} [place] where it was clicked, of more than one @param {boolean} [isNew] */
  open(card, place = "", isNew = false) {
    this.close(false);
    const model = this.desk.models.get(this.data.columns[card.at].name);
    const acts = {
      typed: this.desk.typed, close: () => this.close(), join: () => this.join(), remove: (/** @type {Card} */ one) => this.remove(one),
      move: (/** @type {Card} */ one, /** @type {number} */ by) => this.move(one, by),
      add: (/** @type {number} */ at, /** @type {Card} */ to) => this.add(at, to),
    };
    const parts = openCard({ data: this.data, model, announce: this.desk.announce, acts }, card);
    this.chosen = { card, place, before: copy(this.data.row(card)), at: this.data.place(card), isNew, parts };
    this.joining = false;
    this.desk.draw();
    parts.input.focus();
  }

  /** @param {number} at @param {Card} [to] what the new card is joined to */
  add(at, to) {
    this.close(false);
    this.open(this.data.add(at, to && this.data.row(to) ? to : undefined), this.desk.home.classList.contains("as-rows") ? ANYWHERE : "", true);
  }

  /** The open card is done; the keyboard goes on from it. @param {boolean} [focus] */
  close(focus = true) {
    const was = this.chosen;
    if (!was) return;
    [this.chosen, this.joining] = [null, false];
    const row = copy(this.data.row(was.card));
    const { card, before, at, isNew, place } = was;
    if (row && !this.data.text(card).trim() && Object.keys(row).every((name) => ["id", "text"].includes(name))) {
      this.data.remove(card);
      if (!isNew) this.did(`${this.data.columns[card.at].item} ${at + 1} is weggehaald.`, () => this.data.insert(card.at, before, at));
    } else if (row && isNew) this.did(`${this.data.called(card)} staat erbij.`, () => this.data.remove(card));
    else if (row && !same(row, before)) {
      this.did(`${this.data.called(card)} is gewijzigd.`,
        () => this.data.insert(card.at, before, this.data.row(card) ? this.data.place(card) : at));
    }
    this.desk.flush();
    this.desk.draw();
    if (focus) this.focus(card, place);
  }

  /** @param {Card} card @param {string} [place] */
  focus(card, place) {
    const { home } = this.desk;
    const key = CSS.escape(keyOfCard(card));
    const found = home.querySelector(`[data-focus="${key}@${place}"]`) ?? home.querySelector(`[data-focus="${key}"]`);
    const adders = [...home.querySelectorAll(`[data-add="${card.at}"]`)];
    const first = adders.find((one) => one.checkVisibility()) ?? home.querySelector("[data-view]");
    /** @type {HTMLElement | null} */ (found ?? first)?.focus();
  }

  /** Begin to join the open card, or end that. */
  join() {
    if (!this.chosen) return;
    this.joining = !this.joining;
    this.desk.announce(this.joining ? `Kies wat bij ${this.data.code(this.chosen.card)} hoort.` : "Klaar met verbinden.");
    this.desk.draw();
    if (this.joining) /** @type {HTMLElement | null} */ (this.desk.home.querySelector(".toggle"))?.focus();
  }

  /** @param {Card} other */
  toggle(other) {
    if (!this.chosen) return;
    const { card } = this.chosen;
    const tied = this.data.tie(card, other);
    const words = `${this.data.code(card)} en ${this.data.code(other)} ${tied ? "zijn verbonden" : "hangen niet meer samen"}.`;
    this.did(words, () => this.data.tie(card, other, !tied));
  }

  /** @param {Card} card @param {number} by */
  move(card, by) {
    const from = this.data.place(card);
    const to = from + by;
    if (to < 0 || to >= this.data.rows(card.at).length) {
      return this.desk.announce(by < 0 ? "Deze kaart staat al bovenaan." : "Deze kaart staat al onderaan.");
    }
    return this.moveTo(card, to);
  }

  /** @param {Card} card @param {number} to */
  moveTo(card, to) {
    const [from, row] = [this.data.place(card), this.data.row(card)];
    if (from === to || !row) return;
    this.data.insert(card.at, row, to);
    const { item } = this.data.columns[card.at];
    this.did(`${item} ${from + 1} staat nu op plaats ${to + 1} van ${this.data.rows(card.at).length}.`,
      () => this.data.row(card) && this.data.insert(card.at, this.data.row(card), from));
  }

  /** @param {Card} card */
  remove(card) {
    const [row, at, called] = [copy(this.data.row(card)), this.data.place(card), this.data.called(card)];
    const wasNew = this.chosen?.isNew;
    [this.chosen, this.joining] = [null, false];
    this.data.remove(card);
    if (!wasNew || row.text) this.did(`${called} is weggehaald.`, () => this.data.insert(card.at, row, at));
    this.desk.flush();
    this.desk.draw();
    this.focus(this.data.cards(card.at)[Math.min(at, this.data.rows(card.at).length - 1)] ?? card);
  }

  /** @param {string} words @param {() => void} back */
  did(words, back) {
    this.done = [...this.done, { words, back }].slice(-MOST);
    this.desk.draw();
    this.desk.announce(words);
  }

  undo() {
    this.close(false);
    const last = this.done.pop();
    if (!last) return this.desk.announce("Er is niets om ongedaan te maken.");
    last.back();
    this.desk.flush();
    this.desk.draw();
    return this.desk.announce(`Ongedaan gemaakt: ${last.words}`);
  }

  /** A card that somebody else took away is not open any more. */
  settle() {
    if (this.chosen && !this.data.row(this.chosen.card)) [this.chosen, this.joining] = [null, false];
    if (!this.chosen) return;
    const { parts, card } = this.chosen;
    parts.show();
    parts.join.setAttribute("aria-pressed", String(this.joining));
    const others = /** @type {HTMLElement} */ (parts.others.cloneNode());
    others.append(...(this.joining && !this.inPicture ? joinList(this.data, card, (other) => this.toggle(other)) : []));
    // What is the same stays, so that a finger that is down on it when a save is answered has not pressed in vain.
    if (!others.isEqualNode(parts.others)) parts.others.replaceChildren(...others.childNodes);
  }

  /** Whether the open card was not drawn where it stood: it hangs elsewhere now. @param {HTMLElement} rows */
  isLost(rows) {
    if (!this.chosen || rows.contains(this.chosen.parts.element)) return false;
    [this.chosen.place, this.seen] = [ANYWHERE, new Set()];
    return true;
  }

  renamed() {
    this.chosen?.parts.renamed();
  }

  /** A card where it stands row by row; where it stands once more it is only referred to. @param {Card} card @param {string} place @returns {Node} */
  inRow(card, place) {
    if (this.chosen?.place === ANYWHERE && this.hot === keyOfCard(card)) this.chosen.place = place;
    if (this.isChosen(card, place)) return /** @type {any} */ (this.chosen).parts.element;
    const key = keyOfCard(card);
    const first = !this.seen?.has(key);
    this.seen?.add(key);
    return button(faceOf(this.data, card), () => this.open(card, place), { class: first ? "face" : "face again", "data-focus": first ? key : `${key}@${place}` });
  }

  /** Draw, and bring the focus back to where it was. @param {() => void} draw */
  keepFocus(draw) {
    const { home } = this.desk;
    const at = /** @type {HTMLElement | null} */ (home.contains(document.activeElement) ? document.activeElement : null);
    const named = at?.getAttribute("data-focus");
    this.seen = new Set();
    draw();
    if (!at || document.activeElement === at) return;
    const next = at.isConnected ? at : named && home.querySelector(`[data-focus="${CSS.escape(named)}"]`);
    if (next) /** @type {HTMLElement} */ (next).focus({ preventScroll: true });
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const typing = /** @type {HTMLElement} */ (event.target).matches("textarea, input");
    if (event.defaultPrevented || event.isComposing) return;
    if (event.key === "Escape" && this.chosen) {
      event.preventDefault();
      if (!this.joining) return this.close();
      this.join();
      this.chosen.parts.join.focus();
    } else if (event.key === "z" && (event.ctrlKey || event.metaKey) && !typing) {
      event.preventDefault();
      this.undo();
    }
    return undefined;
  }
}

/** A button with a sign that says what it adds. @param {string} item @param {() => void} add @param {number} at */
export function adder(item, add, at) {
  return button([h("span", { "aria-hidden": "true" }, "+"), ` ${item} toevoegen`], add, { class: "add", "data-add": String(at) });
}
