/** What is ticked: `[from, to]` each, in the order in which it was ticked; a tie to a row that is gone stays. */
export function tiesOf() {
  /** @type {[string, string][]} */
  let ties = [];
  const at = (/** @type {string} */ from, /** @type {string} */ to) => ties.findIndex((one) => one[0] === from && one[1] === to);
  const made = {
    onInput: () => {},
    get: () => ties,
    set: (/** @type {any} */ value) => (ties = value ?? []),
    has: (/** @type {string} */ from, /** @type {string} */ to) => at(from, to) >= 0,
    /** @param {string} from @param {string} to @returns {boolean} whether it is ticked now */
    toggle: (from, to) => {
      const there = at(from, to);
      ties = there < 0 ? [...ties, [from, to]] : ties.filter((_, number) => number !== there);
      made.onInput();
      return there < 0;
    },
  };
  return made;
}
