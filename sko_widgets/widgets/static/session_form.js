import { act } from "./shared/act.js";
import { ask } from "./shared/ask.js";
import { button, h, root, takeAlong, uid } from "./shared/dom.js";
import { programmeList } from "./shared/programmelist.js";

const OWN = "own";

/** @param {string} key @returns {any} what was typed before in this browser; null when nothing was */
function draft(key) {
  try {
    return JSON.parse(localStorage.getItem(key) ?? "null");
  } catch {
    return null; // a private window, or no draft of ours
  }
}

/** What was typed, also when the session was on another day then. @param {string} key @param {string[]} before */
function takeDraft(key, before) {
  const old = before.map(draft).find(Boolean);
  if (old && !draft(key)) keep(key, { ...old, day: undefined });
  before.forEach((one) => keep(one, null));
  return draft(key);
}

/** @param {string} key @param {any} values null to drop it @returns {boolean} whether it is kept */
function keep(key, values) {
  try {
    if (values) localStorage.setItem(key, JSON.stringify(values));
    else localStorage.removeItem(key);
    return true;
  } catch {
    return false;
  }
}

/** @param {string} label @param {Record<string, any>} props */
function lineOf(label, props) {
  const of = uid();
  const input = h("input", { id: of, autocomplete: "off", ...props });
  return { input, element: h("div", { class: "line" }, h("label", { for: of, class: "label" }, label), input) };
}

/** @param {string} title @param {...any} inner */
const part = (title, ...inner) => h("fieldset", {}, h("legend", {}, title), ...inner);

/** The nine blocks as the small grid, the lessons as a list, and words of one's own. @param {any} model @param {() => void} onInput */
function themePicker(model, onInput) {
  const name = uid();
  const radio = (/** @type {string} */ value, /** @type {any[]} */ words, /** @type {Record<string, any>} */ props = {}) =>
    h("label", { ...props }, h("input", { type: "radio", name, value, onchange: onInput }), h("span", {}, ...words));
  const levels = model.get("levels");
  const themes = model.get("themes");
  const heads = themes.map((/** @type {any} */ one) => h("span", { class: `head ${one.colour}`, "aria-hidden": "true" }, one.name));
  const rows = levels.flatMap((/** @type {any} */ level) => [h("span", { class: "head level", "aria-hidden": "true" }, level.name),
    ...model.get("cells").filter((/** @type {any} */ cell) => cell.level === level.id)
      .map((/** @type {any} */ cell) => radio(cell.id, [cell.name], { class: `cell ${cell.colour}` }))]);
  const lessons = model.get("lessons").map((/** @type {any} */ lesson) => h("li", {}, radio(lesson.id, [lesson.label], { class: "pick" })));
  const own = h("input", { "aria-label": "Waar gaat het dan over?", maxlength: "120", autocomplete: "off", oninput: () => { set(OWN); onInput(); } });
  const element = h("div", { class: "about", role: "radiogroup", "aria-label": "Waar gaat het over?" },
    h("div", { class: "blocks" }, h("span", { "aria-hidden": "true" }), ...heads, ...rows),
    h("ul", { class: "lessons" }, ...lessons), h("div", { class: "own" }, radio(OWN, ["Iets anders"], { class: "pick" }), own));
  const radios = () => /** @type {HTMLInputElement[]} */ ([...element.querySelectorAll("input[type=radio]")]);
  const set = (/** @type {string} */ value) => {
    const known = radios().some((one) => one.value === value);
    radios().forEach((one) => (one.checked = one.value === (known ? value : value && OWN)));
    if (value && !known) own.value = value;
  };
  const chosen = () => radios().find((one) => one.checked)?.value ?? "";
  return { element, set, chosen, get: () => (chosen() === OWN ? own.value.trim() : chosen()) };
}

/** @param {any} model @param {() => void} onInput */
function formPicker(model, onInput) {
  const name = uid();
  const cards = model.get("forms").map((/** @type {any} */ form) => h("label", { class: "card" },
    h("input", { type: "radio", name, value: form.id, onchange: onInput }),
    h("span", {}, h("b", {}, form.name), h("span", {}, form.good_for), h("span", { class: "soft small" }, `${form.people} · ${form.minutes} minuten`))));
  const element = h("div", { class: "forms", role: "radiogroup", "aria-label": "Welke werkvorm?" }, ...cards);
  const radios = () => /** @type {HTMLInputElement[]} */ ([...element.querySelectorAll("input")]);
  return { element, get: () => radios().find((one) => one.checked)?.value ?? "", set: (/** @type {string} */ value) => radios().forEach((one) => (one.checked = one.value === value)) };
}

/** The year that is ready. @param {any[]} year @param {(one: any) => void} fill */
function yearList(year, fill) {
  return h("section", { class: "year" }, h("h2", {}, "Jaarprogramma"), h("ul", {}, ...year.map((one) =>
    h("li", {}, h("b", {}, `${one.month[0].toUpperCase()}${one.month.slice(1)}: ${one.about}`), h("span", { class: "small soft" }, one.note),
      button("Zet klaar", () => fill(one), { "aria-label": `Zet klaar, ${one.about}` })))));
}

