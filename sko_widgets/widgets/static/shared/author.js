/**
 * Who writes in this browser: one name for all pages, in the browser's own storage.
 * It goes along with every message to Python, which puts it on each version that is saved.
 */
const KEY = "sko:author";
const HEARD = "sko:author";

/** Where the storage is shut the name lasts as long as the page. */
const spare = Symbol.for("sko_widgets.author");

/** @returns {string | null} empty when somebody did not want to say; null when nobody was asked */
function stored() {
  const here = /** @type {any} */ (globalThis);
  try {
    return localStorage.getItem(KEY) ?? here[spare] ?? null;
  } catch {
    return here[spare] ?? null;
  }
}

/** The name of who writes; empty while it is not known. */
export function author() {
  return stored() ?? "";
}

/** Whether somebody gave a name, or said not now. */
export function wasAsked() {
  return stored() !== null;
}

/** @param {string} name empty for who does not say */
export function setAuthor(name) {
  const here = /** @type {any} */ (globalThis);
  here[spare] = name.trim();
  try {
    localStorage.setItem(KEY, here[spare]);
  } catch {
    // It is asked again on the next page.
  }
  dispatchEvent(new CustomEvent(HEARD));
}

/** Call back when the name changes, here or in another tab. @param {() => void} update @returns {() => void} */
export function onAuthor(update) {
  const elsewhere = (/** @type {StorageEvent} */ { key }) => key === KEY && update();
  addEventListener(HEARD, update);
  addEventListener("storage", elsewhere);
  return () => {
    removeEventListener(HEARD, update);
    removeEventListener("storage", elsewhere);
  };
}
