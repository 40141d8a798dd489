import { root } from "./dom.js";

/**
 * A widget that is drawn anew when one of its traits changes.
 * @param {{model: any, el: HTMLElement}} place
 * @param {string} name
 * @param {string[]} traits
 * @param {(model: any, home: HTMLElement) => Node[]} draw
 * @returns {() => void}
 */
export function redrawn({ model, el }, name, traits, draw) {
  const home = root(model, el, name);
  let waiting = false;
  const update = () => {
    waiting = false;
    const focused = home.contains(document.activeElement) ? document.activeElement?.getAttribute("data-focus") : null;
    home.replaceChildren(...draw(model, home));
    if (focused) /** @type {HTMLElement | null} */ (home.querySelector(`[data-focus="${CSS.escape(focused)}"]`))?.focus();
  };
  // Traits that change together are drawn once.
  const later = () => {
    if (!waiting) queueMicrotask(update);
    waiting = true;
  };
  update();
  traits.forEach((trait) => model.on(`change:${trait}`, later));
  return () => traits.forEach((trait) => model.off(`change:${trait}`, later));
}
