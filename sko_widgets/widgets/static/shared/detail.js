import { h, uid } from "./dom.js";
import { flat, lineInput } from "./input.js";
import { setText, textArea } from "./textarea.js";

/**
 * A small field with its label on screen: of a row's details, of a table's row, of a form.
 * @param {object} options
 * @param {string} options.label
 * @param {string} options.kind
 * @param {() => void} options.onInput
 * @param {{id: string, label: string}[]} [options.options] of a choice
 * @param {string} [options.none] what stands in a choice while nothing is chosen
 * @param {boolean} [options.required]
 * @returns {{element: HTMLElement, input: any, get: () => any, set: (value: any) => void}}
 */
export function detail({ label, kind, onInput, options = [], none = "—", required = false }) {
  const id = uid();
  const { input, get, set } = (makers[kind] ?? makers.line)({ id, label, onInput, options, none });
  // The label on screen is the name.
  input.removeAttribute("aria-label");
  if (required) input.setAttribute("aria-required", "true");
  const element = h("div", { class: kind === "text" || kind === "lines" ? "wide" : "" }, h("label", { for: id }, label), input);
  return { element, input, get, set };
}

/** @type {Record<string, (options: any) => {input: any, get: () => any, set: (value: any) => void}>} */
const makers = {
  line: ({ id, label, onInput }) => {
    const input = lineInput({ id, label, onInput });
    return { input, get: () => input.value, set: (value) => (input.value = flat(value)) };
  },
  text: ({ id, label, onInput }) => {
    const input = textArea({ id, label, onInput });
    return { input, get: () => input.value, set: (value) => setText(input, value ?? "") };
  },
  lines: ({ id, label, onInput }) => {
    const input = textArea({ id, label: `${label}, één per regel`, onInput });
    const get = () => input.value.split("\n").filter((line) => line.trim());
    return { input, get, set: (value) => setText(input, (value ?? []).join("\n")) };
  },
  choice: ({ id, label, onInput, options, none }) => {
    const empty = option({ id: "", label: none });
    const input = h("select", { id, "aria-label": label, onchange: onInput }, empty, ...options.map(option));
    return { input, get: () => input.value, set: (value) => choose(input, value ?? "") };
  },
};

/** @param {{id: string, label: string}} one */
function option({ id, label }) {
  return h("option", { value: id }, label);
}

/** Choose what was stored, also when it is no longer one of the choices. @param {HTMLSelectElement} select @param {string} value */
export function choose(select, value) {
  if (![...select.options].some((one) => one.value === value)) select.append(option({ id: value, label: value }));
  select.value = value;
}
