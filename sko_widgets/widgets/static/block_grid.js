import { button, h, sr } from "./shared/dom.js";
import { drawArrows } from "./shared/arrows.js";
import { recall, remember } from "./shared/memory.js";
import { redrawn } from "./shared/redraw.js";
import { svg } from "./shared/minimap.js";

const SWITCH = "arrows";
const shown = () => recall(SWITCH) === "yes";

function tick() {
  return svg("svg", { viewBox: "0 0 24 24", focusable: "false" }, svg("path", { d: "M5 12.5l4.5 4.5L19 7" }));
}

/** Finished cycles as whole pieces, the newest one's steps beside them. @param {any} cell */
function bars({ finished, filled, total }) {
  const whole = Array.from({ length: finished }, () => h("i", { class: "whole" }, tick()));
  const steps = Array.from({ length: total }, (_, at) => h("i", { class: at < filled ? "full" : "" }));
  return h("span", { class: "bars", "aria-hidden": "true" }, ...whole, total ? h("span", { class: "steps" }, ...steps) : null);
}

/** @param {any} cell */
function inWords({ finished, filled, total }) {
  const whole = finished ? `${finished} ${finished === 1 ? "cyclus" : "cycli"} afgerond` : "";
  const now = total && filled ? `${filled} van ${total} stappen` : "";
  const words = [whole, now].filter(Boolean).join(", ");
  return words ? sr(` (${words})`) : null;
}

/** @param {any} cell @param {any[]} levels @param {any[]} themes */
function card(cell, levels, themes) {
  const at = (/** @type {any[]} */ all, /** @type {string} */ id) => all.findIndex((one) => one.id === id) + 2;
  const goes = shown() && cell.links?.length
    ? h("ul", { class: "goes" }, ...cell.links.map((/** @type {any} */ { label }) => h("li", {}, h("span", { "aria-hidden": "true" }, "→ "), label)))
    : null;
  return h("li", { class: `block ${cell.colour}`, style: `grid-area:${at(levels, cell.level)}/${at(themes, cell.theme)}` },
    h("a", { href: cell.url, "data-block": cell.id, "data-focus": cell.id },
      cell.title ? h("span", { class: "name" }, `${cell.name}: `) : null, h("strong", {}, cell.title || cell.name)),
    cell.question ? h("p", { class: "asks" }, cell.question) : null,
    goes,
    h("div", { class: "far" }, bars(cell),
      h("p", {}, cell.cycle, cell.state && " · ", cell.state && h("span", { class: cell.ready ? "ready" : null }, cell.state), inWords(cell))));
}

/** @param {any} model @param {HTMLElement} home */
function draw(model, home) {
  const [levels, themes, cells] = ["levels", "themes", "cells"].map((trait) => model.get(trait));
  const heads = themes.map((/** @type {any} */ { name, colour }, /** @type {number} */ at) =>
    h("span", { class: `theme-name ${colour}`, "aria-hidden": "true", style: `grid-area:1/${at + 2}` }, name));
  const rows = levels.flatMap((/** @type {any} */ level, /** @type {number} */ row) => [
    h("h2", { class: "level-name", style: `grid-area:${row + 2}/1` }, level.name),
    h("ul", {}, ...cells.filter((/** @type {any} */ one) => one.level === level.id).map((/** @type {any} */ one) => card(one, levels, themes))),
  ]);
  const turn = button("Verbindingen tonen", () => {
    remember(SWITCH, shown() ? "no" : "yes");
    home.replaceChildren(...draw(model, home));
    /** @type {HTMLElement} */ (home.querySelector(".switch")).focus();
  }, { class: "switch", role: "switch", "aria-checked": String(shown()), "data-focus": SWITCH });
  const some = cells.some((/** @type {any} */ { links }) => links?.length);
  const style = `--columns:${themes.length};--rows:${levels.length}`;
  requestAnimationFrame(() => drawn(model, home));
  return [some && turn, h("nav", { class: `raster${shown() ? " linked" : ""}`, "aria-label": "Kwaliteitsraster", style }, ...heads, ...rows)].filter(Boolean);
}

/** Its words give way, little by little, until it fits the window. @param {HTMLElement} home @param {number} above */
function fit(home, above) {
  const raster = /** @type {HTMLElement} */ (home.querySelector(".raster"));
  for (const how of ["", "tight", "tighter"]) {
    raster.classList.remove("tight", "tighter");
    if (how) raster.classList.add(how);
    if (above + home.offsetHeight <= innerHeight) return;
  }
}

/** What depends on the place and the size of the grid. @param {any} model @param {HTMLElement} home */
function drawn(model, home) {
  const above = Math.round(home.getBoundingClientRect().top + scrollY);
  home.style.setProperty("--above", `${above}px`);
  fit(home, above);
  home.querySelector(".arrows")?.remove();
  if (shown()) drawArrows(home, model.get("cells"), model.get("levels"), model.get("themes"));
}

/** The arrows of the block that the pointer or the keyboard is on stand out. @param {HTMLElement} home */
function lightUp(home) {
  const pick = (/** @type {Event} */ event) => {
    const id = /** @type {Element} */ (event.target).closest?.(".block")?.querySelector("[data-block]")?.getAttribute("data-block");
    const paths = [...home.querySelectorAll(".arrows > path")];
    const lit = id && !/leave|out/.test(event.type) ? paths.filter((path) => [path.getAttribute("data-from"), path.getAttribute("data-to")].includes(id)) : [];
    home.querySelector(".arrows")?.classList.toggle("picked", lit.length > 0);
    paths.forEach((path) => path.classList.toggle("lit", lit.includes(path)));
  };
  ["pointerover", "pointerout", "focusin", "focusout"].forEach((name) => home.addEventListener(name, pick));
}

export default {
  /** @param {{model: any, el: HTMLElement}} place */
  render(place) {
    const stop = redrawn(place, "grid", ["levels", "themes", "cells"], draw);
    const home = /** @type {HTMLElement} */ (place.el.lastElementChild);
    lightUp(home);
    const watch = new ResizeObserver(() => requestAnimationFrame(() => drawn(place.model, home)));
    // What stands above the grid may go, such as the question for one's name.
    [home, document.body].forEach((one) => watch.observe(one));
    return () => {
      stop();
      watch.disconnect();
    };
  },
};
