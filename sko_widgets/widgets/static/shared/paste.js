/** Text from Word, an e-mail or a web page as Markdown: paragraphs, bold, lists in lists. */

const STRONG_BULLET = /^[•·∙●○◦▪■□‣➢➤✓❖]$/;
const BULLET_LINE = /^([ \t\u00a0]*)([•·∙●○◦▪■□‣➢➤✓❖§o–—*-])([ \t\u00a0]+)(?=\S)/;
const NUMBER_LINE = /^([ \t\u00a0]*)(\d{1,3})[.)][\t\u00a0 ]+(?=\S)/;
const BLOCKS = "p,div,li,ul,ol,table,tr,h1,h2,h3,h4,h5,h6,blockquote,section,article,header,footer,pre,dl,dt,dd";
const INDENT = "    ";

/**
 * What was copied, as Markdown; null when it is plain as it is.
 * @param {DataTransfer} data
 * @returns {string | null}
 */
export function pasted(data) {
  const html = data.getData("text/html");
  const text = data.getData("text/plain");
  if (html && /<(p|li|b|strong|br|div|h\d|tr)\b/i.test(html)) return fromHtml(html) || fromText(text);
  const made = fromText(text);
  return made === text ? null : made;
}

/** @typedef {{level: number, mark: string, text: string}} Line a paragraph (level 0) or a line of a list */

/** @param {string} html */
export function fromHtml(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  page.querySelectorAll("style,script,head,title,meta,template,svg,img").forEach((one) => one.remove());
  /** @type {Line[]} */
  const lines = [];
  readBlock(page.body, { level: 0, mark: "" }, lines);
  return join(lines);
}

/**
 * @param {Element} element
 * @param {{level: number, mark: string}} list in which the element lies
 * @param {Line[]} lines
 */
function readBlock(element, list, lines) {
  /** @type {Node[]} */
  let loose = [];
  let mark = list.mark;
  const emit = () => {
    const text = inline(loose);
    loose = [];
    if (!text) return;
    lines.push({ level: list.level, mark, text });
    if (mark) mark = " ";
  };
  for (const child of element.childNodes) {
    if (!(child instanceof Element) || !isBlock(child)) { loose.push(child); continue; }
    emit();
    if (isWordItem(child)) lines.push(wordItem(child));
    else if (/^(UL|OL)$/.test(child.tagName)) readList(child, list.level, lines);
    else if (child.tagName === "TR") lines.push({ level: 0, mark: "", text: row(child) });
    else if (/^H\d$/.test(child.tagName)) lines.push({ level: 0, mark: "", text: bold(inline([...child.childNodes])) });
    else if (isLeaf(child)) { loose = [...child.childNodes]; emit(); }
    else readBlock(child, { level: list.level, mark }, lines);
  }
  emit();
}

/** @param {Element} list @param {number} level @param {Line[]} lines */
function readList(list, level, lines) {
  let number = Number(list.getAttribute("start") ?? 1);
  for (const item of list.children) {
    if (/^(UL|OL)$/.test(item.tagName)) { readList(item, level + 1, lines); continue; }
    const mark = list.tagName === "OL" ? `${number}.` : "-";
    number += 1;
    readBlock(item, { level: level + 1, mark }, lines);
  }
}

/** @param {Element} element */
function isBlock(element) {
  return element.matches(BLOCKS) || Boolean(element.querySelector(BLOCKS));
}

/** @param {Element} element */
function isLeaf(element) {
  return element.matches(BLOCKS) && !element.querySelector(BLOCKS);
}

/** @param {Element} element */
function isWordItem(element) {
  return /mso-list:\s*l\d+\s+level\d/i.test(element.getAttribute("style") ?? "");
}

/** A paragraph that Word shows as a line of a list; the bullet is a span of its own. @param {Element} element @returns {Line} */
function wordItem(element) {
  const level = Number(/level(\d+)/i.exec(element.getAttribute("style") ?? "")?.[1] ?? 1);
  const signs = [...element.querySelectorAll("[style]")].filter((one) => /mso-list:\s*ignore/i.test(one.getAttribute("style") ?? ""));
  const sign = signs.map((one) => one.textContent).join("").trim();
  signs.forEach((one) => one.remove());
  const number = /^\(?(\d+)[.)]/.exec(sign)?.[1];
  const letter = /^\(?[a-z]{1,4}[.)]/i.test(sign);
  return { level, mark: number ? `${number}.` : letter ? "1." : "-", text: inline([...element.childNodes]) };
}

/** @param {Element} element */
function row(element) {
  return [...element.children].map((cell) => inline([...cell.childNodes])).filter(Boolean).join(" | ");
}

/** Running text of some nodes, with bold marked. @param {Node[]} nodes */
function inline(nodes) {
  /** @type {{text: string, bold: boolean}[]} */
  const runs = [];
  nodes.forEach((node) => readRun(node, false, runs));
  const text = runs.reduce((made, { text: part, bold: isBold }, at) =>
    made + (isBold ? bold(part, made.at(-1), runs[at + 1]?.text[0]) : part), "");
  return text.replace(/[ \t\n]*\u000b[ \t\n]*/g, "\n").replace(/^\s+|\s+$/g, "");
}

