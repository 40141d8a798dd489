import { field } from "./shared/field.js";
import { mergeRows } from "./shared/merge.js";
import { plainRows, textRows } from "./shared/textrows.js";

export default {
  /** @param {{model: any, el: HTMLElement}} place */
  render: ({ model, el }) =>
    field(model, el, { name: "lines", make: textRows(true), plain: plainRows, merge: mergeRows((name) => name === "text") }),
};
