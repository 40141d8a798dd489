import { act } from "./act.js";
import { ask } from "./ask.js";
import { checkedLine, tidyPeriod, wrongPeriod } from "./coalitionform.js";
import { makeDialog } from "./dialog.js";
import { h, uid } from "./dom.js";

const SHOWN = 6;

/** @typedef {{id: string, label: string, lines: string[], keeps: boolean, stays: string[]}} Offer */

/**
 * The dialog in which a coalition begins its next period: which questions come along, and what is still true.
 * @param {any} model @param {HTMLElement} home @param {{slug: string, name: string}} row
 */
export async function nextPeriod(model, home, row) {
  const { body, open } = makeDialog(home, `Nieuwe periode voor ${row.name}`, "next-period");
  body.append(h("p", { class: "soft" }, "We kijken wat er mee kan …"));
  open();
  try {
    body.replaceChildren(form(model, row, await ask(model, { do: "look_back", slug: row.slug })));
  } catch (error) {
    body.replaceChildren(h("p", { role: "alert" }, /** @type {Error} */ (error).message));
  }
}

/** @param {any} model @param {{slug: string}} row @param {any} found */
function form(model, row, { before, period, questions, offers }) {
  const line = checkedLine("Nieuwe periode, zoals 2025-2026");
  line.set(period);
  const choices = offers.map(choice);
  const said = h("p", { class: "said", role: "alert" });
  const press = h("button", { class: "main", type: "submit" }, "Begin de nieuwe periode");
  const send = async (/** @type {Event} */ event) => {
    event.preventDefault();
    const wrong = wrongPeriod(line.get());
    line.wrong(wrong);
    if (wrong) return line.input.focus();
    const keep = choices.map((/** @type {any} */ { kept }) => kept()).filter(Boolean);
    await act({ model, say: (text) => (said.textContent = text), button: press, busy: "We zetten de nieuwe periode klaar …" },
      { do: "follow", slug: row.slug, period: tidyPeriod(line.get()), keep });
  };
  return h("form", { novalidate: true, onsubmit: send }, line.element, comingQuestions(questions, before),
    choices.length ? h("h3", {}, "Klopt dit nog?") : null,
    choices.length ? h("p", { class: "soft" }, `Dit schreven jullie in ${before}. Wat leeg begint, kun je daar altijd teruglezen.`) : null,
    ...choices.map((/** @type {any} */ { element }) => element), press, said);
}

/** @param {{block: string, text: string}[]} questions @param {string} before */
function comingQuestions(questions, before) {
  if (!questions.length) return h("p", {}, `Er staan geen vragen open uit ${before}; elke bouwsteen begint met zijn verplichte vraag.`);
  const one = questions.length === 1;
  return h("details", {},
    h("summary", {}, one ? `Er gaat 1 open vraag mee uit ${before}` : `Er gaan ${questions.length} open vragen mee uit ${before}`),
    h("dl", {}, ...questions.flatMap(({ block, text }) => [h("dt", {}, block), h("dd", {}, text)])));
}

/** One answer of the old period, and whether it is still true. @param {Offer} offer */
function choice({ id, label, lines, keeps, stays }) {
  const name = uid();
  const pick = (/** @type {boolean} */ on) => h("input", { type: "radio", name, checked: on });
  const [yes, no] = [pick(keeps), pick(!keeps)];
  const shown = h("div", { class: "old" }, ...lines.slice(0, SHOWN).map((text) => h("p", {}, text)));
  const rest = lines.slice(SHOWN);
  if (rest.length) shown.append(h("details", {}, h("summary", {}, `Nog ${rest.length} regels`), ...rest.map((text) => h("p", {}, text))));
  if (stays.length) shown.append(h("p", { class: "soft small" }, `Leeg begint hierbij in elk geval: ${stays.map((one) => `‘${one}’`).join(", ")}.`));
  const element = h("fieldset", {}, h("legend", {}, label), shown,
    h("div", { class: "pick" }, h("label", {}, yes, "Klopt nog"), h("label", {}, no, "Leeg beginnen")));
  return { element, kept: () => yes.checked && id };
}
