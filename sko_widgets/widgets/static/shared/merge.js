import { align, words } from "./diff.js";
import { isEmpty, keyOf, same } from "./values.js";

/**
 * Two values that began from one, as one: what only one of them changed is taken over; where both changed the
 * same, both stay.
 * @typedef {{value: any, clashes: number}} Merged `clashes` is at how many places both changed the same
 * @typedef {(base: any, theirs: any, mine: any) => Merged} Merge
 *
 * @typedef {{from: number, to: number, mine: boolean, tokens: string[]}} Change of a stretch of the base
 * @typedef {(base: string[], theirs: string[], mine: string[]) => string[]} Both
 */

/** What became of the base. @param {string[]} base @param {string[]} other @param {boolean} mine @returns {Change[]} */
function changes(base, other, mine) {
  /** @type {Change[]} */
  const made = [];
  let at = 0;
  let open = false;
  for (const { kind, words: some } of align(base, other)) {
    if (kind === "same") { at += some.length; open = false; continue; }
    if (!open) made.push({ from: at, to: at, mine, tokens: [] });
    open = true;
    const last = /** @type {Change} */ (made.at(-1));
    if (kind === "ins") last.tokens.push(...some);
    else { at += some.length; last.to = at; }
  }
  return made;
}

/**
 * Changes that are about the same stretch, together.
 * @param {Change[]} all in order @param {(from: number, to: number) => boolean} near whether two stretches belong together
 */
function stretches(all, near) {
  /** @type {{from: number, to: number, changes: Change[]}[]} */
  const found = [];
  for (const change of all) {
    const last = found.at(-1);
    const bothAdd = last && change.from === last.from && change.to === change.from && last.to === last.from;
    if (last && (change.from < last.to || bothAdd || near(last.to, change.from))) {
      last.changes.push(change);
      last.to = Math.max(last.to, change.to);
    } else found.push({ from: change.from, to: change.to, changes: [change] });
  }
  return found;
}

/** A stretch as one side has it. @param {string[]} base @param {{from: number, to: number, changes: Change[]}} stretch @param {boolean} mine */
function asOne(base, { from, to, changes: all }, mine) {
  let at = from;
  const tokens = all.filter((change) => change.mine === mine).flatMap((change) => {
    const before = base.slice(at, change.from);
    at = change.to;
    return [...before, ...change.tokens];
  });
  return [...tokens, ...base.slice(at, to)];
}

/**
 * Three lists as one; `both` says what becomes of a stretch that both changed.
 * @param {string[]} base @param {string[]} theirs @param {string[]} mine @param {Both} both
 * @param {(from: number, to: number) => boolean} [near]
 */
export function threeWay(base, theirs, mine, both, near = () => false) {
  const all = [...changes(base, theirs, false), ...changes(base, mine, true)];
  all.sort((a, b) => a.from - b.from || a.to - b.to);
  let at = 0;
  const merged = stretches(all, near).flatMap((stretch) => {
    const before = base.slice(at, stretch.from);
    at = stretch.to;
    const sides = new Set(stretch.changes.map((change) => change.mine));
    const [left, right] = [asOne(base, stretch, false), asOne(base, stretch, true)];
    if (sides.size < 2) return [...before, ...(sides.has(true) ? right : left)];
    return [...before, ...apart(base.slice(stretch.from, stretch.to), left, right, both)];
  });
  return [...merged, ...base.slice(at)];
}

/** Only where two sides differ do they clash. @param {string[]} base @param {string[]} left @param {string[]} right @param {Both} both */
function apart(base, left, right, both) {
  if (left.length === right.length && left.every((token, at) => token === right[at])) return left;
  let start = 0;
  while (start < Math.min(left.length, right.length) && left[start] === right[start]) start += 1;
  const most = Math.min(left.length, right.length) - start;
  let end = 0;
  while (end < most && left.at(-1 - end) === right.at(-1 - end)) end += 1;
  const inside = (/** @type {string[]} */ side) => side.slice(start, side.length - end);
  return [...left.slice(0, start), ...both(base, inside(left), inside(right)), ...left.slice(left.length - end)];
}

/** Two texts that began from one, line by line, and within a line word by word. @type {Merge} */
export function mergeText(base, theirs, mine) {
  let clashes = 0;
  const marked = (/** @type {string} */ left, /** @type {string} */ right) => {
    clashes += 1;
    return [mark("andere tekst", left), mark("jouw tekst", right)];
  };
  const line = (/** @type {string} */ was, /** @type {string} */ left, /** @type {string} */ right) => {
    const tokens = words(was);
    const near = (/** @type {number} */ from, /** @type {number} */ to) => tokens.slice(from, to).every((token) => !token.trim());
    const both = (/** @type {string[]} */ _, /** @type {string[]} */ one, /** @type {string[]} */ other) =>
      spaced(one, other, (/** @type {string} */ a, /** @type {string} */ b) => marked(a, b).join(" "));
    return threeWay(tokens, words(left), words(right), both, near).join("");
  };
  /** @type {Both} */
  const lines = (was, left, right) => {
    if (!was.length) return [...left, ...(right[0]?.trim() ? [""] : []), ...right].filter(onceBlank);
    if (left.length === right.length && (left.length === was.length || left.length === 1)) {
      return left.map((one, at) => line(was[at] ?? "", one, right[at]));
    }
    return marked(left.join("\n"), right.join("\n"));
  };
  const [was, left, right] = [base, theirs, mine].map((text) => (text ?? "").replace(/\r\n?/g, "\n").split("\n"));
  return { value: threeWay(was, left, right, lines).join("\n"), clashes };
}

