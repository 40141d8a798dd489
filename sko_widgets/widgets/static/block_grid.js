import { h, sr } from "./shared/dom.js";
import { drawArrows } from "./shared/arrows.js";
import { redrawn } from "./shared/redraw.js";

/** @param {any} cell */
function cellLink(cell) {
  const bar = Array.from({ length: cell.total }, (_, at) => h("i", { class: at < cell.filled ? "full" : "" }));
  const goes = (cell.links ?? []).map((/** @type {any} */ { label }) =>
    h("span", { class: "goes" }, h("span", { "aria-hidden": "true" }, "↗ "), label));
  return h("a", { class: `cell ${cell.colour}`, href: cell.url, "data-block": cell.id, "data-focus": cell.id },
    h("span", { class: "soft small" }, cell.name),
    h("strong", {}, cell.title || "Nog zonder titel"),
    h("span", { class: "filled", "aria-hidden": "true" }, ...bar),
    cell.missing ? h("span", { class: "need" }, cell.missing) : null,
    ...goes,
    h("span", { class: "end" },
      h("span", {}, cell.cycle), h("span", {}, `${cell.filled} van ${cell.total}`, sr("stappen ingevuld"))));
}

/** @param {any} model @param {HTMLElement} home */
function draw(model, home) {
  const [levels, themes, cells] = ["levels", "themes", "cells"].map((trait) => model.get(trait));
  const heads = themes.map((/** @type {any} */ { name, colour }) => h("span", { class: `theme-name ${colour}`, "aria-hidden": "true" }, name));
  const rows = levels.flatMap((/** @type {any} */ level) => [
    h("span", { class: "level-name", "aria-hidden": "true" }, level.name),
    ...themes.map((/** @type {any} */ theme) => {
      const cell = cells.find((/** @type {any} */ one) => one.level === level.id && one.theme === theme.id);
      return cell ? cellLink(cell) : h("span");
    }),
  ]);
  requestAnimationFrame(() => drawArrows(home, cells));
  return [h("nav", { class: "raster", "aria-label": "Kwaliteitsraster", style: `--columns:${themes.length}` }, h("span"), ...heads, ...rows)];
}

export default {
  /** @param {{model: any, el: HTMLElement}} place */
  render(place) {
    const stop = redrawn(place, "grid", ["levels", "themes", "cells"], draw);
    const home = /** @type {HTMLElement} */ (place.el.lastElementChild);
    const watch = new ResizeObserver(() => drawArrows(home, place.model.get("cells")));
    watch.observe(home);
    return () => {
      stop();
      watch.disconnect();
    };
  },
};
