import { h } from "./shared/dom.js";
import { redrawn } from "./shared/redraw.js";
import { stepList } from "./shared/steplist.js";

/** @param {any} model */
function draw(model) {
  const rows = model.get("rows");
  const open = rows.filter((/** @type {any} */ row) => !row.filled && !row.optional);
  const words = open.length === 0 ? "Alles wat nodig is, is ingevuld. Lees het nog eens door, en vraag een ander om mee te lezen."
    : `${rows.filter((/** @type {any} */ row) => row.filled).length} van ${rows.length} stappen ingevuld. Wat nog leeg is, kun je ook later invullen.`;
  return [h("p", {}, words), stepList(rows)];
}

export default {
  /** @param {{model: any, el: HTMLElement}} place */
  render: (place) => redrawn(place, "review", ["rows"], draw),
};
