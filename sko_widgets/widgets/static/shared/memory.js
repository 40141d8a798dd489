/**
 * What this browser remembers of how somebody likes a page; nothing that was written.
 * @param {string} name
 */
export function recall(name) {
  try {
    return localStorage.getItem(`sko:${name}`);
  } catch {
    return null; // a private window: nothing is remembered
  }
}

/** @param {string} name @param {string} value @returns {boolean} whether it will be known next time */
export function remember(name, value) {
  try {
    localStorage.setItem(`sko:${name}`, value);
    return true;
  } catch {
    return false;
  }
}
