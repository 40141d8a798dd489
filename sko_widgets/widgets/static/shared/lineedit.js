import { flat, lineInput } from "./input.js";
import { mergeText } from "./merge.js";

/** @param {import("./field.js").Desk} desk */
function makeLine({ host, label, onInput, id, describedby }) {
  const input = lineInput({ label, onInput, id, describedby });
  host.append(input);
  return {
    get: () => input.value,
    set: (/** @type {any} */ value) => { if (input.value !== flat(value)) input.value = flat(value); },
    focus: () => input.focus(),
  };
}

/** A field of one line. @param {string} name @returns {import("./field.js").Kind} */
export function lineKind(name) {
  return { name, make: makeLine, plain: (value) => value ?? "", merge: mergeText };
}
