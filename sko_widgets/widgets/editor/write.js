// From a document to Markdown.  What was not touched is written as it was read.

import { edge, kindOf } from "./dialect.js";
import { read, schema, sources } from "./read.js";

const { bullet_list: bullets, paragraph, hard_break: lineBreak } = schema.nodes;
const INDENT = "    ";
const LONG = 5_000;
const PLAIN = /^([^ ]*)( [^*\\(\n]* )([^ ]*)$/; // its middle has nothing that could be a mark, and blanks around it
const LIST_MARK = /^(?:([-*•◦▪·])|(\d{1,2})([.)]))(?=[ \t]+\S|$)/;
const AFTER_BACKSLASH = /^(\d{1,2}(?=\\+[.)])|(?=\\+[-•◦▪·]))(\\+)(?=[-•◦▪·.)](?:[ \t]|$)|-[-* \t]*$)/;

/**
 * @typedef {{out: string, kind: "white" | "word" | "other", first: string, last: string, strong: boolean, em: boolean, star: boolean}} Sign
 * a character, or a link as a whole, with the marks that it has
 */

/** @param {any} doc */
export function write(doc) {
  let made = "";
  /** @type {any} */
  let before = null;
  doc.forEach((/** @type {any} */ block) => {
    const { text, gap, after } = sourceOf(block);
    if (!text) return;
    const again = before?.type === block.type && block.type !== paragraph && sameMark(made, text);
    const known = gap && before && (after === before.type || /\n[ \t\r]*\n/.test(gap));
    made += `${before ? (known && !again ? gap : "\n\n") : ""}${again ? list(block, true) : text}`;
    before = block;
  });
  return made;
}

/** @param {any} block */
function sourceOf(block) {
  let source = sources.get(block);
  if (!source) {
    source = { text: writeBlock(block), gap: "", after: null };
    sources.set(block, source);
  }
  return source;
}

/** Whether the list that a text ends with goes on in another. @param {string} before @param {string} text */
function sameMark(before, text) {
  const mark = (/** @type {string} */ line) => /^(?:[-*]|\d+([.)]))/.exec(line)?.[1] ?? line[0];
  const last = before.split("\n").reverse().find((line) => /^(?:[-*]|\d{1,9}[.)])/.test(line)) ?? "";
  return mark(last) === mark(text);
}

/** Paragraphs and lists as they were written before: a key changes one of many. @type {WeakMap<any, string>} */
const written = new WeakMap();

/** @param {any} block @returns {string} */
function writeBlock(block) {
  const known = written.get(block);
  if (known !== undefined) return known;
  const made = block.type === paragraph ? words(block) : list(block, false);
  written.set(block, made);
  return made;
}

/** @param {any} block @param {boolean} other whether its marks have to be others than those of the list before it */
function list(block, other) {
  /** @type {string[]} */
  const items = [];
  block.forEach((/** @type {any} */ item) => {
    const number = Math.min(block.attrs.order ?? 1, 99) + items.length;
    const mark = block.type === bullets ? (other ? "*" : "-") : `${number}${other ? ")" : "."}`;
    const first = item.firstChild.type === paragraph;
    const indent = first ? INDENT : " ".repeat(mark.length + 1);
    const parts = [];
    item.forEach((/** @type {any} */ part) => parts.push({ part, text: writeBlock(part) }));
    const filled = parts.filter(({ text }) => text);
    const body = filled.reduce((made, { part, text }, at) =>
      made + (at ? (block.attrs.tight && part.type !== paragraph ? "\n" : "\n\n") : "") + text, "");
    // A row of marks begins no list.
    const said = block.type === bullets && /^[-*][-* \t]*(?:\n|$)/.test(body) ? `\\${body}` : body;
    if (said) items.push(`${mark} ${said.replace(/\n(?=[^\n])/g, `\n${indent}`)}`);
  });
  return items.join(block.attrs.tight ? "\n" : "\n\n");
}

