const SPACE = "http://www.w3.org/2000/svg";
const KEEP = new Set(["svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan"]);
const ATTRIBUTES = /^(?:d|x|y|x1|x2|y1|y2|cx|cy|r|rx|ry|dx|dy|points|transform|width|height|viewBox|fill|opacity|stroke|(?:fill|stroke)-[a-z]+|font-[a-z]+|text-anchor|dominant-baseline|paint-order)$/;

/**
 * A drawing as nodes: shapes and text, nothing that acts or fetches.  Python draws it; this is the second wall.
 * @param {string} source
 * @param {string} alt what it shows
 * @returns {SVGElement | null}
 */
export function safeSvg(source, alt) {
  const read = new DOMParser().parseFromString(source, "image/svg+xml").documentElement;
  const made = read.localName === "svg" ? /** @type {SVGElement} */ (clean(read)) : null;
  made?.setAttribute("role", "img");
  made?.setAttribute("aria-label", alt);
  return made;
}

/** @param {Element} element @returns {Element} */
function clean(element) {
  const made = document.createElementNS(SPACE, element.localName);
  for (const { name, value } of element.attributes) {
    if (ATTRIBUTES.test(name) && !/url|:/i.test(value)) made.setAttribute(name, value);
  }
  for (const child of element.childNodes) {
    if (child instanceof Text) made.append(child.data);
    else if (child instanceof Element && KEEP.has(child.localName)) {
      made.append(clean(child));
    }
  }
  return made;
}
