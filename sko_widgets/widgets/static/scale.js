import { field } from "./shared/field.js";
import { pickEditor, plainOf } from "./shared/picks.js";

const make = pickEditor("radio", {
  read: ([id]) => (id ? Number(id) : null),
  write: (value) => (value === null || value === undefined || value === "" ? [] : [String(value)]),
});

/** One of the two; the dialog shows both. @param {any} theirs @param {any} mine */
const join = (theirs, mine) => mine ?? theirs;

export default {
  /** @param {{model: any, el: HTMLElement}} place */
  render: ({ model, el }) => field(model, el, { name: "scale", make, plain: plainOf(model), join }),
};
