import { h, uid } from "./shared/dom.js";
import { field } from "./shared/field.js";
import { mergeText } from "./shared/merge.js";
import { Rich } from "./shared/rich.js";
import { tools } from "./shared/tools.js";

/** @param {import("./shared/field.js").Desk} desk */
function makeText({ host, label, onInput, id, describedby, foot }) {
  const hint = h("span", { class: "hint soft small", id: uid(), hidden: true }, "Tab springt in. Met Escape en dan Tab ga je verder.");
  const rich = new Rich({ label, onInput, id, describedby: [describedby, hint.id].filter(Boolean).join(" "), rows: 3 });
  const box = h("div", { class: "field pen" });
  box.append(tools(box, rich), rich.element);
  host.append(box);
  foot?.append(hint);
  rich.listeners.push(() => (hint.hidden = !rich.hasFocus() || !rich.editor?.inList()));
  return rich;
}

export default {
  /** @param {{model: any, el: HTMLElement}} place */
  render: ({ model, el }) => field(model, el, { name: "text", make: makeText, plain: (value) => value ?? "", merge: mergeText, marked: true }),
};
