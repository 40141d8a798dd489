import { act } from "./shared/act.js";
import { button, h } from "./shared/dom.js";
import { redrawn } from "./shared/redraw.js";

/** @param {any} model @param {HTMLElement} said */
function draw(model, said) {
  const say = (/** @type {string} */ text) => (said.textContent = text);
  const buttons = model.get("buttons").map((/** @type {any} */ { id, label, main, quiet }) => {
    const press = button(label, async () => {
      const answer = await act({ model, say, button: press }, { do: "press", id });
      if (answer?.name && !answer.message) say(`‘${answer.name}’ staat bij je downloads.`);
    }, { class: main ? "main" : quiet ? "quiet" : "", "data-focus": id });
    return press;
  });
  const links = model.get("links").map((/** @type {any} */ { label, url }) => h("a", { class: "button", href: url }, label));
  const title = model.get("title");
  return [title && h("h2", {}, title), h("div", { class: "buttons" }, ...buttons, ...links), said].filter(Boolean);
}

export default {
  /** @param {{model: any, el: HTMLElement}} place */
  render(place) {
    const said = h("p", { class: "said", "aria-live": "polite" });
    return redrawn(place, "actions", ["title", "buttons", "links"], (model) => draw(model, said));
  },
};
