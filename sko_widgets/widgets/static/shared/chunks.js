import { listLine } from "./lists.js";

const INDENT = /^(?: {1,4}|\t)/;

/**
 * The items in a text that was pasted: every line of its outer list, every line outside a list.
 * @param {string} text
 * @returns {{items: string[], listed: boolean}}
 */
export function chunks(text) {
  /** @type {string[][]} */
  const found = [];
  let listed = false;
  for (const line of text.split("\n")) {
    const mark = listLine(line);
    if (!line.trim()) continue;
    if (mark && mark.indent === 0) {
      listed = true;
      found.push([line.slice(mark.length)]);
    } else if (INDENT.test(line) && found.length) found.at(-1)?.push(line.replace(INDENT, ""));
    else found.push([line]);
  }
  return { items: found.map((lines) => lines.join("\n")), listed };
}

/**
 * Takes a pasted list apart into rows; for `textArea`.
 * @param {() => HTMLTextAreaElement | HTMLInputElement} area
 * @param {import("./rows.js").RowDesk} desk
 * @returns {(text: string) => boolean}
 */
export function intoRows(area, desk) {
  return (text) => {
    const { items, listed } = chunks(text);
    const field = area();
    const whole = !field.value.trim() || (field.selectionStart === 0 && field.selectionEnd === field.value.length);
    if (items.length < 2 || !(listed || whole)) return false;
    field.focus();
    document.execCommand("insertText", false, items[0]);
    desk.addAll(items.slice(1));
    return true;
  };
}

/**
 * Keys that make a list quick to type: Enter for the next row, Backspace in an empty one to remove it.
 * @param {() => HTMLTextAreaElement | HTMLInputElement} area
 * @param {import("./rows.js").RowDesk} desk
 * @returns {(event: KeyboardEvent) => boolean}
 */
export function rowKeys(area, desk) {
  return (event) => {
    if (event.isComposing) return false;
    const field = area();
    const { value } = field;
    const at = field.selectionStart ?? 0;
    if (event.key === "Backspace" && !value && !event.repeat) {
      desk.remove();
      return true;
    }
    const plain = event.key === "Enter" && !event.shiftKey && !event.ctrlKey && !event.metaKey && !event.altKey;
    const line = value.slice(value.lastIndexOf("\n", at - 1) + 1).split("\n")[0];
    if (!plain || listLine(line)) return false;
    const rest = value.slice(field.selectionEnd ?? at);
    if (rest) {
      field.setSelectionRange(at, value.length);
      document.execCommand("delete");
    }
    desk.addBelow(rest.trimStart());
    return true;
  };
}
