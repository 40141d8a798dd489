import { button, h, sr, uid } from "./dom.js";

/** @typedef {{id: string, label: string, url?: string, address?: string}} Option */
/** @typedef {{element: HTMLElement, get: () => string[], set: (ids: string[]) => void, focus: () => void}} Picks */

/**
 * Options of which one (`radio`) or more (`checkbox`) can be chosen; what was stored and is no option any more stays.
 * @param {{type: "radio" | "checkbox", options: Option[], onInput: () => void, props?: Record<string, any>}} place
 * @returns {Picks}
 */
export function picks({ type, options, onInput, props = {} }) {
  const name = uid("picks");
  const list = h("div", { class: "picks", role: type === "radio" ? "radiogroup" : "group", ...props });
  const add = (/** @type {Option} */ { id, label, url, address }) => {
    const input = h("input", { type, name, value: id, onchange: () => changed() });
    const pick = h("label", { class: "pick" }, input, h("span", {}, label));
    list.append(url ? h("div", { class: "sourced" }, pick, source(url, address ?? url)) : pick);
  };
  options.forEach(add);
  const inputs = () => /** @type {HTMLInputElement[]} */ ([...list.querySelectorAll("input")]);
  const get = () => inputs().filter((one) => one.checked).map((one) => one.value);
  const clear = button(["Keuze wissen", props["aria-label"] && sr(`bij ${props["aria-label"]}`)], () => { set([]); changed(); inputs()[0].focus(); }, { class: "quiet clear" });
  const show = () => (clear.hidden = type !== "radio" || !get().length);
  const changed = () => { show(); onInput(); };
  const set = (/** @type {string[]} */ ids) => {
    ids.filter((id) => !inputs().some((one) => one.value === id)).forEach((id) => add({ id, label: id }));
    inputs().forEach((one) => (one.checked = ids.includes(one.value)));
    show();
  };
  show();
  const focus = () => (inputs().find((one) => one.checked) ?? inputs()[0])?.focus();
  return { element: h("div", { class: "picking" }, list, clear), get, set, focus };
}

/** A link to where an option is on the web; the reader opens it. @param {string} url @param {string} address */
function source(url, address) {
  return h("a", { class: "small", href: url, target: "_blank", rel: "noopener noreferrer" }, address, sr(", in een nieuw tabblad"));
}

/**
 * What a field of choices is made of.
 * @param {"radio" | "checkbox"} type
 * @param {{read: (ids: string[]) => any, write: (value: any) => string[]}} form the value as ids, and back
 */
export function pickEditor(type, { read, write }) {
  return (/** @type {import("./field.js").Desk} */ desk) => {
    const props = { "aria-label": desk.label, "aria-describedby": desk.describedby };
    const made = picks({ type, options: desk.model.get("options"), onInput: desk.onInput, props });
    desk.host.append(made.element);
    return { get: () => read(made.get()), set: (/** @type {any} */ value) => made.set(write(value)), focus: made.focus };
  };
}

/** @param {any} model @returns {(value: any) => string} the labels of what was chosen */
export function plainOf(model) {
  const label = (/** @type {any} */ id) =>
    model.get("options").find((/** @type {Option} */ one) => one.id === String(id))?.label ?? String(id);
  return (value) => [value ?? []].flat().filter((one) => one !== "").map(label).join("\n");
}
