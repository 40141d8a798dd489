const LARGEST = 4_000_000;

/** @typedef {{kind: "same" | "del" | "ins", words: string[]}} Piece */

/** Words, and the white space between them. @param {string} text */
export function words(text) {
  return text.match(/\n|[^\S\n]+|\S+/g) ?? [];
}

/**
 * What changed between two texts, word by word.
 * @param {string} before
 * @param {string} after
 * @returns {Piece[]}
 */
export function diff(before, after) {
  return align(words(before), words(after));
}

/** What changed between two lists. @param {string[]} a @param {string[]} b @returns {Piece[]} */
export function align(a, b) {
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a.at(-1 - end) === b.at(-1 - end)) end += 1;
  const head = a.slice(0, start);
  const tail = end ? a.slice(-end) : [];
  a = a.slice(start, a.length - end);
  b = b.slice(start, b.length - end);
  const middle = a.length * b.length > LARGEST ? [piece("del", a), piece("ins", b)] : common(a, b);
  return merge([piece("same", head), ...middle, piece("same", tail)]);
}

/** @param {"same" | "del" | "ins"} kind @param {string[]} some @returns {Piece} */
function piece(kind, some) {
  return { kind, words: some };
}

/** Longest common subsequence. @param {string[]} a @param {string[]} b @returns {Piece[]} */
function common(a, b) {
  const width = b.length + 1;
  const length = new Uint32Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      const at = i * width + j;
      length[at] = a[i] === b[j] ? length[at + width + 1] + 1 : Math.max(length[at + width], length[at + 1]);
    }
  }
  const pieces = [];
  let [i, j] = [0, 0];
  while (i < a.length && j < b.length) {
    if (a[i] === b[j]) { pieces.push(piece("same", [a[i]])); i += 1; j += 1; }
    else if (length[(i + 1) * width + j] >= length[i * width + j + 1]) { pieces.push(piece("del", [a[i]])); i += 1; }
    else { pieces.push(piece("ins", [b[j]])); j += 1; }
  }
  return [...pieces, piece("del", a.slice(i)), piece("ins", b.slice(j))];
}

/** Join neighbours of one kind. @param {Piece[]} pieces */
function merge(pieces) {
  /** @type {Piece[]} */
  const merged = [];
  for (const { kind, words: some } of pieces) {
    if (!some.length) continue;
    if (merged.at(-1)?.kind === kind) merged.at(-1)?.words.push(...some);
    else merged.push(piece(kind, [...some]));
  }
  return merged;
}

