import { h, uid } from "./shared/dom.js";
import { choose, detail } from "./shared/detail.js";
import { field } from "./shared/field.js";
import { inGroup, RowList } from "./shared/rows.js";
import { asItem } from "./shared/library.js";
import { judge } from "./shared/geometry.js";
import { mergeRows } from "./shared/merge.js";
import { miniMap } from "./shared/minimap.js";

/** @param {import("./shared/field.js").Desk} desk */
function makeLinks(desk) {
  return new RowList({ ...inGroup(desk), item: "Verbinding", make: (row) => makeLink(desk.model, row) });
}

/** @param {any} model @param {import("./shared/rows.js").RowDesk} desk */
function makeLink(model, desk) {
  const { to, kind, note, question } = linkFields(model, { onBlock: () => onBlock(), onKind: () => onKind(), onInput: desk.onInput });
  const advice = h("p", { class: "advice soft small", "aria-live": "polite" });
  const map = miniMap(model);
  // A long title would be cut off in the choice.
  const called = h("p", { class: "called soft small", id: uid() });
  to.element.append(called);
  to.input.setAttribute("aria-describedby", called.id);
  // The kind follows the block until the user chooses one.
  let chosen = false;
  const show = () => {
    const { words } = judge(model, to.get(), kind.get());
    if (advice.textContent !== words) advice.textContent = words;
    map.show(to.get());
    called.textContent = titleOf(model, to.get());
    [kind, note, question].forEach(({ element }) => (element.hidden = !to.get()));
  };
  const onBlock = () => {
    if (!chosen) choose(kind.input, judge(model, to.get()).kind ?? "");
    show();
    desk.onInput();
  };
  const onKind = () => { chosen = true; show(); desk.onInput(); };
  const get = () => {
    if (!to.get()) return {};
    const more = { ...(note.get() && { note: note.get() }), ...(question.get() && { question: question.get() }) };
    return { kind: kind.get(), to: to.get(), ...more };
  };
  const set = (/** @type {any} */ link) => {
    Object.entries({ to, kind, note, question }).forEach(([key, { set: write }]) => write(link[key] ?? ""));
    chosen = link.kind !== judge(model, link.to).kind;
    show();
  };
  const fields = h("div", { class: "fields" }, to.element, kind.element, note.element, question.element);
  const body = h("div", { class: "link", role: "group" }, map.element, h("div", {}, fields, advice));
  const name = (/** @type {number} */ number) => body.setAttribute("aria-label", `Verbinding ${number}`);
  show();
  return { body, editor: { get, set, name, focus: () => to.input.focus() } };
}

/** What a block is called by those who wrote in it; empty when nothing. @param {any} model @param {string} id @returns {string} */
function titleOf(model, id) {
  const { name, title } = model.get("blocks").find((/** @type {any} */ one) => one.id === id) ?? {};
  return title && title !== name ? title : "";
}

/** @param {any} model @param {{onBlock: () => void, onKind: () => void, onInput: () => void}} heard */
function linkFields(model, { onBlock, onKind, onInput }) {
  const blocks = model.get("blocks").map((/** @type {any} */ { id, name }) => ({ id, label: name }));
  const to = detail({ label: "Bouwsteen", kind: "choice", options: blocks, none: "Kies een bouwsteen", onInput: onBlock });
  const kind = detail({ label: "Soort", kind: "choice", options: model.get("kinds"), onInput: onKind });
  const note = detail({ label: "Toelichting", kind: "text", onInput });
  const question = detail({ label: "Vraag die meegaat", kind: "text", onInput });
  // A link has a block and a kind, or it is removed as a whole.
  [to, kind].forEach(({ input }) => (input.options[0].disabled = input.options[0].hidden = true));
  return { to, kind, note, question };
}

/** @param {any} model @returns {(value: any) => string} */
function plainOf(model) {
  const name = (/** @type {string} */ list, /** @type {string} */ id) => {
    const found = model.get(list).find((/** @type {any} */ one) => one.id === id);
    return found?.label ?? found?.name ?? id;
  };
  return (value) => (value ?? []).map((/** @type {any} */ { kind, to, note, question }) =>
    asItem(name("kinds", kind), name("blocks", to), note, question)).join("\n");
}

export default {
  /** @param {{model: any, el: HTMLElement}} place */
  render: ({ model, el }) => field(model, el, { name: "links", make: makeLinks, plain: plainOf(model), merge: mergeRows((name) => ["note", "question"].includes(name)), marked: true }),
};
