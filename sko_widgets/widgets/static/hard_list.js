import { act } from "./shared/act.js";
import { button, h } from "./shared/dom.js";
import { redrawn } from "./shared/redraw.js";

/** @typedef {{label: string, rows: {text: string, note: string}[], rest: string}} Kind */
/** @typedef {{name: string, colour: string, kinds: Kind[]}} Theme */

/** @param {Kind} kind */
function drawKind({ label, rows, rest }) {
  const items = rows.map(({ text, note }) => h("li", { "data-thing": "" }, h("p", { dir: "auto" }, text), h("p", { class: "note" }, note)));
  return h("section", {}, h("h3", {}, label), h("ul", {}, ...items), rest ? h("p", { class: "soft small" }, rest) : null);
}

/** @param {Theme} theme */
function drawTheme({ name, colour, kinds }) {
  return h("section", { class: `theme ${colour}` }, h("h2", {}, name), ...kinds.map(drawKind));
}

/** @param {any} model @param {HTMLElement} said */
function draw(model, said) {
  /** @type {Theme[]} */
  const themes = model.get("themes");
  if (!themes.length) return [h("p", { class: "soft" }, model.get("empty"))];
  const more = button("Meer tonen", () => act({ model, say: (text) => (said.textContent = text), button: more }, { do: "more" }),
    { "data-focus": "more", hidden: !model.get("can_more") });
  return [h("div", { class: "themes" }, ...themes.map(drawTheme)), more, said];
}

export default {
  /** @param {{model: any, el: HTMLElement}} place */
  render(place) {
    const said = h("p", { class: "said", role: "status" });
    return redrawn(place, "hard-list", ["themes", "can_more", "empty"], (model) => draw(model, said));
  },
};
