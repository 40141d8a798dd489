import { button, h, sr } from "./dom.js";
import { keyOf, label, middle, placeAt, stepped } from "./mapkinds.js";
import { followed } from "./mapdrag.js";
import { drawWishes } from "./mapwishes.js";

/** @typedef {{get: () => any, shown: () => any, patch: (part: Record<string, any>) => void}} Editor one row of the table */
/** @typedef {{editor: Editor, row: any}} Seen a row with a name */
/**
 * @typedef {object} Desk
 * @property {Map<string, any>} columns
 * @property {(text: string) => void} [announce]
 * @property {() => Editor | null} chosen
 * @property {(editor: Editor) => void} choose
 * @property {(row: any) => string} [before] what is said of a row while it has no place
 */

const WISHES = { ArrowUp: 1, ArrowRight: 1, ArrowDown: -1, ArrowLeft: -1 };

/** A map of the rows of a table, by their names; moving one on it changes its row. */
export class NameMap {
  /** @param {import("./mapkinds.js").MapKind} kind @param {Desk} desk */
  constructor(kind, desk) {
    this.kind = kind;
    this.desk = desk;
    /** @type {Map<Editor, any>} */
    this.names = new Map();
    this.board = h("div", { class: `map ${kind.name}` }, ...kind.ground());
    /** @type {Map<string | undefined, any>} */
    this.spots = new Map([...this.board.querySelectorAll(".spot")].map((spot) => [/** @type {any} */ (spot.closest("[data-place]")).dataset.place, spot]));
    this.tray = h("div", { class: "tray" });
    this.waiting = h("p", { class: "soft small" }, "Nog geen plek:");
    const around = kind.trayFirst ? [this.waiting, this.tray, this.board] : [this.board, this.waiting, this.tray];
    this.element = h("div", { class: "one-map", role: "group", "aria-label": kind.title }, ...around);
    new ResizeObserver(() => this.fit()).observe(this.board);
  }

  /** Show what the table holds now. @param {Seen[]} seen */
  draw(seen) {
    for (const [editor, who] of this.names) {
      if (!seen.some((one) => one.editor === editor)) {
        who.remove();
        this.names.delete(editor);
      }
    }
    /** @type {Map<any, HTMLElement[]>} */
    const homes = new Map([...this.spots.values(), this.tray].map((home) => [home, []]));
    for (const { editor, row } of seen) homes.get(this.home(row))?.push(this.show(editor, row));
    const focused = /** @type {HTMLElement | null} */ (document.activeElement);
    homes.forEach((wanted, home) => same(home.children, wanted) || home.replaceChildren(...wanted));
    if (focused !== document.activeElement && focused?.isConnected) focused.focus({ preventScroll: true });
    this.board.classList.toggle("many", seen.length > 40);
    this.waiting.hidden = !this.tray.childElementCount;
    this.seen = seen;
    this.fit();
  }

  /** Words are parted only where the map would be wider than its place. */
  fit() {
    if (!this.board.checkVisibility()) return;
    this.board.classList.remove("tight");
    const edge = this.board.getBoundingClientRect().right + 1;
    const places = [...this.board.querySelectorAll("[data-place]"), ...this.names.values()];
    this.board.classList.toggle("tight", places.some((place) => place.getBoundingClientRect().right > edge));
    this.wishes();
  }

  /** @param {any} row */
  home(row) {
    const place = this.place(row);
    return (place && this.spots.get(keyOf(this.kind.scales, place))) ?? this.tray;
  }

  /** Its place on this map; null while a scale is open. @param {any} row @returns {import("./mapkinds.js").Place | null} */
  place(row) {
    const values = this.kind.scales.map((scale) => [scale, row[scale]]);
    return values.every(([, value]) => value) ? Object.fromEntries(values) : null;
  }

  /** @param {any} row */
  words(row) {
    const place = this.place(row);
    const options = (this.kind.dependence && this.desk.columns.get("dependence")?.options) || [];
    const needs = options.find((/** @type {any} */ one) => one.id === row.dependence)?.label;
    const wish = this.kind.wishes && row.target && row.target !== row.distance && `liever ${label(this.desk.columns, "target", row.target).toLowerCase()}`;
    return [...(place ? [this.kind.words(place)] : ["nog geen plek", this.desk.before?.(row)]), wish, needs?.toLowerCase()].filter(Boolean).join("; ");
  }

