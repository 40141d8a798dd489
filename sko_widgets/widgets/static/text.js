import { ask } from "./shared/ask.js";
import { button, h, roving, sr, uid } from "./shared/dom.js";
import { field } from "./shared/field.js";
import { safeNodes } from "./shared/html.js";
import { mergeText } from "./shared/merge.js";
import { listLine, shift, toggleBold, toggleList, touched } from "./shared/lists.js";
import { setText, textArea } from "./shared/textarea.js";

const PLAIN = { class: "view", "aria-pressed": "false" };

/** @param {import("./shared/field.js").Desk} desk */
function makeText({ model, host, label, onInput, id, describedby, foot }) {
  const hint = h("span", { class: "hint soft small", id: uid(), hidden: true }, "Tab springt in. Met Escape en dan Tab ga je verder.");
  const described = [describedby, hint.id].filter(Boolean).join(" ");
  const area = textArea({ label, onInput, id, describedby: described, rows: 3 });
  const shown = h("div", { class: "rendered", tabindex: "0", role: "region", "aria-label": `Weergave van ${label}`, hidden: true });
  host.append(h("div", { class: "field" }, tools(model, area, shown), area, shown));
  foot?.append(hint);
  const guide = () => (hint.hidden = document.activeElement !== area || !listLine(touched(area).lines[0]));
  ["keyup", "focus", "blur", "click", "input"].forEach((name) => area.addEventListener(name, guide));
  return {
    get: () => area.value,
    set: (/** @type {any} */ value) => setText(area, value ?? ""),
    focus: () => area.focus(),
  };
}

/** @param {any} model @param {HTMLTextAreaElement} area @param {HTMLElement} shown */
function tools(model, area, shown) {
  const tool = (/** @type {any} */ face, /** @type {string} */ name, /** @type {() => void} */ act, props = {}) =>
    button([h("span", { "aria-hidden": "true" }, face), sr(name)], () => { act(); area.focus(); }, { title: name, ...props });
  const edit = [
    tool(h("b", {}, "V"), "Vet", () => toggleBold(area), { "aria-keyshortcuts": "Control+B", title: "Vet (Ctrl+B)" }),
    tool("• Lijst", "Opsomming", () => toggleList(area)),
    tool("→", "Inspringen", () => shift(area, 1)),
    tool("←", "Minder inspringen", () => shift(area, -1)),
  ];
  const place = { model, area, shown, edit, view: button("Bekijk", () => (isLooking(place) ? type(place) : look(place)), PLAIN) };
  const bar = h("div", { class: "tools", role: "toolbar", "aria-label": "Opmaak" }, ...edit, place.view);
  // The caret stays where it is when a button is clicked.
  bar.addEventListener("mousedown", (event) => event.preventDefault());
  // An older version was put back, or a contribution taken over: what is shown is no longer the text.
  area.addEventListener("sko-set", () => isLooking(place) && type(place, [place.view, shown].includes(document.activeElement)));
  roving(bar);
  return bar;
}

/** @param {any} place */
const isLooking = ({ view }) => view.getAttribute("aria-pressed") === "true";

/** @param {any} place @param {boolean} looking */
function turn({ view, edit, area, shown }, looking) {
  view.setAttribute("aria-pressed", String(looking));
  edit.forEach((/** @type {HTMLButtonElement} */ one) => (one.disabled = looking));
  [area.hidden, shown.hidden] = [looking, !looking];
}

/** Go back to typing. @param {any} place */
function type(place, focus = true) {
  turn(place, false);
  if (focus) place.area.focus();
}

/** Show the text as the report prints it. @param {any} place */
async function look(place) {
  const { model, area, shown, view } = place;
  shown.style.minHeight = `${area.offsetHeight}px`;
  shown.replaceChildren("Even kijken …");
  turn(place, true);
  // The other buttons are off now; from this one the keyboard goes on.
  view.focus();
  try {
    const { html } = await ask(model, { do: "preview", value: area.value });
    shown.replaceChildren(html ? safeNodes(html) : h("p", { class: "soft" }, "Hier staat nog niets."));
  } catch (error) {
    shown.replaceChildren(/** @type {Error} */ (error).message);
  }
}

/** @param {any} value */
const plain = (value) => value ?? "";

export default {
  /** @param {{model: any, el: HTMLElement}} place */
  render: ({ model, el }) => field(model, el, { name: "text", make: makeText, plain, merge: mergeText }),
};
