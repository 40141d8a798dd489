import { ask } from "./ask.js";
import { combobox, folded } from "./combobox.js";
import { button, h, sr } from "./dom.js";
import { flat } from "./input.js";

/**
 * @typedef {[string, string]} Known id and name
 * @typedef {{listed: Known[], gone: Known[], list: string}} Offer what a column offers, and what its list is called
 *
 * @typedef {object} Names the names that a table's cells offer
 * @property {(from: string) => Offer} of
 * @property {(message: Record<string, any>) => Promise<any>} ask
 * @property {(text: string) => void} announce
 */

/** @param {import("./field.js").Desk} desk @returns {Names} */
export function namesOf({ model, announce = () => {} }) {
  const nothing = { listed: [], gone: [], list: "" };
  return { of: (from) => model.get("names")?.[from] ?? nothing, ask: (message) => ask(model, message), announce };
}

/** What an id stands for; a free name stands for itself. @param {Offer} offer @param {string} value */
export function nameIn({ listed, gone }, value) {
  return [...listed, ...gone].find(([id]) => id === value)?.[1] ?? value;
}

/** The one that a text means: by its name, else by its name in other letters, else by what it was first called. @param {Offer} offer @param {string} text */
function meant({ listed }, text) {
  const by = [([, name]) => name === text, ([, name]) => folded(name) === folded(text), ([id]) => id === text];
  return by.map((is) => listed.find(is)).find(Boolean);
}

/**
 * A cell that holds a name which is kept once: it offers the names there are, shows names and holds their ids; a name
 * that is new stays as it is typed, and is put on its list when the cell is left.
 * @param {{id: string, label: string, from: string, names: Names, onInput: () => void}} place
 */
export function nameCell({ id, label, from, names, onInput }) {
  const offer = () => names.of(from);
  let held = { value: "", shown: "" };
  const show = (/** @type {string} */ value) => {
    held = { value, shown: flat(nameIn(offer(), value)) };
    input.value = held.shown;
  };
  const get = () => {
    if (input.value === held.shown) return held.value;
    return offer().listed.find(([, name]) => name === input.value.trim())?.[0] ?? input.value;
  };
  const leave = () => {
    if (input.value === held.shown) return;
    const text = input.value.trim().replace(/\s+/g, " ");
    const known = meant(offer(), text);
    note.replaceChildren();
    show(known ? known[0] : text);
    onInput();
    if (text && !known && offer().list) void addName({ text, from, names, note, input, list: offer().list });
  };
  const { input, box } = combobox({ id, label, texts: () => [...new Set(offer().listed.map(([, name]) => name))], onInput, onLeave: leave });
  const note = h("p", { class: "noted small" });
  const renamed = () => input.value === held.shown && show(held.value);
  return {
    input, box: h("div", {}, box, note), single: true, get, renamed,
    set: (/** @type {any} */ value) => { note.replaceChildren(); show(value ?? ""); },
    shown: () => flat(nameIn(offer(), get())),
  };
}

/** Put a new name on its list; the cell keeps it whatever happens. @param {any} place */
async function addName(place) {
  const { text, from, names, note, list } = place;
  try {
    const answer = await names.ask({ do: "add_name", kind: from, name: text });
    tell(place, answer.message, answer.added && ["Niet toevoegen", () => dropName(place)]);
  } catch {
    tell(place, `${text} staat nog niet bij de ${list}.`, ["Wel toevoegen", () => { note.replaceChildren(); void addName(place); }]);
  }
}

/** @param {any} place */
async function dropName(place) {
  const { text, from, names, input } = place;
  try {
    const answer = await names.ask({ do: "drop_name", kind: from, name: text });
    tell(place, answer.message);
    input.focus();
  } catch (error) {
    tell(place, /** @type {Error} */ (error).message, ["Niet toevoegen", () => dropName(place)]);
  }
}

/** A word below the cell, which the screen reader says too, with what can be done about it. @param {any} place @param {string} words @param {any} [action] */
function tell({ note, names, text, input }, words, action) {
  // The cell may hold another name by now.
  if (input.value.trim() !== text) return note.replaceChildren();
  note.replaceChildren(words, ...(action ? [" ", button([action[0], sr(`(${text})`)], action[1], { class: "quiet" })] : []));
  // It pushes down what has the focus by now.
  document.activeElement?.scrollIntoView({ block: "nearest" });
  names.announce(action ? `${words} Knop: ${action[0]}.` : words);
}
