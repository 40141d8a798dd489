import { grow, h } from "./dom.js";
import { dropSecondMark, insert, listLine, nextLine, shift, toggleBold, touched } from "./lists.js";
import { fromText } from "./paste.js";

/**
 * A text area for Markdown that helps with lists and bold, and takes text from Word.
 * @param {object} options
 * @param {string} options.label
 * @param {() => void} options.onInput
 * @param {string} [options.id]
 * @param {string} [options.describedby]
 * @param {number} [options.rows]
 * @param {(text: string) => boolean} [options.onPaste] may take the text over
 * @param {(event: KeyboardEvent) => boolean} [options.onKey] may take a key over
 * @returns {HTMLTextAreaElement}
 */
export function textArea({ label, onInput, id, describedby, rows = 1, onPaste, onKey }) {
  const area = h("textarea", { id, rows, "aria-label": label, "aria-describedby": describedby, oninput: onInput });
  let leaving = false;
  area.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
    if (event.isComposing) return;
    if (onKey?.(event) || key(area, event, leaving)) event.preventDefault();
    // After Escape, Tab leaves the field, also in a list.
    leaving = event.key === "Escape" || (leaving && event.key === "Shift");
  });
  area.addEventListener("blur", () => (leaving = false));
  area.addEventListener("paste", (/** @type {ClipboardEvent} */ event) => paste(area, event, onPaste));
  grow(area);
  return area;
}

/** @param {HTMLTextAreaElement} area @param {KeyboardEvent} event @param {boolean} leaving */
function key(area, event, leaving) {
  const command = (event.ctrlKey || event.metaKey) && !event.altKey;
  if (command && event.key.toLowerCase() === "b") {
    toggleBold(area);
    return true;
  }
  if (command || event.altKey) return false;
  if (event.key === "Enter" && !event.shiftKey) return nextLine(area);
  if (event.key === " ") return dropSecondMark(area);
  if (event.key === "Tab" && !leaving) return shift(area, event.shiftKey ? -1 : 1);
  return false;
}

/** @param {HTMLTextAreaElement} area @param {ClipboardEvent} event @param {((text: string) => boolean) | undefined} take */
function paste(area, event, take) {
  if (!event.clipboardData) return;
  const plain = event.clipboardData.getData("text/plain");
  const text = fromText(plain);
  if (take?.(text)) return event.preventDefault();
  if (text === plain) return;
  event.preventDefault();
  startOnOwnMark(area, text);
  insert(area, text);
}

/** A list that is pasted on an empty list line takes that line's place. @param {HTMLTextAreaElement} area @param {string} text */
function startOnOwnMark(area, text) {
  const { from, to, lines } = touched(area);
  const item = listLine(lines[0]);
  if (item && lines.length === 1 && item.length === lines[0].length && listLine(text.split("\n")[0])) {
    area.setSelectionRange(from, to);
  }
}

/** Put a text in the area without touching the caret more than needed. @param {HTMLTextAreaElement} area @param {string} text */
export function setText(area, text) {
  if (area.value === text) return;
  const { selectionStart, selectionEnd } = area;
  area.value = text;
  if (document.activeElement === area) area.setSelectionRange(selectionStart, selectionEnd);
  area.dispatchEvent(new Event("sko-set"));
}
