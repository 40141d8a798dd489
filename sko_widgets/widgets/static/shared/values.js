/** Say whether a tidy value says nothing. @param {any} value */
export function isEmpty(value) {
  if (value === null || value === undefined || value === "") return true;
  return typeof value === "object" && Object.keys(value).length === 0;
}

/**
 * A value without its empty parts, an item that has only a text as that text; `values.py` does the same.
 * @param {any} value
 * @returns {any}
 */
export function tidy(value) {
  if (Array.isArray(value)) return value.map(tidy).filter((part) => !isEmpty(part));
  if (value === null || typeof value !== "object") return value;
  const kept = Object.entries(value).map(([key, part]) => [key, tidy(part)]).filter(([, part]) => !isEmpty(part));
  return kept.length === 1 && kept[0][0] === "text" ? kept[0][1] : Object.fromEntries(kept);
}

/** The same value, whatever the order in which its keys stand. @param {any} value */
function canonical(value) {
  return JSON.stringify(value, (_, part) =>
    part && typeof part === "object" && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part);
}

/** Say whether two values of a field say the same. @param {any} one @param {any} other */
export function same(one, other) {
  if (one === other) return true;
  const [a, b] = [tidy(one), tidy(other)];
  return isEmpty(a) ? isEmpty(b) : canonical(a) === canonical(b);
}

/** A name for what a value says: the same for all that say the same. @param {any} value @returns {string} */
export function keyOf(value) {
  return canonical(tidy(value));
}

/** A copy that does not change with the original. @param {any} value */
export function copy(value) {
  return value === undefined ? null : JSON.parse(JSON.stringify(value));
}
