import { act } from "./shared/act.js";
import { goTo } from "./shared/anchors.js";
import { button, h, uid } from "./shared/dom.js";
import { safeNodes } from "./shared/html.js";
import { saveAll, unsaved } from "./shared/page.js";
import { redrawn } from "./shared/redraw.js";

const TRAITS = ["can_finish", "finished", "can_undo", "note", "choices", "open_points", "next_label", "later_url"];
const ALL = "";

/** With which question one goes on; all of them together unless one is chosen. @param {any} model @param {HTMLElement} home */
function choice(model, home) {
  const questions = model.get("choices");
  if (questions.length < 2) return null;
  const was = /** @type {HTMLInputElement | null} */ (home.querySelector("input:checked"))?.value ?? questions[0].text;
  const name = uid();
  const row = (/** @type {string} */ value, /** @type {Node | string} */ words) =>
    h("label", { class: "option" }, h("input", { type: "radio", name, value, checked: value === was, "data-focus": `choice-${value}` }), h("div", { class: "read" }, words));
  return h("fieldset", {}, h("legend", {}, "Met welke vraag ga je verder?"),
    ...questions.map((/** @type {any} */ { text, html }) => row(text, safeNodes(html))), row(ALL, "Met alle vragen samen"));
}

/** What is still empty, each with a way to it. @param {any[]} steps */
function openPoints(steps) {
  if (!steps.length) return null;
  const link = (/** @type {any} */ step) => h("a", { href: `#${step.anchor}`, "data-focus": `open-${step.anchor}`,
    onclick: (/** @type {Event} */ event) => { event.preventDefault(); goTo(step); } }, step.label);
  const links = steps.flatMap((step, at) => [at ? ", " : "", link(step)]);
  return h("p", { class: "open-points" }, h("b", {}, "Nog leeg: "), ...links, ". Afronden mag ook zo.");
}

/** @param {any} model @param {HTMLElement} home @param {HTMLElement} said */
function draw(model, home, said) {
  const noteId = uid();
  const say = (/** @type {string} */ text) => (said.textContent = text);
  const chosen = choice(model, home);
  const finish = button(model.get("next_label"), async () => {
    // What was typed last may be just the question that is needed.
    if (!(await saveAll())) return say(unsaved());
    const picked = /** @type {HTMLInputElement | null} */ (home.querySelector("input:checked"))?.value ?? ALL;
    if (model.get("can_finish")) act({ model, say, button: finish }, { do: "finish", chosen: picked });
    else say(model.get("note"));
    return undefined;
  }, { class: "main", "aria-disabled": String(!model.get("can_finish")), "aria-describedby": noteId, "data-focus": "cycle" });
  const undo = button("Afronden terugdraaien", () => act({ model, say, button: undo }, { do: "undo" }), { "data-focus": "cycle" });
  const later = model.get("later_url") && h("a", { class: "button", href: model.get("later_url"), "data-focus": "later" }, "Nog niet");
  const note = h("p", { class: "soft small", id: noteId }, model.get("note"));
  if (model.get("finished")) return [h("div", { class: "close-ways" }, model.get("can_undo") && undo), note, said];
  return [chosen, openPoints(model.get("open_points")), h("div", { class: "close-ways" }, finish, later), note, said].filter((part) => part !== null);
}

export default {
  /** @param {{model: any, el: HTMLElement}} place */
  render(place) {
    const said = h("p", { class: "said", "aria-live": "polite" });
    return redrawn(place, "bottom", TRAITS, (model, home) => draw(model, home, said));
  },
};
