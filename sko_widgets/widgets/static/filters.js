import { ask } from "./shared/ask.js";
import { button, h, say, speaker, uid } from "./shared/dom.js";
import { redrawn } from "./shared/redraw.js";

/** @typedef {{name: string, label: string, every: string, options: {value: string, label: string}[], chosen: string}} Filter */
/** @typedef {(message: Record<string, any>) => Promise<void>} Send */

/** @param {Filter} filter @param {Send} send */
function list({ name, label, every, options, chosen }, send) {
  const id = uid();
  const choices = [...(every ? [{ value: "", label: every }] : []), ...options].map((one) =>
    h("option", { value: one.value, selected: one.value === chosen }, one.label));
  const select = h("select", { id, "data-focus": name }, ...choices);
  select.addEventListener("change", () => send({ do: "choose", name, value: select.value }));
  return h("div", { class: chosen && every ? "filter chosen" : "filter" }, h("label", { for: id }, label), select);
}

/** @param {any} model @param {Send} send @param {HTMLElement[]} spoken */
function draw(model, send, spoken) {
  /** @type {Filter[]} */
  const filters = model.get("filters");
  const clear = button("Alles tonen", () => send({ do: "clear" }), { class: "quiet", "data-focus": "clear", hidden: !filters.some(({ chosen, every }) => chosen && every) });
  const lists = filters.length > 0 && h("div", { class: "lists", role: "group", "aria-label": "Kies wat je ziet" }, ...filters.map((one) => list(one, send)), clear);
  return [lists, h("p", { class: "told soft small" }, [model.get("told"), model.get("note")].filter(Boolean).join(" ")), ...spoken].filter(Boolean);
}

export default {
  /** @param {{model: any, el: HTMLElement}} place */
  render(place) {
    const voice = speaker();
    const failed = h("p", { class: "said", role: "alert" });
    const { model, el } = place;
    const send = async (/** @type {Record<string, any>} */ message) => {
      failed.textContent = "";
      try {
        await ask(model, message);
        say(voice, model.get("told"));
        // Its button is gone with what it cleared.
        if (message.do === "clear") el.querySelector("select")?.focus();
      } catch (error) {
        failed.textContent = /** @type {Error} */ (error).message;
      }
    };
    return redrawn(place, "filters", ["filters", "told", "note"], () => draw(model, send, [failed, voice]));
  },
};
