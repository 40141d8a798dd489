import { h, uid } from "./dom.js";
import { flat, lineInput } from "./input.js";
import { nameCell } from "./namecell.js";
import { picks } from "./picks.js";
import { foldedQuestions } from "./questions.js";
import { Rich } from "./rich.js";
import { setText, textArea } from "./textarea.js";

/**
 * @typedef {object} Asked one small field
 * @property {string} label
 * @property {string} kind
 * @property {() => void} onInput
 * @property {{id: string, label: string}[]} [options]
 * @property {string} [none] what stands in a choice while nothing is chosen
 * @property {boolean} [required]
 * @property {string} [help]
 * @property {string[]} [questions]
 * @property {string} [from] of a name: which names it offers
 * @property {import("./namecell.js").Names} [names]
 *
 * @typedef {{element: HTMLElement, input: any, get: () => any, set: (value: any) => void, shown?: () => any, renamed?: () => void}} Detail
 */

/**
 * A small field with its label on screen: of a row's details, of a table's row, of a form.
 * @param {Asked} options
 * @returns {Detail}
 */
export function detail({ label, kind, onInput, options = [], none = "—", required = false, help = "", questions: asked = [], from, names }) {
  const id = uid();
  const { input, box = input, rich, single = box === input && !rich, ...editor } = (makers[kind] ?? makers.line)({ id, label, onInput, options, none, from, names });
  const hints = [help && h("p", { class: "soft small", id: uid() }, help), asked.length ? foldedQuestions(asked) : null].filter(Boolean);
  // The label on screen is the name.
  if (single) input.removeAttribute("aria-label");
  if (required) input.setAttribute("aria-required", "true");
  const described = hints.map((hint) => hint.id).join(" ");
  if (rich) rich.name(label, described || undefined);
  else if (described) input.setAttribute("aria-describedby", described);
  const name = single ? h("label", { for: id }, label) : h("div", { class: "label", onclick: rich && (() => rich.focus()) }, label);
  const element = h("div", { class: ["text", "lines", "choices"].includes(kind) ? "wide" : "" }, name, ...hints, box);
  return { element, input, ...editor };
}

/** @type {Record<string, (options: any) => {input: any, box?: any, rich?: Rich, single?: boolean, get: () => any, set: (value: any) => void}>} */
const makers = {
  name: nameCell,
  line: ({ id, label, onInput }) => {
    const input = lineInput({ id, label, onInput });
    return { input, get: () => input.value, set: (value) => (input.value = flat(value)) };
  },
  text: ({ id, label, onInput }) => {
    const rich = new Rich({ id, label, onInput });
    return { input: rich.element, rich, get: () => rich.get(), set: (value) => rich.set(value) };
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
  scale: (place) => {
    const { input, get } = makers.choice(place);
    return { input, get: () => (get() ? Number(get()) : null), set: (value) => choose(input, String(value ?? "")) };
  },
  choices: ({ label, onInput, options }) => {
    const made = picks({ type: "checkbox", options, onInput, props: { "aria-label": label } });
    const input = /** @type {HTMLElement} */ (made.element.firstElementChild);
    return { input, box: made.element, get: made.get, set: (value) => made.set(value ?? []) };
  },
  count: ({ id, label, onInput }) => {
    const input = h("input", { type: "number", min: "0", step: "1", inputmode: "numeric", id, "aria-label": label, oninput: onInput });
    return { input, get: () => input.value, set: (value) => (input.value = value ?? "") };
  },
  date: ({ id, label, onInput }) => {
    const input = h("input", { type: "date", id, "aria-label": label, oninput: onInput });
    return { input, get: () => input.value, set: (value) => (input.value = value ?? "") };
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
