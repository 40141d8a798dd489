import { field } from "./shared/field.js";
import { pickEditor, plainOf } from "./shared/picks.js";

const make = pickEditor("radio", { read: ([id]) => id ?? "", write: (value) => (value ? [value] : []) });

export default {
  /** @param {{model: any, el: HTMLElement}} place */
  render: ({ model, el }) => field(model, el, { name: "choice", make, plain: plainOf(model) }),
};
