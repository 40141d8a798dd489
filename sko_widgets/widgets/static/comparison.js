import { ask } from "./shared/ask.js";
import { button, h, say, speaker, uid } from "./shared/dom.js";
import { safeNodes } from "./shared/html.js";
import { redrawn } from "./shared/redraw.js";

/** @typedef {(message: Record<string, any>) => Promise<void>} Send */
/** @typedef {{label: string, note: string}} Whose */

const TRAITS = ["heading", "colour", "steps", "step", "cycles", "cycle", "cards", "columns", "rows", "names", "can_name", "why", "threes", "others", "prompt", "empty"];

/** @param {any} model @param {Send} send */
function stepChoice(model, send) {
  const now = model.get("step");
  return h("div", { class: "steps", role: "group", "aria-label": "Stap" }, ...model.get("steps").map((/** @type {any} */ { id, label }) =>
    button(label, () => send({ do: "step", step: id }), { "aria-pressed": String(id === now), "data-focus": `step ${id}` })));
}

/** @param {any} model @param {Send} send */
function cycleChoice(model, send) {
  const cycles = model.get("cycles");
  if (!cycles.length) return null;
  const id = uid();
  const select = h("select", { id, "data-focus": "cycle" }, ...cycles.map((/** @type {any} */ one) =>
    h("option", { value: one.id, selected: one.id === model.get("cycle") }, one.label)));
  select.addEventListener("change", () => send({ do: "cycle", cycle: select.value }));
  return h("div", { class: "cycle" }, h("label", { for: id, class: "sr" }, "Cyclus"), select);
}

/** Names can be seen only when all on screen want that; else it says why not. @param {any} model @param {Send} send */
function nameSwitch(model, send) {
  const [names, can, why] = ["names", "can_name", "why"].map((trait) => model.get(trait));
  const id = uid();
  const turn = button("Namen", () => can && send({ do: "names", on: !names }),
    { class: "switch", role: "switch", "aria-checked": String(names), "aria-disabled": can ? null : "true", "aria-describedby": why ? id : null, "data-focus": "names" });
  return [turn, why ? h("p", { class: "why-not soft small", id }, why) : null];
}

/** @param {any} model @param {Send} send */
function ways(model, send) {
  const beside = model.get("columns").length > 0;
  const chosen = model.get("cards").filter((/** @type {any} */ { chosen: is }) => is).length;
  const word = chosen ? `Naast elkaar (${chosen})` : "Drie naast elkaar";
  const [turn, why] = nameSwitch(model, send);
  return h("div", { class: "head" },
    h("h2", {}, model.get("heading")),
    h("div", { class: "ways" }, turn, cycleChoice(model, send),
      beside ? button("Muur", () => send({ do: "wall" }), { "data-focus": "wall" }) : null,
      beside && model.get("others") ? button(["Drie andere ", h("span", { "aria-hidden": "true" }, "→")], () => send({ do: "others" }), { "data-focus": "others" }) : null,
      ...(beside ? [] : model.get("threes")).map((/** @type {any} */ { id, label }) => button(label, () => send({ do: "three", which: id }), { "data-focus": `three ${id}` })),
      !beside && model.get("cards").length ? button(word, () => send({ do: "beside" }), { class: "main", "data-focus": "wall" }) : null),
    why, stepChoice(model, send));
}

/** @param {any} model @param {Send} send */
function wall(model, send) {
  return h("ul", { class: "wall", "data-overview": true }, ...model.get("cards").map((/** @type {any} */ { label, note, text, chosen }, /** @type {number} */ number) => {
    const id = uid();
    const pick = button(chosen ? "✓ Gekozen" : "Kies", () => send({ do: "choose", number, on: !chosen }),
      { class: "pick quiet", "aria-pressed": String(chosen), "aria-describedby": id, "data-focus": `pick ${number}` });
    return h("li", { class: chosen ? "card chosen" : "card", "data-thing": true },
      h("p", { class: "text" }, text), h("div", { class: "whose" }, h("h3", { id }, label, note ? h("span", { class: "soft" }, ` · ${note}`) : null), pick));
  }));
}

/** @param {Whose} whose @param {string} name @param {string} [tag] */
function whose({ label, note }, name, tag = "p") {
  return h(tag, { class: name }, label, note ? h("span", { class: "soft" }, ` · ${note}`) : null);
}

/** The same step on the same line; on a narrow screen below each other, each with whose it is. @param {any} model */
function beside(model) {
  const columns = model.get("columns");
  const heads = h("div", { class: "row heads", "aria-hidden": "true" }, h("span", {}), ...columns.map((/** @type {Whose} */ one) => whose(one, "who")));
  const rows = model.get("rows").map((/** @type {any} */ { label, asks, cells }) =>
    h("section", { class: asks ? "row questions" : "row", "data-thing": true }, h("h3", {}, label), ...cells.map((/** @type {string} */ html, /** @type {number} */ at) =>
      h("div", { class: html ? "wrote" : "wrote none" }, whose(columns[at], "who inside", "h4"), html ? safeNodes(html) : h("p", { class: "soft" }, "Hierover is niets gedeeld.")))));
  return h("div", { class: "beside", style: `--columns:${columns.length}`, "data-overview": true }, heads, ...rows);
}

/** @param {any} model @param {Send} send @param {HTMLElement[]} spoken */
function draw(model, send, spoken) {
  const [cards, columns, prompt, empty] = ["cards", "columns", "prompt", "empty"].map((trait) => model.get(trait));
  const shown = columns.length ? beside(model) : cards.length ? wall(model, send) : null;
  return [
    model.get("heading") ? ways(model, send) : null,
    shown ?? h("p", { class: "empty" }, empty),
    shown && prompt ? h("p", { class: "prompt" }, h("b", {}, "Praat erover"), " ", prompt) : null,
    ...spoken,
  ].filter(Boolean);
}

export default {
  /** @param {{model: any, el: HTMLElement}} place */
  render(place) {
    const voice = speaker();
    const failed = h("p", { class: "said", role: "alert" });
    const send = async (/** @type {Record<string, any>} */ message) => {
      failed.textContent = "";
      try {
        await ask(place.model, message);
        say(voice, place.model.get("told"));
      } catch (error) {
        failed.textContent = /** @type {Error} */ (error).message;
      }
    };
    return redrawn(place, "comparison", TRAITS, (model, home) => {
      home.className = `sko sko-comparison ${model.get("colour")}`.trim();
      return draw(model, send, [failed, voice]);
    });
  },
};
