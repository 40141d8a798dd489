import { blockPick } from "./shared/blockpick.js";
import { h, say, uid } from "./shared/dom.js";
import { redrawn } from "./shared/redraw.js";
import { svg } from "./shared/minimap.js";

/** @typedef {{text: string, who: string}} Row */
/** @typedef {{title: string, note: string, words: string, meets: string, rows: Row[]}} Table */
/** @typedef {{name: string, colour: string, count: string, beside: string, tables: Table[]}} Part */

/** @param {Table} table @param {Part} part */
function drawTable({ title, note, words, meets, rows }, { beside, name }) {
  const way = note ? h("a", { class: "button", href: beside }, "Naast elkaar", h("span", { class: "sr" }, `bij ${name}`)) : null;
  const head = h("header", {}, h("div", {}, h("h3", {}, title), note ? h("p", { class: "note" }, note, words ? h("span", { class: "words" }, ` · ${words}`) : null) : null), way);
  const list = h("ul", {}, ...rows.map(({ text, who }) => h("li", {}, h("p", {}, text), h("small", {}, who))));
  return h("section", { class: "plate", "data-thing": "" }, head, list, meets ? h("p", { class: "meets" }, meets) : null);
}

/** @param {Part} part */
function drawPart(part) {
  const head = h("div", { class: "head" }, h("h2", {}, part.name), h("p", { class: "count" }, part.count));
  return h("section", { class: `part ${part.colour}` }, head, ...part.tables.map((table) => drawTable(table, part)));
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

export default {
  /** @param {{model: any, el: HTMLElement}} place */
  render(place) {
    const { aside, spoken, voice } = blockPick(place.model);
    return redrawn(place, "question-tables", ["cells", "parts", "total", "chosen"], (model, home) => {
      home.classList.add("by-block");
      /** @type {Part[]} */
      const parts = model.get("parts");
      const list = h("div", { class: "parts" }, ...parts.map(drawPart));
      const empty = h("p", { class: "soft" }, model.get("told"));
      const middle = h("div", { class: "middle" }, ...(parts.length ? [searchBox(list, voice), list] : [empty]));
      return [h("div", { class: "sides" }, aside(), middle), ...spoken];
    });
  },
};
