// From Markdown to a document; each block remembers the text that it was read from.

import { MarkdownParser } from "prosemirror-markdown";
import { Fragment, Schema } from "prosemirror-model";
import { tokensOf } from "./dialect.js";

export const schema = new Schema({
  nodes: {
    doc: { content: "block+" },
    paragraph: { content: "inline*", group: "block", parseDOM: [{ tag: "p" }], toDOM: () => ["p", 0] },
    bullet_list: {
      content: "list_item+", group: "block", attrs: { tight: { default: true } },
      parseDOM: [{ tag: "ul" }], toDOM: ({ attrs }) => ["ul", { "data-tight": String(attrs.tight) }, 0],
    },
    ordered_list: {
      content: "list_item+", group: "block", attrs: { order: { default: 1 }, tight: { default: true } },
      parseDOM: [{ tag: "ol", getAttrs: (list) => ({ order: Number(list.getAttribute("start") ?? 1) || 1 }) }],
      toDOM: ({ attrs }) => ["ol", { "data-tight": String(attrs.tight), start: attrs.order === 1 ? null : String(attrs.order) }, 0],
    },
    list_item: { content: "block+", defining: true, parseDOM: [{ tag: "li" }], toDOM: () => ["li", 0] },
    text: { group: "inline" },
    hard_break: { inline: true, group: "inline", selectable: false, parseDOM: [{ tag: "br" }], toDOM: () => ["br"], leafText: () => "\n" },
  },
  marks: {
    link: {
      attrs: { href: {} }, inclusive: false,
      parseDOM: [{ tag: "a[href]", getAttrs: (link) => ({ href: link.getAttribute("href") }) }],
      toDOM: ({ attrs }) => ["a", { href: attrs.href, rel: "noopener noreferrer", target: "_blank" }, 0],
    },
    em: { parseDOM: [{ tag: "i" }, { tag: "em" }, { style: "font-style=italic" }], toDOM: () => ["em", 0] },
    strong: {
      parseDOM: [
        { tag: "strong" }, { tag: "b", getAttrs: (bold) => bold.style.fontWeight !== "normal" && null },
        { style: "font-weight", getAttrs: (weight) => /^(bold|[6-9]00)$/.test(weight) && null },
      ],
      toDOM: () => ["strong", 0],
    },
  },
});

/** @param {any[]} tokens @param {number} at */
function tight(tokens, at) {
  for (let next = at + 1, depth = 1; depth && next < tokens.length; next += 1) {
    depth += /_list_open$/.test(tokens[next].type) ? 1 : /_list_close$/.test(tokens[next].type) ? -1 : 0;
    // Of its own items, not of the lists in them.
    if (tokens[next].type === "paragraph_open" && tokens[next].level === tokens[at].level + 2) {
      if (!tokens[next].hidden) return false;
    }
  }
  return true;
}

/** The tokens of the text that is being read. @type {any[]} */
let tokens = [];

const parser = new MarkdownParser(schema, /** @type {any} */ ({ parse: () => tokens }), {
  paragraph: { block: "paragraph" },
  list_item: { block: "list_item" },
  bullet_list: { block: "bullet_list", getAttrs: (_, all, at) => ({ tight: tight(all, at) }) },
  ordered_list: { block: "ordered_list", getAttrs: (token, all, at) => ({ order: Number(token.attrGet("start") ?? 1), tight: tight(all, at) }) },
  hardbreak: { node: "hard_break" },
  softbreak: { node: "hard_break" },
  em: { mark: "em" },
  strong: { mark: "strong" },
  link: { mark: "link", getAttrs: (token) => ({ href: token.attrGet("href") }) },
});

/** @typedef {{text: string, gap: string, after: any}} Source of a block: its text, what stood before it, the kind of block that it followed */

/** What a block was read from, or is written as. @type {WeakMap<import("prosemirror-model").Node, Source>} */
export const sources = new WeakMap();

/** @param {string} text */
export function read(text) {
  tokens = tokensOf(text);
  const doc = withBlanks(parser.parse(text), /[ \t]+$/.exec(text)?.[0]);
  note(doc, text, tokens.filter(({ level, nesting }) => level === 0 && nesting === 1).map(({ map }) => map));
  return doc;
}

/** With the blanks at the end of a text: somebody is still typing there. @param {any} doc @param {string | undefined} blanks */
function withBlanks(doc, blanks) {
  const last = doc.lastChild;
  if (!blanks || last?.type !== schema.nodes.paragraph || !last.content.size) return doc;
  return doc.copy(doc.content.replaceChild(doc.childCount - 1, last.copy(last.content.append(Fragment.from(schema.text(blanks))))));
}

/** @param {any} doc @param {string} text @param {[number, number][]} maps lines of each block */
function note(doc, text, maps) {
  if (doc.childCount !== maps.length) return;
  const starts = [0];
  for (const { index, 0: end } of text.matchAll(/\r\n|\r|\n/g)) starts.push(index + end.length);
  let last = 0;
  maps.forEach(([from, to], at) => {
    const start = starts[from];
    const source = text.slice(start, starts[to] ?? text.length).replace(/[\r\n][ \t\r\n]*$/, "");
    const gap = text.slice(last, start);
    last = start + source.length;
    // Where it stands further in, it means something else after another block.
    if (/^\s/.test(source)) return;
    sources.set(doc.child(at), { text: source, gap, after: at ? doc.child(at - 1).type : null });
  });
}

/** Let the blocks of one document have the sources of another that is the same. @param {any} doc @param {any} other */
export function adopt(doc, other) {
  other.forEach((/** @type {any} */ block, /** @type {any} */ _, /** @type {number} */ at) => {
    const source = sources.get(block);
    if (source) sources.set(doc.child(at), source);
    else sources.delete(doc.child(at));
  });
}
