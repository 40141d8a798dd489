import { act } from "./shared/act.js";
import { button, h, sr, takeAlong, uid } from "./shared/dom.js";
import { recall, remember } from "./shared/memory.js";
import { redrawn } from "./shared/redraw.js";

/** @typedef {{id: string, colour: string, origin: string, text: string, answer: string, can_take: boolean, asks: boolean}} Offer */

/** Sends what a button does, and leads to where it stands now. @param {any} place */
function sender({ model, said }) {
  return async (/** @type {any} */ press, /** @type {Record<string, string>} */ message) => {
    const answer = await act({ model, say: (text) => said.replaceChildren(text), button: press }, message);
    if (!answer) return;
    if (answer.to) said.append(" ", h("a", { href: answer.to }, answer.link));
    if (message.do === "tell") remember(`told/${message.id}`, "");
    takeAlong(said, said.parentElement);
  };
}

/** How it went, in one line. @param {any} place @param {Offer} offer */
function followUp({ model, said }, { id, text }) {
  const send = sender({ model, said });
  const name = uid();
  const picks = model.get("outcomes").map((/** @type {any} */ one) =>
    h("label", { class: "outcome" }, h("input", { type: "radio", name, value: one.id }), one.label));
  const draft = `told/${id}`;
  const line = h("input", { class: "line", maxlength: "500", autocomplete: "off", value: recall(draft) ?? "" });
  line.addEventListener("input", () => remember(draft, line.value));
  const set = h("fieldset", {}, h("legend", {}, "Lukte het?", sr(text)), ...picks);
  const tell = button("Vertel het de groep", () => {
    const chosen = /** @type {HTMLInputElement | null} */ (set.querySelector("input:checked"));
    if (!chosen) return said.replaceChildren("Kies eerst of het lukte.");
    return send(tell, { do: "tell", id, outcome: chosen.value, told: line.value });
  }, { class: "quiet take" });
  return [set, h("label", { class: "told" }, "In één regel, als je wilt", line), tell];
}

/** @param {any} place @param {Offer} offer */
function one({ model, said }, offer) {
  const { id, colour, origin, text, answer, can_take: canTake, asks } = offer;
  const send = sender({ model, said });
  const refused = answer === "niet-nu";
  const take = canTake && answer !== "overgenomen" && button([refused ? "Toch bij Acties zetten" : "Bij Acties zetten", sr(text)], () => send(take, { do: "take", id }), { class: "quiet take" });
  const later = !answer && button(["Niet nu", sr(text)], () => send(later, { do: "refuse", id }), { class: "quiet later" });
  const state = answer && h("p", { class: "soft small" }, refused ? "Jullie zeiden: niet nu." : "Staat bij Acties.");
  return h("li", { class: colour }, h("p", { class: "origin" }, origin), h("p", { class: "text" }, `‘${text}’`), state,
    h("div", { class: "buttons" }, take, later), ...(asks ? followUp({ model, said }, offer) : []));
}

/** @param {any} place */
function draw(place) {
  /** @type {Offer[]} */
  const all = place.model.get("offers");
  if (!all.length && !place.said.textContent) return [];
  return [h("h2", {}, place.model.get("title")), place.said, h("ul", {}, ...all.map((offer) => one(place, offer)))];
}

export default {
  /** @param {{model: any, el: HTMLElement}} place */
  render(place) {
    const said = h("p", { class: "said", "aria-live": "polite", tabindex: "-1" });
    return redrawn(place, "offers", ["title", "offers", "outcomes"], (model) => draw({ model, said }));
  },
};
