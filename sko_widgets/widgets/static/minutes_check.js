import { ask } from "./shared/ask.js";
import { h, sr } from "./shared/dom.js";
import { redrawn } from "./shared/redraw.js";

/** @param {any} piece */
const words = ({ text, mark }) => (mark ? h("mark", {}, text, sr(" (misschien een naam)")) : text);

/** @param {any} model @param {any} row @param {HTMLElement} said */
function line(model, { place, pieces, about, on }, said) {
  const box = h("input", { type: "checkbox", checked: on, "data-focus": place, onchange: async () => {
    said.textContent = "";
    try {
      await ask(model, { do: "keep", place, on: box.checked });
    } catch (error) {
      box.checked = !box.checked;
      said.textContent = /** @type {Error} */ (error).message;
    }
  } });
  return h("li", {}, h("label", { class: "pick" }, box, h("span", {}, ...pieces.map(words), about && h("span", { class: "note" }, about))));
}

/** @param {any} model @param {HTMLElement} said */
function draw(model, said) {
  const sections = model.get("sections");
  const none = !sections.length && h("p", { class: "soft" }, model.get("empty"));
  return [h("h2", {}, model.get("title")), model.get("note") && h("p", { class: "soft" }, model.get("note")), model.get("told") && h("p", { class: "look" }, model.get("told")), none, said,
    ...sections.map((/** @type {any} */ { title, lines }) => h("section", {}, title && h("h3", {}, title), h("ul", {}, ...lines.map((/** @type {any} */ one) => line(model, one, said)))))].filter(Boolean);
}

export default {
  /** @param {{model: any, el: HTMLElement}} place */
  render(place) {
    const said = h("p", { class: "said", role: "alert" });
    return redrawn(place, "minutes-check", ["title", "note", "sections", "told", "empty"], (model) => draw(model, said));
  },
};
