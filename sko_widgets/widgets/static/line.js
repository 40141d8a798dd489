import { field } from "./shared/field.js";
import { mergeText } from "./shared/merge.js";
import { flat, lineInput } from "./shared/input.js";

/** @param {import("./shared/field.js").Desk} desk */
function makeLine({ host, label, onInput, id, describedby }) {
  const input = lineInput({ label, onInput, id, describedby });
  host.append(input);
  return {
    get: () => input.value,
    set: (/** @type {any} */ value) => { if (input.value !== flat(value)) input.value = flat(value); },
    focus: () => input.focus(),
  };
}

/** @param {any} value */
const plain = (value) => value ?? "";

export default {
  /** @param {{model: any, el: HTMLElement}} place */
  render: ({ model, el }) => field(model, el, { name: "line", make: makeLine, plain, merge: mergeText }),
};
