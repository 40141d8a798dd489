import { field } from "./shared/field.js";
import { pickEditor, plainOf } from "./shared/picks.js";

const make = pickEditor("checkbox", { read: (ids) => ids, write: (value) => value ?? [] });

/** @param {string[] | null} theirs @param {string[] | null} mine */
const join = (theirs, mine) => [...new Set([...(theirs ?? []), ...(mine ?? [])])];

export default {
  /** @param {{model: any, el: HTMLElement}} place */
  render: ({ model, el }) => field(model, el, { name: "choices", make, plain: plainOf(model), join }),
};
