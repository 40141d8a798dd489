import { button, h, sr, uid } from "./dom.js";
import { draggable } from "./drag.js";
import { isEmpty, same, tidy } from "./values.js";

const HOW = "Sleep, of gebruik pijl omhoog en omlaag";

/**
 * @typedef {object} RowEditor what is inside one row
 * @property {() => any} get
 * @property {(value: any) => void} set
 * @property {() => void} focus
 * @property {(number: number) => void} name give the row's fields names with its number
 * @property {Node[]} [extra] fields that lie behind «⋯»
 * @property {() => void} [folded] the extra fields were opened or closed
 * @property {() => boolean} [stays] whether it is the row that always stands first
 *
 * @typedef {object} RowDesk
 * @property {() => void} onInput
 * @property {(text?: string) => void} addBelow a new row under this one
 * @property {(texts: any[]) => void} addAll new rows under this one
 * @property {() => void} remove
 *
 * @typedef {object} Options
 * @property {HTMLElement} host
 * @property {HTMLElement} [foot]
 * @property {string} label of the list
 * @property {string} item what one row is called, «Actie»
 * @property {string} [id]
 * @property {string} [describedby]
 * @property {(desk: RowDesk) => {body: Node, editor: RowEditor}} make
 * @property {() => void} onInput
 * @property {(text: string) => void} [announce]
 * @property {any} [first] the row that always stands first, as it is while nothing stands in it
 */

/**
 * What a list of rows takes from its field: a group that has the field's name and help, and in it the list.
 * @template {{host: HTMLElement, label: string, describedby?: string}} Desk
 * @param {Desk} desk
 */
export function inGroup(desk) {
  const { host, label, describedby } = desk;
  const group = h("div", { role: "group", "aria-label": label, "aria-describedby": describedby });
  host.append(group);
  return { ...desk, host: group, label: `Lijst van ${label.toLowerCase()}`, describedby: undefined };
}

/** Rows that can be added, removed, and put in another order, by mouse and by keyboard. */
export class RowList {
  /** @param {Options} options */
  constructor(options) {
    this.options = options;
    /** @type {Map<Element, any>} */
    this.parts = new Map();
    this.list = h("ol", {
      class: "rows", role: "list", id: options.id, "aria-label": options.label, "aria-describedby": options.describedby,
    });
    this.undoBar = h("div", { class: "undo" });
    const face = [h("span", { "aria-hidden": "true" }, "+"), `${options.item} toevoegen`];
    this.adder = button(face, () => this.addLast(), { class: "add" });
    options.host.append(this.list, this.undoBar);
    (options.foot ?? options.host).append(this.adder);
  }

  get lower() {
    return this.options.item.toLowerCase();
  }

  rows() {
    return [...this.list.children];
  }

  /** All but the one that always stands first. */
  numbered() {
    return this.rows().filter((row) => !this.parts.get(row)?.editor.stays?.());
  }

  editors() {
    return this.rows().map((row) => this.parts.get(row)?.editor).filter(Boolean);
  }

  get() {
    return this.editors().map((editor) => editor.get()).filter((value) => !isEmpty(tidy(value)));
  }

  /** @param {any[] | null | undefined} values */
  set(values) {
    const { first } = this.options;
    const wanted = first ? firstOf(first, values ?? []) : values ?? [];
    if (same(wanted.filter((one) => one !== first), this.get()) && this.rows().length >= wanted.length) return;
    const at = this.rows().findIndex((row) => row.contains(document.activeElement));
    this.parts.clear();
    this.list.replaceChildren();
    wanted.forEach((value) => this.insert(value));
    this.undoBar.replaceChildren();
    if (at >= 0) this.focusRow(Math.min(at, wanted.length - 1));
  }

  /** @param {any} [value] @param {Element | null} [before] @returns {Element} the row */
  insert(value, before = null) {
    const row = h("li", {});
    const desk = {
      onInput: this.options.onInput,
      addBelow: (/** @type {any} */ text) => this.addBelow(row, [text ?? null], true),
      addAll: (/** @type {any[]} */ texts) => this.addBelow(row, texts, false),
      remove: () => this.remove(row),
    };
    const { body, editor } = this.options.make(desk);
    const part = { editor, ...this.handles(row, editor) };
    row.append(part.grip, h("div", { class: "row-body" }, body), part.more, part.panel);
    this.parts.set(row, part);
    this.list.insertBefore(row, before);
    if (value !== undefined && value !== null) editor.set(value);
    this.number();
    return row;
  }

