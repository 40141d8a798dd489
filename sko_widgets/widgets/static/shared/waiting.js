import { h } from "./dom.js";
import { livingDrafts } from "./page.js";

/** @typedef {{label: string, url: string, prefixes: string[]}} Place */

/**
 * A word about text that waits in this browser on pages that are not open; nobody else would speak of it.
 * @param {any} model
 * @returns {{element: HTMLElement, leave: () => void}}
 */
export function waitingDrafts(model) {
  const element = h("div", { class: "tell", "aria-live": "polite" });
  const update = async () => {
    const places = await withText(model.get("waiting"));
    const links = places.flatMap(({ label, url }, at) => [at ? ", " : "", h("a", { href: url }, label)]);
    const words = ["Hier staat nog tekst die niet is opgeslagen: ", ...links, ". Open de pagina, dan slaan we die alsnog op."];
    element.replaceChildren(...(places.length ? [h("p", {}, ...words)] : []));
  };
  const again = () => document.hidden || update();
  update();
  model.on("change:waiting", update);
  document.addEventListener("visibilitychange", again);
  return { element, leave: () => document.removeEventListener("visibilitychange", again) };
}

/** @param {Place[]} places @returns {Promise<Place[]>} those with a draft that belongs to no open field */
async function withText(places) {
  const names = places.length ? draftNames() : [];
  if (!names.length) return [];
  const living = await livingDrafts();
  const left = names.filter(([, id]) => !living.has(id)).map(([key]) => key);
  return places.filter(({ prefixes }) => prefixes.some((prefix) => left.some((key) => key.startsWith(prefix))));
}

/** @returns {string[][]} key and id of every draft */
function draftNames() {
  try {
    const found = Object.keys(localStorage).map((name) => /^sko:(.+)#([^#]+)$/.exec(name));
    return found.flatMap((one) => (one ? [one.slice(1)] : []));
  } catch {
    return [];
  }
}
