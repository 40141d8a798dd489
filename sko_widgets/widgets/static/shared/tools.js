import { button, h, roving, sr, uid } from "./dom.js";
import { richAt } from "./rich.js";

const NS = "http://www.w3.org/2000/svg";
const LINES = "M9 6h11M9 12h11M9 18h11";
/** @type {Record<string, [string, string, string, string?]>} name, word on screen, drawing, key */
const TOOLS = {
  bold: ["Vet", "Vet", "M7 5h6a3.5 3.5 0 010 7H7zM7 12h7a3.5 3.5 0 010 7H7z", "B"],
  italic: ["Cursief", "", "M10 5h8M6 19h8M14 5l-4 14", "I"],
  bullets: ["Lijst", "Lijst", `${LINES}M4.5 6h.01M4.5 12h.01M4.5 18h.01`],
  numbers: ["Genummerde lijst", "", `${LINES}M3.5 4.5L5 4v4.5M3.5 15.5h2.2l-2.2 3.2h2.4`],
  indent: ["Inspringen", "", "M11 6h9M11 12h9M11 18h9M4 8.500l3.500 3.500L4 15.500"],
  outdent: ["Minder inspringen", "", "M11 6h9M11 12h9M11 18h9M7.500 8.500L4 12l3.500 3.500"],
  link: ["Link", "", "M10 14a4 4 0 005.700 0l3-3A4 4 0 0013 5.300l-1 1M14 10a4 4 0 00-5.700 0l-3 3A4 4 0 0011 18.700l1-1"],
  undo: ["Ongedaan maken", "", "M9 7L4 12l5 5M4 12h10a5 5 0 010 10", "Z"],
};
const PRESSED = ["bold", "italic", "bullets", "numbers", "link"];

/** @typedef {import("./rich.js").Rich} Rich */

/** @param {string} path */
function drawing(path) {
  const svg = document.createElementNS(NS, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  svg.append(Object.assign(document.createElementNS(NS, "path")));
  svg.firstElementChild?.setAttribute("d", path);
  return svg;
}

/**
 * The buttons of a text, or of all texts in a list: of the one that had the focus last.
 * @param {HTMLElement} home in which the texts are
 * @param {Rich | null} [only]
 */
export function tools(home, only = null) {
  let current = only;
  const act = (/** @type {string} */ name) => {
    current?.begin();
    if (!current?.editor) return;
    if (name === "link") return void link.open(current);
    current.editor.run(name);
    current.focus();
  };
  // A list has a button of its own that brings back what was taken away.
  const names = Object.keys(TOOLS).filter((name) => only || name !== "undo");
  const buttons = names.map((name) => {
    const [label, word, path, key] = TOOLS[name];
    const props = { "data-do": name, title: key ? `${label} (Ctrl+${key})` : label, "aria-keyshortcuts": key && `Control+${key}` };
    return button([drawing(path), word ? h("span", { class: "word" }, word) : sr(label)], () => act(name), props);
  });
  const bar = h("div", { class: "tools", role: "toolbar", "aria-label": "Opmaak" }, ...buttons);
  const link = linkRow();
  // The caret stays where it is when a button is clicked.
  bar.addEventListener("mousedown", (event) => event.preventDefault());
  const show = () => {
    bar.hidden = Boolean(current?.area);
    names.forEach((name, at) => {
      const is = Boolean(current?.editor?.status(name));
      if (PRESSED.includes(name)) buttons[at].setAttribute("aria-pressed", String(is));
      // What is for lists alone is there in a list alone.
      if (/dent$/.test(name)) buttons[at].hidden = !current?.editor?.inList() && buttons[at] !== document.activeElement;
      if (name === "undo") buttons[at].setAttribute("aria-disabled", String(!is));
    });
  };
  const follow = (/** @type {Rich} */ rich) => {
    current = rich;
    if (!rich.listeners.includes(show)) rich.listeners.push(show);
    show();
  };
  home.addEventListener("focusin", (event) => {
    const rich = richAt(/** @type {Element} */ (event.target));
    if (rich && (!only || rich === only)) follow(rich);
  });
  if (only) follow(only);
  roving(bar);
  show();
  return h("div", { class: "pen-head" }, bar, link.element);
}

/** Where the address of a link is typed. */
function linkRow() {
  const id = uid();
  const input = h("input", { type: "url", id, autocomplete: "off", placeholder: "https://" });
  const why = h("p", { class: "small", role: "status" });
  /** @type {Rich | null} */
  let rich = null;
  const close = () => { element.hidden = true; rich?.focus(); };
  const put = (/** @type {string} */ typed) => {
    const address = !typed || /^[a-z]+:/i.test(typed) ? typed : typed.includes("@") ? `mailto:${typed}` : `https://${typed}`;
    if (rich?.editor.setLink(address) || !address) return close();
    why.textContent = "Dit is geen adres van een webpagina.";
    return undefined;
  };
  const away = button("Haal weg", () => put(""), { class: "quiet" });
  const element = h("div", { class: "link-row", hidden: true, role: "group", "aria-label": "Link" },
    h("label", { for: id }, "Adres van de link"), input,
    button("Zet link", () => put(input.value.trim())), away, button("Annuleer", close, { class: "quiet" }), why);
  element.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
    if (event.key === "Enter" && event.target === input) put(input.value.trim());
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  const open = (/** @type {Rich} */ of) => {
    rich = of;
    [input.value, why.textContent] = [of.editor.link(), ""];
    [element.hidden, away.hidden] = [false, !input.value];
    input.focus();
  };
  return { element, open };
}
