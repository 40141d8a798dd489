import { ask } from "./ask.js";
import { button, h, say, takeAlong, uid } from "./dom.js";
import { oneStop } from "./onestop.js";
import { nudges } from "./sessionclock.js";

/** @typedef {{name: string, label: string, options?: {id: string, label: string}[]}} Column */
/** @typedef {{mark: (row: any) => Node[], main: string, columns: Column[], extra?: (row: any, change: (fields: any, words: string) => void) => Node[]}} Look */

/**
 * The lines of a session below the form that adds them: each can be changed and removed, by several windows at once.
 * @param {any} model with `rows` and `session`
 * @param {HTMLElement} voice
 * @param {Look} look `main` names the column whose text a line is there for
 */
export function sessionLines(model, voice, look) {
  const list = h("ul", { class: "lines" });
  const oneOfThem = oneStop(list);
  const said = h("p", { class: "said", role: "alert" });
  const channel = nudges(model.get("session"));
  /** @type {any} */
  const made = { list, said, editing: null, removed: null, tell: channel.tell, onEdit: () => {} };

  made.change = async (/** @type {any} */ row, /** @type {any} */ fields, /** @type {string} */ words, was = row[look.main]) => {
    said.textContent = "";
    try {
      await ask(model, { do: "change", line: row.id, fields, was });
      channel.tell();
      say(voice, words);
      return true;
    } catch (error) {
      said.textContent = /** @type {Error} */ (error).message;
      return false;
    }
  };
  const remove = async (/** @type {any} */ row) => {
    if (!(await made.change(row, { [look.main]: "" }, "De regel is weg. Je kunt hem terugzetten."))) return;
    made.removed = row;
    made.draw([]);
    takeAlong(list.querySelector("button.again"), list);
  };
  const putBack = async (/** @type {any} */ row) => {
    if (!(await made.change(row, { [look.main]: row[look.main] }, "De regel staat er weer.", ""))) return;
    made.removed = null;
    made.draw([]);
  };
  made.edit = (/** @type {any} */ row, /** @type {any} */ values = row) => {
    made.editing = editor(row, values, look, { save, stop, keep: () => made.onEdit() });
    made.draw([]);
    made.editing.focus();
  };
  const stop = (/** @type {any} */ row) => {
    made.editing = null;
    made.onEdit();
    made.draw([]);
    takeAlong(list.querySelector(`[data-focus="edit-${row.id}"]`), list);
  };
  const save = async (/** @type {any} */ row, /** @type {any} */ changed) => {
    if (changed[look.main]?.trim() === "") return remove(row).then(() => (made.editing = null));
    if (!Object.keys(changed).length || (await made.change(row, changed, "De regel is gewijzigd."))) stop(row);
  };
  /** The line that is being changed, as it lies in the browser. */
  made.half = () => made.editing && { id: made.editing.id, was: made.editing.row[look.main], values: made.editing.changed() };
  /** Go on with a line that was being changed on a page that is gone. @param {any} half */
  made.goOn = (half) => {
    const row = half && model.get("rows").find((/** @type {any} */ one) => one.id === half.id);
    const seen = { ...row, [look.main]: half?.was };
    if (row) made.edit(seen, { ...seen, ...half.values });
  };
  const item = (/** @type {any} */ row) => {
    if (made.editing?.id === row.id) return made.editing.element;
    const text = row[look.main];
    const some = quoted(text);
    return h("li", { class: row.kept_out ? "kept-out" : null },
      ...look.mark(row), h("div", { class: "what" }, h("p", { class: "text" }, text), h("p", { class: "note" }, row.note)),
      h("div", { class: "does" }, ...(look.extra?.(row, (fields, words) => made.change(row, fields, words)) ?? []),
        button("Wijzig", () => made.edit(row), { class: "quiet", "aria-label": `Wijzig ${some}`, "data-focus": `edit-${row.id}` }),
        button("Verwijder", () => remove(row), { class: "quiet", "aria-label": `Verwijder ${some}`, "data-focus": `remove-${row.id}` })));
  };
  const again = () => made.removed && h("li", { class: "removed" }, h("span", {}, "Verwijderd: ", made.removed[look.main]),
    button("Terugzetten", () => putBack(made.removed), { class: "quiet again", "data-focus": "again" }));

  /** Draw all anew; who is somewhere in it stays there. @param {Node[]} first */
  made.draw = (/** @type {Node[]} */ first = made.first ?? []) => {
    made.first = first.length ? first : made.waiting?.() ?? [];
    const here = /** @type {any} */ (list.contains(document.activeElement) ? document.activeElement : null);
    const [name, from, to] = [here?.getAttribute("data-focus"), here?.selectionStart, here?.selectionEnd];
    const rows = [...model.get("rows")];
    if (made.editing && !rows.some((/** @type {any} */ row) => row.id === made.editing.id)) rows.unshift(made.editing.row);
    list.replaceChildren(...[again(), ...made.first, ...rows.map(item)].filter(Boolean));
    oneOfThem();
    const next = here?.isConnected ? here : name && list.querySelector(`[data-focus="${CSS.escape(name)}"]`);
    if (!next || next === document.activeElement) return;
    next.focus({ preventScroll: true });
    if (typeof from === "number") next.setSelectionRange(from, to);
  };
  const update = () => {
    if (made.removed && model.get("rows").some((/** @type {any} */ row) => row.id === made.removed.id)) made.removed = null;
    made.draw([]);
  };
  model.on("change:rows", update);
  made.leave = () => {
    model.off("change:rows", update);
    channel.close();
  };
  return made;
}

