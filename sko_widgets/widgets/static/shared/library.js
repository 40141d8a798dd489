/** The editor's bundle: one a page, which a module of its own brings (`shared_models.py`). */

const KEY = Symbol.for("sko_widgets.editor");

/** @returns {{library: any, waiting: ((library: any) => void)[], asked?: boolean}} */
function place() {
  return /** @type {any} */ (globalThis)[KEY] ??= { library: null, waiting: [] };
}

/** Let the page fetch the editor, once.  Without it texts are typed in plain areas. @param {any} model of a field */
export async function fetchLibrary(model) {
  const ref = model.get("editor");
  if (!ref || place().library || place().asked) return;
  place().asked = true;
  try {
    const bundle = await model.widget_manager?.get_model(ref.replace("IPY_MODEL_", ""));
    await bundle?.widget?.();
  } catch (error) {
    console.error(error);
    place().asked = false;
  }
}

/** Call `tell` with the editor's library, now or when it is there. @param {(library: any) => void} tell */
export function withLibrary(tell) {
  const { library, waiting } = place();
  if (library) tell(library);
  else waiting.push(tell);
}

/** A value as text to read: Markdown as it prints. @param {import("./field.js").Kind} kind @param {string} text @returns {Node} */
export function printed({ marked }, text) {
  return (marked && place().library?.nodes(text)) || document.createTextNode(text);
}

/** A text as one item of a list. @param {any[]} parts that are not empty are beside each other */
export function asItem(...parts) {
  return `- ${parts.filter(Boolean).join(" · ").replaceAll("\n", "\n    ")}`;
}
