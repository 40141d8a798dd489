import { button, h, sr } from "./dom.js";
import { keyOfCard } from "./chaindata.js";
import { detail } from "./detail.js";
import { flat, lineInput } from "./input.js";
import { namesOf } from "./namecell.js";

/**
 * @typedef {import("./chaindata.js").Card} Card
 * @typedef {import("./chaindata.js").ChainData} ChainData
 */

/** What hangs on a card and is not told by a line: which goal it pulls at. @param {ChainData} data @param {Card} card */
function pulls(data, card) {
  const back = data.ties.find(({ start, end }) => start === card.at && start > end);
  const codes = back ? data.tied(card, back.end).map((other) => data.code(other)) : [];
  return codes.length ? `${codes.join(", ")} ${codes.length > 1 ? "komen" : "komt"} in de knel` : "";
}

/** What stands on a card that is not being written. @param {ChainData} data @param {Card} card @returns {Node[]} */
export function faceOf(data, card) {
  const notes = [pulls(data, card), ...data.missing(card)].filter(Boolean);
  return [h("b", { class: "code" }, data.code(card)), ` ${data.text(card) || "(leeg)"}`, ...notes.map((one) => h("small", {}, one))];
}

/**
 * A card as it is written: its text, its other columns, and what can be done with it.
 * @param {{data: ChainData, model: any, announce: (text: string) => void, acts: any}} desk `model` of the field of its column
 * @param {Card} card
 */
export function openCard({ data, model, announce, acts }, card) {
  const key = keyOfCard(card);
  const input = lineInput({ label: "", onInput: () => { data.patch(card, { text: input.value }); acts.typed(); } });
  input.setAttribute("data-focus", key);
  input.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    acts.close();
  });
  const names = namesOf({ model, announce, host: input, label: "", onInput: () => {} });
  const cells = model.get("columns").filter((/** @type {any} */ { name, hidden }) => !hidden && name !== "text")
    .map((/** @type {any} */ column) => {
      const made = detail({ ...column, questions: [], names, onInput: () => data.patch(card, { [column.name]: made.get() }) });
      return { column, ...made };
    });
  const grip = button([h("span", { "aria-hidden": "true" }, "⠿"), sr("Verplaats")], () => {}, { class: "quiet grip", title: "Sleep, of gebruik pijl omhoog en omlaag" });
  const join = button("Verbinden", acts.join, { class: "join", "aria-pressed": "false", "data-focus": "join" });
  const way = (/** @type {string} */ sign, /** @type {string} */ name, /** @type {number} */ by) =>
    button([h("span", { "aria-hidden": "true" }, sign), sr(name)], () => acts.move(card, by), { class: "quiet", "data-focus": name });
  const done = button("Klaar", acts.close, { class: "main" });
  const remove = button("Weghalen", () => acts.remove(card), { class: "quiet" });
  const told = h("p", { class: "told small soft" });
  const adders = data.beside(card.at).map((at) => ({ at, press: adderAt(data, at, card, () => acts.add(at, card)) }));
  const others = h("div", { class: "others-to-join" });
  const element = h("div", { class: "open", role: "group" }, input, ...cells.map(({ element: cell }) => cell), told,
    h("div", { class: "doing" }, join, done), h("div", { class: "doing" }, grip, way("↑", "Omhoog", -1), way("↓", "Omlaag", 1), remove),
    h("div", { class: "doing row-adders" }, ...adders.map(({ press }) => press)), others);
  const show = () => {
    const row = data.row(card) ?? {};
    if (input.value !== flat(row.text)) {
      input.value = flat(row.text);
      input.dispatchEvent(new Event("sko-set"));
    }
    cells.forEach((/** @type {any} */ { column, get, set }) => {
      if (JSON.stringify(get() || null) !== JSON.stringify(row[column.name] || null)) set(row[column.name]);
    });
    input.setAttribute("aria-label", data.called(card));
    element.setAttribute("aria-label", data.called(card));
    told.replaceChildren(...toldOf(data, card));
    adders.forEach(({ at, press }) => press.setAttribute("aria-label", adds(data, at, card)));
  };
  const renamed = () => cells.forEach((/** @type {any} */ cell) => cell.renamed?.());
  return { element, input, grip, join, others, show, renamed };
}

/** @param {ChainData} data @param {number} at @param {Card} [to] */
const adds = (data, at, to) => `${data.columns[at].item} toevoegen${to ? ` bij ${data.code(to)}` : ""}`;

/** A small button that adds a card to a column. @param {ChainData} data @param {number} at @param {Card | undefined} to what that is joined to @param {() => void} add */
export function adderAt(data, at, to, add) {
  return button([h("span", { "aria-hidden": "true" }, "+"), data.columns[at].item.toLowerCase()], add,
    { class: "quiet also", "data-add": String(at), "data-focus": `add-${at}-${to ? keyOfCard(to) : ""}`, "aria-label": adds(data, at, to) });
}

/** Its number, what it is joined to and what it lacks. @param {ChainData} data @param {Card} card @returns {Node[]} */
function toldOf(data, card) {
  const codes = data.beside(card.at).filter((at) => (data.joint(card.at, at)?.start ?? 0) <= (data.joint(card.at, at)?.end ?? 0))
    .flatMap((at) => data.tied(card, at)).map((other) => data.code(other));
  const parts = [codes.length ? `hoort bij ${codes.join(", ")}` : "", pulls(data, card), ...data.missing(card)].filter(Boolean);
  return [h("b", { class: "code" }, data.code(card)), ` ${parts.join(" · ")}`];
}

/** The cards that this one can be joined to, as a list. @param {ChainData} data @param {Card} card @param {(other: Card) => void} toggle @returns {Node[]} */
export function joinList(data, card, toggle) {
  return data.beside(card.at).map((at) => {
    const { label } = data.columns[at];
    const all = data.cards(at).map((other) => button(
      [h("span", { class: "port", "aria-hidden": "true" }), ...faceOf(data, other)], () => toggle(other),
      { class: "toggle", "aria-pressed": String(data.areTied(card, other)), "data-focus": `join-${keyOfCard(other)}` }));
    return h("div", { role: "group", "aria-label": `Verbinden met ${label.toLowerCase()}` },
      h("p", { class: "label" }, label), ...(all.length ? all : [h("p", { class: "small soft" }, "Hier staat nog niets.")]));
  });
}
