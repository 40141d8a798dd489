import { field } from "./shared/field.js";
import { plainRows, textRows } from "./shared/textrows.js";
import { union } from "./shared/values.js";

export default {
  /** @param {{model: any, el: HTMLElement}} place */
  render: ({ model, el }) =>
    field(model, el, { name: "lines", make: textRows(true), plain: plainRows, join: union }),
};
