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

/** @param {any} model */
function draw(model) {
  const [of, said] = [uid(), h("p", { class: "said", role: "status" })];
  const area = h("textarea", { id: of, readonly: true, rows: "8", value: model.get("text") });
  grow(area);
  const press = button("Kopieer", async () => {
    const done = await copy(area);
    press.focus();
    say(said, done ? "Gekopieerd. Plak de tekst in je eigen mail." : "Kopiëren lukte niet. De tekst is gekozen: druk op Ctrl+C.");
    if (!done) area.focus();
  }, { class: "main", "data-focus": "copy" });
  return [h("h2", {}, h("label", { for: of }, model.get("title"))), h("p", { class: "soft small" }, model.get("note")), area, press, said];
}

export default {
  /** @param {{model: any, el: HTMLElement}} place */
  render: (place) => redrawn(place, "copy-text", ["title", "note", "text"], draw),
};
