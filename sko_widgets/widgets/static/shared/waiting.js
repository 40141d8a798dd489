import { button, h } from "./dom.js";
import { draftNames } from "./drafts.js";
import { livingDrafts } from "./page.js";

const SHOWN = 3;

/** @typedef {{label: string, url: string, prefixes: string[], each?: string}} Place */

/**
 * A word about text that waits in this browser on pages that are not open; nobody else would speak of it.
 * @param {any} model
 * @returns {{element: HTMLElement, leave: () => void}}
 */
export function waitingDrafts(model) {
  const element = h("div", { class: "tell", "aria-live": "polite" });
  let read = false;
  const close = () => { read = true; element.replaceChildren(); };
  const update = async () => {
    const places = await withText(model.get("waiting"));
    element.replaceChildren(...(places.length && !read ? [message(places), button("Goed", close, { class: "quiet" })] : []));
  };
  const again = () => document.hidden || update();
  update();
  model.on("change:waiting", update);
  document.addEventListener("visibilitychange", again);
  return { element, leave: () => document.removeEventListener("visibilitychange", again) };
}

/** @param {Place[]} places */
function message(places) {
  const links = places.slice(0, SHOWN).flatMap(({ label, url }, at) => [at ? ", " : "", h("a", { href: url }, label)]);
  const more = places.length > SHOWN ? ` en op nog ${places.length - SHOWN}` : "";
  return h("p", {}, "Hier staat nog tekst die niet is opgeslagen: ", ...links, `${more}. Open de pagina, dan slaan we die alsnog op.`);
}

/** @param {Place[]} places @returns {Promise<Place[]>} those with a draft that belongs to no open field */
async function withText(places) {
  const names = places.length ? draftNames() : [];
  if (!names.length) return [];
  const living = await livingDrafts();
  const left = names.filter(([, id]) => !living.has(id)).map(([key]) => key);
  return places.flatMap((place) => {
    const rests = place.prefixes.flatMap((prefix) => left.filter((key) => key.startsWith(prefix)).map((key) => key.slice(prefix.length)));
    if (!place.each) return rests.length ? [place] : [];
    const { each, url } = place;
    return [...new Set(rests.map((rest) => rest.split("/")[0]))].map((one) => ({ ...place, url: url.replace(each, one) }));
  });
}
