import { act } from "./shared/act.js";
import { button, h, uid } from "./shared/dom.js";
import { saveAll, unsaved } from "./shared/page.js";
import { redrawn } from "./shared/redraw.js";

const TRAITS = ["can_finish", "finished", "can_undo", "note", "links"];

/** @param {any} model @param {HTMLElement} said */
function draw(model, said) {
  const noteId = uid();
  const say = (/** @type {string} */ text) => (said.textContent = text);
  const finished = model.get("finished");
  const finish = button("Cyclus afronden", async () => {
    // What was typed last may be just the question that is needed.
    if (!(await saveAll())) return say(unsaved());
    if (model.get("can_finish")) act({ model, say, button: finish }, { do: "finish" });
    else say(model.get("note"));
    return undefined;
  }, { class: "main", "aria-disabled": String(!model.get("can_finish")), "aria-describedby": noteId, "data-focus": "cycle" });
  const undo = button("Afronden terugdraaien", () => act({ model, say, button: undo }, { do: "undo" }), { "data-focus": "cycle" });
  const links = model.get("links").map((/** @type {any} */ { label, url }) => h("a", { class: "button", href: url }, label));
  return [
    h("div", { class: "ways" }, ...links, finished ? (model.get("can_undo") && undo) : finish,
      h("p", { class: "soft small", id: noteId }, model.get("note"))),
    said,
  ];
}

export default {
  /** @param {{model: any, el: HTMLElement}} place */
  render(place) {
    const said = h("p", { class: "said", "aria-live": "polite" });
    return redrawn(place, "bottom", TRAITS, (model) => draw(model, said));
  },
};
