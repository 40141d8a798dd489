const SVG = "http://www.w3.org/2000/svg";
const [WIDE, HIGH, GAP] = [20, 14, 4];

/**
 * A small picture of the grid with an arrow from this block to another; for who sees, the words beside it say the same.
 * @param {any} model with `levels`, `themes`, `blocks` and `here`
 * @returns {{element: any, show: (to: string) => void}}
 */
export function miniMap(model) {
  const [rows, columns] = [model.get("levels"), model.get("themes")];
  const width = columns.length * (WIDE + GAP) - GAP;
  const height = rows.length * (HIGH + GAP) - GAP;
  const element = svg("svg", { class: "mini-map", viewBox: `-2 -2 ${width + 4} ${height + 4}`, "aria-hidden": "true", focusable: "false" });
  const show = (/** @type {string} */ to) => {
    element.replaceChildren(...model.get("blocks").map((/** @type {any} */ block) => cell(model, block, to)), arrow(model, to));
  };
  show("");
  return { element, show };
}

/** @param {any} model @param {string} id */
function place(model, id) {
  const block = model.get("blocks").find((/** @type {any} */ one) => one.id === id);
  if (!block) return null;
  return { x: model.get("themes").indexOf(block.theme) * (WIDE + GAP), y: model.get("levels").indexOf(block.level) * (HIGH + GAP) };
}

/** @param {any} model @param {any} block @param {string} to */
function cell(model, block, to) {
  const { x, y } = /** @type {{x: number, y: number}} */ (place(model, block.id));
  const mark = block.id === model.get("here") ? "here" : block.id === to ? "there" : "";
  return svg("rect", { x, y, width: WIDE, height: HIGH, rx: 2, class: `${block.colour} ${mark}` });
}

/** @param {any} model @param {string} to */
function arrow(model, to) {
  const [from, goal] = [place(model, model.get("here")), place(model, to)];
  if (!from || !goal || (from.x === goal.x && from.y === goal.y)) return svg("g", {});
  const [x1, y1, x2, y2] = [from.x + WIDE / 2, from.y + HIGH / 2, goal.x + WIDE / 2, goal.y + HIGH / 2];
  const angle = (Math.atan2(y2 - y1, x2 - x1) * 180) / Math.PI;
  return svg("g", { class: "arrow" },
    svg("line", { x1, y1, x2, y2 }),
    svg("path", { d: "M-5 -4 L2 0 L-5 4", transform: `translate(${x2} ${y2}) rotate(${angle})` }));
}

/** @param {string} tag @param {Record<string, any>} attributes @param {...Node} children */
export function svg(tag, attributes, ...children) {
  const element = document.createElementNS(SVG, tag);
  Object.entries(attributes).forEach(([name, value]) => element.setAttribute(name, String(value)));
  element.append(...children);
  return element;
}
