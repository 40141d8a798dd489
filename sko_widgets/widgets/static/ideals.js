import { ask } from "./shared/ask.js";
import { button, h, sr, uid } from "./shared/dom.js";
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

/** The way to choose the sentence of a row. @param {Element} row @param {import("./shared/field.js").Desk} desk @param {() => string} sentence */
function choiceAt(row, { model, announce }, sentence) {
  const called = sr("");
  const press = button(["Kies deze zin", called], async () => {
    try {
      await ask(model, { do: "choose", text: sentence() });
      announce?.(`Gekozen: ${sentence()}`);
    } catch (error) {
      announce?.((said.textContent = /** @type {Error} */ (error).message));
    }
  }, { class: "choose" });
  const said = h("strong", { class: "is-chosen", tabindex: "-1" });
  row.querySelector(".row-body")?.append(h("div", { class: "choosing" }, press, said));
  return (/** @type {number} */ number) => {
    const is = Boolean(sentence()) && sentence() === model.get("chosen").trim();
    called.textContent = `nummer ${number}`;
    const had = document.activeElement === press;
    press.hidden = is || !sentence();
    said.textContent = is ? "Gekozen" : "";
    if (had && is) said.focus();
    row.classList.toggle("chosen", is);
  };
}

/** @param {import("./shared/field.js").Desk} desk */
function makeIdeals(desk) {
  /** @type {WeakMap<Element, {note: HTMLElement, choice: (number: number) => void}>} */
  const notes = new WeakMap();
  const tell = () => list.rows().forEach((row, at) => {
    const sentence = () => (list.parts.get(row).editor.get().sentence ?? "").trim();
    const part = notes.get(row) ?? { note: noteAt(row), choice: choiceAt(row, desk, sentence) };
    notes.set(row, part);
    part.choice(at + 1);
    const words = sentence() ? `Wat we zien: ${seen(sentence())}.` : "";
    if (part.note.textContent !== words) part.note.textContent = words;
  });
  // The control lives as long as its page.
  desk.model.on("change:chosen", () => tell());
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
