import { intoRows, rowKeys } from "./shared/chunks.js";
import { field } from "./shared/field.js";
import { lineInput } from "./shared/input.js";
import { inGroup, RowList } from "./shared/rows.js";
import { newId } from "./shared/tablerows.js";

/** @typedef {string | {id: string, name: string}} Name */

/** @param {Name} one @returns {{id: string, name: string}} */
function whole(one) {
  return typeof one === "string" ? { id: one, name: one } : one;
}

/** @param {import("./shared/field.js").Desk} desk */
function makeNames(desk) {
  const item = desk.model.get("item_label") || desk.label;
  const list = new RowList({ ...inGroup(desk), item, make: (row) => makeName(item, (id) => isTaken(id), row) });
  // A new name may be what another was called once, and that is still its id.
  const isTaken = (/** @type {string} */ id) => list.get().some((/** @type {Name} */ one) => whole(one).id === id);
  return list;
}

/** @param {string} item @param {(id: string) => boolean} isTaken @param {import("./shared/rows.js").RowDesk} desk */
function makeName(item, isTaken, desk) {
  const input = lineInput({ label: item, onInput: desk.onInput, onPaste: (text) => into(text) });
  const keys = rowKeys(() => input, desk);
  const into = intoRows(() => input, desk);
  input.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => keys(event) && event.preventDefault());
  let id = newId();
  const editor = {
    get: () => (input.value.trim() ? (id === input.value ? id : { id, name: input.value }) : ""),
    set: (/** @type {Name} */ one) => {
      const { id: known, name } = whole(one);
      if (known && (typeof one !== "string" || !isTaken(known))) id = known;
      input.value = name;
    },
    focus: () => input.focus(),
    name: (/** @type {number} */ number) => input.setAttribute("aria-label", `${item} ${number}`),
  };
  return { body: input, editor };
}

/** @param {Name[] | null} value */
function plain(value) {
  return (value ?? []).map((one) => `• ${whole(one).name}`).join("\n");
}

/** All of theirs, and after it what only I have, by id. @param {Name[] | null} theirs @param {Name[] | null} mine */
function join(theirs, mine) {
  const kept = theirs ?? [];
  const ids = new Set(kept.map((one) => whole(one).id));
  return [...kept, ...(mine ?? []).filter((one) => !ids.has(whole(one).id))];
}

export default {
  /** @param {{model: any, el: HTMLElement}} place */
  render: ({ model, el }) => field(model, el, { name: "names", make: makeNames, plain, join }),
};
