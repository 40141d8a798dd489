import { button, h } from "./shared/dom.js";
import { detail } from "./shared/detail.js";
import { field } from "./shared/field.js";
import { mergeRows, mergeText } from "./shared/merge.js";
import { inGroup, RowList } from "./shared/rows.js";
import { asItem } from "./shared/library.js";
import { Rich } from "./shared/rich.js";
import { tools } from "./shared/tools.js";

/** @typedef {import("./shared/rows.js").RowDesk} RowDesk */

/** @param {import("./shared/field.js").Desk} desk */
function makeItems(desk) {
  const { model, foot, label, onInput } = desk;
  const inside = inGroup(desk);
  const intro = makeIntro(inside.host, onInput);
  const item = model.get("item_label") || label;
  inside.host.append(tools(inside.host));
  const list = new RowList({ ...inside, item, make: (row) => makeItem(model, item, row) });
  foot?.append(intro.opener);
  return {
    get: () => ({ intro: intro.get(), items: list.get() }),
    set: (/** @type {any} */ value) => {
      intro.set(value?.intro ?? "");
      list.set(value?.items);
    },
    focus: () => list.focus(),
  };
}

/** The text above the list, hidden until somebody wants one. @param {HTMLElement} host @param {() => void} onInput */
function makeIntro(host, onInput) {
  const { element, input, get, set } = detail({ label: "Inleiding", kind: "text", onInput });
  const box = h("div", { class: "intro", hidden: true }, element);
  const opener = button("Inleiding schrijven", () => { show(true); input.focus(); }, { class: "quiet" });
  const show = (/** @type {boolean} */ wanted) => { box.hidden = !wanted; opener.hidden = wanted; };
  host.append(box);
  return { opener, get, set: (/** @type {string} */ text) => { set(text); show(Boolean(text) || element.contains(document.activeElement)); } };
}

/** @param {any} model @param {string} item @param {RowDesk} desk */
function makeItem(model, item, desk) {
  const rich = new Rich({ label: item, onInput: desk.onInput, desk });
  const details = makeDetails(model, () => { summary(); desk.onInput(); });
  const meta = h("p", { class: "meta", hidden: true });
  const summary = () => {
    const folded = !details.box.offsetParent;
    meta.textContent = details.words().join(" · ");
    meta.hidden = !folded || !meta.textContent;
  };
  const get = () => details.add(rich.get());
  const set = (/** @type {any} */ value) => {
    const whole = typeof value === "string" ? { text: value } : value;
    rich.set(whole.text);
    details.set(whole);
    summary();
  };
  const name = (/** @type {number} */ number) => {
    rich.name(`${item} ${number}`);
    details.seen?.setAttribute("aria-label", `Bij ${item.toLowerCase()} ${number}, in het kort`);
  };
  const body = h("div", { class: "item" }, rich.element, details.seen ?? "", meta);
  return { body, editor: { get, set, name, focus: () => rich.focus(), extra: [details.box], folded: summary } };
}

/** Who, when, how far, how you see it: in sight or behind «⋯». @param {any} model @param {() => void} onInput */
function makeDetails(model, onInput) {
  const statuses = (model.get("statuses") ?? []).map((/** @type {string} */ one) => ({ id: one, label: one }));
  const kinds = /** @type {Record<string, string>} */ ({ status: "choice", evidence: "text" });
  const fields = Object.entries(model.get("details") ?? {}).map(([key, label]) =>
    ({ key, ...detail({ label, kind: kinds[key] ?? "line", onInput, options: statuses }) }));
  const isSeen = (/** @type {{key: string}} */ { key }) => (model.get("in_sight") ?? []).includes(key);
  const [shown, folded] = [fields.filter(isSeen), fields.filter((one) => !isSeen(one))];
  const seen = shown.length ? h("div", { class: "seen", role: "group" }, ...shown.map(({ element }) => element)) : null;
  const box = h("div", { class: "fields" }, ...folded.map(({ element }) => element));
  /** What an item has that this control does not show stays with it. @type {Record<string, any>} */
  let rest = {};
  return {
    box,
    seen,
    words: () => folded.filter(({ key }) => key !== "evidence").map(({ get }) => get()).filter(Boolean),
    set: (/** @type {any} */ item) => {
      rest = { ...item };
      fields.forEach(({ key, set }) => { set(item[key] ?? ""); delete rest[key]; });
    },
    add: (/** @type {string} */ text) => {
      const filled = fields.map(({ key, get }) => [key, get()]).filter(([, value]) => value);
      const whole = { ...rest, text, ...Object.fromEntries(filled) };
      return Object.keys(whole).length > 1 ? whole : text;
    },
  };
}

/** @param {any} value */
function plain(value) {
  const lines = (value?.items ?? []).map((/** @type {any} */ item) => {
    if (typeof item === "string") return asItem(item);
    const { text, evidence, ...rest } = item;
    return asItem(text, ...Object.values(rest), evidence);
  });
  return [value?.intro, lines.join("\n")].filter(Boolean).join("\n\n");
}

const mergeItems = mergeRows((name) => ["text", "evidence"].includes(name));

/** @type {import("./shared/merge.js").Merge} */
function merge(base, theirs, mine) {
  const intro = mergeText(base?.intro, theirs?.intro, mine?.intro);
  const items = mergeItems(base?.items, theirs?.items, mine?.items);
  return { value: { intro: intro.value, items: items.value }, clashes: intro.clashes + items.clashes };
}

export default {
  /** @param {{model: any, el: HTMLElement}} place */
  render: ({ model, el }) => field(model, el, { name: "items", make: makeItems, plain, merge, marked: true }),
};