/** @param {Node} node @param {boolean} isBold @param {{text: string, bold: boolean}[]} runs */
function readRun(node, isBold, runs) {
  if (node instanceof Text) return add(runs, node.data.replace(/[\s\u00a0]+/g, " "), isBold);
  if (!(node instanceof HTMLElement)) return undefined;
  if (node.tagName === "BR") return add(runs, "\u000b", isBold);
  const weight = node.style.fontWeight;
  const own = weight ? weight === "bold" || Number(weight) >= 600 : isBold || /^(B|STRONG)$/.test(node.tagName);
  node.childNodes.forEach((child) => readRun(child, own, runs));
  if (isBlock(node)) add(runs, " ", false);
  return undefined;
}

/** @param {{text: string, bold: boolean}[]} runs @param {string} text @param {boolean} isBold */
function add(runs, text, isBold) {
  const last = runs.at(-1);
  const joined = last?.text.endsWith(" ") ? text.replace(/^ /, "") : text;
  if (last && (last.bold === isBold || !joined.trim())) last.text += joined;
  else if (joined) runs.push({ text: joined, bold: isBold });
}

/**
 * Bold as Markdown reads it: no white space inside the marks, no punctuation against a letter outside.
 * @param {string} text @param {string} [before] @param {string} [after]
 */
function bold(text, before = " ", after = " ") {
  const [, head, core, tail] = /^(\s*)([^]*?)(\s*)$/.exec(text) ?? ["", "", text, ""];
  if (!/[\p{L}\p{N}]/u.test(core)) return text;
  const end = !tail && /[\p{L}\p{N}]/u.test(after) ? /[^\p{L}\p{N}]*$/u.exec(core)?.[0] ?? "" : "";
  const start = !head && /[\p{L}\p{N}]/u.test(before) ? /^[^\p{L}\p{N}]*/u.exec(core)?.[0] ?? "" : "";
  const middle = core.slice(start.length, core.length - end.length);
  return `${head}${start}${middle.split(/\u000b/).map((part) => part.trim() && `**${part.trim()}**`).join("\u000b")}${end}${tail}`;
}

/** @param {Line[]} lines */
function join(lines) {
  let made = "";
  let before = 0;
  for (const line of lines.filter(({ text }) => text)) {
    // A part of a list may start deep; no line may be more than one level below the one before it.
    const level = Math.min(line.level, before + 1);
    if (made) made += level && before ? "\n" : "\n\n";
    made += level ? listLine({ ...line, level }) : line.text;
    before = level;
  }
  return made;
}

/** @param {Line} line */
function listLine({ level, mark, text }) {
  const indent = INDENT.repeat(level - 1);
  const hang = `\n${indent}${INDENT}`;
  return `${indent}${mark === " " ? INDENT : `${mark} `}${text.replaceAll("\n", hang)}`;
}

/**
 * Plain text with bullets as Markdown lists; all else stays as it is.
 * @param {string} text
 */
export function fromText(text) {
  const clean = text.replace(/\r\n?/g, "\n").replace(/\u000b/g, "\n");
  const lines = clean.split("\n");
  const found = lines.map((line, at) => bullet(line, at, lines));
  if (!found.some(Boolean)) return clean;
  /** @type {any[]} */
  let depth = [];
  return lines.map((line, at) => {
    const item = found[at];
    if (!item) { if (line.trim()) depth = []; return line; }
    depth = nest(depth, item);
    const made = `${INDENT.repeat(depth.length - 1)}${item.mark} ${line.slice(item.length)}`;
    return at && !found[at - 1] && lines[at - 1].trim() ? `\n${made}` : made;
  }).flatMap((line, at) => (!found[at] && at && found[at - 1] && line.trim() ? ["", line] : [line])).join("\n");
}

/** @param {string} line @param {number} at @param {string[]} lines */
function bullet(line, at, lines) {
  const number = NUMBER_LINE.exec(line);
  if (number && (number[0].includes("\t") || number[1])) return sign(number, `${number[2]}.`, "1");
  const found = BULLET_LINE.exec(line);
  return found && (isSure(found) || inList(found[2], at, lines)) ? sign(found, "-", found[2]) : null;
}

/** Whether a sign can be nothing but a bullet. @param {RegExpExecArray} found */
function isSure(found) {
  return STRONG_BULLET.test(found[2]) || /\t|[ \u00a0]{2}/.test(found[3]) || /^[-*]$/.test(found[2]);
}

/** Whether an o, § or dash stands among bullets, or among its equals. @param {string} mark @param {number} at @param {string[]} lines */
function inList(mark, at, lines) {
  const beside = [];
  for (let up = at - 1; up >= 0 && BULLET_LINE.test(lines[up]); up -= 1) beside.push(lines[up]);
  for (let down = at + 1; down < lines.length && BULLET_LINE.test(lines[down]); down += 1) beside.push(lines[down]);
  return beside.map((line) => /** @type {RegExpExecArray} */ (BULLET_LINE.exec(line)))
    .some((other) => isSure(other) || other[2] === mark);
}

/** @param {RegExpExecArray} found @param {string} mark @param {string} kind */
function sign(found, mark, kind) {
  const indent = found[1].replaceAll("\t", INDENT).length;
  return { indent, mark, kind, length: found[0].length };
}

/** The open list levels with one more line: deeper by its indent, or by a bullet not seen yet. @param {any[]} depth @param {any} item */
function nest(depth, item) {
  const known = depth.findIndex((one) => one.kind === item.kind && one.indent === item.indent);
  if (known >= 0) return depth.slice(0, known + 1);
  const above = depth.filter((one) => one.indent < item.indent || (one.indent === item.indent && one.kind !== item.kind));
  return [...above, item];
}
