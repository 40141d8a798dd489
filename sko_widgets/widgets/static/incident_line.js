import { h } from "./shared/dom.js";
import { field } from "./shared/field.js";
import { lineKind } from "./shared/lineedit.js";

/** What may be somebody's name in what was saved. @param {any} model @param {HTMLElement} place */
function draw(model, place) {
  const pieces = model.get("pieces");
  place.replaceChildren(...(pieces.length ? ["Hier staat misschien een naam: ", ...pieces.map((/** @type {any} */ { text, mark }) => (mark ? h("mark", {}, text) : text)), " Kan het ook met een rol?"] : []));
}

export default {
  /** @param {{model: any, el: HTMLElement}} place */
  render({ model, el }) {
    const leave = field(model, el, lineKind("incident-line"));
    const home = /** @type {HTMLElement} */ (el.querySelector(".sko-incident-line"));
    const title = model.get("title");
    const names = h("p", { class: "names", role: "status" });
    if (title) home.prepend(h("h2", {}, title));
    home.querySelector(".editor")?.before(h("p", { class: "of", "aria-hidden": "true" }, model.get("of")));
    home.querySelector(".editor")?.after(names);
    const update = () => draw(model, names);
    model.on("change:pieces", update);
    update();
    return () => {
      model.off("change:pieces", update);
      leave();
    };
  },
};
