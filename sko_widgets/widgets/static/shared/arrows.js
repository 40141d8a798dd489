import { svg } from "./minimap.js";

const HEAD = 6;
const LANE = 6; // between two arrows in one gutter
const CLEAR = 2; // between an arrow and the card that it points to

/**
 * Draw links between the cells of a grid as arrows, along the gutters alone: never through a card.
 * @param {HTMLElement} home
 * @param {{id: string, level: string, theme: string, links?: {to: string}[]}[]} cells
 * @param {{id: string}[]} levels
 * @param {{id: string}[]} themes
 */
export function drawArrows(home, cells, levels, themes) {
  const places = new Map(cells.map((cell) => [cell.id, place(home, cell, levels, themes)]));
  const picture = svg("svg", { class: "arrows", "aria-hidden": "true", focusable: "false", width: home.clientWidth, height: home.clientHeight });
  const routes = [];
  for (const { id, links } of cells) {
    for (const to of new Set((links ?? []).map((link) => link.to))) {
      const [from, goal] = [places.get(id), places.get(to)];
      const route = from && goal && from !== goal && plan(from, goal, levels.length, themes.length);
      if (route) routes.push({ ...route, id, to, from, goal });
    }
  }
  const gutters = measure([...places.values()]);
  share(routes, gutters);
  for (const route of routes) picture.append(...arrow(route, points(route, gutters)));
  home.append(picture);
}

/** @param {HTMLElement} home @param {any} cell @param {any[]} levels @param {any[]} themes */
function place(home, { id, level, theme }, levels, themes) {
  const card = home.querySelector(`[data-block="${CSS.escape(id)}"]`)?.closest(".block");
  if (!card) return undefined;
  const [outer, { left, top, width, height }] = [home.getBoundingClientRect(), card.getBoundingClientRect()];
  const at = (/** @type {any[]} */ all, /** @type {string} */ name) => all.findIndex((one) => one.id === name);
  const [x, y] = [left - outer.left, top - outer.top];
  return { row: at(levels, level), column: at(themes, theme), left: x, top: y, right: x + width, bottom: y + height };
}

/**
 * Which gutters an arrow takes: `across` runs between two rows, `along` between two columns; number n lies before row or
 * column n.  Null when there is no gutter for it.
 * @param {any} from @param {any} goal @param {number} rows @param {number} columns
 */
function plan(from, goal, rows, columns) {
  const [down, right] = [Math.sign(goal.row - from.row), Math.sign(goal.column - from.column)];
  const [high, wide] = [Math.abs(goal.row - from.row), Math.abs(goal.column - from.column)];
  const above = (/** @type {any} */ one) => one.row + (one.row + 1 < rows ? 1 : 0);
  if (!wide && high > 1) return columns > 1 ? { along: from.column + (from.column + 1 < columns ? 1 : 0) } : null;
  if (!high && wide > 1) return rows > 1 ? { across: above(from) } : null;
  if (high > 1) return { along: from.column + (right > 0 ? 1 : 0), across: goal.row + (down > 0 ? 0 : 1) };
  if (high) return { across: from.row + (down > 0 ? 1 : 0), straight: !wide };
  return { along: from.column + (right > 0 ? 1 : 0), straight: true };
}

/** Where each gutter begins and ends: those between rows as `h1`, between columns as `v1`. @param {any[]} all */
function measure(all) {
  /** @type {Map<string, [number, number]>} */
  const found = new Map();
  const put = (/** @type {string} */ name, /** @type {number} */ low, /** @type {number} */ high) => {
    const [a, b] = found.get(name) ?? [-Infinity, Infinity];
    found.set(name, [Math.max(a, low), Math.min(b, high)]);
  };
  for (const one of all) {
    put(`h${one.row}`, -Infinity, one.top);
    put(`h${one.row + 1}`, one.bottom, Infinity);
    put(`v${one.column}`, -Infinity, one.left);
    put(`v${one.column + 1}`, one.right, Infinity);
  }
  return found;
}

