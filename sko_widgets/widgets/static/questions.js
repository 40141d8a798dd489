import { h } from "./shared/dom.js";
import { intoRows, rowKeys } from "./shared/chunks.js";
import { detail } from "./shared/detail.js";
import { field } from "./shared/field.js";
import { mergeRows } from "./shared/merge.js";
import { inGroup, RowList } from "./shared/rows.js";
import { setText, textArea } from "./shared/textarea.js";

/** @typedef {string | {text: string, kind?: string, block?: string}} Question */

/** @param {import("./shared/field.js").Desk} desk */
function makeQuestions(desk) {
  const item = desk.model.get("item_label") || desk.label;
  return new RowList({ ...inGroup(desk), item, make: (row) => makeQuestion(desk.model, item, row) });
}

/** @param {any} model @param {string} item @param {import("./shared/rows.js").RowDesk} desk */
function makeQuestion(model, item, desk) {
  const area = textArea({ label: item, onInput: desk.onInput, onKey: (event) => keys(event), onPaste: (text) => into(text) });
  const keys = rowKeys(() => area, desk);
  const into = intoRows(() => area, desk);
  const onChoice = () => { summary(); desk.onInput(); };
  const kinds = model.get("kinds");
  const blocks = model.get("blocks").map((/** @type {any} */ { id, name }) => ({ id, label: name }));
  const kind = detail({ label: "Nieuw of bijgesteld", kind: "choice", options: kinds.slice(1), none: kinds[0]?.label, onInput: onChoice });
  const block = detail({ label: "Voor bouwsteen", kind: "choice", options: blocks, none: "Deze bouwsteen", onInput: onChoice });
  const box = h("div", { class: "fields" }, kind.element, block.element);
  const meta = h("p", { class: "meta", hidden: true });
  const summary = () => {
    meta.textContent = said(model, { kind: kind.get(), block: block.get() });
    meta.hidden = Boolean(box.offsetParent) || !meta.textContent;
  };
  const get = () => {
    if (!area.value.trim()) return area.value; // a kind and a block without a question say nothing
    const more = { ...(kind.get() && { kind: kind.get() }), ...(block.get() && { block: block.get() }) };
    return Object.keys(more).length ? { text: area.value, ...more } : area.value;
  };
  const set = (/** @type {Question} */ value) => {
    const whole = typeof value === "string" ? { text: value } : value;
    setText(area, whole.text ?? "");
    kind.set(whole.kind === kinds[0]?.id ? "" : whole.kind ?? "");
    block.set(whole.block ?? "");
    summary();
  };
  const name = (/** @type {number} */ number) => area.setAttribute("aria-label", `${item} ${number}`);
  return { body: h("div", { class: "item" }, area, meta), editor: { get, set, name, focus: () => area.focus(), extra: [box], folded: summary } };
}

/** What a question is besides its text. @param {any} model @param {{kind?: string, block?: string}} question */
function said(model, { kind, block }) {
  const label = (/** @type {string} */ list, /** @type {string | undefined} */ id) => {
    const found = model.get(list).find((/** @type {any} */ one) => one.id === id);
    return found?.label ?? found?.name ?? id;
  };
  return [kind && label("kinds", kind), block && `voor ${label("blocks", block)}`].filter(Boolean).join(" · ");
}

/** @param {any} model @returns {(value: any) => string} */
function plainOf(model) {
  return (value) => (value ?? []).map((/** @type {Question} */ one) =>
    `• ${typeof one === "string" ? one : [one.text, said(model, one)].filter(Boolean).join(" · ")}`).join("\n");
}

export default {
  /** @param {{model: any, el: HTMLElement}} place */
  render: ({ model, el }) => field(model, el, { name: "questions", make: makeQuestions, plain: plainOf(model), merge: mergeRows((name) => name === "text") }),
};
