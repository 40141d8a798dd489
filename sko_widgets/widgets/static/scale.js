import { field } from "./shared/field.js";
import { pickEditor, plainOf } from "./shared/picks.js";

const make = pickEditor("radio", {
  read: ([id]) => (id ? Number(id) : null),
  write: (value) => (value === null || value === undefined || value === "" ? [] : [String(value)]),
});

export default {
  /** @param {{model: any, el: HTMLElement}} place */
  render: ({ model, el }) => field(model, el, { name: "scale", make, plain: plainOf(model) }),
};
