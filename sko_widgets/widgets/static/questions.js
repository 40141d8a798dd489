import { h } from "./shared/dom.js";
import { detail } from "./shared/detail.js";
import { field } from "./shared/field.js";
import { mergeRows } from "./shared/merge.js";
import { inGroup, RowList } from "./shared/rows.js";
import { asItem } from "./shared/library.js";
import { Rich } from "./shared/rich.js";
import { tools } from "./shared/tools.js";

/** @typedef {string | {text: string, kind?: string, block?: string}} Question */

/** @param {import("./shared/field.js").Desk} desk */
function makeQuestions(desk) {
  const item = desk.model.get("item_label") || desk.label;
  const inside = inGroup(desk);
  inside.host.append(tools(inside.host));
  return new RowList({ ...inside, item, make: (row) => makeQuestion(desk.model, item, row) });
}

/** @param {any} model @param {string} item @param {import("./shared/rows.js").RowDesk} desk */
function makeQuestion(model, item, desk) {
  const rich = new Rich({ label: item, onInput: desk.onInput, desk });
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
    const text = rich.get();
    if (!text.trim()) return text; // a kind and a block without a question say nothing
    const more = { ...(kind.get() && { kind: kind.get() }), ...(block.get() && { block: block.get() }) };
    return Object.keys(more).length ? { text, ...more } : text;
  };
  const set = (/** @type {Question} */ value) => {
    const whole = typeof value === "string" ? { text: value } : value;
    rich.set(whole.text);
    kind.set(whole.kind === kinds[0]?.id ? "" : whole.kind ?? "");
    block.set(whole.block ?? "");
    summary();
  };
  const name = (/** @type {number} */ number) => rich.name(`${item} ${number}`);
  return { body: h("div", { class: "item" }, rich.element, meta), editor: { get, set, name, focus: () => rich.focus(), extra: [box], folded: summary } };
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
    (typeof one === "string" ? asItem(one) : asItem(one.text, said(model, one)))).join("\n");
}

export default {
  /** @param {{model: any, el: HTMLElement}} place */
  render: ({ model, el }) => field(model, el, { name: "questions", make: makeQuestions, plain: plainOf(model), merge: mergeRows((name) => name === "text"), marked: true }),
};
