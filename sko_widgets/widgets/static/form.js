import { act } from "./shared/act.js";
import { button, h, root, say, speaker, uid } from "./shared/dom.js";
import { detail } from "./shared/detail.js";
import { lineInput } from "./shared/input.js";
import { intoRows, rowKeys } from "./shared/chunks.js";
import { RowList } from "./shared/rows.js";

const DRAFT = "sko:form/coalition";
const LINES = [
  { name: "name", label: "Naam van de coalitie", required: true },
  { name: "period", label: "Periode, zoals 2025-2026", required: true },
  { name: "municipality", label: "Gemeente" },
  { name: "project_leader", label: "Projectleider" },
];

/** @param {any} model */
function makeForm(model) {
  const voice = speaker();
  const keep = () => store(read());
  const lines = LINES.map((line) => ({ ...line, ...withError(line, keep) }));
  const [schools, partners] = [h("fieldset", {}, h("legend", {}, "Scholen")), h("fieldset", {}, h("legend", {}, "Partners"))];
  const announce = (/** @type {string} */ text) => say(voice, text);
  const lists = {
    schools: new RowList({ host: schools, label: "Lijst van scholen", item: "School", make: makeSchool, onInput: keep, announce }),
    partners: new RowList({ host: partners, label: "Lijst van partners", item: "Partner", make: makePartner, onInput: keep, announce }),
  };
  const read = () => ({
    ...Object.fromEntries(lines.map(({ name, get }) => [name, get()])),
    schools: lists.schools.get(), partners: lists.partners.get(),
  });
  const fill = (/** @type {any} */ draft) => {
    lines.forEach(({ name, set }) => set(draft[name] ?? (name === "period" ? model.get("period") : "")));
    lists.schools.set(draft.schools);
    lists.partners.set(draft.partners);
  };
  fill(draft());
  const said = h("p", { class: "said", role: "alert" });
  const make = button("Coalitie toevoegen", () => {}, { class: "main", type: "submit" });
  const send = (/** @type {Event} */ event) => { event.preventDefault(); submit({ model, lines, read, said, button: make }); };
  const form = h("form", { novalidate: true, onsubmit: send },
    h("div", { class: "fields" }, ...lines.map(({ element }) => element)), schools, partners,
    h("p", { class: "soft small" }, "Alleen naam en periode zijn nodig. De rest kun je later invullen of wijzigen."), make, said, voice);
  return { form, focus: () => lines[0].input.focus() };
}

/** A line with room for what is wrong with it. @param {any} line @param {() => void} keep */
function withError({ label, required }, keep) {
  const id = uid();
  const error = h("p", { class: "error", id });
  const made = detail({ label, kind: "line", required, onInput: () => { wrong(""); keep(); } });
  const wrong = (/** @type {string} */ why) => {
    error.textContent = why;
    made.input.toggleAttribute("aria-invalid", Boolean(why));
    if (why) made.input.setAttribute("aria-invalid", "true");
    made.input.setAttribute("aria-describedby", id);
  };
  made.element.append(error);
  return { ...made, wrong };
}

/** @param {import("./shared/rows.js").RowDesk} desk */
function makeSchool({ onInput }) {
  const name = detail({ label: "Naam", kind: "line", onInput });
  // Enter sends the form; in the middle of a list that would be too soon.
  name.input.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => event.key === "Enter" && event.preventDefault());
  const places = detail({ label: "Locaties, één per regel", kind: "lines", onInput });
  const body = h("div", { class: "fields", role: "group" }, name.element, places.element);
  const get = () => ({ ...(name.get() && { name: name.get() }), ...(places.get().length && { locations: places.get() }) });
  const set = (/** @type {any} */ school) => { name.set(school.name ?? ""); places.set(school.locations ?? []); };
  const editor = { get, set, focus: () => name.input.focus(), name: (/** @type {number} */ number) => body.setAttribute("aria-label", `School ${number}`) };
  return { body, editor };
}

/** @param {import("./shared/rows.js").RowDesk} desk */
function makePartner(desk) {
  const input = lineInput({ label: "Partner", onInput: desk.onInput, onPaste: intoRows(() => input, desk) });
  const keys = rowKeys(() => input, desk);
  input.addEventListener("keydown", (event) => keys(event) && event.preventDefault());
  const set = (/** @type {string} */ text) => (input.value = text);
  const editor = { get: () => input.value, set, focus: () => input.focus(), name: (/** @type {number} */ number) => input.setAttribute("aria-label", `Partner ${number}`) };
  return { body: input, editor };
}

/** @param {any} values @returns {Record<string, string>} */
function check({ name, period }) {
  /** @type {Record<string, string>} */
  const errors = {};
  if (!name.trim()) errors.name = "Hoe heet de coalitie?";
  const years = /^(\d{4})\s*[-–/]\s*(\d{4})$/.exec(period.trim());
  if (!years || Number(years[2]) !== Number(years[1]) + 1) errors.period = "Schrijf de periode als twee jaren na elkaar, zoals 2025-2026.";
  return errors;
}

/** @param {any} place */
async function submit({ model, lines, read, said, button: press }) {
  const values = read();
  const tell = (/** @type {Record<string, string>} */ errors) => {
    lines.forEach((/** @type {any} */ line) => line.wrong(errors[line.name] ?? ""));
    lines.find((/** @type {any} */ line) => errors[line.name])?.input.focus();
  };
  const errors = check(values);
  tell(errors);
  if (Object.keys(errors).length) return;
  const period = values.period.trim().replace(/\s*[–/-]\s*/, "-");
  const answer = await act({ model, say: (text) => (said.textContent = text), button: press, busy: "We zetten de coalitie klaar …" },
    { do: "make", ...values, name: values.name.trim(), period });
  if (answer?.errors) tell(answer.errors);
  else if (answer) store(null);
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

export default {
  /** @param {{model: any, el: HTMLElement}} place */
  render({ model, el }) {
    const home = root(model, el, "form");
    const { form, focus } = makeForm(model);
    const head = h("h2", {}, "Nieuwe coalitie");
    const opener = button([h("span", { "aria-hidden": "true" }, "+"), "Nieuwe coalitie toevoegen"], () => { show(true); focus(); });
    const show = (/** @type {boolean} */ open) => {
      [form.hidden, head.hidden, opener.hidden] = [!open, !open, open];
    };
    show(model.get("unfolded") || Boolean(draft().name));
    home.append(opener, head, form);
  },
};
