import { author, onAuthor, setAuthor, wasAsked } from "./author.js";
import { button, h, uid } from "./dom.js";
import { lineInput } from "./input.js";

const LONGEST = 80;
const WHY = "Je naam komt bij wat je schrijft, zodat collega’s zien van wie iets is.";

/**
 * The question who writes, as long as nobody answered it; it blocks nothing, and can be skipped.
 * @param {{given: string, line: boolean, asks?: boolean}} options
 * - given: a name that whoever runs the server gave: then nothing is asked
 * - asks: whether it is asked here
 * - line: whether it has the room: then the answer stays in sight, with a way to change it; else it is one line
 * @returns {{element: HTMLElement, leave: () => void}}
 */
export function askAuthor({ given, line, asks: may = true }) {
  const element = h("div", { class: "author" });
  let editing = false;
  const edit = (/** @type {boolean} */ on) => {
    editing = on;
    draw();
    /** @type {HTMLElement | null} */ (element.querySelector(on ? "input" : "button"))?.focus();
  };
  const draw = () => {
    const asks = may && !given && (editing || !wasAsked());
    element.classList.toggle("asks", asks);
    const asked = asks && (line || editing ? question(edit) : offer(edit));
    element.replaceChildren(...(asked || (line ? said(given, edit) : [])));
  };
  draw();
  const leave = onAuthor(() => { if (!editing) draw(); });
  return { element, leave };
}

/** The question in one line, above a page where somebody may be writing. @param {(on: boolean) => void} edit */
function offer(edit) {
  return [h("p", { class: "small" }, h("strong", {}, "Hoe heet je?"), h("span", { class: "why-name" }, ` ${WHY}`)),
    button("Vul je naam in", () => edit(true), { class: "quiet" }), button("Nu niet", () => setAuthor(""), { class: "quiet" })];
}

/** @param {(on: boolean) => void} edit */
function question(edit) {
  const id = uid();
  const input = lineInput({ id, label: "Hoe heet je?", short: true, describedby: `${id}-why`, onInput: () => {} });
  input.removeAttribute("aria-label");
  input.maxLength = LONGEST;
  input.autocomplete = "name";
  input.value = author();
  const answer = (/** @type {string} */ name) => { setAuthor(name); edit(false); };
  const send = (/** @type {Event} */ event) => { event.preventDefault(); answer(input.value); };
  const skip = button(author() ? "Laat zo" : "Nu niet", () => answer(author()), { class: "quiet" });
  return [h("form", { onsubmit: send },
    h("div", { class: "asked" }, h("label", { for: id }, "Hoe heet je?"),
      h("p", { class: "small", id: `${id}-why` }, WHY)),
    h("div", { class: "answer" }, input, h("button", { type: "submit" }, "Bewaar mijn naam"), skip))];
}

/** @param {string} given @param {(on: boolean) => void} edit */
function said(given, edit) {
  const name = given || author();
  const words = name ? ["Je schrijft als ", h("strong", {}, name), "."] : ["Je schrijft zonder naam."];
  const change = button(name ? "Wijzig je naam" : "Vul je naam in", () => edit(true), { class: "quiet" });
  return [h("p", { class: "small" }, ...words), ...(given ? [] : [change])];
}
