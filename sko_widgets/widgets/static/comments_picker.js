import { root } from "./shared/dom.js";
import { filePicker } from "./shared/openfile.js";

const COMMENTS = { label: "Opmerkingen van een lezer openen", named: "Bestand met opmerkingen", what: "een bestand met opmerkingen" };

export default {
  /** @param {{model: any, el: HTMLElement}} place */
  render({ model, el }) {
    const home = root(model, el, "comments-picker");
    const { press, element, leave } = filePicker(model, home, COMMENTS);
    home.append(press, element);
    return leave;
  },
};
