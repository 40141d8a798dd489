import { button, grow, h, root, say, speaker, sr, uid } from "./shared/dom.js";
import { Outbox } from "./shared/outbox.js";
import { blockOptions, named, picker, quoted, sessionLines, typedIn, waitingLines } from "./shared/sessionlines.js";

/** @typedef {{id: string, label: string, short: string, letter: string}} Kind */

/** The letter of a key, also where Alt makes another sign of it. @param {KeyboardEvent} event */
function letterOf({ key, code }) {
  return /^[a-z]$/i.test(key) ? key.toUpperCase() : code.replace(/^Key/, "");
}

/** The kinds as radio buttons. @param {any} model @param {() => void} changed */
function kindPicker(model, changed) {
  const name = uid();
  /** @type {Kind[]} */
  const kinds = model.get("kinds");
  const inputs = kinds.map(({ id, letter }, at) => h("input", { type: "radio", name, value: id, checked: at === 0, "aria-keyshortcuts": `Alt+${letter}`, onchange: changed }));
  const element = h("fieldset", { class: "kinds" }, h("legend", { class: "sr" }, "Soort"),
    ...kinds.map(({ short, letter }, at) => h("label", {}, inputs[at], h("span", { class: "kind" }, h("b", {}, letter), h("span", {}, short)))));
  const set = (/** @type {string} */ id) => inputs.forEach((one) => (one.checked = one.value === id));
  const get = () => inputs.find((one) => one.checked)?.value ?? "";
  return { element, set, get, kinds };
}

/** What a line is about besides its kind. @param {any} model */
function about(model) {
  const people = (/** @type {string} */ nobody) => [{ id: "", label: nobody }, ...named(model.get("members"))];
  return [
    { name: "said_by", label: "Van", options: people("anoniem") },
    { name: "said_for", label: "Voor", options: people("iedereen") },
    { name: "block", label: "Bouwsteen", options: blockOptions(model) },
  ];
}

/** The line that is added. @param {any} model @param {{typed: () => void, add: (values: any) => void, voice: HTMLElement}} doings */
function makeForm(model, { typed, add, voice }) {
  const id = uid();
  const line = h("textarea", { id, class: "line", rows: "1", autocomplete: "off", "aria-describedby": `${id}-hint` });
  const changed = () => {
    put();
    typed();
  };
  const kinds = kindPicker(model, changed);
  const [by, to, block] = about(model).map(({ label, options }, at) => picker(label, options, at < 2 ? "" : model.get("block"), changed));
  const summary = h("summary", {});
  const put = () => {
    const [who, whom, what] = [by, to, block].map(({ input }) => input.selectedOptions[0]?.textContent ?? "");
    summary.textContent = `Van ${who} · voor ${whom}${block.input.value ? ` · ${what}` : ""}`;
  };
  const read = () => ({ kind: kinds.get(), text: line.value, said_by: by.input.value, said_for: to.input.value, block: block.input.value });
  const write = (/** @type {any} */ values) => {
    line.value = values.text ?? "";
    line.dispatchEvent(new CustomEvent("sko-set"));
    if (values.kind) kinds.set(values.kind);
    [[by, values.said_by], [to, values.said_for], [block, values.block]].forEach(([one, value]) => (one.input.value = value ?? ""));
    put();
  };
  const send = () => {
    if (!line.value.trim()) return line.focus();
    const values = read();
    write({ ...values, text: "", said_by: "", said_for: "" });
    add(values);
    line.focus();
  };
  const form = h("form", { novalidate: true, class: "pen field" },
    h("label", { for: id, class: "sr" }, "Nieuwe regel"), line, kinds.element,
    h("div", { class: "under" }, h("details", {}, summary, h("div", { class: "pickers" }, by.element, to.element, block.element)),
      h("button", { type: "submit", class: "main" }, "Erbij")));
  form.addEventListener("submit", (/** @type {Event} */ event) => { event.preventDefault(); send(); });
  line.addEventListener("input", changed);
  line.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    if (!event.repeat) send();
  });
  // In the line a letter is a letter: it takes Alt there, and none where the kinds are.
  form.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
    const inKinds = kinds.element.contains(event.target);
    if (event.ctrlKey || event.metaKey || !(event.altKey || inKinds)) return;
    const kind = kinds.kinds.find(({ letter }) => letter === letterOf(event));
    if (!kind) return;
    event.preventDefault();
    kinds.set(kind.id);
    changed();
    if (inKinds) line.focus();
    say(voice, kind.label);
  });
  grow(line);
  put();
  const hint = h("p", { class: "hint soft small", id: `${id}-hint` }, `Enter zet de regel erbij. Met Alt en een letter kies je de soort: ${kinds.kinds.map(({ letter }) => letter).join(", ")}. In de lijst ga je met de pijltjes van regel naar regel.`);
  return { form, hint, read, write, isEmpty: () => !line.value.trim() };
}

export default {
  /** @param {{model: any, el: HTMLElement}} place */
  render({ model, el }) {
    const home = root(model, el, "harvest-form");
    const voice = speaker();
    const kindOf = (/** @type {string} */ id) => model.get("kinds").find((/** @type {Kind} */ one) => one.id === id);
    const lines = sessionLines(model, voice, {
      main: "text",
      columns: [{ name: "text", label: "Tekst" }, { name: "kind", label: "Soort", options: model.get("kinds") }, ...about(model)],
      mark: ({ kind }) => [h("span", { class: "badge", "aria-hidden": "true" }, kindOf(kind)?.letter ?? "·"), sr(`${kindOf(kind)?.label ?? "Geen soort"}: `)],
      extra: (row, change) => [button(row.kept_out ? "Toon weer" : "Verberg",
        () => change({ kept_out: row.kept_out ? "" : "ja" }, row.kept_out ? "De regel komt in het verslag." : "De regel komt niet in het verslag."),
        { class: "quiet", "data-focus": `hide-${row.id}`, "aria-label": `${row.kept_out ? "Toon weer" : "Verberg"} ${quoted(row.text)} in het verslag` })],
    });
    const count = h("span", { class: "soft small" });
    const outbox = new Outbox(model, {
      label: "Oogst",
      changed: () => { lines.draw([]); put(); },
      restored: ({ edit, ...values }) => {
        if (values.text && form.isEmpty()) form.write(values);
        lines.goOn(edit);
      },
      answered: () => { lines.tell(); return true; },
    });
    lines.waiting = () => waitingLines(outbox, "text");
    const typing = () => outbox.type(typedIn(form, lines));
    lines.onEdit = typing;
    const form = makeForm(model, { voice, typed: typing, add: (values) => { outbox.add(values); typing(); say(voice, `${kindOf(values.kind)?.label ?? "Regel"} erbij.`); } });
    const put = () => {
      const all = model.get("rows").length + outbox.waiting.length;
      count.textContent = all === 1 ? "1 regel" : `${all} regels`;
    };
    model.on("change:rows", put);
    home.append(h("div", { class: "session-head" }, h("h2", {}, "Oogst"), count), form.form, form.hint, lines.said, lines.list, voice);
    put();
    lines.draw([]);
    outbox.restore();
    return () => {
      model.off("change:rows", put);
      outbox.leave();
      lines.leave();
    };
  },
};
