import { h } from "./shared/dom.js";
import { redrawn } from "./shared/redraw.js";
import { safeSvg } from "./shared/svg.js";

/** @param {any} model */
function draw(model) {
  const pictures = model.get("pictures");
  if (!pictures.length && model.get("empty")) return [h("p", { class: "soft nothing" }, model.get("empty"))];
  return pictures.map((/** @type {any} */ { svg, caption, alt }) =>
    h("figure", {}, h("div", { class: "drawing", tabindex: "0", role: "region", "aria-label": caption }, safeSvg(svg, alt)),
      h("figcaption", { class: "soft small" }, caption)));
}

export default {
  /** @param {{model: any, el: HTMLElement}} place */
  render: (place) => redrawn(place, "picture", ["pictures", "empty"], draw),
};
