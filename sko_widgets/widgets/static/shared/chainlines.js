import { keyOfCard } from "./chaindata.js";

const SPACE = "http://www.w3.org/2000/svg";

/** @typedef {import("./chaindata.js").Card} Card */

/**
 * Draw a line between cards that are joined.
 * @param {SVGElement} svg that covers the board
 * @param {import("./chaindata.js").ChainData} data
 * @param {(key: string) => HTMLElement | undefined} elementOf
 * @param {string} hot the card that was chosen: its lines stand out
 */
export function drawLines(svg, data, elementOf, hot) {
  const origin = svg.getBoundingClientRect();
  /** @type {Map<string, DOMRect>} */
  const boxes = new Map();
  const box = (/** @type {Card} */ card) => {
    const key = keyOfCard(card);
    if (!boxes.has(key)) boxes.set(key, elementOf(key)?.getBoundingClientRect() ?? new DOMRect());
    return /** @type {DOMRect} */ (boxes.get(key));
  };
  const found = data.pairs().map(({ joint, from, to }) => {
    const isHot = [from, to].some((card) => keyOfCard(card) === hot);
    const back = joint.start > joint.end;
    if (back && !isHot) return null;
    const [a, b] = [box(from), box(to)];
    if (!a.width || !b.width) return null;
    const path = document.createElementNS(SPACE, "path");
    path.setAttribute("d", curve(a, b, back, origin));
    path.setAttribute("class", [isHot && "hot", (back || joint.end - joint.start > 1) && "strain"].filter(Boolean).join(" "));
    return { path, isHot };
  }).filter((one) => one !== null);
  found.sort((one, other) => Number(one.isHot) - Number(other.isHot));
  svg.replaceChildren(...found.map(({ path }) => path));
}

/** @param {DOMRect} a @param {DOMRect} b @param {boolean} back @param {DOMRect} origin */
function curve(a, b, back, origin) {
  const [x1, x2] = [(back ? a.left : a.right) - origin.left, (back ? b.right : b.left) - origin.left];
  const [y1, y2] = [a, b].map(({ top, height }) => top + height / 2 - origin.top);
  const bend = Math.min(Math.abs(x2 - x1) / 2, 44) * (back ? -1 : 1);
  return `M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`;
}
