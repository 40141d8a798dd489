import { field } from "./shared/field.js";
import { pickEditor, plainOf } from "./shared/picks.js";

const make = pickEditor("radio", { read: ([id]) => id ?? "", write: (value) => (value ? [value] : []) });

/** One of the two; the dialog shows both. @param {string} theirs @param {string} mine */
const join = (theirs, mine) => mine || theirs;

export default {
  /** @param {{model: any, el: HTMLElement}} place */
  render: ({ model, el }) => field(model, el, { name: "choice", make, plain: plainOf(model), join }),
};
