import { button, h, sr, uid } from "./dom.js";
import { faceOf } from "./chaincard.js";
import { keyOfCard } from "./chaindata.js";
import { drawLines } from "./chainlines.js";
import { adder } from "./chainwork.js";
import { draggable } from "./drag.js";

/** @typedef {import("./chaindata.js").Card} Card */

/** A chain as columns of cards with lines between them; where there is little room, one column at a time. */
export class ChainPicture {
  /** @param {import("./chaindata.js").ChainData} data @param {import("./chainwork.js").ChainWork} work @param {HTMLElement} home */
  constructor(data, work, home) {
    this.data = data;
    this.work = work;
    this.home = home;
    this.here = 0;
    /** @type {Map<string, HTMLElement>} */
    this.cards = new Map();
    this.svg = /** @type {SVGElement} */ (document.createElementNS("http://www.w3.org/2000/svg", "svg"));
    this.svg.setAttribute("class", "net");
    this.svg.setAttribute("aria-hidden", "true");
    this.tabs = h("div", { class: "tabs", role: "group", "aria-label": "Kolom" });
    this.columns = data.columns.map((column, at) => this.column(column, at));
    this.board = h("div", { class: "columns" }, this.svg, ...this.columns.map(({ section }) => section));
    this.element = h("div", { class: "picture" }, this.tabs, this.board);
    // While a card is dragged the others make way, and their lines follow.
    this.watch = new MutationObserver(() => this.lines());
    this.columns.forEach(({ list }) => this.watch.observe(list, { childList: true }));
    this.size = new ResizeObserver(() => this.lines());
    this.size.observe(this.board);
  }

  /** @param {import("./chaindata.js").Column} column @param {number} at */
  column({ name, label, item, asks }, at) {
    const id = uid();
    const fields = h("div", { class: "asked", id });
    const more = button([h("span", { "aria-hidden": "true" }, "?"), sr(`Vragen en geschiedenis bij ${label.toLowerCase()}`)], () => {
      const open = fields.classList.toggle("open");
      more.setAttribute("aria-expanded", String(open));
      this.lines();
    }, { class: "quiet more", "aria-expanded": "false", "aria-controls": id, title: "Vragen en geschiedenis" });
    const last = this.data.columns.length - 1;
    const ties = this.data.ties.filter(({ start, end }) => ([start, end].includes(last) ? last : start) === at);
    const places = new Map([name, ...ties.map((tie) => tie.name)].map((one) => [one, h("div", { id: one === name ? undefined : one })]));
    fields.append(...places.values());
    const list = h("ol", { role: "list", "aria-label": label });
    const lead = h("p", { class: "small soft lead" }, asks);
    const section = h("section", { class: "column", id: name, "aria-label": label },
      h("header", {}, h("h3", {}, label), more), fields, lead, list, adder(item, () => this.work.add(at), at));
    return { section, list, lead, places, at };
  }

  /** @param {string} name of a field */
  placeOf(name) {
    return /** @type {HTMLElement} */ (this.columns.map(({ places }) => places.get(name)).find(Boolean));
  }

  /** Nothing of it is in sight. */
  empty() {
    this.cards.clear();
    this.columns.forEach(({ list }) => list.replaceChildren());
  }

  draw() {
    if (this.work.chosen) this.here = this.work.chosen.card.at;
    this.drawTabs();
    const keep = new Set();
    const joining = this.work.joining && this.work.inPicture && this.work.chosen ? this.data.beside(this.work.chosen.card.at) : [];
    this.board.classList.toggle("joining", Boolean(joining.length));
    this.columns.forEach(({ section, list, lead, at }) => {
      const cards = this.data.cards(at);
      section.classList.toggle("here", at === this.here);
      lead.hidden = cards.length > 0;
      cards.forEach((card, number) => {
        const made = this.card(card, number, joining.includes(at));
        keep.add(keyOfCard(card));
        if (list.children[number] !== made) list.insertBefore(made, list.children[number] ?? null);
      });
      while (list.children.length > cards.length) list.lastElementChild.remove();
    });
    [...this.cards.keys()].filter((key) => !keep.has(key)).forEach((key) => this.cards.delete(key));
    this.lines();
  }

  drawTabs() {
    this.tabs.replaceChildren(...this.data.columns.map(({ label }, at) => button([label, h("span", { class: "soft" }, ` ${this.data.rows(at).length}`)], () => {
      this.work.close(false);
      this.here = at;
      this.draw();
      /** @type {HTMLElement} */ (this.tabs.children[at]).focus();
    }, { "aria-pressed": String(at === this.here), "data-focus": `tab-${at}` })));
  }

