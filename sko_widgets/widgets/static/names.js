import { intoRows, rowKeys } from "./shared/chunks.js";
import { field } from "./shared/field.js";
import { lineInput } from "./shared/input.js";
import { mergeById } from "./shared/merge.js";
import { inGroup, RowList } from "./shared/rows.js";
import { firstName, newId } from "./shared/firstname.js";

/** @typedef {string | {id: string, name: string}} Name */

/** @param {Name} one @returns {{id: string, name: string}} */
function whole(one) {
  return typeof one === "string" ? { id: one, name: one } : one;
}

/** @param {import("./shared/field.js").Desk} desk */
function makeNames(desk) {
  const item = desk.model.get("item_label") || desk.label;
  const list = new RowList({ ...inGroup(desk), item, make: (row) => makeName(item, () => list, row) });
  return list;
}

/** @param {string} item @param {() => RowList} list @param {import("./shared/rows.js").RowDesk} desk */
function makeName(item, list, desk) {
  const input = lineInput({ label: item, onInput: desk.onInput, onPaste: (text) => into(text) });
  const keys = rowKeys(() => input, desk);
  const into = intoRows(() => input, desk);
  input.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => keys(event) && event.preventDefault());
  const id = firstName((one) => list().editors().some((other) => other !== editor && other.id() === one));
  input.addEventListener("change", () => id.settle(input.value));
  const get = () => {
    const [own, name] = [id.of(input.value), input.value];
    return name.trim() ? (own === name ? name : { id: own, name }) : "";
  };
  /** @type {any} */
  const editor = {
    get, id: id.fixed,
    set: (/** @type {Name} */ one) => {
      const { id: known, name } = whole(one);
      input.value = name;
      id.set(known);
      id.settle(name);
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

/** @type {import("./shared/merge.js").Merge} */
function merge(base, theirs, mine) {
  const [was, left, right] = [base, theirs, mine].map((list) => (list ?? []).map(whole));
  const { value, clashes } = mergeById((name) => name === "name", newId)(was, left, right);
  return { value: value.map((/** @type {any} */ one) => (one.id === one.name ? one.name : one)), clashes };
}

export default {
  /** @param {{model: any, el: HTMLElement}} place */
  render: ({ model, el }) => field(model, el, { name: "names", make: makeNames, plain, merge }),
};
