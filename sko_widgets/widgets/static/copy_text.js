import { button, grow, h, say, uid } from "./shared/dom.js";
import { redrawn } from "./shared/redraw.js";

/** Put a text on the clipboard; where the page may not, what is marked is copied. @param {HTMLTextAreaElement} area */
async function copy(area) {
  area.select();
  try {
    await navigator.clipboard.writeText(area.value);
    return true;
  } catch {
    return document.execCommand("copy");
  }
}

/** A text with its button. @param {string} id @param {string} text */
function copied(id, text) {
  const said = h("p", { class: "said", role: "status" });
  const area = h("textarea", { id, readonly: true, rows: "8", value: text });
  grow(area);
  const press = button("Kopieer", async () => {
    const done = await copy(area);
    press.focus();
    say(said, done ? "Gekopieerd. Plak de tekst in je eigen mail." : "Kopiëren lukte niet. De tekst is gekozen: druk op Ctrl+C.");
    if (!done) area.focus();
  }, { class: "main", "data-focus": `copy-${id}` });
  return [area, press, said];
}

/** @param {{label: string, text: string}} part */
function fold({ label, text }) {
  const [area, ...rest] = copied(uid(), text);
  area.setAttribute("aria-label", `Tekst voor ${label}`);
  return h("details", {}, h("summary", {}, h("h3", {}, label)), area, ...rest);
}

/** @param {any} model */
function draw(model) {
  const note = h("p", { class: "soft small" }, model.get("note"));
  const parts = model.get("parts");
  if (parts.length) return [h("h2", {}, model.get("title")), note, ...parts.map(fold)];
  const of = uid();
  return [h("h2", {}, h("label", { for: of }, model.get("title"))), note, ...copied(of, model.get("text"))];
}

export default {
  /** @param {{model: any, el: HTMLElement}} place */
  render: (place) => redrawn(place, "copy-text", ["title", "note", "text", "parts"], draw),
};
