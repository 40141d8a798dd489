/** Text from Word, an e-mail or a web page: paragraphs, bold, italic, links, lists in lists. */

const STRONG_BULLET = /^[•·∙●○◦▪■□‣➢➤✓❖]$/;
const BULLET_LINE = /^([ \t\u00a0]*)([•·∙●○◦▪■□‣➢➤✓❖§o–—*-])([ \t\u00a0]+)(?=\S)/;
const NUMBER_LINE = /^([ \t\u00a0]*)(\d{1,3})[.)][\t\u00a0 ]+(?=\S)/;
const BLOCKS = "p,div,li,ul,ol,table,tr,h1,h2,h3,h4,h5,h6,blockquote,section,article,header,footer,pre,dl,dt,dd";
const INDENT = "    ";
/** @type {Run} */
const NOTHING = { text: "", bold: false, italic: false, href: "" };

/** @typedef {{text: string, bold: boolean, italic: boolean, href: string}} Run @typedef {{level: number, mark: string, runs: Run[]}} Line a paragraph (level 0) or a line of a list */

/**
 * What was copied as a page: paragraphs, lists in lists, bold, italic and links; null when it has none of these.
 * @param {string} html
 * @returns {HTMLElement | null}
 */
export function pastedNodes(html) {
  if (!/<(p|li|b|strong|i|em|a|br|div|h\d|tr)\b/i.test(html)) return null;
  const page = new DOMParser().parseFromString(html, "text/html");
  page.querySelectorAll("style,script,head,title,meta,template,svg,img").forEach((one) => one.remove());
  /** @type {Line[]} */
  const lines = [];
  readBlock(page.body, { level: 0, mark: "" }, lines);
  return lines.length ? build(lines) : null;
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
    const runs = inline(loose);
    loose = [];
    if (!runs.length) return;
    lines.push({ level: list.level, mark, runs });
    if (mark) mark = " ";
  };
  for (const child of element.childNodes) {
    if (!(child instanceof Element) || !isBlock(child)) { loose.push(child); continue; }
    emit();
    if (isWordItem(child)) lines.push(wordItem(child));
    else if (/^(UL|OL)$/.test(child.tagName)) readList(child, list.level, lines);
    else if (child.tagName === "TR") lines.push({ level: 0, mark: "", runs: row(child) });
    else if (/^H\d$/.test(child.tagName)) lines.push({ level: 0, mark: "", runs: inline([...child.childNodes]).map((run) => ({ ...run, bold: true })) });
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
  return { level, mark: number ? `${number}.` : letter ? "1." : "-", runs: inline([...element.childNodes]) };
}

/** @param {Element} element */
function row(element) {
  const cells = [...element.children].map((cell) => inline([...cell.childNodes])).filter((runs) => runs.length);
  return cells.flatMap((runs, at) => (at ? [{ ...NOTHING, text: " | " }, ...runs] : runs));
}

/** Running text of some nodes. @param {Node[]} nodes @returns {Run[]} */
function inline(nodes) {
  /** @type {Run[]} */
  const runs = [];
  nodes.forEach((node) => readRun(node, NOTHING, runs));
  const first = runs.findIndex(({ text }) => text.trim());
  const last = runs.findLastIndex(({ text }) => text.trim());
  return runs.slice(first < 0 ? runs.length : first, last + 1).map((run, at, all) => ({
    ...run, text: run.text.replace(at ? /^$/ : /^\s+/, "").replace(at < all.length - 1 ? /$^/ : /\s+$/, ""),
  }));
}

/** @param {Node} node @param {Run} style @param {Run[]} runs */
function readRun(node, style, runs) {
  if (node instanceof Text) return add(runs, node.data.replace(/[\s\u00a0]+/g, " "), style);
  if (!(node instanceof HTMLElement)) return undefined;
  if (node.tagName === "BR") return add(runs, "\u000b", style);
  const { fontWeight, fontStyle } = node.style;
  const bold = fontWeight ? fontWeight === "bold" || Number(fontWeight) >= 600 : style.bold || /^(B|STRONG)$/.test(node.tagName);
  const italic = fontStyle ? fontStyle === "italic" : style.italic || /^(I|EM)$/.test(node.tagName);
  const href = (node.tagName === "A" && /^(https?:|mailto:)/i.test(node.getAttribute("href") ?? "") && node.getAttribute("href")) || style.href;
  node.childNodes.forEach((child) => readRun(child, { text: "", bold, italic, href }, runs));
  if (isBlock(node)) add(runs, " ", NOTHING);
  return undefined;
}

/** @param {Run[]} runs @param {string} text @param {Run} style */
function add(runs, text, style) {
  const last = runs.at(-1);
  const joined = last?.text.endsWith(" ") ? text.replace(/^ /, "") : text;
  if (last && (["bold", "italic", "href"].every((name) => /** @type {any} */ (last)[name] === /** @type {any} */ (style)[name]) || !joined.trim())) last.text += joined;
  else if (joined) runs.push({ ...style, text: joined });
}

/** Lines as a page that has nothing but what a text can hold. @param {Line[]} lines */
function build(lines) {
  const home = document.createElement("div");
  /** The open lists, and the item that is open in each. @type {{list: HTMLElement, item: HTMLElement}[]} */
  let open = [];
  for (const { level: asked, mark, runs } of lines.filter((line) => line.runs.length)) {
    // A part of a list may start deep; no line may be more than one level below the one before it.
    const level = Math.min(asked, open.length + 1);
    const paragraph = words(runs);
    const tag = mark === "-" ? "UL" : "OL";
    open = open.slice(0, level);
    if (level && mark !== " ") {
      if (open[level - 1] && open[level - 1].list.tagName !== tag) open = open.slice(0, level - 1);
      if (!open[level - 1]) open.push(newList(tag, mark, open.at(-1)?.item ?? home));
      open[level - 1].item = document.createElement("li");
      open[level - 1].list.append(open[level - 1].item);
    }
    (open.at(-1)?.item ?? home).append(paragraph);
  }
  return home;
}

/** @param {string} tag @param {string} mark @param {HTMLElement} parent */
function newList(tag, mark, parent) {
  const list = document.createElement(tag);
  if (tag === "OL") list.setAttribute("start", String(parseInt(mark, 10)));
  parent.append(list);
  return { list, item: list };
}

/** @param {Run[]} runs */
function words(runs) {
  const paragraph = document.createElement("p");
  for (const { text, bold, italic, href } of runs) {
    /** @type {HTMLElement} */
    let place = paragraph;
    for (const tag of [href && "a", bold && "strong", italic && "em"].filter(Boolean)) {
      place = place.appendChild(document.createElement(String(tag)));
      if (tag === "a") place.setAttribute("href", href);
    }
    text.split(/[ \t\n]*\u000b[ \t\n]*/).forEach((part, at) => place.append(...(at ? [document.createElement("br")] : []), part));
  }
  return paragraph;
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
