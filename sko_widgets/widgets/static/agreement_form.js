import { ask } from "./shared/ask.js";
import { makeDialog } from "./shared/dialog.js";
import { button, h, root, say, speaker, uid } from "./shared/dom.js";
import { Outbox } from "./shared/outbox.js";
import { blockOptions, named, picker, sessionLines, typedIn, typedLine, waitingLines } from "./shared/sessionlines.js";

/** Who an agreement can be of. @param {any} model */
function people(model) {
  return named([...model.get("members"), model.get("facilitator")]);
}

/** @param {any} model @param {{typed: () => void, add: (values: any) => void}} doings */
function makeForm(model, { typed, add }) {
  const changed = () => {
    error.textContent = "";
    typed();
  };
  const who = picker("Wie", [{ id: "", label: "Kies" }, ...people(model)], "", changed);
  const what = typedLine("Wat", changed);
  const when = typedLine("Wanneer", changed);
  const block = picker("Voor bouwsteen", blockOptions(model), model.get("block"), changed);
  const error = h("p", { class: "error", role: "alert" });
  const read = () => ({ who: who.input.value, what: what.input.value, when: when.input.value, block: block.input.value });
  const isEmpty = () => ![who.input, what.input, when.input].some((one) => one.value.trim());
  const write = (/** @type {any} */ values) => {
    [[who.input, "who"], [what.input, "what"], [when.input, "when"], [block.input, "block"]].forEach(([one, name]) => (one.value = values[name] ?? ""));
  };
  const send = (/** @type {Event} */ event) => {
    event.preventDefault();
    const values = read();
    const missing = !values.who ? [who.input, "Van wie is deze afspraak?"] : !values.what.trim() ? [what.input, "Wat spreken jullie af?"] : null;
    error.textContent = missing ? String(missing[1]) : "";
    if (missing) return /** @type {HTMLElement} */ (missing[0]).focus();
    write({ block: values.block });
    add(values);
    who.input.focus();
  };
  const form = h("form", { novalidate: true, class: "agree", onsubmit: send }, who.element, what.element, when.element, block.element, error,
    h("button", { type: "submit", class: "main" }, "Afspraak erbij"));
  return { form, read, write, isEmpty };
}

/**
 * A third agreement: which two are kept. One is left out, which may be the new one.
 * @param {HTMLElement} home @param {any[]} rows the two there are @param {string} text of the new one
 * @returns {Promise<string | null>} the id of what is left out, empty for the new one; null when nothing was chosen
 */
function chooseTwo(home, rows, text) {
  const { dialog, body, open } = makeDialog(home, "Welke van de drie is het belangrijkst?", "choose-two");
  const name = uid();
  const all = [...rows, { id: "", text }];
  const picks = all.map((one, at) => h("input", { type: "radio", name, value: one.id, checked: at === all.length - 1 }));
  const rest = (/** @type {number} */ at) => all.filter((_, other) => other !== at);
  return new Promise((done) => {
    let chosen = /** @type {string | null} */ (null);
    const next = h("fieldset", { hidden: true });
    const first = h("fieldset", {}, h("legend", {}, "Deze gaat zeker mee"), ...all.map((one, at) => h("label", {}, picks[at], h("span", {}, one.text))));
    const second = uid();
    const go = button("Verder", () => {
      const at = picks.findIndex((one) => one.checked);
      next.replaceChildren(h("legend", {}, "En welke gaat ook mee?"), ...rest(at).map((one, number) =>
        h("label", {}, h("input", { type: "radio", name: second, value: one.id, checked: number === 0 }), h("span", {}, one.text))));
      next.hidden = false;
      first.hidden = go.hidden = true;
      keep.hidden = false;
      next.querySelector("input")?.focus();
    }, { class: "main" });
    const keep = button("Deze twee houden", () => {
      chosen = /** @type {HTMLInputElement} */ (next.querySelector("input:not(:checked)")).value;
      dialog.close();
    }, { class: "main", hidden: true });
    body.append(h("p", {}, "Een coalitie neemt hooguit twee afspraken mee."), first, next, h("div", { class: "foot" }, go, keep));
    open().then(() => done(chosen));
  });
}

export default {
  /** @param {{model: any, el: HTMLElement}} place */
  render({ model, el }) {
    const home = root(model, el, "agreement-form");
    const voice = speaker();
    const lines = sessionLines(model, voice, {
      main: "what",
      columns: [{ name: "who", label: "Wie", options: people(model) }, { name: "what", label: "Wat" }, { name: "when", label: "Wanneer" },
        { name: "block", label: "Voor bouwsteen", options: blockOptions(model) }],
      mark: ({ who }) => [h("strong", { class: "who" }, who)],
    });
    let choosing = false;
    const outbox = new Outbox(model, {
      label: "Afspraken",
      changed: () => lines.draw([]),
      restored: ({ edit, ...values }) => {
        if (Object.keys(values).length && form.isEmpty()) form.write(values);
        lines.goOn(edit);
      },
      answered: (answer, one) => {
        lines.tell();
        if (!answer.choose) return true;
        if (!choosing) settle(answer.choose, one);
        return false;
      },
    });
    /** @param {any[]} rows @param {any} one */
    const settle = async (rows, one) => {
      choosing = true;
      const drop = await chooseTwo(home, rows, one.fields.what);
      try {
        if (drop) await ask(model, { do: "swap", drop, ...one });
        outbox.drop(one);
        if (drop === null) outbox.giveBack(one.fields, form.isEmpty());
        lines.tell();
        say(voice, drop === null ? "De afspraak staat nog in het formulier." : "De coalitie heeft twee afspraken.");
      } catch (error) {
        lines.said.textContent = /** @type {Error} */ (error).message;
      }
      choosing = false;
      outbox.flush();
    };
    lines.waiting = () => waitingLines(outbox, "what");
    const typing = () => outbox.type(typedIn(form, lines));
    lines.onEdit = typing;
    const form = makeForm(model, { typed: typing, add: (values) => { outbox.add(values); typing(); say(voice, "Afspraak erbij."); } });
    home.append(h("div", { class: "session-head" }, h("h2", {}, "Afspraken")), form.form, lines.said, lines.list, voice);
    lines.draw([]);
    outbox.restore();
    return () => {
      outbox.leave();
      lines.leave();
    };
  },
};
