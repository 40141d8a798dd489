import { act } from "./shared/act.js";
import { checkedLine } from "./shared/coalitionform.js";
import { makeDialog } from "./shared/dialog.js";
import { button, h, root } from "./shared/dom.js";

export default {
  /** @param {{model: any, el: HTMLElement}} place */
  render({ model, el }) {
    const home = root(model, el, "new-group");
    const line = checkedLine("Naam van de leergroep");
    const said = h("p", { class: "said", role: "alert" });
    const make = button("Leergroep maken", () => {}, { class: "main", type: "submit" });
    const form = h("form", { novalidate: true }, line.element, make, said);
    form.addEventListener("submit", (/** @type {Event} */ event) => {
      event.preventDefault();
      const name = line.get().trim();
      line.wrong(name ? "" : "Hoe heet de leergroep?");
      if (!name) return line.input.focus();
      return void act({ model, say: (text) => (said.textContent = text), button: make, busy: "We maken de leergroep …" }, { do: "make", name });
    });
    const { body, open } = makeDialog(home, model.get("label"), "new-group");
    body.append(form);
    home.append(button(model.get("label"), () => { open(); line.input.focus(); }));
  },
};
