import { blockPick } from "./shared/blockpick.js";
import { ask } from "./shared/ask.js";
import { h, say, uid } from "./shared/dom.js";
import { onProgramme } from "./shared/onprogramme.js";
import { redrawn } from "./shared/redraw.js";
import { svg } from "./shared/minimap.js";

/** @typedef {{text: string, who: string, back: string}} Row */
/** @typedef {{title: string, note: string, words: string, meets: string, back: string, rows: Row[]}} Table */
/** @typedef {{id: string, name: string, colour: string, count: string, beside: string, tables: Table[]}} Part */

/** That it came back, and when. @param {string} words */
const mark = (words) => (words ? h("span", { class: "back" }, words) : null);

/** @param {any} model @param {Table} table @param {Part} part */
function drawTable(model, { title, note, words, meets, back, rows }, { id, beside, name }) {
  const programme = note ? onProgramme(model, { title, block: id }) : null;
  const way = programme && h("div", { class: "ways" }, h("a", { class: "button", href: beside }, "Naast elkaar", h("span", { class: "sr" }, `bij ${name}`)), programme.press);
  const head = h("header", {}, h("div", {}, h("h3", {}, title), note ? h("p", { class: "note" }, note, words ? h("span", { class: "words" }, ` · ${words}`) : null) : null, mark(back)), way);
  const list = h("ul", {}, ...rows.map(({ text, who, back }) => h("li", {}, h("p", {}, text, " ", mark(back)), h("small", {}, who))));
  return h("section", { class: "plate", "data-thing": "" }, head, programme?.place, list, meets ? h("p", { class: "meets" }, meets) : null);
}

/** @param {any} model @param {Part} part */
function drawPart(model, part) {
  const head = h("div", { class: "head" }, h("h2", {}, part.name), h("p", { class: "count" }, part.count));
  return h("section", { class: `part ${part.colour}` }, head, ...part.tables.map((table) => drawTable(model, table, part)));
}

/** The box that leaves only the questions with what is typed. @param {HTMLElement} parts @param {HTMLElement} voice */
function searchBox(parts, voice) {
  const id = uid();
  const input = h("input", { type: "search", id, autocomplete: "off", placeholder: "Zoek, bijvoorbeeld ‘ouders’" });
  const left = h("p", { class: "small soft left" });
  input.addEventListener("input", () => {
    const sought = input.value.trim().toLowerCase();
    let count = 0;
    for (const table of /** @type {NodeListOf<HTMLElement>} */ (parts.querySelectorAll(".plate"))) {
      const lines = /** @type {HTMLElement[]} */ ([...table.querySelectorAll("li")]);
      lines.forEach((line) => (line.hidden = !line.textContent?.toLowerCase().includes(sought)));
      count += lines.filter((line) => !line.hidden).length;
      table.hidden = lines.every((line) => line.hidden);
    }
    for (const part of /** @type {NodeListOf<HTMLElement>} */ (parts.querySelectorAll(".part"))) part.hidden = !part.querySelector(".plate:not([hidden])");
    left.textContent = sought ? `${count === 1 ? "1 vraag" : `${count} vragen`} met ‘${input.value.trim()}’` : "";
    say(voice, left.textContent ?? "");
  });
  const lens = svg("svg", { viewBox: "0 0 24 24", focusable: "false", "aria-hidden": "true" }, svg("circle", { cx: 11, cy: 11, r: 6.5 }), svg("path", { d: "M16 16l4.5 4.5" }));
  return h("div", { class: "seek", role: "search" }, h("label", { class: "sr", for: id }, "Zoek in de vragen"), lens, input, left);
}

/** Leaves only the questions that came back. @param {any} model @param {HTMLElement} voice */
function onlyBack(model, voice) {
  const tick = h("input", { type: "checkbox", checked: model.get("only_back"), "data-focus": "only-back" });
  tick.addEventListener("change", async () => {
    try {
      await ask(model, { do: "only_back", on: tick.checked });
      say(voice, model.get("told"));
    } catch (error) {
      tick.checked = !tick.checked;
      say(voice, /** @type {Error} */ (error).message);
    }
  });
  return h("label", { class: "only-back" }, tick, h("span", {}, "Alleen wat twee keer terugkwam, of vaker"));
}

export default {
  /** @param {{model: any, el: HTMLElement}} place */
  render(place) {
    const { aside, spoken, voice } = blockPick(place.model);
    return redrawn(place, "question-tables", ["cells", "parts", "total", "chosen", "only_back", "sessions"], (model, home) => {
      home.classList.add("by-block");
      /** @type {Part[]} */
      const parts = model.get("parts");
      const list = h("div", { class: "parts" }, ...parts.map((part) => drawPart(model, part)));
      const empty = h("p", { class: "soft" }, model.get("told"));
      const middle = h("div", { class: "middle" }, ...(parts.length ? [searchBox(list, voice), list] : [empty]));
      const side = aside();
      side.append(onlyBack(model, voice));
      return [h("div", { class: "sides" }, side, middle), ...spoken];
    });
  },
};
