import { h, root, say, speaker, uid, button } from "./dom.js";
import { ask } from "./ask.js";
import { page } from "./page.js";
import { questions } from "./questions.js";
import { historyButton } from "./history.js";
import { fetchLibrary } from "./library.js";
import { Saver } from "./saver.js";
import { settleClash } from "./clash.js";

/**
 * @typedef {object} Editor what the user types in
 * @property {() => any} get
 * @property {(value: any) => void} set
 * @property {() => void} focus
 * @property {Node[]} [foot] what stands below it, beside the history
 *
 * @typedef {object} Desk
 * @property {any} model
 * @property {string} label
 * @property {HTMLElement} host
 * @property {() => void} onInput
 * @property {string} [id] for the element that the visible label belongs to
 * @property {string} [describedby]
 * @property {(text: string) => void} [announce]
 * @property {HTMLElement} [foot]
 *
 * @typedef {object} Kind one sort of field
 * @property {string} name
 * @property {(desk: Desk) => Editor} make
 * @property {(value: any) => string} plain the value as text
 * @property {boolean} [marked] whether that text is Markdown
 * @property {HTMLElement} [around] what it is typed in, beside other fields, where its label, help and questions stand too
 * @property {import("./merge.js").Merge} [merge] both values as one, where that can be
 */

const BUSY = "… wordt opgeslagen";
const NOT_SAVED = "! niet opgeslagen";
/** What stands at a field by what it told of its saving; the bar says it to a screen reader. @type {Record<string, string>} */
const SIGNS = { typing: BUSY, saving: BUSY, failed: NOT_SAVED, conflict: NOT_SAVED };

/**
 * A field: its editor, and around it the saving, the history, and a word when there is one to say.
 * @param {any} model
 * @param {HTMLElement} el
 * @param {Kind} kind
 * @returns {() => void} what to do when the field leaves the page
 */
export function field(model, el, kind) {
  void fetchLibrary(model);
  const home = root(model, el, kind.name);
  const host = h("div", { class: "editor" });
  const foot = h("div", { class: "foot" });
  const notice = noticeBoard();
  const voice = speaker();
  const id = uid();
  const described = kind.around ? undefined : caption(home, model, id);
  home.append(notice.element, host, foot, voice);
  const editor = kind.make({
    model, host, foot, id, label: model.get("label"), describedby: described,
    onInput: () => saver.changed(), announce: (text) => say(voice, text),
  });
  editor.set(model.get("value"));
  const saver = new Saver({
    model, read: () => editor.get(), show: (value) => editor.set(value), tell: notice.tell,
    clash: () => {
      notice.tell("Dit veld is ook ergens anders gewijzigd.", "Beide teksten bekijken", () => settleClash(place));
      settleClash(place);
    },
  });
  const place = { home, model, kind, saver, tell: notice.tell };
  const sign = h("span", { class: "unsaved soft small", "aria-hidden": "true" });
  foot.append(sign, historyButton(place));
  // A visible label is of something that is no input of the browser's own.
  home.querySelector(`label[for="${id}"]`)?.addEventListener("click", (event) => { event.preventDefault(); editor.focus(); });
  return wire(model, kind.around ?? home, saver, (/** @type {any} */ { state }) => {
    sign.textContent = SIGNS[state] ?? "";
    sign.classList.toggle("failed", sign.textContent === NOT_SAVED);
    if (state === "saved") notice.settle();
  });
}

/** @param {any} model @param {HTMLElement} home @param {Saver} saver @param {(told: any) => void} told */
function wire(model, home, saver, told) {
  const hear = (/** @type {any} */ message) => saver.hear(message);
  const adopt = () => saver.adopt();
  const listen = (/** @type {any} */ { detail }) => detail.key === saver.key && told(detail);
  model.on("msg:custom", hear);
  model.on("change:value", adopt);
  model.on("change:revision", adopt);
  addEventListener("sko:save", listen);
  const calm = lookAgain(model);
  home.addEventListener("focusout", (event) => {
    const to = /** @type {Node | null} */ (event.relatedTarget);
    if (!home.contains(to) || /** @type {HTMLElement} */ (event.target).matches("input, textarea, select, [contenteditable]")) saver.flush();
  });
  return () => {
    saver.leave();
    calm();
    removeEventListener("sko:save", listen);
    model.off("msg:custom", hear);
    model.off("change:value", adopt);
    model.off("change:revision", adopt);
  };
}

/**
 * Look again at what other pages may have changed when one comes back to this window; returns how to stop that.
 * @param {any} model @returns {() => void}
 */
function lookAgain(model) {
  const asked = [model.get("shared") && "look", Object.keys(model.get("names") ?? {}).length && "look_names"].filter(Boolean);
  // Without an answer all stays as it stands, and what one types is saved as ever.
  const look = () => asked.forEach((what) => !page().offline && !document.hidden && ask(model, { do: what }).catch(() => null));
  if (!asked.length) return () => {};
  addEventListener("focus", look);
  document.addEventListener("visibilitychange", look);
  return () => {
    removeEventListener("focus", look);
    document.removeEventListener("visibilitychange", look);
  };
}

/**
 * The visible label, the help and the questions; returns the ids of what describes the field.
 * @param {HTMLElement} home @param {any} model @param {string} id of what the label is for
 */
function caption(home, model, id) {
  if (model.get("show_label")) home.append(h("label", { class: "label", for: id }, model.get("label")));
  const help = model.get("help") && h("p", { class: "soft small", id: uid() }, model.get("help"));
  const asked = model.get("questions")?.length ? questions(model.get("questions")) : null;
  home.append(...[help, asked].filter(Boolean));
  return [...stepOf(home, model), ...[help, asked].map((part) => part?.id)].filter(Boolean).join(" ") || undefined;
}

/** The ids of the question and the hint that stand above a step's first field. @param {HTMLElement} home @param {any} model */
function stepOf(home, model) {
  const step = home.closest(".step");
  const isFirst = step && !model.get("show_label") && step.querySelector(".sko:not(.sko-recalled)") === home;
  return isFirst ? ["question", "hint"].map((part) => document.getElementById(`${step.id}-${part}`)?.id) : [];
}

/** A calm word above the field, which the screen reader says too. */
function noticeBoard() {
  const text = h("span");
  const element = h("div", { class: "tell", "aria-live": "polite" });
  let needsChoice = false;
  const close = () => element.replaceChildren();
  const tell = (/** @type {string} */ words, /** @type {string} */ action, /** @type {() => void} */ act) => {
    needsChoice = Boolean(action);
    text.textContent = words;
    element.replaceChildren(text, action ? button(action, act) : button("Goed", close, { class: "quiet" }));
  };
  return { element, tell, settle: () => needsChoice && close() };
}
