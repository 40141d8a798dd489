/** A name for a row that never changes, also when the row does. */
export function newId() {
  return `r${Math.random().toString(36).slice(2, 8)}`;
}

/**
 * The id of what other fields refer to by its name: what it was first called, from the moment that this is written whole.
 * So what refers to it and a name that was typed freely are the same.
 * @param {(id: string) => boolean} isTaken whether another has that id: it was called so first
 */
export function firstName(isTaken) {
  const spare = newId();
  let fixed = "";
  const of = (/** @type {string} */ name) => fixed || (name.trim() && !isTaken(name) ? name : spare);
  return {
    of,
    fixed: () => fixed,
    settle: (/** @type {string} */ name) => { if (name.trim()) fixed = of(name); },
    set: (/** @type {string} */ id) => { fixed = id && !isTaken(id) ? id : ""; },
  };
}
