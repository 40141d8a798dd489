import { act } from "./shared/act.js";
import { coalitionForm } from "./shared/coalitionform.js";
import { beginAt, button, h, root } from "./shared/dom.js";
import { makeDialog } from "./shared/dialog.js";
import { filePicker } from "./shared/openfile.js";

/** What one goes on with. @param {{label: string, place: string, note: string, page: string, url: string}} last */
function goOn({ label, place, note, page, url }) {
  return h("section", { class: "go-on" },
    h("div", {}, h("h2", {}, h("a", { href: page }, label)), place && h("p", {}, place), h("p", { class: "soft small" }, note)),
    h("a", { class: "button main", href: url }, "Ga verder", h("span", { "aria-hidden": "true" }, "→")));
}

/** The form in the page, as what comes first. @param {HTMLFormElement} form */
function firstForm(form) {
  return h("section", { class: "first" }, h("h2", {}, "Nieuwe coalitie"),
    h("p", { class: "soft" }, "Geef je coalitie een naam. Je kunt meteen beginnen met schrijven."), form);
}

/** The button behind which the form waits. @param {HTMLElement} home @param {{form: HTMLFormElement, focus: () => void}} made */
function formButton(home, { form, focus }) {
  const { body, open } = makeDialog(home, "Nieuwe coalitie", "new-coalition");
  body.append(form);
  return button("Nieuwe coalitie", () => { open(); focus(); });
}

export default {
  /** @param {{model: any, el: HTMLElement}} place */
  render({ model, el }) {
    const home = root(model, el, "beginnings");
    const last = model.get("last");
    const isFirst = !last.url;
    const said = h("p", { class: "said", role: "alert" });
    const say = (/** @type {string} */ text) => (said.textContent = text);
    const made = coalitionForm(model);
    const example = button("Bekijk het voorbeeld", () => act({ model, say, button: example, busy: "We openen het voorbeeld …" }, { do: "example" }));
    const file = filePicker(model, home);
    const word = (/** @type {string} */ text) => isFirst && h("p", { class: "soft small" }, text);
    const way = (/** @type {any[]} */ ...parts) => (isFirst ? h("div", { class: "way" }, ...parts) : parts[0]);
    const ways = h("div", { class: "ways" },
      !isFirst && formButton(home, made),
      way(example, word("Kijk rond in het dossier van een verzonnen coalitie. Alles wat je daar probeert, mag.")),
      way(file.press, word("Kreeg je een dossier van een collega? Kies het bestand, of sleep het hierheen.")));
    home.append(isFirst ? firstForm(made.form) : goOn(last), ways, said, file.element);
    if (isFirst) beginAt(made.form.querySelector("textarea, input"));
    return file.leave;
  },
};
