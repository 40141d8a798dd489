import { h } from "./dom.js";

const LOW = 1;
const HIGH = 5;
const MIDDLE = 3;
const MUCH = 4;

/** @typedef {Record<string, number>} Place the scales that a map shows */
/** @typedef {{x: number, y: number}} Point in percents of the map */

/**
 * @typedef {object} MapKind one way to show stakeholders
 * @property {string} title
 * @property {string} hint
 * @property {string} name a class
 * @property {boolean} dependence whether it tells who needs whom
 * @property {string[]} scales which columns it shows
 * @property {Record<string, [string, number]>} keys what an arrow key does
 * @property {() => Node[]} ground
 * @property {(place: Place) => string} words
 * @property {(place: Place, at: number, of: number) => Point} point where number `at` of the `of` on this place stands
 * @property {(point: Point) => Place} place
 */

/** @param {number} value */
const within = (value) => Math.min(HIGH, Math.max(LOW, value));

/** @param {Map<string, any>} columns @param {string} name @param {number} value */
function label(columns, name, value) {
  return columns.get(name)?.options?.find((/** @type {any} */ one) => one.id === String(value))?.label ?? String(value);
}

/** How far a ring reaches, in percents of the map: all rings are as large, so that as many fit in each. @param {number} ring */
const edge = (ring) => 50 * Math.sqrt(ring / HIGH);

/** The innermost ring is a disc, filled like a sunflower. @param {number} at @param {number} of @returns {[number, number]} */
function inHeart(at, of) {
  const turn = Math.PI * (3 - Math.sqrt(5));
  return [at * turn, of === 1 ? edge(LOW) / 2 : edge(LOW) * 0.85 * Math.sqrt((at + 0.5) / of)];
}

/** All around in the other rings; each begins elsewhere. @param {number} ring @param {number} at @param {number} of @returns {[number, number]} */
function inBand(ring, at, of) {
  return [(at / of) * 2 * Math.PI + ring * 0.9 - Math.PI / 2, (edge(ring - 1) + edge(ring)) / 2];
}

/** Rings by distance: the nearer the middle, the nearer to the coalition. @param {Map<string, any>} columns @returns {MapKind} */
export function ringMap(columns) {
  const rings = [5, 4, 3, 2, 1].map((ring) => h("span", { class: "ring", style: `--ring:${ring};--edge-at:${edge(ring)}%` }));
  const core = h("span", { class: "core soft small", style: `top:${50 - edge(LOW)}%` }, "coalitie");
  return {
    title: "Kaart I: hoe dichtbij",
    hint: "Sleep een stakeholder, of kies er een met Tab en gebruik de pijltjes: omhoog of rechts is verder weg. Op een telefoon: tik eerst, sleep dan.",
    name: "rings",
    dependence: true,
    scales: ["distance"],
    keys: { ArrowUp: ["distance", 1], ArrowRight: ["distance", 1], ArrowDown: ["distance", -1], ArrowLeft: ["distance", -1] },
    ground: () => [...rings, core],
    words: ({ distance }) => label(columns, "distance", distance).toLowerCase(),
    point: ({ distance }, at, of) => {
      const [angle, radius] = distance === LOW ? inHeart(at, of) : inBand(distance, at, of);
      return { x: 50 + radius * Math.cos(angle), y: 50 + radius * Math.sin(angle) };
    },
    place: ({ x, y }) => ({ distance: within(Math.ceil(HIGH * (Math.hypot(x - 50, y - 50) / 50) ** 2)) }),
  };
}

/** Influence against interest, with what is advised in each quarter. @param {Map<string, any>} columns @returns {MapKind} */
export function gridMap(columns) {
  const quarters = ["Tevreden houden", "Nauw betrekken", "Informeren", "Raadplegen"];
  return {
    title: "Kaart II: invloed en belang",
    hint: "Sleep een stakeholder, of gebruik de pijltjes: omhoog is meer invloed, rechts is meer belang. Op een telefoon: tik eerst, sleep dan.",
    name: "quarters",
    dependence: false,
    scales: ["influence", "interest"],
    keys: { ArrowUp: ["influence", 1], ArrowDown: ["influence", -1], ArrowRight: ["interest", 1], ArrowLeft: ["interest", -1] },
    ground: () => [
      ...quarters.map((one, at) => h("span", { class: `quarter q${at}` }, one)),
      h("span", { class: "axis up soft small" }, "meer invloed ↑"), h("span", { class: "axis right soft small" }, "meer belang →"),
    ],
    words: (place) => {
      const [influence, interest] = ["influence", "interest"].map((name) => label(columns, name, place[name]).toLowerCase());
      return `invloed ${influence}, belang ${interest}; ${advice(place).toLowerCase()}`;
    },
    point: ({ influence, interest }, at, of) => {
      const across = Math.ceil(Math.sqrt(of));
      const [column, row] = [at % across, Math.floor(at / across)];
      const down = Math.ceil(of / across);
      return { x: (interest - 1 + (column + 0.5) / across) * 20, y: (HIGH - influence + (row + 0.5) / down) * 20 };
    },
    place: ({ x, y }) => ({ influence: within(HIGH - Math.floor(y / 20)), interest: within(Math.floor(x / 20) + 1) }),
  };
}

/** The pictures in the report advise the same. @param {Place} place */
function advice({ influence, interest }) {
  if (influence >= MUCH) return interest >= MUCH ? "Nauw betrekken" : "Tevreden houden";
  return interest >= MUCH ? "Raadplegen" : "Informeren";
}

/** Where somebody comes who had no place yet. @param {string[]} scales @returns {Place} */
export function middle(scales) {
  return Object.fromEntries(scales.map((scale) => [scale, MIDDLE]));
}

/** A step further, if there is one. @param {Place} place @param {[string, number]} step @returns {Place | null} */
export function stepped(place, [scale, by]) {
  const next = within(place[scale] + by);
  return next === place[scale] ? null : { ...place, [scale]: next };
}
