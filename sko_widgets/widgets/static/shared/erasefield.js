import { button, h, uid } from "./dom.js";
import { dropErased } from "./drafts.js";
import { lastStep } from "./erasing.js";
import { unsaved } from "./page.js";

const WORDS = 40;

/**
 * At the foot of a field's history: a way to erase versions for good.  It is rare, and out of the way.
 * @param {any} state of the history's dialog
 * @param {any[]} rows the newest first
 * @param {(words: string) => void} again shows the history again, with a word
 */
export function eraseLink(state, rows, again) {
  const there = rows.filter((row) => !row.erased);
  if (!state.model.get("can_erase") || !there.length) return null;
  return h("p", { class: "erase-foot" },
    button("Voorgoed verwijderen …", () => firstStep(state, rows, there, again), { class: "quiet small" }));
}

/** Which versions are meant. @param {any} state @param {any[]} rows @param {any[]} there @param {(words: string) => void} again */
function firstStep(state, rows, there, again) {
  const { model, saver, body } = state;
  const heading = h("h3", { tabindex: "-1" }, "Wat moet er voorgoed weg?");
  const why = h("p", { class: "why", role: "alert" });
  const which = h("select", { "aria-label": "Welke versie" },
    ...there.map((row) => h("option", { value: row.number }, called(row))));
  const name = uid();
  const choice = (/** @type {string} */ value, /** @type {string} */ text, checked = false) =>
    h("label", { class: "erase-choice" }, h("input", { type: "radio", name, value, checked }), h("span", {}, text));
  const newest = rows[0].number;
  const earlier = there.filter(({ number }) => number !== newest).map(({ number }) => number);
  const one = choice("one", "Eén versie:", !earlier.length);
  which.addEventListener("input", () => (one.querySelector("input").checked = true));
  const choices = h("fieldset", { class: "erase-choices" }, h("legend", { class: "sr" }, "Wat moet er voorgoed weg?"),
    ...(earlier.length ? [choice("earlier", `Alle eerdere versies (${earlier.length}). Wat er nu staat, blijft.`, true)] : []),
    one, which, choice("all", "Het hele veld: wat er nu staat en alles wat er stond."));
  const go = async () => {
    if (!(await saver.rest())) return void (why.textContent = unsaved([saver]));
    const chosen = choices.querySelector("input:checked").value;
    const numbers = { earlier, one: [Number(which.value)], all: null }[/** @type {"all"} */ (chosen)];
    const message = { numbers, based_on: newest };
    lastStep({ model, host: body, message, done: (answer) => erased(state, answer, again), back: () => again("") });
  };
  body.replaceChildren(h("section", { class: "erasing" }, heading,
    h("p", {}, "Bijvoorbeeld een naam die hier niet hoort. Voor gewone verbeteringen hoeft dit niet: typ gewoon over wat er staat."),
    choices, why, h("p", { class: "foot" }, button("Terug", () => again("")), button("Verder", go, { class: "main" }))));
  heading.focus();
}

/** @param {any} row */
function called({ when, author, text }) {
  const begin = text.replace(/\s+/g, " ").slice(0, WORDS);
  return `${when}${author ? `, ${author}` : ""}: ${begin || "(leeg)"}${text.length > WORDS ? " …" : ""}`;
}

/** @param {any} state @param {any} answer @param {(words: string) => void} again */
function erased({ model, saver }, answer, again) {
  dropErased(model.get("key"), model.get("erased"));
  saver.putBack(answer);
  again(answer.message);
}