/** Give each arrow a place of its own: at the edges of cards, and in the gutters. @param {any[]} routes @param {Map<string, [number, number]>} gutters */
function share(routes, gutters) {
  /** @type {Map<string, any[]>} */
  const edges = new Map();
  const touch = (/** @type {any} */ route, /** @type {string} */ end, /** @type {string} */ gutter, /** @type {any} */ card, /** @type {any} */ other) => {
    const upright = gutter.startsWith("h");
    const name = `${gutter}/${upright ? card.column : card.row}`;
    const towards = upright ? other.column - card.column : other.row - card.row;
    edges.set(name, [...(edges.get(name) ?? []), { route, end, card, upright, towards }]);
  };
  for (const route of routes) {
    const { from, goal, along, across, straight } = route;
    const [first, last] = [along !== undefined ? `v${along}` : `h${across}`, across !== undefined ? `h${across}` : `v${along}`];
    touch(route, "out", first, from, goal);
    if (!straight) touch(route, "in", last, goal, from);
  }
  for (const all of edges.values()) {
    all.sort((a, b) => a.towards - b.towards);
    all.forEach(({ route, end, card, upright }, at) => {
      const [low, high] = upright ? [card.left, card.right] : [card.top, card.bottom];
      route[end] = low + ((high - low) * (at + 1)) / (all.length + 1);
    });
  }
  for (const name of gutters.keys()) lanes(routes, name);
}

/** Runs in one gutter that would meet lie beside each other. @param {any[]} routes @param {string} name */
function lanes(routes, name) {
  const upright = name.startsWith("v");
  const here = routes.filter((route) => !route.straight && name === (upright ? `v${route.along}` : `h${route.across}`));
  const ends = (/** @type {any} */ route) => {
    const other = upright && route.across !== undefined ? (route.goal.row > route.from.row ? route.goal.top : route.goal.bottom) : route.in;
    const begin = !upright && route.along !== undefined ? (route.goal.column > route.from.column ? route.from.right : route.from.left) : route.out;
    return [Math.min(begin, other), Math.max(begin, other)];
  };
  /** @type {number[]} */
  const taken = [];
  for (const route of here.sort((a, b) => ends(a)[0] - ends(b)[0])) {
    const [low, high] = ends(route);
    const free = taken.findIndex((end) => end + HEAD < low);
    const lane = free < 0 ? taken.length : free;
    taken[lane] = high;
    route[upright ? "laneAlong" : "laneAcross"] = lane;
  }
  here.forEach((route) => (route[upright ? "lanesAlong" : "lanesAcross"] = taken.length));
}

/** @param {[number, number]} gutter @param {number} lane @param {number} lanes */
function inLane([low, high], lane, lanes) {
  const room = Math.max(high - low - 2 * (HEAD + CLEAR), 0);
  const step = lanes > 1 ? Math.min(LANE, room / (lanes - 1)) : 0;
  return (low + high) / 2 + (lane - (lanes - 1) / 2) * step;
}

/** @param {any} route @param {Map<string, any>} gutters @returns {number[][]} */
function points(route, gutters) {
  const { from, goal, along, across, straight } = route;
  const x = along !== undefined ? inLane(gutters.get(`v${along}`), route.laneAlong ?? 0, route.lanesAlong ?? 1) : 0;
  const y = across !== undefined ? inLane(gutters.get(`h${across}`), route.laneAcross ?? 0, route.lanesAcross ?? 1) : 0;
  const side = (/** @type {any} */ card, /** @type {number} */ off) => (card.right <= x ? card.right + off : card.left - off);
  const edge = (/** @type {any} */ card, /** @type {number} */ off) => (card.bottom <= y ? card.bottom + off : card.top - off);
  if (straight && across !== undefined) return [[route.out, edge(from, 0)], [route.out, edge(goal, CLEAR)]];
  if (straight) return [[side(from, 0), route.out], [side(goal, CLEAR), route.out]];
  if (along === undefined) return [[route.out, edge(from, 0)], [route.out, y], [route.in, y], [route.in, edge(goal, CLEAR)]];
  if (across === undefined) return [[side(from, 0), route.out], [x, route.out], [x, route.in], [side(goal, CLEAR), route.in]];
  return [[side(from, 0), route.out], [x, route.out], [x, y], [route.in, y], [route.in, edge(goal, CLEAR)]];
}

/** @param {any} route @param {number[][]} all */
function arrow({ id, to }, all) {
  const [[u, v], [x, y]] = all.slice(-2);
  const angle = Math.atan2(y - v, x - u);
  const corner = (/** @type {number} */ turn) => `${x - HEAD * 1.2 * Math.cos(angle + turn)} ${y - HEAD * 1.2 * Math.sin(angle + turn)}`;
  const about = { "data-from": id, "data-to": to };
  return [
    svg("path", { ...about, class: "line", d: `M${all.map((point) => point.join(" ")).join("L")}` }),
    svg("path", { ...about, class: "head", d: `M${x} ${y}L${corner(0.5)}L${corner(-0.5)}Z` }),
  ];
}
