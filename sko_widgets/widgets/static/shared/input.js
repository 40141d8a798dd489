import { h } from "./dom.js";

/** A text on one line. @param {any} text */
export function flat(text) {
  return String(text ?? "").replace(/\s*[\r\n\u2028\u2029]+\s*/g, " ");
}

/**
 * A field of one line; text of more lines that is pasted becomes one.
 * @param {object} options
 * @param {string} options.label
 * @param {() => void} options.onInput
 * @param {string} [options.id]
 * @param {string} [options.describedby]
 * @param {string} [options.placeholder]
 * @param {(text: string) => boolean} [options.onPaste] may take the text over
 * @returns {HTMLInputElement}
 */
export function lineInput({ label, onInput, id, describedby, placeholder, onPaste }) {
  const input = h("input", {
    type: "text", id, placeholder, "aria-label": label, "aria-describedby": describedby, autocomplete: "off", oninput: onInput,
  });
  input.addEventListener("paste", (/** @type {ClipboardEvent} */ event) => {
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (onPaste?.(text)) return event.preventDefault();
    if (!/[\r\n]/.test(text)) return;
    event.preventDefault();
    if (document.execCommand("insertText", false, flat(text.trim()))) return;
    input.setRangeText(flat(text.trim()), input.selectionStart ?? 0, input.selectionEnd ?? 0, "end");
    onInput();
  });
  return input;
}
