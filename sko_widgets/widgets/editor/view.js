// An editor on a page.

import { baseKeymap, chainCommands } from "prosemirror-commands";
import { history } from "prosemirror-history";
import { InputRule, inputRules, undoInputRule, wrappingInputRule } from "prosemirror-inputrules";
import { keymap } from "prosemirror-keymap";
import { DOMParser, Slice } from "prosemirror-model";
import { liftListItem, splitListItem } from "prosemirror-schema-list";
import { EditorState, Selection, TextSelection } from "prosemirror-state";
import { findWrapping } from "prosemirror-transform";
import { EditorView } from "prosemirror-view";
import { commands, depth, linkAt, newLine, setLink, status } from "./commands.js";
import { adopt, read, schema } from "./read.js";
import { write } from "./write.js";

const { bullet_list: bullets, ordered_list: numbers, list_item: item } = schema.nodes;
const QUIET = "sko-quiet";

/** Bold that is typed with its marks. */
const typedBold = new InputRule(/(^|[^\p{L}\p{N}\\*])\*\*([^\s*](?:[^*]*[^\s*])?)\*\*$/u, (state, [all, lead, words], start, end) => {
  const from = start + lead.length;
  return all ? state.tr.replaceWith(from, end, schema.text(words, [schema.marks.strong.create()])).removeStoredMark(schema.marks.strong) : null;
});

/** Somebody who types the mark of an item that Enter already made needs it once. */
const secondMark = new InputRule(/^[-*•] $/, (state, _, start, end) => (depth(state) ? state.tr.delete(start, end) : null));

/** A list that begins on a line of its own within a paragraph. */
const lineToList = new InputRule(/\ufffc(?:[-*•]|(\d{1,2})[.)]) $/, (state, [, number], start, end) => {
  const tr = state.tr.delete(start, end).split(start);
  const range = tr.doc.resolve(start + 2).blockRange();
  const wrapping = range && findWrapping(range, number ? numbers : bullets, number ? { order: Number(number) } : null);
  return wrapping ? tr.wrap(range, wrapping) : null;
});

const rules = inputRules({
  rules: [
    secondMark, typedBold, lineToList, wrappingInputRule(/^[-*•] $/, bullets),
    wrappingInputRule(/^(\d{1,2})[.)] $/, numbers, ([, first]) => ({ order: Number(first), tight: true }),
      ([, first], { childCount, attrs }) => childCount + attrs.order === Number(first)),
  ],
});

const keys = keymap({
  "Mod-b": commands.bold, "Mod-i": commands.italic, "Mod-z": commands.undo, "Mod-y": commands.redo, "Shift-Mod-z": commands.redo,
  "Mod-a": selectAll, "Shift-Enter": newLine, Backspace: chainCommands(undoInputRule, backspace), Enter: splitListItem(item),
});

/** At the start of an item, one level out. @type {import("prosemirror-state").Command} */
function backspace(state, dispatch) {
  const { $from, empty } = state.selection;
  return empty && $from.parentOffset === 0 && depth(state) > 0 && $from.index(-1) === 0 && liftListItem(item)(state, dispatch);
}

/** From the first character to the last, so that what is selected lies in its lists. @type {import("prosemirror-state").Command} */
function selectAll({ doc, tr }, dispatch) {
  dispatch?.(tr.setSelection(TextSelection.between(Selection.atStart(doc).$from, Selection.atEnd(doc).$to)));
  return true;
}

const plugins = [rules, keys, keymap(baseKeymap), history()];

/** @typedef {{place: HTMLElement, text: string, attributes: () => Record<string, string>, onInput: () => void, onState: () => void, onKey: (event: KeyboardEvent) => boolean, onPaste: (event: ClipboardEvent) => boolean}} Options */

export class TextEditor {
  /** @param {Options} options */
  constructor(options) {
    this.options = options;
    this.stored = options.text;
    this.begin = read(options.text);
    this.leaving = false;
    this.view = new EditorView({ mount: options.place }, {
      state: EditorState.create({ doc: this.begin, selection: Selection.atEnd(this.begin), plugins }),
      attributes: options.attributes,
      dispatchTransaction: (tr) => this.apply(tr),
      handleKeyDown: (_, event) => this.key(event),
      handlePaste: (_, event) => options.onPaste(event),
      handleDOMEvents: { focus: () => this.entered(), blur: () => this.left(), keydown: (_, event) => this.escape(event) },
    });
    // Made in a place that has the focus, it does not hear of that.
    if (this.view.hasFocus()) this.entered();
  }

  /** @param {import("prosemirror-state").Transaction} tr */
  apply(tr) {
    this.view.updateState(this.view.state.apply(tr));
    if (tr.docChanged && !tr.getMeta(QUIET)) this.options.onInput();
    this.options.onState();
  }

  /** See where the caret is now: the browser tells it late, and keys can be quick. */
  look() {
    if (!this.view.composing) /** @type {any} */ (this.view).domObserver.flush();
  }

