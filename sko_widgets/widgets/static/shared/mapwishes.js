import { svg } from "./minimap.js";

const WITHIN = 12; // how far an arrow reaches into its ring, where no name stands
const HEAD = 7;

/**
 * Draw arrows from names to the rings where they should be; they pass behind the names.
 * @param {HTMLElement} board
 * @param {{name: HTMLElement, from: number, to: number}[]} wishes
 */
export function drawWishes(board, wishes) {
  board.querySelector(".wishes")?.remove();
  if (!wishes.length) return;
  const outer = board.getBoundingClientRect();
  const ring = (/** @type {number} */ step) => boxIn(outer, board.querySelector(`.r${step}`));
  const picture = svg("svg", { class: "wishes", "aria-hidden": "true", focusable: "false", width: board.clientWidth, height: board.clientHeight });
  for (const { name, from, to } of wishes) {
    const [start, own, goal] = [boxIn(outer, name), ring(from), ring(to)];
    const inward = to < from;
    if (goal.right <= own.left + 1 || goal.left >= own.right - 1) {
      const y = (start.top + start.bottom) / 2;
      picture.append(...arrow([inward ? start.left : start.right, y], [inward ? goal.right - WITHIN : goal.left + WITHIN, y]));
    } else {
      const x = (start.left + start.right) / 2;
      picture.append(...arrow([x, inward ? start.top : start.bottom], [x, inward ? goal.bottom - WITHIN : goal.top + WITHIN]));
    }
  }
  board.append(picture);
}

/** @param {DOMRect} outer @param {Element | null} element */
function boxIn(outer, element) {
  const { left, right, top, bottom } = /** @type {Element} */ (element).getBoundingClientRect();
  return { left: left - outer.left, right: right - outer.left, top: top - outer.top, bottom: bottom - outer.top };
}

/** @param {number[]} from @param {number[]} to */
function arrow([x, y], [toX, toY]) {
  const [wide, high] = [Math.sign(toX - x), Math.sign(toY - y)];
  const side = (/** @type {number} */ way) => `${toX - wide * HEAD - high * HEAD * way} ${toY - high * HEAD - wide * HEAD * way}`;
  return [svg("path", { d: `M${x} ${y}L${toX} ${toY}`, class: "shaft" }), svg("path", { d: `M${side(1)}L${toX} ${toY}L${side(-1)}z`, class: "head" })];
}
