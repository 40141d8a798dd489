import { align, words } from "./diff.js";
import { h, sr } from "./dom.js";

const AROUND = 24;

/**
 * @typedef {object} Piece of a text as it prints: a word, a blank, the end of a line, or the begin of a block
 * @property {string} key what makes it the same as another: its words, its marks, the lists that it is in
 * @property {ChildNode | null} node none of a block
 * @property {Element} block
 */

/** The pieces of a text; each word becomes a node of its own. @param {Element} home @returns {Piece[]} */
function pieces(home) {
  /** @type {Piece[]} */
  const found = [];
  const read = (/** @type {Element} */ element, /** @type {string} */ within) => [...element.childNodes].forEach((child) => {
    if (child instanceof Text) {
      const made = words(child.data).map((word) => document.createTextNode(word));
      child.replaceWith(...made);
      made.forEach((node) => found.push({ key: `${within} ${node.data}`, node, block: element }));
    } else if (child instanceof HTMLBRElement) found.push({ key: `${within} \n`, node: child, block: element });
    else if (child instanceof HTMLElement) {
      const inside = `${within}${child.localName}${child.getAttribute("href") ?? ""}>`;
      if (child.localName === "p") found.push({ key: inside, node: null, block: child });
      read(child, inside);
    }
  });
  read(home, "");
  return found;
}

/** Two texts, each in a home of its own, and what of them is the same. @param {Node} before @param {Node} after */
function compared(before, after) {
  const home = h("div", { class: "diff" }, after);
  const [was, is] = [pieces(h("div", {}, before)), pieces(home)];
  let [old, at] = [0, 0];
  const changes = align(was.map(({ key }) => key), is.map(({ key }) => key)).map(({ kind, words: { length } }) => {
    const change = { kind, gone: was.slice(old, old + length), here: is.slice(at, at + length), last: is[at - 1], next: is[at] };
    if (kind !== "ins") old += length;
    if (kind !== "del") at += length;
    return change;
  });
  return { home, changes };
}

/**
 * The difference of two texts, as they print, within the newer one; long stretches that stayed are shortened.
 * @param {Node} before
 * @param {Node} after
 */
export function showDiff(before, after) {
  const { home, changes } = compared(before, after);
  for (const { kind, gone, last, next } of changes) if (kind === "del") bring(home, deleted(gone, Boolean(last?.node)), last, next);
  changes.forEach(({ kind, here }, at) => {
    if (kind === "ins") wrap(here, () => h("ins", {}));
    else if (kind === "same") shorten(here, at > 0, at < changes.length - 1);
  });
  home.querySelectorAll("ins,del").forEach((/** @type {Element} */ one) => {
    one.prepend(sr(one.localName === "ins" ? "Toegevoegd: " : "Weggehaald: "));
    one.append(sr(". "));
  });
  tidy(home);
  return home;
}

/**
 * One of two texts, as it prints, with what the other lacks marked.
 * @param {Node} text
 * @param {Node} other
 */
export function showMarked(text, other) {
  const { home, changes } = compared(other, text);
  for (const { kind, here } of changes) if (kind === "ins") wrap(here, () => h("mark", {}));
  if (!home.textContent) home.append(h("span", { class: "soft" }, "(leeg)"));
  return home;
}

/** What stood there, with its marks. @param {Piece[]} gone @param {boolean} within whether something stands before it on its line */
function deleted(gone, within) {
  const made = h("del", {});
  for (const { node, block } of gone) {
    if (!node && (within || made.hasChildNodes())) made.append(block.closest("li") ? "\n• " : "\n");
    let copy = node?.cloneNode();
    for (let around = node?.parentElement; copy && around?.matches("strong,em,a"); around = around.parentElement) {
      const mark = around.cloneNode();
      mark.appendChild(copy);
      copy = mark;
    }
    if (copy) made.append(copy);
  }
  return made;
}

/** Put what was deleted after the piece before it, or before the next one. @param {Element} home @param {Element} made @param {Piece} [last] @param {Piece} [next] */
function bring(home, made, last, next) {
  if (!made.textContent) return;
  if (last?.node) last.node.after(made);
  else if (next?.node) next.node.before(made);
  else (last?.block ?? next?.block ?? home).prepend(made);
}

/** @param {Piece[]} some @param {() => Element} make */
function wrap(some, make) {
  /** @type {Element | null} */
  let open = null;
  for (const { node } of some) {
    if (!node) open = null;
    else if (open && open.nextSibling === node) open.append(node);
    else {
      open = make();
      node.replaceWith(open);
      open.append(node);
    }
  }
}

/** @param {Piece[]} some @param {boolean} afterChange @param {boolean} beforeChange */
function shorten(some, afterChange, beforeChange) {
  if (some.length <= 2 * AROUND + 6) return;
  const dropped = some.slice(afterChange ? AROUND : 0, some.length - (beforeChange ? AROUND : 0)).map(({ node }) => node).filter((node) => node !== null);
  dropped[0]?.before(" … ");
  dropped.forEach((node) => node.remove());
}

/** Without what became empty; the items of a list keep their numbers. @param {Element} home */
function tidy(home) {
  for (const list of home.querySelectorAll("ol")) {
    [...list.children].forEach((item, at) => (/** @type {HTMLLIElement} */ (item).value = list.start + at));
  }
  for (const one of [...home.querySelectorAll("*")].reverse()) if (!one.textContent && one.localName !== "br") one.remove();
}
