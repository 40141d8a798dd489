/** Lists in a text area: what Enter, Tab and the buttons do to the lines that the caret is in. */

const LINE = /^(\s*)([-*+]|\d{1,9}[.)])(\s+|$)/;
const STEP = 4;

/**
 * Put text where the selection is, so that undo still works.
 * @param {HTMLTextAreaElement} area
 * @param {string} text
 */
export function insert(area, text) {
  area.focus();
  if (text ? document.execCommand("insertText", false, text) : document.execCommand("delete")) return;
  area.setRangeText(text, area.selectionStart, area.selectionEnd, "end");
  area.dispatchEvent(new Event("input", { bubbles: true }));
}

/**
 * The lines that the selection touches.
 * @param {HTMLTextAreaElement} area
 */
export function touched(area) {
  const { value, selectionStart, selectionEnd } = area;
  const from = value.lastIndexOf("\n", selectionStart - 1) + 1;
  const next = value.indexOf("\n", Math.max(selectionEnd - (selectionEnd > selectionStart ? 1 : 0), from));
  const to = next < 0 ? value.length : next;
  return { from, to, lines: value.slice(from, to).split("\n") };
}

/** @param {string} line @returns {{indent: number, mark: string, length: number} | null} */
export function listLine(line) {
  const found = LINE.exec(line);
  return found && { indent: found[1].length, mark: found[2], length: found[0].length };
}

/** Put other lines in the place of those that are touched. @param {HTMLTextAreaElement} area @param {string[]} lines */
function replace(area, lines) {
  const { from, to, lines: old } = touched(area);
  const [start, end] = [area.selectionStart, area.selectionEnd];
  const first = lines[0].length - old[0].length;
  const all = lines.join("\n").length - (to - from);
  area.setSelectionRange(from, to);
  insert(area, lines.join("\n"));
  area.setSelectionRange(Math.max(from, start + first), start === end ? Math.max(from, end + first) : end + all);
}

/** Make the lines a list, or plain again when they all are one. @param {HTMLTextAreaElement} area */
export function toggleList(area) {
  const { lines } = touched(area);
  const filled = lines.filter((line) => line.trim());
  if (filled.length && filled.every(listLine)) {
    return replace(area, lines.map((line) => line.replace(LINE, "")));
  }
  replace(area, lines.map((line) => (listLine(line) || (!line.trim() && lines.length > 1) ? line : `- ${line.trimStart()}`)));
}

/**
 * Move list lines one level in or out.
 * @param {HTMLTextAreaElement} area
 * @param {1 | -1} way
 * @returns {boolean} whether anything moved
 */
export function shift(area, way) {
  const { from, lines } = touched(area);
  const first = listLine(lines[0]);
  if (!first) return false;
  const above = listLine(area.value.slice(0, Math.max(from - 1, 0)).split("\n").at(-1) ?? "");
  if (way > 0 && (!above || from === 0 || first.indent > above.indent)) return false;
  if (way < 0 && first.indent === 0) return false;
  const move = (/** @type {string} */ line) =>
    way > 0 ? " ".repeat(STEP) + line : line.replace(new RegExp(`^(\t| {1,${STEP}})`), "");
  replace(area, lines.map((line) => (line.trim() ? move(line) : line)));
  return true;
}

/**
 * Enter in a list line goes on with the list; on an empty one it ends it.
 * @param {HTMLTextAreaElement} area
 * @returns {boolean} whether this was a list line
 */
export function nextLine(area) {
  if (area.selectionStart !== area.selectionEnd) return false;
  const { from, to, lines } = touched(area);
  const item = listLine(lines[0]);
  if (!item || area.selectionStart < from + item.length) return false;
  if (lines[0].length === item.length) {
    if (item.indent && shift(area, -1)) return true;
    area.setSelectionRange(from, to);
    insert(area, "");
    return true;
  }
  const number = parseInt(item.mark, 10);
  const mark = Number.isNaN(number) ? item.mark : `${number + 1}${item.mark.at(-1)}`;
  insert(area, `\n${" ".repeat(item.indent)}${mark} `);
  return true;
}

/**
 * Somebody who types the mark of a list line that Enter already made needs it once.
 * @param {HTMLTextAreaElement} area
 * @returns {boolean} whether there were two
 */
export function dropSecondMark(area) {
  const { from } = touched(area);
  const at = area.selectionStart;
  if (at !== area.selectionEnd || !/^\s*[-*+] [-*+]$/.test(area.value.slice(from, at))) return false;
  area.setSelectionRange(at - 1, at);
  insert(area, "");
  return true;
}

/** Make the selection bold, or plain again. @param {HTMLTextAreaElement} area */
export function toggleBold(area) {
  const { value } = area;
  let [start, end] = [area.selectionStart, area.selectionEnd];
  while (start < end && /\s/.test(value[start])) start += 1;
  while (end > start && /\s/.test(value[end - 1])) end -= 1;
  const inside = value.slice(start, end);
  if (value.slice(start - 2, start) === "**" && value.slice(end, end + 2) === "**") {
    area.setSelectionRange(start - 2, end + 2);
    insert(area, inside);
    return area.setSelectionRange(start - 2, end - 2);
  }
  area.setSelectionRange(start, end);
  if (/^\*\*[^]+\*\*$/.test(inside)) {
    insert(area, inside.slice(2, -2));
    return area.setSelectionRange(start, end - 4);
  }
  insert(area, inside.split("\n").map((line) => line.replace(/^(\s*(?:[-*+]\s+)?)(.*\S)(\s*)$/, "$1**$2**$3")).join("\n") || "****");
  if (!inside) area.setSelectionRange(start + 2, start + 2);
  else if (!inside.includes("\n")) area.setSelectionRange(start + 2, end + 2);
}
