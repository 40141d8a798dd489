import { chunks, intoRows, rowKeys } from "./chunks.js";
import { h } from "./dom.js";
import { withLibrary } from "./library.js";
import { fromText, pastedNodes } from "./paste.js";
import { setText, textArea } from "./textarea.js";

const PATIENCE = 4000;
const NEAR = "600px 0px";
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

/** The editor of a text is made when the text comes near, or is to be typed in. */
const sight = new IntersectionObserver((entries) => entries.forEach(({ target, isIntersecting }) => isIntersecting && places.get(target)?.mount()), { rootMargin: NEAR });

/**
 * A text that is shown as it prints, and from when it is near is typed in there.  When the editor does not come, or not
 * yet when somebody begins to type, a plain area takes its place.
 */
export class Rich {
  /** @param {Options} options */
  constructor(options) {
    this.options = options;
    this.label = options.label;
    this.describedby = options.describedby;
    this.text = "";
    /** @type {any} */
    this.library = null;
    /** @type {any} */
    this.editor = null;
    /** @type {HTMLTextAreaElement | null} */
    this.area = null;
    /** @type {(() => void)[]} */
    this.listeners = [];
    this.place = h("div", { contenteditable: "true", ...this.attributes() });
    this.element = h("div", { class: `rich-place${(options.rows ?? 1) > 1 ? " high" : ""}` }, this.place);
    // Who has the element can give it the focus as if it were an input.
    this.element.focus = () => this.focus();
    places.set(this.element, this);
    this.listen();
    withLibrary((library) => this.arrived(library));
    if (!this.library) setTimeout(() => this.library || this.fallBack(), PATIENCE);
  }

  attributes() {
    return {
      class: "rich", role: "textbox", "aria-multiline": "true", "aria-label": this.label, spellcheck: "true", lang: "nl",
      ...(this.options.id && { id: this.options.id }), ...(this.describedby && { "aria-describedby": this.describedby }),
    };
  }

  listen() {
    let before = "";
    this.place.addEventListener("focus", () => {
      this.begin();
      before = this.get();
      this.tell();
    });
    // Firefox may tell of the focus later than of the first key.
    this.place.addEventListener("keydown", () => this.begin());
    this.place.addEventListener("blur", () => {
      this.tell();
      if (before !== this.get()) this.place.dispatchEvent(new Event("change", { bubbles: true }));
    });
  }

  /** The editor is there for who asks for it. @param {any} library */
  arrived(library) {
    this.library = library;
    if (this.area) return this.mount();
    this.show();
    return sight.observe(this.element);
  }

  /** Somebody is going to type, and what is typed has to have a place. */
  begin() {
    if (this.library) this.mount();
    else this.fallBack();
  }

  mount() {
    if (this.editor) return;
    if (this.area && this.area === document.activeElement) {
      this.area.addEventListener("blur", () => this.mount(), { once: true });
      return;
    }
    sight.unobserve(this.element);
    const { desk, onInput } = this.options;
    this.editor = this.library.mount({
      place: this.place, text: this.get(), attributes: () => this.attributes(), onInput, onState: () => this.tell(),
      onKey: (/** @type {KeyboardEvent} */ event) => Boolean(desk) && this.rowKey(event),
      onPaste: (/** @type {ClipboardEvent} */ event) => this.paste(event),
    });
    if (this.area) this.element.replaceChildren(this.place);
    this.area = null;
    this.tell();
  }

  /** A plain area in the place of the editor, which is not there. */
  fallBack() {
    if (this.area) return;
    const { desk, onInput, id, rows } = this.options;
    const keys = desk && rowKeys(() => area, desk);
    const area = textArea({
      label: this.label, describedby: this.describedby, onInput, id, rows, onKey: keys, onPaste: desk && intoRows(() => area, desk),
    });
    const wanted = this.hasFocus();
    this.element.replaceChildren(area);
    this.area = area;
    setText(area, this.text);
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
    else this.show();
  }

  /** The text as it prints, without an editor. */
  show() {
    this.place.replaceChildren(this.library ? this.library.nodes(this.text) : this.text);
  }

  focus() {
    (this.editor ?? this.area ?? this.place).focus();
  }

  /** @param {string} label @param {string} [describedby] */
  name(label, describedby = this.describedby) {
    [this.label, this.describedby] = [label, describedby];
    if (this.editor) return void this.editor.view.setProps({});
    const place = this.area ?? this.place;
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
