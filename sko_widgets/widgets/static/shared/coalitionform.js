import { act } from "./act.js";
import { detail } from "./detail.js";
import { button, h, uid } from "./dom.js";

const DRAFT = "sko:form/coalition";
const LINES = [{ name: "name", label: "Naam van de coalitie" }, { name: "period", label: "Periode, zoals 2025-2026" }];

/** The form with which a coalition is made. @param {any} model @returns {{form: any, focus: () => void}} */
export function coalitionForm(model) {
  const keep = () => store(read());
  const lines = LINES.map((line) => ({ ...line, ...checkedLine(line.label, keep) }));
  const read = () => Object.fromEntries(lines.map(({ name, get }) => [name, get()]));
  lines.forEach(({ name, set }) => set(draft()[name] ?? (name === "period" ? model.get("period") : "")));
  const said = h("p", { class: "said", role: "alert" });
  const make = button("Coalitie toevoegen", () => {}, { class: "main", type: "submit" });
  const send = (/** @type {Event} */ event) => { event.preventDefault(); submit({ model, lines, read, said, button: make }); };
  const form = h("form", { novalidate: true, onsubmit: send }, ...lines.map(({ element }) => element), make, said);
  return { form, focus: () => lines[0].input.focus() };
}

/** A line that must be filled, with room for what is wrong with it. @param {string} label @param {() => void} [onInput] */
export function checkedLine(label, onInput = () => {}) {
  const error = h("p", { class: "error", id: uid() });
  const made = detail({ label, kind: "line", required: true, onInput: () => { wrong(""); onInput(); } });
  made.input.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
    if (event.key === "Enter" && !event.isComposing) made.input.form?.requestSubmit();
  });
  const wrong = (/** @type {string} */ why) => {
    error.textContent = why;
    if (why) made.input.setAttribute("aria-invalid", "true");
    else made.input.removeAttribute("aria-invalid");
    made.input.setAttribute("aria-describedby", error.id);
  };
  made.element.append(error);
  return { ...made, wrong };
}

/** @param {string} period @returns {string} what is wrong with it; empty when nothing */
export function wrongPeriod(period) {
  const years = /^(\d{4})\s*[-–/]\s*(\d{4})$/.exec(period.trim());
  return years && Number(years[2]) === Number(years[1]) + 1 ? "" : "Schrijf de periode als twee jaren na elkaar, zoals 2025-2026.";
}

/** @param {string} period */
export function tidyPeriod(period) {
  return period.trim().replace(/\s*[–/-]\s*/, "-");
}

/** @param {any} place */
async function submit({ model, lines, read, said, button: press }) {
  const { name, period } = read();
  const errors = [name.trim() ? "" : "Hoe heet de coalitie?", wrongPeriod(period)];
  lines.forEach((/** @type {any} */ line, /** @type {number} */ at) => line.wrong(errors[at]));
  lines.find((/** @type {any} */ _, /** @type {number} */ at) => errors[at])?.input.focus();
  if (errors.some(Boolean)) return;
  const answer = await act({ model, say: (text) => (said.textContent = text), button: press, busy: "We zetten de coalitie klaar …" },
    { do: "make", name: name.trim(), period: tidyPeriod(period) });
  if (answer) store(null);
}

/** @param {any} values */
function store(values) {
  try {
    if (values) localStorage.setItem(DRAFT, JSON.stringify(values));
    else localStorage.removeItem(DRAFT);
  } catch {
    // The form works without; only a reload would empty it.
  }
}

function draft() {
  try {
    return JSON.parse(localStorage.getItem(DRAFT) ?? "{}") ?? {};
  } catch {
    return {};
  }
}
