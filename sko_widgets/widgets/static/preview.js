import { root } from "./shared/dom.js";
import { documentDialog } from "./shared/frame.js";

export default {
  /** @param {{model: any, el: HTMLElement}} place */
  render({ model, el }) {
    const dialog = documentDialog(root(model, el, "preview"));
    const hear = (/** @type {any} */ { did, html, why }) => {
      const title = model.get("title");
      if (did === "wait") dialog.wait(title);
      if (did === "show") dialog.show(title, html);
      if (did === "failed") dialog.failed(title, why);
    };
    model.on("msg:custom", hear);
    return () => model.off("msg:custom", hear);
  },
};