  /** Grip, «⋯», and what lies behind it. @param {HTMLElement} row @param {RowEditor} editor */
  handles(row, editor) {
    const id = uid();
    const names = { grip: sr(""), more: sr(""), up: sr(""), down: sr(""), remove: sr("") };
    const face = (/** @type {string} */ sign) => h("span", { "aria-hidden": "true" }, sign);
    const grip = button([face("⠿"), names.grip], () => {}, { class: "quiet grip", "aria-description": HOW });
    grip.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => this.gripKey(row, event));
    draggable(grip, row, () => this.moved(row));
    const up = button([face("↑"), "Omhoog", names.up], () => this.move(row, -1));
    const down = button([face("↓"), "Omlaag", names.down], () => this.move(row, 1));
    const remove = button(["Verwijderen", names.remove], () => this.remove(row), { class: "remove" });
    const panel = h("div", { class: "panel", id, role: "group", hidden: true },
      ...(editor.extra ?? []), h("div", { class: "panel-buttons" }, up, down, remove));
    const more = button([face("⋯"), names.more], () => this.fold(row), {
      class: "quiet more", "aria-expanded": "false", "aria-controls": id,
    });
    return { grip, more, panel, names, up, down };
  }

  /** @param {Element} row */
  fold(row) {
    const { panel, more, editor } = this.parts.get(row);
    panel.hidden = !panel.hidden;
    more.setAttribute("aria-expanded", String(!panel.hidden));
    editor.folded?.();
  }

  /** @param {Element} row @param {KeyboardEvent} event */
  gripKey(row, event) {
    const way = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!way) return;
    event.preventDefault();
    this.move(row, way);
    this.parts.get(row).grip.focus();
  }

  /** @param {Element} row @param {number} way */
  move(row, way) {
    const other = way < 0 ? row.previousElementSibling : row.nextElementSibling;
    if (!other || other.matches(".stays")) return this.say(way < 0 ? "Dit staat al bovenaan." : "Dit staat al onderaan.");
    const focused = /** @type {HTMLElement | null} */ (document.activeElement);
    if (way < 0) other.before(row);
    else other.after(row);
    focused?.focus();
    this.moved(row);
    return undefined;
  }

  /** @param {Element} row */
  moved(row) {
    this.number();
    this.options.onInput();
    const rows = this.numbered();
    this.say(`${this.options.item} staat nu op plaats ${rows.indexOf(row) + 1} van ${rows.length}.`);
  }

  /** @param {Element} row */
  remove(row) {
    const at = this.rows().indexOf(row);
    const number = this.numbered().indexOf(row) + 1;
    const { editor } = this.parts.get(row);
    const value = editor.get();
    const after = row.nextElementSibling;
    row.remove();
    this.number();
    this.options.onInput();
    if (isEmpty(tidy(value))) {
      this.parts.delete(row);
      return this.focusRow(Math.max(at - 1, 0));
    }
    this.offerUndo(row, after, number);
    return undefined;
  }

  /** @param {Element} row @param {Element | null} after @param {number} number */
  offerUndo(row, after, number) {
    const words = `${this.options.item} ${number} is weggehaald.`;
    const undo = button("Ongedaan maken", () => {
      this.list.insertBefore(row, after?.isConnected ? after : null);
      this.undoBar.replaceChildren();
      this.number();
      this.options.onInput();
      this.parts.get(row).editor.focus();
    });
    // A row that was removed before this one does not come back any more.
    [...this.parts.keys()].filter((one) => one !== row && !this.list.contains(one)).forEach((one) => this.parts.delete(one));
    this.undoBar.replaceChildren(h("span", {}, words), undo);
    undo.focus();
    this.say(words);
  }

  addLast() {
    const last = this.rows().at(-1);
    const empty = last && !last.matches(".stays") && isEmpty(tidy(this.parts.get(last).editor.get()));
    this.parts.get(empty ? last : this.insert()).editor.focus();
  }

  /** @param {Element} row @param {any[]} values @param {boolean} focus */
  addBelow(row, values, focus) {
    const before = row.nextElementSibling;
    const added = values.map((value) => this.insert(value, before));
    if (values.some((value) => value !== null)) this.options.onInput();
    if (focus) this.parts.get(added[0]).editor.focus();
    else this.say(values.length === 1 ? "Er is 1 regel bij gekomen." : `Er zijn ${values.length} regels bij gekomen.`);
  }

  /** @param {number} at */
  focusRow(at) {
    const row = this.rows()[at];
    if (row) this.parts.get(row).editor.focus();
    else this.adder.focus();
  }

  focus() {
    this.focusRow(0);
  }

  /** Give every row the names that fit its place. */
  number() {
    const rows = this.numbered();
    const first = this.rows().find((row) => !rows.includes(row));
    if (first?.previousElementSibling) this.list.prepend(first);
    first?.classList.add("stays");
    rows.forEach((row, at) => {
      const { editor, names, panel, up, down } = this.parts.get(row);
      const called = `${this.lower} ${at + 1}`;
      editor.name(at + 1);
      names.grip.textContent = `Verplaats ${called}`;
      names.more.textContent = `Meer bij ${called}`;
      [names.up, names.down, names.remove].forEach((name) => (name.textContent = called));
      panel.setAttribute("aria-label", `Bij ${called}`);
      up.setAttribute("aria-disabled", String(at === 0));
      down.setAttribute("aria-disabled", String(at === rows.length - 1));
    });
  }

  /** @param {string} text */
  say(text) {
    this.options.announce?.(text);
  }
}

/** A list with the row that always stands first before all others. @param {any} first @param {any[]} values */
function firstOf(first, values) {
  const isFirst = (/** @type {any} */ value) => value.id === first.id;
  return [values.find(isFirst) ?? first, ...values.filter((value) => !isFirst(value))];
}
