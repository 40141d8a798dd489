import { field } from "./shared/field.js";
import { lineKind } from "./shared/lineedit.js";

export default {
  /** @param {{model: any, el: HTMLElement}} place */
  render: ({ model, el }) => field(model, el, lineKind("line")),
};