  /** @param {Editor} editor @param {any} row @returns {HTMLElement} */
  show(editor, row) {
    const who = this.names.get(editor) ?? this.make(editor);
    const [name, wish] = who.children;
    const [said, words, before] = name.children;
    said.textContent = row.name;
    words.textContent = `: ${this.words(row)}`;
    before.textContent = this.place(row) ? "" : (this.desk.before?.(row) ?? "");
    name.title = row.name;
    const chosen = this.desk.chosen() === editor;
    name.setAttribute("aria-pressed", String(chosen));
    ["much", "more"].forEach((weight) => name.classList.toggle(weight, this.kind.weight(row) === weight));
    wish.hidden = !chosen || !this.kind.wishes || !this.place(row);
    wish.lastElementChild.textContent = `Waar moet ${row.name} naartoe?`;
    return who;
  }

  /** @param {Editor} editor */
  make(editor) {
    // Not every browser gives the focus to a button that is tapped, and a finger drags only what has it.
    const name = button([h("span", { class: "said" }), sr(""), h("small", { "aria-hidden": "true" })], () => { name.focus(); this.desk.choose(editor); }, { class: "name" });
    name.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => (event.shiftKey && this.kind.wishes ? this.wishKey(editor, event) : this.key(editor, event)));
    // A finger that only scrolls the page takes nobody along: tap first, then drag.
    followed(name, { may: (down) => down.pointerType !== "touch" || document.activeElement === name, ...this.over(), done: (place) => this.move(editor, place) });
    const how = "Sleep naar een ring, of gebruik de pijltjes; Delete haalt het weg";
    const wish = button([h("span", { "aria-hidden": "true" }, "→"), sr("")], () => wish.focus(), { class: "wish", title: how, "aria-description": how });
    wish.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => this.wishKey(editor, event));
    followed(wish, { may: () => true, ...this.over(), done: ({ distance }) => this.wish(editor, distance) });
    const who = h("div", { class: "who" }, name, wish);
    this.names.set(editor, who);
    return who;
  }

  over() {
    return { board: this.board, place: (/** @type {PointerEvent} */ event) => placeAt(this.board, this.kind.scales, event) };
  }

  /** @param {Editor} editor @param {KeyboardEvent} event */
  key(editor, event) {
    const step = this.kind.keys[event.key];
    if (!step || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    const now = this.place(editor.get());
    const next = now ? stepped(now, step) : middle(this.kind.scales);
    if (next) this.move(editor, next);
    else this.desk.announce?.("Verder kan niet op deze kaart.");
  }

  /** Where it should move to, by key; Delete takes that away. @param {Editor} editor @param {KeyboardEvent} event */
  wishKey(editor, event) {
    const by = WISHES[/** @type {keyof typeof WISHES} */ (event.key)];
    const gone = ["Delete", "Backspace"].includes(event.key);
    if ((!by && !gone) || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    const { distance, target } = editor.get();
    const next = gone ? { target: null } : stepped({ target: target || distance || 3 }, ["target", by]);
    if (next) this.wish(editor, next.target);
    else this.desk.announce?.("Verder kan niet op deze kaart.");
  }

  /** @param {Editor} editor @param {import("./mapkinds.js").Place} place */
  move(editor, place) {
    editor.patch(place);
    this.desk.announce?.(`${editor.shown().name}: ${this.kind.words(place)}`);
  }

  /** @param {Editor} editor @param {number | null} target */
  wish(editor, target) {
    const { distance } = editor.get();
    editor.patch({ target: target === distance ? null : target });
    const words = target && target !== distance ? `liever ${label(this.desk.columns, "target", target).toLowerCase()}` : "hoeft nergens anders naartoe";
    this.desk.announce?.(`${editor.shown().name}: ${words}`);
  }

  /** The arrows to where somebody should move. */
  wishes() {
    if (!this.kind.wishes) return;
    const moving = (this.seen ?? []).filter(({ row }) => row.target && row.distance && row.target !== row.distance);
    drawWishes(this.board, moving.map(({ editor, row }) => ({ name: this.names.get(editor).firstElementChild, from: row.distance, to: row.target })));
  }

  /** @param {Editor} editor */
  focus(editor) {
    this.names.get(editor)?.firstElementChild.focus();
  }
}

/** @param {HTMLCollection} there @param {HTMLElement[]} wanted */
function same(there, wanted) {
  return there.length === wanted.length && wanted.every((one, at) => one === there[at]);
}
