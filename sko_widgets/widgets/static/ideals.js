import { h, uid } from "./shared/dom.js";
import { field } from "./shared/field.js";
import { mergeTables, plainTable, tableRows } from "./shared/tablerows.js";

const SHORT = 14;
const AHEAD = /\b20\d\d\b|\bjaar\b|\bgeneratie|\bover tien\b/i;
const STIFF = /\b(?:borg\w*|faciliteer\w*|faciliteren|implement\w*|integra\w+|optimal\w*|doelgroep\w*|stakeholder\w*|interventie\w*|randvoorwaarde\w*|samenwerkingsverband\w*|kwaliteits\w+|beleids\w+|trajecten?|monitor\w*|pedagogisch\w*|didactisch\w*)\b/i;

/** What can be seen of a sentence; whether it is daring is for people. @param {string} sentence */
function seen(sentence) {
  const words = sentence.trim().split(/\s+/).length;
  const stiff = sentence.match(STIFF)?.[0];
  return [
    /[.!?]\s+\S/.test(sentence.trim()) ? "meer dan één zin" : "één zin",
    `${words} ${words === 1 ? "woord" : "woorden"}${words > SHORT ? ": onthoud je dat?" : ""}`,
    AHEAD.test(sentence) ? "kijkt vooruit" : "nog geen jaar of verre tijd",
    stiff ? `kan ‘${stiff}’ gewoner?` : "gewone woorden",
  ].join(" · ");
}

/**
 * The note below a sentence; a screen reader says it with the field, not after each word that is typed.
 * @param {Element} row
 * @returns {HTMLElement}
 */
function noteAt(row) {
  const note = h("p", { class: "soft small seen", id: uid() });
  const sentence = row.querySelector("input, textarea");
  const hints = [sentence?.getAttribute("aria-describedby"), note.id].filter(Boolean);
  sentence?.setAttribute("aria-describedby", hints.join(" "));
  row.querySelector(".row-body")?.append(note);
  return note;
}

/** @param {import("./shared/field.js").Desk} desk */
function makeIdeals(desk) {
  /** @type {WeakMap<Element, HTMLElement>} */
  const notes = new WeakMap();
  const tell = () => list.rows().forEach((row) => {
    const note = notes.get(row) ?? noteAt(row);
    notes.set(row, note);
    const sentence = list.parts.get(row).editor.get().sentence ?? "";
    const words = sentence.trim() ? `Wat we zien: ${seen(sentence)}.` : "";
    if (note.textContent !== words) note.textContent = words;
  });
  const list = tableRows({ ...desk, onInput: () => { tell(); desk.onInput(); } });
  return {
    get: () => list.get(),
    set: (/** @type {any} */ value) => { list.set(value); tell(); },
    focus: () => list.focus(),
  };
}

export default {
  /** @param {{model: any, el: HTMLElement}} place */
  render: ({ model, el }) => field(model, el, { name: "ideals", make: makeIdeals, plain: plainTable(model), merge: mergeTables(model), marked: true }),
};
