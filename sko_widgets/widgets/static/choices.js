import { field } from "./shared/field.js";
import { mergeSet } from "./shared/merge.js";
import { pickEditor, plainOf } from "./shared/picks.js";

const make = pickEditor("checkbox", { read: (ids) => ids, write: (value) => value ?? [] });

export default {
  /** @param {{model: any, el: HTMLElement}} place */
  render: ({ model, el }) => field(model, el, { name: "choices", make, plain: plainOf(model), merge: mergeSet }),
};
