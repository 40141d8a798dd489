import { ask } from "./shared/ask.js";
import { h, root, say, speaker, uid } from "./shared/dom.js";

/** Milliseconds without a key before the question is asked. */
const PAUSE = 250;

/** @typedef {{label: string, url: string, pieces: [string, boolean][]}} Row */
/** @typedef {{place: string, rows: Row[]}} Group */

/** @param {Row} row */
function drawRow({ label, url, pieces }) {
  const text = pieces.map(([part, marked]) => (marked ? h("mark", {}, part) : part));
  return h("li", {}, h("a", { href: url }, h("strong", {}, label), " ", h("span", { class: "text" }, ...text)));
}

/** @param {Group} group */
function drawGroup({ place, rows }) {
  return h("section", {}, h("h3", {}, place), h("ul", {}, ...rows.map(drawRow)));
}

/** Up and down go from the box to what is found, and back. @param {HTMLElement} home */
function arrows(home) {
  home.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    const all = /** @type {HTMLElement[]} */ ([...home.querySelectorAll("input, .found:not([hidden]) a")]);
    const at = all.indexOf(/** @type {HTMLElement} */ (event.target)) + step;
    event.preventDefault();
    all[Math.min(all.length - 1, Math.max(0, at))].focus();
  });
}

/**
 * The box, which asks while somebody types and shows the answer to what was typed last.
 * @param {any} model
 * @param {HTMLElement} home
 */
function fill(model, home) {
  const id = uid();
  const input = h("input", { type: "search", id, autocomplete: "off", spellcheck: "false", maxlength: "500" });
  const told = h("p", { class: "told small" });
  const voice = speaker();
  const groups = h("div", {});
  const found = h("div", { class: "found", hidden: true }, told, groups);
  let asked = "";
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let later;
  const show = (/** @type {string} */ words, /** @type {Group[]} */ those) => {
    found.hidden = !words;
    told.textContent = words;
    if (words) say(voice, words);
    groups.replaceChildren(...those.map(drawGroup));
  };
  const search = async () => {
    clearTimeout(later);
    const question = (asked = input.value);
    if (!question.trim()) return show("", []);
    const answer = await ask(model, { do: "search", question }).catch((/** @type {Error} */ error) => ({ told: error.message, groups: [] }));
    if (question === asked && question === input.value) show(answer.told, answer.groups);
  };
  const clear = () => {
    clearTimeout(later);
    asked = input.value = "";
    show("", []);
    input.focus();
  };
  input.addEventListener("input", () => {
    clearTimeout(later);
    later = setTimeout(search, input.value.trim() ? PAUSE : 0);
  });
  home.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target === input) search();
    if (event.key !== "Escape" || !(input.value || !found.hidden)) return;
    event.preventDefault();
    clear();
  });
  // What is found lies over the page, so it goes when one goes on with the page.
  home.addEventListener("focusout", ({ relatedTarget }) => {
    if (relatedTarget && !home.contains(/** @type {Node} */ (relatedTarget))) found.hidden = true;
  });
  const away = (/** @type {Event} */ { target }) => {
    if (!home.contains(/** @type {Node} */ (target))) found.hidden = true;
  };
  addEventListener("pointerdown", away);
  input.addEventListener("focus", () => (found.hidden = !told.textContent));
  home.append(h("h2", {}, h("label", { for: id }, model.get("label"))), input, found, voice);
  return () => removeEventListener("pointerdown", away);
}

export default {
  /** @param {{model: any, el: HTMLElement}} place */
  render({ model, el }) {
    const home = root(model, el, "search-box");
    home.setAttribute("role", "search");
    arrows(home);
    return fill(model, home);
  },
};
