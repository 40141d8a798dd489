import { ask } from "./ask.js";
import { button, h, say, speaker } from "./dom.js";

/** @typedef {{id: string, name: string, level: string, theme: string, colour: string, count: number, said: string}} Cell */
/** The arrow keys: how far across and down they go. @type {Record<string, [number, number]>} */
const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** @param {any} model @param {Cell} cell @param {(block: string) => void} choose */
function drawCell(model, cell, choose) {
  const [row, column] = [model.get("levels"), model.get("themes")].map((all, at) => all.findIndex((/** @type {any} */ one) => one.id === [cell.level, cell.theme][at]));
  const here = cell.id === model.get("chosen") ? "true" : null;
  const one = button(String(cell.count), () => choose(cell.id), { class: `pick ${cell.colour}`, "aria-label": `${cell.name}: ${cell.said}`, "aria-current": here, "data-focus": cell.id });
  one.dataset.at = `${column} ${row}`;
  one.style.gridArea = `${row + 2} / ${column + 2}`;
  return one;
}

/** @param {KeyboardEvent} event @param {HTMLElement} grid */
function walk(event, grid) {
  const way = WAYS[event.key];
  const at = /** @type {HTMLElement} */ (event.target).dataset.at?.split(" ").map(Number);
  if (!way || !at) return;
  event.preventDefault();
  /** @type {HTMLElement | null} */ (grid.querySelector(`[data-at="${at[0] + way[0]} ${at[1] + way[1]}"]`))?.focus();
}

/** A name that fits its column: `Samenh.`, `Uitv.`. @param {string} name */
const shortened = (name) => (name.length > 8 ? `${name.slice(0, 6).replace(/[aeiou]+$/, "")}.` : name);

/**
 * The small grid in which one chooses a block, or all; each block says how much it has.
 * @param {any} model with `levels`, `themes`, `cells`, `chosen` and `total`
 * @param {(block: string) => void} choose
 */
function smallGrid(model, choose) {
  const name = (/** @type {any} */ { name, colour }, /** @type {string} */ area) => {
    const one = h("span", { class: colour ?? "level", "aria-hidden": "true", title: name }, shortened(name));
    one.style.gridArea = area;
    return one;
  };
  const grid = h("div", { class: "small-grid", role: "group", "aria-label": "Kies een bouwsteen" },
    ...model.get("themes").map((/** @type {any} */ one, /** @type {number} */ at) => name(one, `1 / ${at + 2}`)),
    ...model.get("levels").map((/** @type {any} */ one, /** @type {number} */ at) => name(one, `${at + 2} / 1`)),
    ...model.get("cells").map((/** @type {Cell} */ cell) => drawCell(model, cell, choose)));
  grid.addEventListener("keydown", (event) => walk(event, grid));
  const all = button("Laat alles zien", () => choose(""), { class: "all", "aria-current": model.get("chosen") ? null : "true", "data-focus": "all" });
  return h("aside", { "aria-label": "Bouwsteen" }, h("h2", { "aria-hidden": "true" }, "Bouwsteen"), grid, h("p", { class: "soft total" }, model.get("total")), all);
}

/** The block that is chosen stands in the address of a page of the app, so that it is there again. @param {string} block */
function keepInAddress(block) {
  if (!document.documentElement.dataset.sko) return;
  const address = new URL(location.href);
  address.searchParams.set("bouwsteen", block || "alle");
  history.replaceState(history.state, "", address);
}

/**
 * What a widget with a small grid is drawn with.
 * @param {any} model its message `choose_block` has the `block` that is chosen, empty for all; `told` says what is there then
 */
export function blockPick(model) {
  const voice = speaker();
  const failed = h("p", { class: "said", role: "alert" });
  const choose = async (/** @type {string} */ block) => {
    failed.textContent = "";
    try {
      await ask(model, { do: "choose_block", block });
      keepInAddress(block);
      say(voice, model.get("told"));
    } catch (error) {
      failed.textContent = /** @type {Error} */ (error).message;
    }
  };
  return { aside: () => smallGrid(model, choose), spoken: [failed, voice], voice };
}