/** Enough of a text to know it by. @param {string} text */
export function quoted(text) {
  return `‘${text.length > 40 ? `${text.slice(0, 40)}…` : text}’`;
}

/** A line that is being changed; only what is changed is saved. @param {any} row @param {any} values @param {Look} look @param {any} doings */
function editor(row, values, look, { save, stop, keep }) {
  const inputs = look.columns.map(({ name, label, options }) => {
    const now = values[name] ?? "";
    const { input, element } = options ? picker(label, withOwn(options, now), now, keep) : typedLine(label, keep, now);
    input.setAttribute("data-focus", `${name}-${row.id}`);
    element.classList.toggle("main-one", name === look.main);
    return { name, input, element };
  });
  const changed = () => Object.fromEntries(inputs.map(({ name, input }) => [name, input.value]).filter(([name, value]) => value !== (row[name] ?? "")));
  const form = h("form", { novalidate: true }, ...inputs.map(({ element }) => element),
    h("div", { class: "buttons" }, h("button", { type: "submit", class: "main" }, "Bewaar"), button("Toch niet", () => stop(row), { class: "quiet" })));
  form.addEventListener("submit", (/** @type {Event} */ event) => { event.preventDefault(); save(row, changed()); });
  form.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    stop(row);
  });
  return { id: row.id, row, changed, element: h("li", { class: "editing" }, form), focus: () => inputs.find(({ name }) => name === look.main)?.input.focus() };
}

/** Choices with the one that stands there, also when it is none of them any more. @param {{id: string, label: string}[]} options @param {string} now */
function withOwn(options, now) {
  return options.some(({ id }) => id === now) ? options : [{ id: now, label: now || "Geen" }, ...options];
}

/** A choice with its label. @param {string} label @param {{id: string, label: string}[]} options @param {string} chosen @param {() => void} changed */
export function picker(label, options, chosen, changed) {
  const id = uid();
  const input = h("select", { id }, ...options.map((one) => h("option", { value: one.id, selected: one.id === chosen }, one.label)));
  input.addEventListener("change", changed);
  return { input, element: h("div", { class: "picker" }, h("label", { for: id, class: "label" }, label), input) };
}

/** A line with its label. @param {string} label @param {() => void} changed @param {string} [value] */
export function typedLine(label, changed, value = "") {
  const id = uid();
  const input = h("input", { id, autocomplete: "off", value, oninput: changed });
  return { input, element: h("div", { class: "picker" }, h("label", { for: id, class: "label" }, label), input) };
}

/** What is typed in a form and in the line that is being changed; null for nothing. @param {any} form @param {any} lines */
export function typedIn(form, lines) {
  const [values, edit] = [form.isEmpty() ? null : form.read(), lines.half()];
  return edit ? { ...values, edit } : values;
}

/** Names as choices. @param {string[]} names */
export function named(names) {
  return names.map((name) => ({ id: name, label: name }));
}

/** The blocks a line can be about. @param {any} model */
export function blockOptions(model) {
  return [{ id: "", label: "Geen" }, ...model.get("blocks").map((/** @type {any} */ { id, name }) => ({ id, label: name }))];
}

/** Lines that wait for an answer, as they stand above the others. @param {any} outbox @param {string} main */
export function waitingLines(outbox, main) {
  return [...outbox.waiting].reverse().map((/** @type {any} */ { fields }) =>
    h("li", { class: "waits" }, h("div", { class: "what" }, h("p", { class: "text" }, fields[main]), h("p", { class: "note" }, "Nog niet opgeslagen; blijft in deze browser bewaard."))));
}
