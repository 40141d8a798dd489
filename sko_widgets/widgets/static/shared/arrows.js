import { svg } from "./minimap.js";

const INSET = 1;
const BEND = 8;

/**
 * Draw the links between cells as arrows through the gutters; the small lines in the cells say the same.
 * @param {HTMLElement} home
 * @param {{id: string, colour: string, links?: {to: string}[]}[]} cells
 */
export function drawArrows(home, cells) {
  home.querySelector(".arrows")?.remove();
  const boxes = new Map(cells.map(({ id }) => [id, box(home, id)]));
  const picture = svg("svg", { class: "arrows", "aria-hidden": "true", focusable: "false", width: home.clientWidth, height: home.clientHeight });
  let lane = 0;
  for (const { id, colour, links } of cells) {
    for (const { to } of links ?? []) {
      const [from, goal] = [boxes.get(id), boxes.get(to)];
      if (!from || !goal || from === goal) continue;
      picture.append(svg("path", { class: colour, d: route(from, goal, (lane % 3) - 1), "marker-end": `url(#${marker(picture, colour)})` }));
      lane += 1;
    }
  }
  home.append(picture);
}

/** @param {HTMLElement} home @param {string} id */
function box(home, id) {
  const cell = home.querySelector(`[data-block="${CSS.escape(id)}"]`);
  if (!cell) return undefined;
  const [outer, inner] = [home.getBoundingClientRect(), cell.getBoundingClientRect()];
  const [left, top] = [inner.left - outer.left, inner.top - outer.top];
  return { left, top, right: left + inner.width, bottom: top + inner.height, x: left + inner.width / 2, y: top + inner.height / 2 };
}

/** @param {SVGElement} picture @param {string} colour */
function marker(picture, colour) {
  const id = `sko-arrow-${colour}`;
  if (!picture.querySelector(`#${id}`)) {
    picture.prepend(svg("marker", { id, viewBox: "0 0 8 8", refX: 7, refY: 4, markerWidth: 5, markerHeight: 5, orient: "auto", class: colour },
      svg("path", { d: "M0 0 L8 4 L0 8 Z" })));
  }
  return id;
}

/**
 * From one cell's edge to the other's: straight between neighbours, else around through the gutter.
 * @param {any} from @param {any} to @param {number} lane keeps arrows apart
 */
function route(from, to, lane) {
  const shift = lane * 5;
  const [sameColumn, sameRow] = [Math.abs(from.x - to.x) < 4, Math.abs(from.y - to.y) < 4];
  const down = to.y > from.y;
  const beside = to.x > from.x;
  const width = from.right - from.left;
  const height = from.bottom - from.top;
  if (sameColumn && Math.abs(to.y - from.y) < height * 1.6) {
    const x = from.x + width * 0.36 + shift;
    return down ? `M${x} ${from.bottom - INSET} V${to.top + INSET}` : `M${x} ${from.top + INSET} V${to.bottom - INSET}`;
  }
  if (sameRow && Math.abs(to.x - from.x) < width * 1.6) {
    const y = from.bottom - 22 + shift;
    return beside ? `M${from.right - INSET} ${y} H${to.left + INSET}` : `M${from.left + INSET} ${y} H${to.right - INSET}`;
  }
  return sameRow ? along(from, to, shift, beside) : around(from, to, shift, beside && !sameColumn);
}

/** Over a cell in between, through the gutter under the row. @param {any} from @param {any} to @param {number} shift @param {boolean} beside */
function along(from, to, shift, beside) {
  const y = from.bottom + 12 + shift;
  const [x1, x2] = beside ? [from.right - 24, to.left + 24] : [from.left + 24, to.right - 24];
  const b = beside ? BEND : -BEND;
  return `M${x1} ${from.bottom - INSET} V${y - BEND} Q${x1} ${y} ${x1 + b} ${y} H${x2 - b} Q${x2} ${y} ${x2} ${y - BEND} V${to.bottom + INSET}`;
}

/** Out at a side, through the gutter beside the column, in at a side. @param {any} from @param {any} to @param {number} shift @param {boolean} right */
function around(from, to, shift, right) {
  const down = to.y > from.y ? 1 : -1;
  const b = BEND * down;
  const x = right ? from.right + 12 + shift : from.left - 12 + shift;
  const out = right ? BEND : -BEND;
  const [y1, y2] = [from.y + down * 30, to.y - down * 30 + shift];
  const enters = to.left > x ? to.left + INSET : to.right - INSET;
  const inward = enters > x ? BEND : -BEND;
  const start = right ? from.right - INSET : from.left + INSET;
  return `M${start} ${y1} H${x - out} Q${x} ${y1} ${x} ${y1 + b} V${y2 - b} Q${x} ${y2} ${x + inward} ${y2} H${enters}`;
}