  /** @param {Card} card @param {number} number @param {boolean} joins whether it can be joined to the open card now */
  card(card, number, joins) {
    const key = keyOfCard(card);
    const row = this.cards.get(key) ?? h("li", { "data-card": key });
    this.cards.set(key, row);
    const { chosen } = this.work;
    const isOpen = this.work.isChosen(card);
    const tied = Boolean(chosen && !isOpen && this.data.areTied(chosen.card, card));
    row.className = ["card", isOpen && "chosen", tied && "tied", this.data.missing(card).length && "loose-end"].filter(Boolean).join(" ");
    if (isOpen && chosen) {
      if (row.firstElementChild !== chosen.parts.element) row.replaceChildren(chosen.parts.element);
      this.letDrag(chosen.parts.grip, row, card);
    } else row.replaceChildren(joins ? this.toggle(card, tied) : this.face(card, row, number));
    return row;
  }

  /** @param {Card} card @param {HTMLElement} row @param {number} number */
  face(card, row, number) {
    const made = button(faceOf(this.data, card), () => this.work.open(card), { class: "face", "data-focus": keyOfCard(card), tabindex: number ? "-1" : "0" });
    this.walks(made, card);
    draggable(made, row, () => this.dropped(row, card), (event) => event.pointerType === "mouse");
    return made;
  }

  /** @param {Card} card @param {boolean} tied */
  toggle(card, tied) {
    const parts = [h("span", { class: "port", "aria-hidden": "true" }), ...faceOf(this.data, card), sr(`: verbinden met ${this.data.code(/** @type {any} */ (this.work.chosen).card)}`)];
    const made = button(parts, () => this.work.toggle(card), { class: "face toggle", "aria-pressed": String(tied), "data-focus": `join-${keyOfCard(card)}` });
    this.walks(made, card);
    return made;
  }

  /** @param {HTMLElement & {ready?: boolean}} grip @param {HTMLElement} row @param {Card} card */
  letDrag(grip, row, card) {
    if (grip.ready) return;
    grip.ready = true;
    draggable(grip, row, () => this.dropped(row, card));
    grip.addEventListener("keydown", (event) => {
      const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
      if (!by) return;
      event.preventDefault();
      this.work.move(card, by);
    });
  }

  /** @param {HTMLElement} row @param {Card} card */
  dropped(row, card) {
    this.work.moveTo(card, [.../** @type {HTMLElement} */ (row.parentElement).children].indexOf(row));
  }

  /** The arrow keys go from card to card; with Alt they move one. @param {HTMLElement} face @param {Card} card */
  walks(face, card) {
    face.addEventListener("focus", () => this.columns[card.at].list.querySelectorAll(".face").forEach((/** @type {HTMLElement} */ one) => (one.tabIndex = one === face ? 0 : -1)));
    face.addEventListener("keydown", (event) => {
      const [down, right] = [{ ArrowUp: -1, ArrowDown: 1 }[event.key] ?? 0, { ArrowLeft: -1, ArrowRight: 1 }[event.key] ?? 0];
      if ((!down && !right) || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      if (event.altKey) {
        if (down && !this.work.joining) this.work.move(card, down);
        return;
      }
      const next = down ? this.data.cards(card.at)[this.data.place(card) + down] : this.nearest(card, face, right);
      const shown = next && this.cards.get(keyOfCard(next))?.querySelector(".face, textarea");
      if (shown) /** @type {HTMLElement} */ (shown).focus();
    });
  }

  /** The card of the next column with cards that stands at about the same height. @param {Card} card @param {HTMLElement} face @param {number} by */
  nearest(card, face, by) {
    const middle = (/** @type {Element | undefined} */ one) => { const box = one?.getBoundingClientRect(); return box ? box.top + box.height / 2 : 0; };
    for (let at = card.at + by; at >= 0 && at < this.columns.length; at += by) {
      const all = this.data.cards(at).filter((one) => this.cards.get(keyOfCard(one))?.checkVisibility());
      const off = (/** @type {Card} */ one) => Math.abs(middle(this.cards.get(keyOfCard(one))) - middle(face));
      if (all.length) return all.reduce((best, one) => (off(one) < off(best) ? one : best));
    }
    return undefined;
  }

  /** The lines, once for all that changes in this frame. */
  lines() {
    if (this.frame) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = 0;
      drawLines(this.svg, this.data, (key) => this.cards.get(key), this.work.hot);
    });
  }

  leave() {
    this.watch.disconnect();
    this.size.disconnect();
  }
}
