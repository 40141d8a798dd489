import { chunks, intoRows, rowKeys } from "./chunks.js";
import { h } from "./dom.js";
import { withLibrary } from "./library.js";
import { fromText, pastedNodes } from "./paste.js";
import { setText, textArea } from "./textarea.js";

const PATIENCE = 4000;
const SPECIAL = /[*[\n\r\u000b]|^\s*(?:[-•·▪◦]|\d{1,2}[.)])\s/;

/**
 * @typedef {object} Options
 * @property {string} label
 * @property {() => void} onInput
 * @property {string} [id]
 * @property {string} [describedby]
 * @property {number} [rows] how high it is at least
 * @property {import("./rows.js").RowDesk} [desk] of the row that it is the text of
 */

/** @type {WeakMap<Element, Rich>} */
const places = new WeakMap();

/** The text that an element is in. @param {Element | null} element */
export function richAt(element) {
  return places.get(/** @type {Element} */ (element?.closest(".rich-place"))) ?? null;
}

/**
 * A text that is shown as it prints.  Until the editor is there, or when it does not come, a plain area holds it.
 */
export class Rich {
  /** @param {Options} options */
  constructor(options) {
    this.options = options;
    this.label = options.label;
    this.describedby = options.describedby;
    this.text = "";
    /** @type {any} */
    this.editor = null;
    /** @type {HTMLTextAreaElement | null} */
    this.area = null;
    /** @type {(() => void)[]} */
    this.listeners = [];
    this.waiting = h("div", { class: "rich", id: options.id, tabindex: "-1", ...this.attributes(), "aria-busy": "true" });
    this.element = h("div", { class: `rich-place${(options.rows ?? 1) > 1 ? " high" : ""}` }, this.waiting);
    // Who has the element can give it the focus as if it were an input.
    this.element.focus = () => this.focus();
    places.set(this.element, this);
    withLibrary((library) => this.mount(library));
    if (!this.editor) setTimeout(() => this.editor || this.fallBack(), PATIENCE);
  }

  attributes() {
    return {
      class: "rich", role: "textbox", "aria-multiline": "true", "aria-label": this.label, spellcheck: "true", lang: "nl",
      ...(this.options.id && { id: this.options.id }), ...(this.describedby && { "aria-describedby": this.describedby }),
    };
  }

  /** @param {any} library */
  mount(library) {
    if (this.area && this.area === document.activeElement) {
      return void this.area.addEventListener("blur", () => this.mount(library), { once: true });
    }
    const place = h("div", {});
    const { desk, onInput } = this.options;
    const wanted = this.waiting === document.activeElement;
    this.library = library;
    this.editor = library.mount({
      place, text: this.get(), attributes: () => this.attributes(), onInput, onState: () => this.tell(),
      onKey: (/** @type {KeyboardEvent} */ event) => Boolean(desk) && this.rowKey(event),
      onPaste: (/** @type {ClipboardEvent} */ event) => this.paste(event),
    });
    this.area = null;
    this.element.replaceChildren(place);
    let before = "";
    place.addEventListener("focus", () => { before = this.get(); this.tell(); });
    place.addEventListener("blur", () => {
      this.tell();
      if (before !== this.get()) place.dispatchEvent(new Event("change", { bubbles: true }));
    });
    if (wanted) this.focus();
    this.tell();
    return undefined;
  }

  /** The editor did not come. */
  fallBack() {
    const { desk, onInput, id, rows } = this.options;
    const keys = desk && rowKeys(() => area, desk);
    const area = textArea({
      label: this.label, describedby: this.describedby, onInput, id, rows, onKey: keys, onPaste: desk && intoRows(() => area, desk),
    });
    setText(area, this.text);
    const wanted = this.waiting === document.activeElement;
    this.element.replaceChildren(area);
    this.area = area;
    if (wanted) area.focus();
    this.tell();
  }

  get() {
    return this.editor?.get() ?? this.area?.value ?? this.text;
  }

  /** @param {string | null | undefined} text */
  set(text) {
    this.text = text ?? "";
    if (this.editor) this.editor.set(this.text);
    else if (this.area) setText(this.area, this.text);
    else this.waiting.textContent = this.text;
  }

  focus() {
    (this.editor ?? this.area ?? this.waiting).focus();
  }

  /** @param {string} label @param {string} [describedby] */
  name(label, describedby = this.describedby) {
    [this.label, this.describedby] = [label, describedby];
    if (this.editor) return void this.editor.view.setProps({});
    const place = this.area ?? this.waiting;
    place.setAttribute("aria-label", label);
    if (describedby) place.setAttribute("aria-describedby", describedby);
    return undefined;
  }

  hasFocus() {
    return this.element.contains(document.activeElement);
  }

  /** Something may have changed that a toolbar shows. */
  tell() {
    this.listeners.forEach((listener) => listener());
  }

  /** Enter for the next row, Backspace in an empty one to remove it. @param {KeyboardEvent} event */
  rowKey(event) {
    const { editor } = this;
    const desk = /** @type {import("./rows.js").RowDesk} */ (this.options.desk);
    if (event.key === "Backspace" && !event.repeat && editor.isEmpty()) {
      desk.remove();
      return true;
    }
    const plain = event.key === "Enter" && !event.shiftKey && !event.ctrlKey && !event.metaKey && !event.altKey;
    if (!plain || editor.inList()) return false;
    desk.addBelow(editor.cutRest());
    return true;
  }

  /** @param {ClipboardEvent} event */
  paste(event) {
    const data = event.clipboardData;
    const html = data?.getData("text/html") ?? "";
    if (!data || /data-pm-slice/.test(html)) return false;
    const plain = data.getData("text/plain");
    const nodes = pastedNodes(html);
    if (!nodes && plain && !SPECIAL.test(plain)) return false;
    const text = (nodes && this.library.fromNodes(nodes)) || fromText(plain);
    // A picture alone has no text to take over, and putting in nothing would delete something.
    if (text && !this.pasteRows(text)) this.editor.insert(text);
    return true;
  }

  /** A list that is pasted becomes rows. @param {string} text */
  pasteRows(text) {
    const { desk } = this.options;
    const { items, listed } = chunks(text);
    if (!desk || items.length < 2 || !(listed || this.editor.isWhole())) return false;
    this.editor.insert(items[0]);
    desk.addAll(items.slice(1));
    return true;
  }
}
