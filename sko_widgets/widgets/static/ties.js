import { h } from "./shared/dom.js";
import { field } from "./shared/field.js";
import { mergeSet } from "./shared/merge.js";
import { picks } from "./shared/picks.js";

const FEW = 6;

/** @typedef {{id: string, label: string}} Row */

/** Which row of the first table hangs on which rows of the second. @param {import("./shared/field.js").Desk} desk */
function makeTies({ model, host, label, onInput, describedby }) {
  const board = h("div", { class: "board", role: "group", "aria-label": label, "aria-describedby": describedby });
  const loose = h("p", { class: "loose soft" });
  host.append(board, loose);
  /** @type {[string, string][]} */
  let ties = [];
  const rows = () => /** @type {[Row[], Row[]]} */ (model.get("rows"));
  const tell = () => (loose.textContent = looseEnds(rows(), ties, model));
  const tie = (/** @type {string} */ from, /** @type {string[]} */ to) => {
    const shown = rows()[1].map((row) => row.id);
    const others = ties.filter(([start, end]) => start !== from || !shown.includes(end));
    const kept = ties.filter(([start, end]) => start === from && to.includes(end));
    const added = to.filter((end) => !kept.some((one) => one[1] === end));
    ties = [...others, ...kept, ...added.map((end) => /** @type {[string, string]} */ ([from, end]))];
    tell();
    onInput();
  };
  const draw = () => {
    const opened = new Map([...board.querySelectorAll("details")].map((one) => [one.getAttribute("data-row"), one.open]));
    const back = focusIn(board);
    board.replaceChildren(...drawn(rows(), ties, { tie, opened, names: model.get("names") }));
    back();
    tell();
  };
  // The control lives as long as its page.
  model.on("change:rows", draw);
  return {
    get: () => ties,
    set: (/** @type {any} */ value) => { ties = value ?? []; draw(); },
    focus: () => /** @type {HTMLElement | null} */ (board.querySelector("summary, input"))?.focus(),
  };
}

/** Where the focus is, to bring it back there when all is drawn anew. @param {HTMLElement} board @returns {() => void} */
function focusIn(board) {
  const at = board.contains(document.activeElement) ? /** @type {HTMLInputElement} */ (document.activeElement) : null;
  const row = at?.closest("details")?.getAttribute("data-row");
  return () => {
    const card = row && board.querySelector(`details[data-row="${CSS.escape(row)}"]`);
    const same = card && at?.value && card.querySelector(`input[value="${CSS.escape(at.value)}"]`);
    if (card) /** @type {HTMLElement} */ (same || card.querySelector("summary")).focus();
  };
}

/** @param {[Row[], Row[]]} rows @param {[string, string][]} ties @param {any} desk */
function drawn([first, second], ties, { tie, opened, names }) {
  if (!first.length || !second.length) {
    const lacking = [first.length ? "" : names[0], second.length ? "" : names[1]].filter(Boolean).join("’ en ‘");
    return [h("p", { class: "soft" }, `Vul eerst ‘${lacking}’ in; dan kun je hier verbinden.`)];
  }
  return first.map((row) => card(row, second, ties, { tie, open: opened.get(row.id) ?? second.length <= FEW }));
}

/** @param {Row} row @param {Row[]} second @param {[string, string][]} ties @param {any} desk */
function card(row, second, ties, { tie, open }) {
  const count = h("span", { class: "soft small" });
  const made = picks({
    type: "checkbox", options: second, props: { "aria-label": row.label },
    onInput: () => { tie(row.id, made.get()); said(); },
  });
  const said = () => (count.textContent = `${made.get().length} van ${second.length} verbonden`);
  made.set(ties.filter(([from, to]) => from === row.id && second.some((one) => one.id === to)).map(([, to]) => to));
  said();
  return h("details", { open, "data-row": row.id }, h("summary", {}, h("strong", {}, row.label), count), made.element);
}

/** @param {[Row[], Row[]]} rows @param {[string, string][]} ties @param {any} model */
function looseEnds([first, second], ties, model) {
  const [names, counts] = [model.get("names"), model.get("loose")];
  if (!first.length || !second.length) return "";
  const [ones, others] = [new Set(first.map(({ id }) => id)), new Set(second.map(({ id }) => id))];
  const whole = ties.filter(([from, to]) => ones.has(from) && others.has(to));
  const free = [first, second].map((rows, side) => (counts[side] ? rows : []).filter((row) => !whole.some((tie) => tie[side] === row.id)));
  const parts = free.map((rows, side) => rows.length && `${names[side]}: ${rows.map(({ label }) => `‘${label}’`).join(", ")}`);
  const words = parts.filter(Boolean).join("; ");
  return words ? `Staat nog los: ${words}.` : "Niets staat nog los.";
}

/** @param {any} model @returns {(value: any) => string} */
function plainOf(model) {
  const name = (/** @type {number} */ side, /** @type {string} */ id) =>
    model.get("rows")[side].find((/** @type {Row} */ row) => row.id === id)?.label ?? "weggehaald";
  return (value) => (value ?? []).map((/** @type {[string, string]} */ [from, to]) => `${name(0, from)} → ${name(1, to)}`).join("\n");
}

export default {
  /** @param {{model: any, el: HTMLElement}} place */
  render: ({ model, el }) => field(model, el, { name: "ties", make: makeTies, plain: plainOf(model), merge: mergeSet }),
};
