import { h } from "./shared/dom.js";
import { field } from "./shared/field.js";

/** @param {import("./shared/field.js").Desk} desk */
function makeDate({ host, label, onInput, id, describedby }) {
  const input = h("input", { type: "date", id, "aria-label": label, "aria-describedby": describedby, oninput: onInput });
  host.append(input);
  return {
    get: () => input.value,
    set: (/** @type {any} */ value) => { if (input.value !== (value ?? "")) input.value = value ?? ""; },
    focus: () => input.focus(),
  };
}

/** @param {any} value */
const plain = (value) => value ?? "";

export default {
  /** @param {{model: any, el: HTMLElement}} place */
  render: ({ model, el }) => field(model, el, { name: "date", make: makeDate, plain }),
};
