import { button, h, sr, uid } from "./dom.js";
import { lineInput } from "./input.js";

/**
 * A field of one line that offers texts: typing narrows them, the arrow keys or the mouse choose one, and what is not
 * among them is kept as it is typed.
 * @param {object} options
 * @param {string} options.id
 * @param {string} options.label
 * @param {() => string[]} options.texts what is offered
 * @param {() => void} options.onInput
 * @param {() => void} options.onLeave a text is chosen, or the field is left
 * @returns {{input: HTMLInputElement, box: HTMLElement}}
 */
export function combobox({ id, label, texts, onInput, onLeave }) {
  const input = lineInput({ id, label, short: true, onInput: () => { onInput(); open(input.value); } });
  const list = h("ul", { role: "listbox", id: uid(), "aria-label": `Keuzes bij ${label.toLowerCase()}`, hidden: true });
  const opener = button([h("span", { "aria-hidden": "true" }, "▾"), sr(`Keuzes bij ${label.toLowerCase()}`)], () => {
    const wasOpen = !list.hidden;
    input.focus();
    if (wasOpen) close();
    else open("");
  }, { class: "quiet opener", tabindex: "-1" });
  // Whoever presses it stays in the field.
  [opener, list].forEach((one) => one.addEventListener("pointerdown", (/** @type {Event} */ event) => event.preventDefault()));
  const mark = (/** @type {Element | null | undefined} */ option) => {
    [...list.children].forEach((one) => one.setAttribute("aria-selected", String(one === option)));
    if (option) input.setAttribute("aria-activedescendant", option.id);
    else input.removeAttribute("aria-activedescendant");
    option?.scrollIntoView({ block: "nearest" });
  };
  const close = () => {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    mark(null);
  };
  const open = (/** @type {string} */ sought) => {
    const found = texts().filter((text) => folded(text).includes(folded(sought)));
    list.replaceChildren(...found.map((text) => h("li", { role: "option", id: uid(), "aria-selected": "false", onclick: () => choose(text) }, text)));
    if (!found.length || (found.length === 1 && found[0] === input.value)) return close();
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    mark(null);
    list.scrollIntoView({ block: "nearest" });
  };
  const choose = (/** @type {string} */ text) => {
    input.value = text;
    close();
    onInput();
    onLeave();
  };
  const step = (/** @type {number} */ way) => {
    if (list.hidden) open(texts().includes(input.value) ? "" : input.value);
    const all = [...list.children];
    const at = all.findIndex((one) => one.getAttribute("aria-selected") === "true");
    mark(all[at < 0 ? (way > 0 ? 0 : all.length - 1) : (at + way + all.length) % all.length]);
  };
  const key = (/** @type {KeyboardEvent} */ event) => {
    const chosen = list.querySelector('[aria-selected="true"]');
    /** @type {Record<string, any>} */
    const acts = {
      ArrowDown: () => step(1), ArrowUp: () => step(-1),
      Enter: chosen && (() => choose(chosen.textContent ?? "")), Escape: !list.hidden && close,
    };
    const act = !event.isComposing && !event.altKey && !event.ctrlKey && !event.metaKey && acts[event.key];
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  };
  input.addEventListener("keydown", key);
  input.addEventListener("blur", () => { close(); onLeave(); });
  for (const [name, value] of Object.entries({ role: "combobox", "aria-expanded": "false", "aria-controls": list.id, "aria-autocomplete": "list" })) {
    input.setAttribute(name, value);
  }
  return { input, box: h("div", { class: "combo" }, input, opener, list) };
}

/** A text for looking in: without capitals and accents. @param {string} text */
export function folded(text) {
  return text.normalize("NFD").replace(/\p{Diacritic}/gu, "").toLowerCase().trim();
}
