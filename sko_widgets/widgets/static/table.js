import { field } from "./shared/field.js";
import { mergeTables, plainTable, tableRows } from "./shared/tablerows.js";

/** What asks much in its cells is told a row at a time. @param {any} model */
function asks(model) {
  return model.get("columns").some((/** @type {any} */ { questions }) => questions?.length);
}

export default {
  /** @param {{model: any, el: HTMLElement}} place */
  render: ({ model, el }) => field(model, el, { name: "table", make: (desk) => tableRows(desk, !asks(model)), plain: plainTable(model), merge: mergeTables(model), marked: true }),
};
