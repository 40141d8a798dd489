import { h } from "./shared/dom.js";
import { redrawn } from "./shared/redraw.js";
import { stepList } from "./shared/steplist.js";

/** @param {any} model */
function draw(model) {
  const rows = model.get("rows");
  const open = rows.filter((/** @type {any} */ row) => !row.filled && !row.optional);
  const words = open.length === 0 ? "Overal staat iets. Lees het nog eens door, en vraag een ander om mee te lezen."
    : `${rows.length - open.length} van ${rows.length} stappen hebben iets. Wat nog leeg is, kun je ook later vullen.`;
  return [h("p", {}, words), stepList(rows)];
}

export default {
  /** @param {{model: any, el: HTMLElement}} place */
  render: (place) => redrawn(place, "review", ["rows"], draw),
};
