import { field } from "./shared/field.js";
import { mergeTables, plainTable, tableRows } from "./shared/tablerows.js";

export default {
  /** @param {{model: any, el: HTMLElement}} place */
  render: ({ model, el }) => field(model, el, { name: "table", make: tableRows, plain: plainTable(model), merge: mergeTables(model), marked: true }),
};
