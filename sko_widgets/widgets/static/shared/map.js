import { button, h, sr } from "./dom.js";
import { middle, stepped } from "./mapkinds.js";

/** @typedef {{get: () => any, shown: () => any, patch: (part: Record<string, any>) => void}} Editor one row of the table */
/** @typedef {{columns: Map<string, any>, announce?: (text: string) => void, editors: () => Editor[]}} Desk */

/** A map of the stakeholders in a table; moving one on it changes its row. */
export class StakeholderMap {
  /** @param {import("./mapkinds.js").MapKind} kind @param {Desk} desk */
  constructor(kind, desk) {
    this.kind = kind;
    this.desk = desk;
    /** @type {Map<Editor, any>} */
    this.dots = new Map();
    this.ground = h("div", { class: "ground", "aria-hidden": "true" }, ...kind.ground());
    this.board = h("div", { class: `map ${kind.name}` }, this.ground);
    this.tray = h("div", { class: "tray" });
    this.legend = h("ol", { class: "legend small" });
    this.waiting = h("p", { class: "soft small" }, "Nog geen plek:");
    const [title, hint] = [h("h3", {}, kind.title), h("p", { class: "soft small" }, kind.hint)];
    this.element = h("div", { class: "one-map", role: "group", "aria-label": kind.title },
      title, hint, this.board, this.waiting, this.tray, this.legend);
  }

  /** Show what the table holds now. */
  draw() {
    const seen = this.desk.editors().map((editor) => ({ editor, row: editor.shown() })).filter(({ row }) => row.name?.trim());
    for (const [editor, dot] of this.dots) {
      if (!seen.some((one) => one.editor === editor)) {
        dot.remove();
        this.dots.delete(editor);
      }
    }
    const crowds = this.crowds(seen);
    seen.forEach(({ editor, row }, at) => this.show(editor, row, at + 1, crowds));
    [this.board, this.tray].forEach((home) => inOrder(home, seen.map(({ editor }) => this.dots.get(editor))));
    this.waiting.hidden = !this.tray.childElementCount;
    this.element.hidden = !seen.length;
    this.legend.replaceChildren(...seen.map(({ row }) => h("li", {}, h("strong", {}, row.name), ` · ${this.words(row)}`)));
  }

  /** Who stand on the same place. @param {{editor: Editor, row: any}[]} seen */
  crowds(seen) {
    /** @type {Map<string, Editor[]>} */
    const found = new Map();
    for (const { editor, row } of seen) {
      const key = JSON.stringify(this.place(row));
      found.set(key, [...(found.get(key) ?? []), editor]);
    }
    return found;
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
    return [place ? this.kind.words(place) : "nog geen plek", needs?.toLowerCase()].filter(Boolean).join("; ");
  }

  /** @param {Editor} editor @param {any} row @param {number} number @param {Map<string, Editor[]>} crowds */
  show(editor, row, number, crowds) {
    const dot = this.dots.get(editor) ?? this.makeDot(editor);
    const place = this.place(row);
    const home = place ? this.board : this.tray;
    const [face, name] = dot.children;
    face.textContent = String(number);
    name.textContent = row.name;
    dot.lastElementChild.textContent = `: ${this.words(row)}`;
    if (dot.parentElement !== home) {
      const focused = document.activeElement === dot;
      home.append(dot);
      if (focused) dot.focus();
    }
    if (!place) return dot.removeAttribute("style");
    const crowd = crowds.get(JSON.stringify(place)) ?? [editor];
    const { x, y } = this.kind.point(place, crowd.indexOf(editor), crowd.length);
    dot.style.left = `${x}%`;
    dot.style.top = `${y}%`;
    dot.classList.toggle("far", x > 50);
    return undefined;
  }

  /** @param {Editor} editor */
  makeDot(editor) {
    const parts = [h("span", { class: "face", "aria-hidden": "true" }), h("span", { class: "name" }), sr("")];
    // Not every browser gives a button that is tapped the focus.
    const dot = button(parts, () => dot.focus(), { class: "dot" });
    hushable(dot);
    dot.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => this.key(editor, event));
    dot.addEventListener("pointerdown", (/** @type {PointerEvent} */ event) => this.drag(editor, dot, event));
    this.dots.set(editor, dot);
    return dot;
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

  /** @param {Editor} editor @param {import("./mapkinds.js").Place} place */
  move(editor, place) {
    editor.patch(place);
    this.desk.announce?.(`${editor.shown().name}: ${this.kind.words(place)}`);
  }

  /** Follow the pointer; where it is let go on the map, there the stakeholder stands. @param {Editor} editor @param {any} dot @param {PointerEvent} down */
  drag(editor, dot, down) {
    // A finger that only scrolls the page takes nobody along: tap first, then drag.
    if (down.button !== 0 || (down.pointerType === "touch" && document.activeElement !== dot)) return;
    let moved = false;
    const listeners = new AbortController();
    const { signal } = listeners;
    const move = (/** @type {PointerEvent} */ event) => {
      if (event.pointerId !== down.pointerId) return;
      const [x, y] = [event.clientX - down.clientX, event.clientY - down.clientY];
      moved ||= Math.hypot(x, y) > 4;
      if (moved) dot.style.translate = `${x}px ${y}px`;
      dot.classList.toggle("dragged", moved);
    };
    const stop = (/** @type {any} */ event) => {
      if (event.type === "keydown" ? event.key !== "Escape" : event.pointerId !== down.pointerId) return;
      listeners.abort();
      dot.style.translate = "";
      dot.classList.remove("dragged");
      const point = this.pointOf(event);
      if (event.type === "pointerup" && moved && point) this.move(editor, this.kind.place(point));
    };
    document.addEventListener("pointermove", move, { signal });
    ["pointerup", "pointercancel", "keydown"].forEach((name) => document.addEventListener(name, stop, { signal }));
  }

  /** Where the pointer is on the map, in percents; null beside it. @param {PointerEvent} event */
  pointOf({ clientX, clientY }) {
    const { left, top, width, height } = this.board.getBoundingClientRect();
    const [x, y] = [((clientX - left) / width) * 100, ((clientY - top) / height) * 100];
    return x >= 0 && x <= 100 && y >= 0 && y <= 100 ? { x, y } : null;
  }
}

/** Tab goes from dot to dot by their numbers; the one that has the focus stays where it is. @param {HTMLElement} home @param {HTMLElement[]} dots */
function inOrder(home, dots) {
  const wanted = dots.filter((dot) => dot.parentElement === home);
  const there = [...home.querySelectorAll(".dot")];
  if (wanted.every((dot, at) => dot === there[at])) return;
  const held = wanted.findIndex((dot) => dot === document.activeElement);
  wanted.forEach((dot, at) => {
    if (at < held) wanted[held].before(dot);
    else if (at > held) home.append(dot);
  });
}

/** Escape hides the name of a dot that is pointed at, so that one sees what is below it. @param {HTMLElement} dot */
function hushable(dot) {
  let listeners = new AbortController();
  const hush = (/** @type {KeyboardEvent} */ event) => event.key === "Escape" && dot.classList.add("hushed");
  dot.addEventListener("pointerenter", () => {
    listeners = new AbortController();
    document.addEventListener("keydown", hush, { signal: listeners.signal });
  });
  dot.addEventListener("pointerleave", () => {
    listeners.abort();
    dot.classList.remove("hushed");
  });
}
