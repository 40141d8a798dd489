import { ask } from "./ask.js";
import { button, h } from "./dom.js";
import { makeDialog } from "./dialog.js";
import { printed } from "./library.js";
import { inTurn } from "./page.js";
import { showMarked } from "./showdiff.js";
import { copy } from "./values.js";

const CALM = 700;
const BOTH_STAY = "Dit veld is ook ergens anders gewijzigd. Wat je ook kiest, beide teksten blijven in de geschiedenis staan.";
const ERASED = "De tekst waarop je verder schreef, is voorgoed verwijderd. Kies je ‘Niet bewaren’, dan is jouw tekst ook weg.";

/** @typedef {import("./field.js").Kind} Kind @typedef {import("./saver.js").Saver} Saver */

/**
 * Show both texts when somebody else changed the field too; waits until the user does not type.
 * @param {{home: HTMLElement, model: any, kind: Kind, saver: Saver}} place
 */
export async function settleClash(place) {
  const { saver } = place;
  while (performance.now() - saver.lastInput < CALM) await new Promise((done) => setTimeout(done, 100));
  await inTurn(() => (saver.clashing && !saver.gone ? openClash(place) : Promise.resolve()));
}

/** @param {{home: HTMLElement, model: any, kind: Kind, saver: Saver}} place */
function openClash(place) {
  const { home, model, kind, saver } = place;
  const label = model.get("label");
  const theirs = /** @type {import("./saver.js").Theirs} */ (saver.clashing);
  const mine = saver.desk.read();
  const { dialog, body, open } = makeDialog(home, `Er zijn twee teksten bij ‘${label}’`, "clash");
  const why = h("p", { class: "why", role: "alert" });
  const choose = (/** @type {any} */ value) => resolve({ ...place, dialog, why, theirs, mine }, value);
  const read = (/** @type {any} */ value) => printed(kind, kind.plain(value));
  body.append(
    h("p", {}, theirs.erased ? ERASED : BOTH_STAY),
    h("div", { class: "two" },
      side("Jouw tekst", "in dit venster, nog niet opgeslagen", showMarked(read(mine), read(theirs.value)),
        button("Mijn tekst houden", () => choose(mine))),
      side("De andere tekst", [theirs.author, theirs.when].filter(Boolean).join(", "), showMarked(read(theirs.value), read(mine)),
        button(theirs.erased ? "Niet bewaren" : "De andere tekst nemen", () => choose(theirs.value)))),
    ...(kind.merge ? [joiner(place, theirs, mine, choose)] : []),
    why,
  );
  dialog.querySelector(".dialog-close").textContent = "Later kiezen";
  return open();
}

/** @param {string} title @param {string} who @param {Node} text @param {Node} choice */
function side(title, who, text, choice) {
  return h("section", { class: "side-text" }, h("h3", {}, title), h("p", { class: "soft small" }, who), text, choice);
}

/**
 * The button that puts both texts in one editor.  What is typed there is kept like all that is typed, and is
 * there again when the dialog is.
 * @param {{model: any, kind: Kind, saver: Saver}} place @param {import("./saver.js").Theirs} theirs @param {any} mine
 * @param {(value: any) => void} choose
 */
function joiner({ model, kind, saver }, theirs, mine, choose) {
  const room = h("div", { class: "joined" });
  const begin = () => {
    const keep = () => { saver.joined = copy(editor.get()); saver.keep(); };
    const editor = kind.make({ model, label: "Samengevoegde tekst", host: room, onInput: keep });
    const { value, clashes } = kind.merge(theirs.base, theirs.value, mine);
    editor.set(saver.joined ?? value);
    if (saver.joined === undefined) room.prepend(h("p", { role: "status" }, spoken(clashes)));
    room.append(h("p", { class: "foot" },
      button("Samengevoegde tekst bewaren", () => choose(editor.get()), { class: "main" })));
    start.hidden = true;
    return editor;
  };
  const start = button("Samenvoegen", () => begin().focus());
  if (saver.joined !== undefined) begin();
  return h("div", {}, start, room);
}

/** What the user is told of the merged text. @param {number} clashes */
function spoken(clashes) {
  if (!clashes) return "Wat jij veranderde en wat de ander veranderde, staat er allebei in. Lees het na en bewaar het.";
  const where = clashes === 1 ? "Op één plek" : `Op ${clashes} plekken`;
  return `${where} veranderden jullie allebei hetzelfde. Daar staat het dubbel, als andere tekst en jouw tekst. Haal weg wat niet hoeft te blijven.`;
}

/** @param {any} state @param {any} value */
async function resolve(state, value) {
  const { model, saver, dialog, why, theirs, mine, kind, home } = state;
  const buttons = [...dialog.querySelectorAll("button")];
  buttons.forEach((one) => (one.disabled = true));
  why.textContent = "";
  try {
    const answer = await ask(model, { do: "resolve", mine: theirs.erased ? value : mine, value, based_on: theirs.revision });
    if (answer.did === "conflict") {
      // My text still began from what it began from.
      saver.clashing = { ...answer.theirs, base: theirs.base };
      settleClash({ home, model, kind, saver });
    } else saver.resolved(value, answer);
    dialog.close();
  } catch (error) {
    why.textContent = /** @type {Error} */ (error).message;
    buttons.forEach((one) => (one.disabled = false));
  }
}
