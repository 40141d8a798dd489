import { act } from "./shared/act.js";
import { button, h } from "./shared/dom.js";
import { redrawn } from "./shared/redraw.js";

/** @param {any} model @param {HTMLElement} said */
function draw(model, said) {
  const warnings = model.get("warnings").map((/** @type {string} */ one) => h("p", { class: "notice" }, one));
  const say = (/** @type {string} */ words) => (said.textContent = words);
  const make = button("Reservekopie maken", () =>
    act({ model, say, button: make }, { do: "back_up" }), { "data-focus": "make" });
  const line = h("p", { class: "soft small" }, model.get("last"));
  return [...warnings, line, ...(model.get("can_make") ? [make] : []), said];
}

export default {
  /** @param {{model: any, el: HTMLElement}} place */
  render(place) {
    const said = h("p", { class: "said small", "aria-live": "polite" });
    return redrawn(place, "safekeeping", ["warnings", "last", "can_make"], (model) => draw(model, said));
  },
};