/** The text of a paragraph; marks that Markdown cannot hold there are left out rather than shown. @param {any} block */
function words(block) {
  const text = block.textBetween(0, block.content.size, "", "\n");
  const bare = !/[*\\[]/.test(text) && block.children.every((/** @type {any} */ node) => !node.marks.length);
  if (bare) return lines(text);
  const signs = signsOf(block);
  // Of so long a paragraph it is seen when the field is left.
  if (text.length > LONG) return inline(signs);
  const tries = [signs, signs.map((sign) => ({ ...sign, em: false })), signs.map((sign) => ({ ...sign, em: false, strong: false }))];
  const made = tries.map((one) => () => inline(one));
  return made.slice(0, -1).map((make) => make()).find((one) => says(one, text)) ?? /** @type {() => string} */ (made.at(-1))();
}

/** Whether a text is read with these words. @param {string} made @param {string} text */
function says(made, text) {
  const tidy = (/** @type {string} */ one) => one.replace(/\s+/g, " ").trim();
  const doc = read(made);
  return tidy(doc.textBetween(0, doc.content.size, "\n", "\n")) === tidy(text);
}

/** @param {any} block @returns {Sign[]} */
function signsOf(block) {
  /** @type {Sign[]} */
  const signs = [];
  /** The link that is being read. @type {{to: string, inner: Sign[]} | null} */
  let open = null;
  const end = () => { if (open) signs.push(linkSign(open)); open = null; };
  block.forEach((/** @type {any} */ node) => {
    const has = (/** @type {string} */ name) => node.marks.some((/** @type {any} */ mark) => mark.type.name === name);
    const to = address(node.marks.find((/** @type {any} */ mark) => mark.type.name === "link")?.attrs.href);
    const text = node.type === lineBreak ? "\n" : node.text;
    const linked = to && !/[[\]\n]/.test(text);
    if (!linked || open?.to !== to) end();
    if (linked) open ??= { to, inner: [] };
    const place = linked ? /** @type {any} */ (open).inner : signs;
    const marks = { strong: has("strong"), em: has("em") };
    const [, head, middle, tail] = (!node.marks.length && PLAIN.exec(text)) || ["", text, "", ""];
    for (const part of [...head, middle, ...tail].filter(Boolean)) {
      place.push({ out: part, kind: part === middle ? "white" : kindOf(part), first: part === middle ? " " : part, last: part === middle ? " " : part, star: part === "*", ...marks });
    }
  });
  end();
  return signs;
}

/** A link as one sign: the marks that all of it has are around it, others within. @param {{to: string, inner: Sign[]}} link @returns {Sign} */
function linkSign({ to, inner }) {
  const [strong, em] = [inner.every((sign) => sign.strong), inner.every((sign) => sign.em)];
  const label = marked(inner.map((sign) => ({ ...sign, strong: sign.strong && !strong, em: sign.em && !em })));
  return { out: `[${label}](${to})`, kind: "other", first: "[", last: ")", star: false, strong, em };
}

/** An address that can stand in Markdown, if it leads to the web. @param {string | undefined} href */
export function address(href) {
  const tidy = (href ?? "").trim().replace(/[\s()<>\\"]/g, (char) => `%${char.charCodeAt(0).toString(16).padStart(2, "0").toUpperCase()}`);
  return /^(?:https?:\/\/|mailto:)./i.test(tidy) ? tidy.replace(/^[a-z]+:/i, (scheme) => scheme.toLowerCase()) : "";
}

/** Signs with their marks, as lines that begin no list. @param {Sign[]} signs */
function inline(signs) {
  return lines(marked(signs));
}

/** @param {Sign[]} signs */
function marked(signs) {
  const spans = nested(stretch(signs, "strong"), stretch(signs, "em"));
  const [opens, closes] = [opening(spans), closing(spans)];
  let made = "";
  signs.forEach((sign, at) => {
    const [opened, closed] = [opens.get(at) ?? "", closes.get(at) ?? ""];
    const stays = sign.star ? mustEscape(signs, at, spans) : sign.out === "(" && /\]\\*$/.test(made) && leads(signs, at + 1);
    if (opened || stays) made = doubled(made);
    made += opened + (stays ? "\\" : "") + sign.out;
    if (closed) made = doubled(made) + closed;
  });
  return made;
}

/** Whether an address begins here. @param {Sign[]} signs @param {number} at */
function leads(signs, at) {
  return /^(?:https?:\/\/|mailto:)/.test(signs.slice(at, at + 8).map(({ out }) => out).join(""));
}

/** Backslashes at an end, so that what follows is not taken for a character. @param {string} text */
function doubled(text) {
  return text + (/\\+$/.exec(text)?.[0] ?? "");
}

/** Lines that begin no list. @param {string} text */
function lines(text) {
  const whole = text.split("\n").map((one) => one.replace(/^[ \t]+/, "")).filter((one) => one.trim());
  // A blank at the end may be between two words that are still typed.
  return whole.map((one, at) => (at < whole.length - 1 ? one.replace(/[ \t]+$/, "") : one))
    .map((one) => (LIST_MARK.test(one)
      ? one.replace(LIST_MARK, (_, bullet, number, end) => (bullet ? `\\${bullet}` : `${number}\\${end}`))
      : one.replace(AFTER_BACKSLASH, "$1$2$2")))
    .join("\n");
}

/** @param {Sign[]} signs @param {number} at @param {any[]} spans */
function mustEscape(signs, at, spans) {
  let [from, to] = [at, at];
  while (signs[from - 1]?.star) from -= 1;
  while (signs[to + 1]?.star) to += 1;
  const touched = spans.some(({ from: start, to: end }) => [from, to + 1].some((edgeAt) => edgeAt === start || edgeAt === end) || (start > from && start <= to) || (end > from && end <= to));
  const [before, after] = [signs[from - 1], signs[to + 1]].map((sign) => sign?.kind ?? "white");
  return touched || !(before === after && before !== "other");
}

/**
 * Where a mark can stand: around whole words, without blanks at its ends.
 * @param {Sign[]} signs @param {"strong" | "em"} name
 */
function stretch(signs, name) {
  const spans = [];
  for (let at = 0; at < signs.length; at += 1) {
    if (!signs[at][name]) continue;
    let [from, to] = [at, at];
    while (signs[to]?.[name]) to += 1;
    at = to;
    while (from < to && signs[from].kind === "white") from += 1;
    while (to > from && signs[to - 1].kind === "white") to -= 1;
    [from, to] = fitted(signs, from, to);
    const last = spans.at(-1);
    if (last && from <= last.to) last.to = Math.max(last.to, to);
    else if (to > from) spans.push({ from, to, mark: name === "strong" ? "**" : "*" });
  }
  return spans;
}

/** @param {Sign[]} signs @param {number} from @param {number} to @returns {[number, number]} */
function fitted(signs, from, to) {
  const word = (/** @type {number} */ at) => signs[at]?.kind === "word";
  const opens = () => edge(signs[from - 1]?.last ?? "", signs[from]?.first ?? "").opens;
  const closes = () => edge(signs[to - 1]?.last ?? "", signs[to]?.first ?? "").closes;
  while (from < to && !opens() && !word(from)) from += 1;
  while (to > from && !closes() && !word(to - 1)) to -= 1;
  if (from >= to) return [from, from];
  while (from > 0 && !opens() && word(from - 1)) from -= 1;
  while (to < signs.length && !closes() && word(to)) to += 1;
  return [from, to];
}

/** Spans that lie in each other or apart. @param {any[]} strong @param {any[]} em */
function nested(strong, em) {
  for (const one of em) {
    for (const other of strong) {
      const crosses = one.from < other.to && other.from < one.to && !(one.from >= other.from && one.to <= other.to) && !(other.from >= one.from && other.to <= one.to);
      if (crosses) [one.from, one.to] = [Math.min(one.from, other.from), Math.max(one.to, other.to)];
    }
  }
  const joined = em.filter((one, at) => !em.some((other, place) => place < at && other.from <= one.from && other.to >= one.to));
  return [...strong, ...joined].sort((a, b) => a.from - b.from || b.to - a.to);
}

/** Marks that open before each sign, the widest first. @param {any[]} spans @returns {Map<number, string>} */
function opening(spans) {
  const made = new Map();
  for (const { from, mark } of [...spans].sort((a, b) => b.to - a.to)) made.set(from, (made.get(from) ?? "") + mark);
  return made;
}

/** Marks that close after each sign, the widest last; of two with the same reach the one that opened last closes first. @param {any[]} spans @returns {Map<number, string>} */
function closing(spans) {
  const made = new Map();
  for (const { to, mark } of [...spans].sort((a, b) => b.from - a.from || a.mark.length - b.mark.length)) {
    made.set(to - 1, (made.get(to - 1) ?? "") + mark);
  }
  return made;
}
