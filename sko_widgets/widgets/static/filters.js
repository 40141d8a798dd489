import { ask } from "./shared/ask.js";
import { button, h, say, speaker, uid } from "./shared/dom.js";
import { redrawn } from "./shared/redraw.js";

/** Milliseconds without another choice before one is sent: who goes through a list with the arrows passes many. */
const PAUSE = 250;

/** @typedef {{name: string, label: string, every: string, options: {value: string, label: string}[], chosen: string}} Filter */
/** @typedef {{choose: (name: string, value: string) => void, clear: () => void, now: (filter: Filter) => string}} Choices */

/** @param {Filter} filter @param {Choices} choices */
function list(filter, { choose, now }) {
  const { name, label, every, options } = filter;
  const id = uid();
  const chosen = now(filter);
  const offered = [...(every ? [{ value: "", label: every }] : []), ...options].map((one) =>
    h("option", { value: one.value, selected: one.value === chosen }, one.label));
  const select = h("select", { id, "data-focus": name }, ...offered);
  select.addEventListener("change", () => choose(name, select.value));
  return h("div", { class: chosen && every ? "filter chosen" : "filter" }, h("label", { for: id }, label), select);
}

/** @param {any} model @param {Choices} choices @param {HTMLElement[]} spoken */
function draw(model, choices, spoken) {
  /** @type {Filter[]} */
  const filters = model.get("filters");
  const clear = button("Alles tonen", choices.clear, { class: "quiet", "data-focus": "clear", hidden: !filters.some(({ chosen, every }) => chosen && every) });
  const lists = filters.length > 0 && h("div", { class: "lists", role: "group", "aria-label": "Kies wat je ziet" }, ...filters.map((one) => list(one, choices)));
  const told = [model.get("told"), model.get("note")].filter(Boolean).join(" ");
  return [lists, h("div", { class: "tally" }, h("p", { class: "told soft small" }, told), clear), ...spoken].filter(Boolean);
}

/**
 * What was chosen here and is not answered yet goes before what the model says: an answer to an earlier choice puts
 * nothing back.
 * @param {any} model @param {HTMLElement} el @param {HTMLElement} voice @param {HTMLElement} failed
 * @returns {Choices}
 */
function choosing(model, el, voice, failed) {
  /** @type {Map<string, string>} */
  const waiting = new Map();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let later;
  const send = async (/** @type {Record<string, any>} */ message) => {
    failed.textContent = "";
    try {
      await ask(model, message);
      say(voice, model.get("told"));
    } catch (error) {
      failed.textContent = /** @type {Error} */ (error).message;
    }
  };
  const sendAll = async () => {
    for (const [name, value] of [...waiting]) {
      await send({ do: "choose", name, value });
      if (waiting.get(name) === value) waiting.delete(name);
    }
  };
  const choose = (/** @type {string} */ name, /** @type {string} */ value) => {
    waiting.set(name, value);
    clearTimeout(later);
    later = setTimeout(sendAll, PAUSE);
  };
  const clear = async () => {
    clearTimeout(later);
    waiting.clear();
    await send({ do: "clear" });
    // Its button is gone with what it cleared.
    el.querySelector("select")?.focus();
  };
  return { choose, clear, now: ({ name, chosen }) => waiting.get(name) ?? chosen };
}

export default {
  /** @param {{model: any, el: HTMLElement}} place */
  render(place) {
    const voice = speaker();
    const failed = h("p", { class: "said", role: "alert" });
    const choices = choosing(place.model, place.el, voice, failed);
    return redrawn(place, "filters", ["filters", "told", "note"], (model) => draw(model, choices, [failed, voice]));
  },
};
