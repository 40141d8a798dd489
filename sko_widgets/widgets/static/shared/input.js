import { grow, h } from "./dom.js";

/** A text on one line. @param {any} text */
export function flat(text) {
  return String(text ?? "").replace(/\s*[\r\n\u2028\u2029]+\s*/g, " ");
}

/**
 * A field for a text without line ends, which is as high as the text; text of more lines that is pasted becomes one.
 * @param {object} options
 * @param {string} options.label
 * @param {() => void} options.onInput
 * @param {string} [options.id]
 * @param {string} [options.describedby]
 * @param {string} [options.placeholder]
 * @param {boolean} [options.short] whether it stays one line on screen too
 * @param {(text: string) => boolean} [options.onPaste] may take the text over
 * @returns {any} an input or a text area
 */
export function lineInput({ label, onInput, id, describedby, placeholder, short = false, onPaste }) {
  const input = h(short ? "input" : "textarea", {
    ...(short ? { type: "text" } : { rows: 1, class: "line" }), id, placeholder, "aria-label": label, "aria-describedby": describedby,
    autocomplete: "off", oninput: onInput,
  });
  if (!short) {
    grow(input);
    input.addEventListener("beforeinput", (/** @type {InputEvent} */ event) => {
      if (/^insert(LineBreak|Paragraph)$/.test(event.inputType)) event.preventDefault();
    });
    input.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => event.key === "Enter" && !event.isComposing && event.preventDefault());
  }
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
