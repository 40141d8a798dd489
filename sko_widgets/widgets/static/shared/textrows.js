import { intoRows, rowKeys } from "./chunks.js";
import { lineInput } from "./input.js";
import { inGroup, RowList } from "./rows.js";
import { setText, textArea } from "./textarea.js";

/**
 * Makes a list of texts: `lines` of one line each, or texts that may be longer.
 * @param {boolean} oneLine
 * @returns {(desk: import("./field.js").Desk) => import("./field.js").Editor}
 */
export function textRows(oneLine) {
  return (desk) => {
    const item = desk.model.get("item_label") || desk.label;
    return new RowList({ ...inGroup(desk), item, make: (row) => makeRow(oneLine, item, row) });
  };
}

/** @param {boolean} oneLine @param {string} item @param {import("./rows.js").RowDesk} desk */
function makeRow(oneLine, item, desk) {
  const keys = rowKeys(() => area, desk);
  const into = intoRows(() => area, desk);
  const options = { label: item, onInput: desk.onInput, onPaste: into };
  const area = oneLine ? lineInput(options) : textArea({ ...options, onKey: keys });
  if (oneLine) area.addEventListener("keydown", (/** @type {any} */ event) => keys(event) && event.preventDefault());
  const editor = {
    get: () => area.value,
    set: (/** @type {string} */ text) => (oneLine ? (area.value = text) : setText(/** @type {any} */ (area), text)),
    focus: () => area.focus(),
    name: (/** @type {number} */ number) => area.setAttribute("aria-label", `${item} ${number}`),
  };
  return { body: area, editor };
}

/** @param {string[] | null} value */
export function plainRows(value) {
  return (value ?? []).map((text) => `• ${text}`).join("\n");
}