/** @param {any} model */
function makeForm(model) {
  const key = model.get("key");
  /** What was laid out in each working form, so that it is there again. @type {Record<string, any[]>} */
  const laid = {};
  let auto = "";
  let form = "";
  let asked = 0;
  const sum = h("p", { class: "sum", role: "status" });
  const told = h("p", { class: "said", role: "status" });
  const changed = () => {
    if (!keep(key, read())) told.textContent = "Deze browser bewaart niet wat je typt. Zet de bijeenkomst klaar voor je de pagina sluit.";
  };
  const day = lineOf("Dag", { type: "date", required: true, min: "2020-01-01", max: "2099-12-31" });
  const start = lineOf("Begin", { maxlength: "10" });
  const minutes = lineOf("Duur in minuten", { inputmode: "numeric", maxlength: "4" });
  const place = lineOf("Plaats", { maxlength: "120" });
  const question = lineOf("De vraag van vandaag", { maxlength: "300" });
  const along = h("p", { class: "small soft", id: uid() }, model.get("exists") && "Op een andere dag gaat alles mee: oogst, afspraken, groepjes en de klok.");
  const wrong = h("p", { class: "error", id: uid() });
  day.input.setAttribute("aria-describedby", `${wrong.id} ${along.id}`);
  const theme = themePicker(model, () => { follow(); changed(); });
  const forms = formPicker(model, () => { lay(); changed(); });
  const programme = programmeList({ start: () => start.input.value, onChange: () => { programme.times(); addUp(); changed(); } });
  const read = () => ({ day: day.input.value, start: start.input.value, minutes: minutes.input.value, place: place.input.value,
    theme: theme.get(), question: question.input.value, form: forms.get(), parts: programme.get() });
  const write = (/** @type {any} */ values) => {
    for (const [name, { input }] of Object.entries({ day, start, minutes, place, question })) if (values[name] !== undefined) input.value = values[name];
    if (values.theme !== undefined) theme.set(values.theme);
    if (values.form !== undefined) forms.set(form = values.form);
    if (values.parts) programme.set(values.parts);
    auto = questionOf() === question.input.value ? question.input.value : auto;
  };
  const questionOf = () => {
    const found = [...model.get("cells"), ...model.get("lessons")].find((one) => one.id === theme.chosen());
    return found ? found.question : theme.chosen() ? model.get("own_question") : "";
  };
  /** The question goes along with the theme until somebody writes another. */
  const follow = () => {
    if (question.input.value.trim() && question.input.value !== auto) return;
    auto = question.input.value = questionOf();
  };
  const failed = (/** @type {any} */ error) => { sum.textContent = error.message; };
  const addUp = async () => {
    const mine = ++asked;
    try {
      const answer = await ask(model, { do: "fits", parts: programme.get(), minutes: minutes.input.value });
      if (mine === asked) sum.textContent = answer.fits;
    } catch (error) { failed(error); }
  };
  const lay = async () => {
    if (form) laid[form] = programme.get();
    form = forms.get();
    try {
      const parts = laid[form] ?? (await ask(model, { do: "programme", form, minutes: minutes.input.value })).parts;
      if (form !== forms.get()) return;
      programme.set(parts);
      changed();
      await addUp();
    } catch (error) { failed(error); }
  };
  const said = h("p", { class: "said", role: "alert" });
  const send = async (anyway = false) => {
    wrong.textContent = day.input.value ? "" : "Op welke dag?";
    day.input.toggleAttribute("aria-invalid", !day.input.value);
    if (!day.input.value) return day.input.focus();
    const answer = await act({ model, say: (text) => (said.textContent = text), button: make, busy: "We zetten de bijeenkomst klaar …" }, { do: "plan", anyway, ...read() });
    if (answer?.moved) {
      keep(answer.key, { ...read(), day: answer.day });
      keep(key, null);
      said.replaceChildren(answer.moved, " ", h("a", { href: answer.to }, answer.link));
      takeAlong(said.querySelector("a"), element);
    } else if (answer?.look) {
      said.replaceChildren(answer.look, " ", button("Toch bewaren", () => send(true)));
      takeAlong(said.querySelector("button"), element);
    } else if (answer) keep(key, null);
  };
  const make = button(model.get("exists") ? "Bewaren" : "Klaarzetten", () => {}, { class: "main", type: "submit" });
  const fill = (/** @type {any} */ one) => {
    theme.set(one.theme);
    auto = question.input.value = one.question;
    forms.set(one.form);
    void lay();
    told.textContent = `${one.about} staat klaar. Kies de dag.`;
    day.input.focus();
  };
  const element = h("form", { novalidate: true, oninput: changed },
    !model.get("exists") && yearList(model.get("year"), fill), told,
    part("Wanneer en waar?", h("div", { class: "when" }, day.element, start.element, minutes.element, place.element), model.get("exists") && along, wrong),
    part("Waar gaat het over?", theme.element, question.element), part("Welke werkvorm?", forms.element),
    part("Programma", sum, programme.element), h("div", { class: "buttons last" }, make), said);
  element.addEventListener("submit", (/** @type {Event} */ event) => { event.preventDefault(); void send(); });
  minutes.input.addEventListener("input", () => void addUp());
  start.input.addEventListener("input", () => programme.times());
  const begin = () => { write(model.get("filled")); programme.times(); void addUp(); };
  const before = takeDraft(key, model.get("before"));
  begin();
  if (before) {
    write(before);
    void addUp();
    const anew = button("Begin opnieuw", () => { keep(key, null); told.textContent = ""; theme.set(""); begin(); day.input.focus(); }, { class: "quiet" });
    told.replaceChildren("Wat je hier eerder invulde, staat er nog. ", anew);
  }
  return element;
}

export default {
  /** @param {{model: any, el: HTMLElement}} place */
  render({ model, el }) {
    root(model, el, "session-form").append(makeForm(model));
  },
};