  /** After Escape, Tab leaves the field, also in a list; a dialog around it still closes. @param {KeyboardEvent} event */
  escape(event) {
    if (event.key !== "Escape" || event.isComposing) return false;
    this.leaving = true;
    return true;
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    if (event.isComposing) return false;
    this.look();
    const { leaving } = this;
    this.leaving = leaving && event.key === "Shift";
    if (this.options.onKey(event)) return true;
    if (event.key !== "Tab" || leaving || event.ctrlKey || event.altKey || event.metaKey) return false;
    return this.run(event.shiftKey ? "outdent" : "indent");
  }

  /**
   * In the place of what ProseMirror does: the caret is where it was, or at the end, at once and not a moment later, when
   * it would take back what a quick key did.
   */
  entered() {
    /** @type {any} */
    const view = this.view;
    const { anchor, head } = view.state.selection;
    const [from, to] = [view.domAtPos(anchor), view.domAtPos(head)];
    if (!view.focused) view.root.getSelection()?.setBaseAndExtent(from.node, from.offset, to.node, to.offset);
    view.focused = true;
    return true;
  }

  /** What Markdown cannot hold is seen at the latest when the field is left. */
  left() {
    this.leaving = false;
    if (this.view.composing || this.view.state.doc.eq(this.begin)) return;
    const printed = read(this.get());
    if (shape(printed) !== shape(this.view.state.doc)) this.show(printed);
  }

  /** The text as it was stored, until something is changed. */
  get() {
    const { doc } = this.view.state;
    if (this.doc !== doc) [this.doc, this.made] = [doc, doc.eq(this.begin) ? this.stored : write(doc)];
    return this.made;
  }

  /** @param {string} text */
  set(text) {
    this.look();
    if (text === this.get()) return;
    this.show(read(text));
    [this.begin, this.stored, this.doc] = [this.view.state.doc, text, null];
    this.options.onState();
  }

  /** Show another document, and leave the caret and what is the same. @param {any} wanted */
  show(wanted) {
    const { doc, tr } = this.view.state;
    const start = doc.content.findDiffStart(wanted.content);
    if (start !== null) {
      const end = /** @type {{a: number, b: number}} */ (doc.content.findDiffEnd(wanted.content));
      const overlap = Math.max(0, start - Math.min(end.a, end.b));
      tr.replace(start, end.a + overlap, wanted.slice(start, end.b + overlap));
      if (!tr.doc.eq(wanted)) tr.replace(0, tr.doc.content.size, new Slice(wanted.content, 0, 0));
      this.view.dispatch(tr.setMeta("addToHistory", false).setMeta(QUIET, true));
    }
    adopt(this.view.state.doc, wanted);
  }

  /** @param {string} name */
  run(name) {
    return commands[name](this.view.state, this.view.dispatch);
  }

  /** @param {string} name */
  status(name) {
    return status(this.view.state, name);
  }

  /** The address of the link that the caret is in. */
  link() {
    return linkAt(this.view.state)?.href ?? "";
  }

  /** @param {string} href */
  setLink(href) {
    return setLink(href)(this.view.state, this.view.dispatch);
  }

  focus() {
    this.view.focus();
  }

  inList() {
    return depth(this.view.state) > 0;
  }

  /** Whether nothing stands here, or all of it is selected. */
  isWhole() {
    const { doc, selection } = this.view.state;
    return !doc.textContent.trim() || (selection.from <= Selection.atStart(doc).from && selection.to >= Selection.atEnd(doc).to);
  }

  isEmpty() {
    const { doc } = this.view.state;
    return doc.childCount === 1 && doc.child(0).type === schema.nodes.paragraph && !doc.child(0).content.size;
  }

  /** Take away what stands after the caret; returns it. */
  cutRest() {
    const { doc, selection: { from, to }, tr } = this.view.state;
    const rest = write(doc.cut(to)).trimStart();
    if (from < Selection.atEnd(doc).to) this.view.dispatch(tr.delete(from, doc.content.size));
    return rest;
  }

  /** Put Markdown where the selection is. @param {string} text */
  insert(text) {
    const { tr, selection: { $from, $to } } = this.view.state;
    const { content, firstChild } = read(text);
    const plain = firstChild?.type === schema.nodes.paragraph;
    const ownItem = depth(this.view.state) > 0 && !$from.parent.content.size;
    const slice = plain || ownItem ? Slice.maxOpen(content) : new Slice(content, 0, 0);
    if (plain || ownItem) tr.replaceSelection(slice);
    else tr.replaceRange($from.pos, $to.pos, slice);
    this.view.dispatch(tr.scrollIntoView().setMeta("paste", true));
  }
}

/** A document without the blanks at ends of lines, which do not print. @param {any} doc */
function shape(doc) {
  return doc.toString().replace(/\s+"(?=[,)])/g, '"').replace(/(?<=[(\s])"\s+/g, '"').replace(/, paragraph(?=[,)])/g, "");
}

/** What was copied elsewhere, as Markdown. @param {Node} nodes */
export function fromNodes(nodes) {
  return write(DOMParser.fromSchema(schema).parse(nodes));
}