/** Not two blank lines after each other. @param {string} line @param {number} at @param {string[]} all */
const onceBlank = (line, at, all) => Boolean(line.trim() || all[at - 1]?.trim());

/** White space around two stretches stays outside their marks. @param {string[]} one @param {string[]} other @param {(a: string, b: string) => string} marked */
function spaced(one, other, marked) {
  const [left, right] = [one.join(""), other.join("")];
  const edge = (/** @type {RegExp} */ where) => where.exec(left)?.[0] || where.exec(right)?.[0] || "";
  return [edge(/^\s+/), marked(left.trim(), right.trim()), edge(/\s+$/)];
}

/** @param {string} whose @param {string} text */
function mark(whose, text) {
  if (!text) return `[${whose}: weggehaald]`;
  return text.includes("\n") ? `[${whose}:\n${text}\n]` : `[${whose}: ${text}]`;
}

/** What was picked by either, without what either put away. @type {Merge} */
export function mergeSet(base, theirs, mine) {
  const has = (/** @type {any[]} */ list, /** @type {any} */ one) => (list ?? []).some((other) => same(one, other));
  const kept = (theirs ?? []).filter((/** @type {any} */ one) => has(mine, one) || !has(base, one));
  const added = (mine ?? []).filter((/** @type {any} */ one) => !has(theirs, one) && !has(base, one));
  return { value: [...kept, ...added], clashes: 0 };
}

/**
 * Two rows that began from one: a cell of text holds both texts; of another kind it cannot, then both rows stay.
 * @param {any} base @param {any} theirs @param {any} mine @param {(name: string) => boolean} isText
 * @returns {{rows: any[], clashes: number}}
 */
function mergeRow(base, theirs, mine, isText) {
  const [was, left, right] = [base, theirs, mine].map((row) => (typeof row === "string" ? { text: row } : row ?? {}));
  let clashes = 0;
  let asTwo = false;
  const row = Object.fromEntries([...new Set([...Object.keys(left), ...Object.keys(right)])].map((name) => {
    const [b, t, m] = [was[name], left[name], right[name]];
    if (same(b, m) || same(t, m)) return [name, t];
    if (same(b, t)) return [name, m];
    if (!isText(name)) { asTwo = true; return [name, t]; }
    const merged = mergeText(b, t, m);
    clashes += merged.clashes;
    return [name, merged.value];
  }));
  if (asTwo) return { rows: [theirs, mine], clashes: 1 };
  const said = Object.fromEntries(Object.entries(row).filter(([, value]) => !isEmpty(value)));
  return { rows: [Object.keys(said).join() === "text" ? said.text : said], clashes };
}

/** Rows without a name of their own, in their order. @param {(name: string) => boolean} isText @returns {Merge} */
export function mergeRows(isText) {
  return (base, theirs, mine) => {
    let clashes = 0;
    const rows = new Map([base, theirs, mine].flatMap((list) => (list ?? []).map((/** @type {any} */ row) => [keyOf(row), row])));
    const keep = (/** @type {any} */ row) => { rows.set(keyOf(row), row); return keyOf(row); };
    /** @type {Both} */
    const both = (was, left, right) => {
      if (was.length === left.length && was.length === right.length) {
        return was.flatMap((key, at) => {
          const merged = mergeRow(rows.get(key), rows.get(left[at]), rows.get(right[at]), isText);
          clashes += merged.clashes;
          return merged.rows.map(keep);
        });
      }
      clashes += was.length && left.length && right.length ? 1 : 0;
      return [...left, ...right.filter((key) => !left.includes(key))];
    };
    const keys = [base, theirs, mine].map((list) => (list ?? []).map(keyOf));
    const merged = threeWay(keys[0], keys[1], keys[2], both);
    return { value: merged.map((key) => rows.get(key)), clashes };
  };
}

/**
 * Rows that have an id, in their order, then what only I have.
 * @param {(name: string) => boolean} isText @param {() => string} newId for a row that has to stay twice
 * @returns {Merge}
 */
export function mergeById(isText, newId) {
  return (base, theirs, mine) => {
    let clashes = 0;
    const of = (/** @type {any[] | null} */ list) => new Map((list ?? []).map((row) => [row.id, row]));
    const [was, left, right] = [base, theirs, mine].map(of);
    const value = [...new Set([...left.keys(), ...right.keys()])].flatMap((id) => {
      const [b, t, m] = [was.get(id), left.get(id), right.get(id)];
      // Who changed a row goes before who took it away.
      if (!t || !m) return b && same(b, t ?? m) ? [] : [t ?? m];
      const { rows, clashes: more } = mergeRow(b, t, m, isText);
      clashes += more;
      return rows.map((row, at) => (at ? { ...row, id: newId() } : row));
    });
    return { value, clashes };
  };
}
