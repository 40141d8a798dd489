import { askAuthor } from "./shared/askauthor.js";
import { root } from "./shared/dom.js";

export default {
  /** @param {{model: any, el: HTMLElement}} place */
  render({ model, el }) {
    const { element, leave } = askAuthor({ given: model.get("given"), line: true });
    root(model, el, "author").append(element);
    return leave;
  },
};
