const KEEP = new Set(["P", "STRONG", "EM", "B", "I", "UL", "OL", "LI", "BR", "BLOCKQUOTE", "CODE", "PRE", "HR", "DIV", "SPAN",
  "H1", "H2", "H3", "H4", "H5", "H6", "TABLE", "THEAD", "TBODY", "TR", "TH", "TD"]);
const DROP = new Set(["SCRIPT", "STYLE", "TEMPLATE", "IFRAME", "OBJECT", "EMBED", "NOSCRIPT", "SVG", "MATH"]);

/**
 * HTML as nodes: text and its structure, no attributes, nothing that acts.  Python sends safe HTML; this is the second wall.
 * @param {string} html
 * @returns {DocumentFragment}
 */
export function safeNodes(html) {
  const made = document.createDocumentFragment();
  const page = new DOMParser().parseFromString(html, "text/html");
  page.body.childNodes.forEach((child) => copyInto(made, child));
  return made;
}

/** @param {Node} parent @param {Node} node */
function copyInto(parent, node) {
  if (node instanceof Text) return void parent.appendChild(document.createTextNode(node.data));
  if (!(node instanceof Element) || DROP.has(node.tagName.toUpperCase())) return;
  const home = KEEP.has(node.tagName) ? parent.appendChild(document.createElement(node.tagName)) : parent;
  node.childNodes.forEach((child) => copyInto(home, child));
}
