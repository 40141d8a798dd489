// What buttons and keys do.

import { chainCommands, exitCode, toggleMark } from "prosemirror-commands";
import { redo, undo, undoDepth } from "prosemirror-history";
import { liftListItem, sinkListItem, wrapInList } from "prosemirror-schema-list";
import { TextSelection } from "prosemirror-state";
import { kindOf } from "./dialect.js";
import { schema } from "./read.js";
import { address } from "./write.js";

const { bullet_list: bullets, ordered_list: numbers, list_item: item, hard_break: lineBreak } = schema.nodes;
const { strong, em, link } = schema.marks;

/** @typedef {import("prosemirror-state").EditorState} State @typedef {import("prosemirror-state").Command} Command */

/** How many lists the caret is in. @param {State} state */
export function depth({ selection: { $from } }) {
  let lists = 0;
  for (let at = $from.depth; at > 0; at -= 1) lists += $from.node(at).type === item ? 1 : 0;
  return lists;
}

/** The list that the caret is in. @param {State} state */
function listAt({ selection: { $from } }) {
  for (let at = $from.depth; at > 0; at -= 1) {
    const node = $from.node(at);
    if (node.type === bullets || node.type === numbers) return { node, pos: $from.before(at) };
  }
  return null;
}

/** A mark goes around whole words: Markdown has no other. @param {any} mark @returns {Command} */
function mark(mark) {
  const toggle = toggleMark(mark);
  return (state, dispatch) => {
    const { from, to, $from, empty } = state.selection;
    if (empty || !$from.sameParent(state.selection.$to)) return toggle(state, dispatch);
    const text = $from.parent.textBetween(0, $from.parent.content.size, "", "\n");
    const start = $from.start();
    const word = (/** @type {number} */ at) => kindOf(text[at]) === "word";
    let [left, right] = [from - start, to - start];
    if (word(left)) while (left > 0 && word(left - 1)) left -= 1;
    if (word(right - 1)) while (right < text.length && word(right)) right += 1;
    const wide = state.apply(state.tr.setSelection(TextSelection.create(state.doc, start + left, start + right)));
    return toggle(wide, dispatch && ((tr) => {
      const made = state.tr;
      tr.steps.forEach((step) => made.step(step));
      dispatch(made.scrollIntoView());
    }));
  };
}

/** The lines that are touched as paragraphs of their own, so that each can become an item. @param {State} state */
function linesApart(state) {
  const { tr, doc } = state;
  const { from, to } = state.selection;
  /** @type {number[]} */
  const breaks = [];
  doc.nodesBetween(from, to, (node, pos) => {
    if (!node.isTextblock) return true;
    /** @type {number[]} */
    const all = [];
    node.forEach((child, offset) => child.type === lineBreak && all.push(pos + 1 + offset));
    breaks.push(...all.filter((at, place) => (at >= from && at < to) || (at < from && !(all[place + 1] < from)) || (at >= to && !(all[place - 1] >= to))));
    return false;
  });
  breaks.reverse().forEach((at) => tr.delete(at, at + 1).split(at));
  return tr;
}

/** @param {any} type @returns {Command} */
function list(type) {
  return (state, dispatch) => {
    const found = listAt(state);
    if (found?.node.type === type) return liftListItem(item)(state, dispatch);
    if (found) {
      dispatch?.(state.tr.setNodeMarkup(found.pos, type, { ...found.node.attrs, order: 1 }));
      return true;
    }
    if (!dispatch) return wrapInList(type)(state);
    const tr = linesApart(state);
    return wrapInList(type)(state.apply(tr), (wrapped) => {
      wrapped.steps.forEach((step) => tr.step(step));
      dispatch(tr.scrollIntoView());
    });
  };
}

/** Shift+Enter: a line of its own; two after each other are a new paragraph. @type {Command} */
export const newLine = chainCommands(exitCode, (state, dispatch) => {
  const { $from, empty } = state.selection;
  if (empty && $from.nodeBefore?.type === lineBreak) {
    dispatch?.(state.tr.delete($from.pos - 1, $from.pos).split($from.pos - 1).scrollIntoView());
    return true;
  }
  dispatch?.(state.tr.replaceSelectionWith(lineBreak.create()).scrollIntoView());
  return true;
});

/** @type {Command} */
const outdent = (state, dispatch) => depth(state) > 1 && liftListItem(item)(state, dispatch);

/** @type {Record<string, Command>} */
export const commands = { bold: mark(strong), italic: mark(em), bullets: list(bullets), numbers: list(numbers), indent: sinkListItem(item), outdent, undo, redo };

/** Whether what a button makes is there already, or can be done. @param {State} state @param {string} name */
export function status(state, name) {
  const type = /** @type {any} */ ({ bold: strong, italic: em })[name];
  if (type) {
    const { from, to, $from, empty } = state.selection;
    return Boolean(empty ? type.isInSet(state.storedMarks || $from.marks()) : state.doc.rangeHasMark(from, to, type));
  }
  if (name === "link") return Boolean(linkAt(state));
  if (name === "undo") return undoDepth(state) > 0;
  const found = listAt(state)?.node.type;
  return { bullets: found === bullets, numbers: found === numbers }[name] ?? false;
}

/** The link that the caret is in. @param {State} state @returns {{from: number, to: number, href: string} | null} */
export function linkAt({ selection: { $from, $to } }) {
  /** @type {any} */
  let found = null;
  $from.parent.forEach((node, offset) => {
    const own = node.marks.find((one) => one.type === link);
    const [from, to] = [$from.start() + offset, $from.start() + offset + node.nodeSize];
    if (!own) return;
    if (found && found.to === from && found.href === own.attrs.href) found.to = to;
    else if (!found || found.to < $from.pos) found = { from, to, href: own.attrs.href };
  });
  return found && found.from <= $from.pos && found.to >= $to.pos ? found : null;
}

/** Put a link on what is selected, change the one the caret is in, or take it away with an empty address. @param {string} href @returns {Command} */
export function setLink(href) {
  return (state, dispatch) => {
    const [to, known] = [address(href), linkAt(state)];
    const { from, to: end, empty } = state.selection;
    if (href && !to) return false;
    const range = known ?? { from, to: end };
    if (!known && empty) {
      if (to) dispatch?.(state.tr.replaceSelectionWith(schema.text(href, [link.create({ href: to })]), false));
      return Boolean(to);
    }
    const tr = state.tr.removeMark(range.from, range.to, link);
    dispatch?.(to ? tr.addMark(range.from, range.to, link.create({ href: to })) : tr);
    return true;
  };
}
