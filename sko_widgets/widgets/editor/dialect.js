// What of Markdown is live: the same as sko_widgets/report/markdown.py reads.  Bold and italic at the edge of a word,
// lists and nested lists, links to the web, a line end that stays one, and a backslash before a mark that is no mark.

import MarkdownIt from "markdown-it";
import listBlock from "markdown-it/lib/rules_block/list.mjs";

const DEEPEST = 24; // two tokens a level
const LIST_START = /^\s*(?!(?:[-*][ \t]*)+$)(?:[-*]|[0-9]{1,2}[.)])[ \t]+\S/;
const PASTED_BULLET = /^([ \t]*)[•◦▪·][ \t]+(?=\S)/gm;
const LINK = /\[([^[\]\n]+)\]\(((?:https?:\/\/|mailto:)[^\s()<>]+)\)/y;
const WHITE = /[ \t-\r\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/;
const WORD = /[\p{L}\p{N}\p{M}]/u;

/** What a character is to a mark beside it. @param {string} char @returns {"white" | "word" | "other"} */
export function kindOf(char) {
  return !char || WHITE.test(char) ? "white" : WORD.test(char) ? "word" : "other";
}

/** Whether a mark between two characters may open, and whether it may close. @param {string} before @param {string} after */
export function edge(before, after) {
  const [b, a] = [kindOf(before), kindOf(after)];
  const left = a !== "white" && (a === "word" || b !== "word");
  const right = b !== "white" && (b === "word" || a !== "word");
  return { opens: left && (!right || b === "other"), closes: right && (!left || a === "other") };
}

/** The character that ends before a place, also when it takes two units. @param {string} text @param {number} at */
function charBefore(text, at) {
  return /[\udc00-\udfff]/.test(text[at - 1] ?? "") ? text.slice(Math.max(at - 2, 0), at) : text[at - 1] ?? "";
}

/** @param {any} state @param {boolean} silent */
function emphasis(state, silent) {
  if (silent || state.src[state.pos] !== "*") return false;
  let end = state.pos;
  while (end < state.posMax && state.src[end] === "*") end += 1;
  const after = end < state.posMax ? String.fromCodePoint(state.src.codePointAt(end)) : "";
  const { opens, closes } = edge(charBefore(state.src, state.pos), after);
  const length = end - state.pos;
  for (let made = 0; made < length; made += 1) {
    state.push("text", "", 0).content = "*";
    state.delimiters.push({ marker: 0x2a, length, token: state.tokens.length - 1, end: -1, open: opens, close: closes });
  }
  state.pos = end;
  return true;
}

/** A list, unless its first line is a mark alone, a row of marks, a year, or too deep. @type {any} */
function list(state, start, end, silent) {
  const first = state.src.slice(state.bMarks[start] + state.tShift[start], state.eMarks[start]);
  return state.level < DEEPEST && LIST_START.test(first) && listBlock(state, start, end, silent);
}

/** @param {any} state @param {boolean} silent */
function link(state, silent) {
  LINK.lastIndex = state.pos;
  const found = state.src[state.pos] === "[" && state.src[state.pos - 1] !== "!" && state.linkLevel === 0 && LINK.exec(state.src);
  if (!found || LINK.lastIndex > state.posMax) return false;
  if (!silent) {
    const max = state.posMax;
    [state.pos, state.posMax] = [state.pos + 1, state.pos + 1 + found[1].length];
    state.push("link_open", "a", 1).attrs = [["href", found[2]]];
    state.linkLevel += 1;
    state.md.inline.tokenize(state);
    state.linkLevel -= 1;
    state.push("link_close", "a", -1);
    state.posMax = max;
  }
  state.pos += silent ? found[0].length : found[2].length + 3;
  return true;
}

/** Whether the character after some backslashes would be a mark without them. @param {string} text @param {number} start @param {number} end */
function wouldMark(text, start, end) {
  const next = text[end];
  if (next === "*") return true;
  if (!next || !"-•◦▪·.)(".includes(next)) return false;
  if (next === "(") return text[start - 1] === "]" && /^\((?:https?:\/\/|mailto:)/.test(text.slice(end, end + 9));
  const [before, rest] = [text.slice(text.lastIndexOf("\n", start - 1) + 1, start), /[^\n]*/y];
  rest.lastIndex = end;
  const line = rest.exec(text)?.[0] ?? "";
  if (/^[ \t]*[0-9]{1,2}[ \t]*$/.test(before)) return /^[.)](?:[ \t]|$)/.test(line);
  return /^[ \t]*$/.test(before) && /^(?:[-•◦▪·](?:[ \t]|$)|-[-* \t]*$)/.test(line);
}

/** Backslashes before a mark: two are one, and one makes the mark a character.  Elsewhere they are what they are. @type {any} */
function escape(state, silent) {
  if (state.src[state.pos] !== "\\") return false;
  let end = state.pos;
  while (end < state.posMax && state.src[end] === "\\") end += 1;
  const [count, live] = [end - state.pos, end < state.posMax && wouldMark(state.src, state.pos, end)];
  const taken = live && count % 2 ? 1 : 0;
  if (!silent) state.pending += "\\".repeat(live ? count >> 1 : count) + (taken ? state.src[end] : "");
  state.pos = end + taken;
  return true;
}

export const parser = new MarkdownIt("zero", { maxNesting: 4 * DEEPEST, breaks: true })
  .enable(["list", "newline", "emphasis", "balance_pairs", "fragments_join", "link", "escape"]);
parser.block.ruler.at("list", list, { alt: ["paragraph", "reference", "blockquote"] });
parser.inline.ruler.at("emphasis", emphasis);
parser.inline.ruler.at("link", link);
parser.inline.ruler.at("escape", escape);

/** @param {string} text */
export function tokensOf(text) {
  return parser.parse(text.replace(PASTED_BULLET, "$1- "), {});
}
