import { h } from "./dom.js";

const LOW = 1;
const HIGH = 5;
const MIDDLE = 3;
const MUCH = 4;
const LITTLE = 2;
const STEPS = [1, 2, 3, 4, 5];
/** The row in which we stand ourselves. */
export const US = "wij";

/** @typedef {Record<string, number>} Place the scales that a map shows */

/**
 * @typedef {object} MapKind one way to show the rows of a table
 * @property {string} title
 * @property {string} short on its switch
 * @property {string} hint
 * @property {string} name a class
 * @property {(row: any) => string} weight how its name stands out: `much`, `more` or not
 * @property {boolean} dependence whether it tells who needs whom
 * @property {boolean} [trayFirst] whether who has no place yet stands above the map
 * @property {boolean} wishes whether it shows where somebody should move to
 * @property {string[]} scales which columns it shows
 * @property {Record<string, [string, number]>} keys what an arrow key does
 * @property {() => HTMLElement[]} ground what the board is made of; a place says in `data-place` which it is
 * @property {(place: Place) => string} words
 */

/** @param {number} value */
const within = (value) => Math.min(HIGH, Math.max(LOW, value));

/** @param {Map<string, any>} columns @param {string} name @param {number} value */
export function label(columns, name, value) {
  return columns.get(name)?.options?.find((/** @type {any} */ one) => one.id === String(value))?.label ?? String(value);
}

/** What an element of the ground says of a place. @param {string[]} scales @param {Place} place */
export const keyOf = (scales, place) => scales.map((scale) => place[scale]).join(",");

/**
 * Where a point of the board is; on a phone the squares of one half stand together, by their order.
 * @param {HTMLElement} board @param {string[]} scales @param {{clientX: number, clientY: number}} point @returns {Place | null}
 */
export function placeAt(board, scales, { clientX: x, clientY: y }) {
  const found = document.elementsFromPoint(x, y).find((one) => board.contains(one) && one.matches("[data-place], [data-places]"));
  const { place, places } = /** @type {HTMLElement | undefined} */ (found)?.dataset ?? {};
  if (!found || !(place ?? places)) return null;
  const box = found.getBoundingClientRect();
  const among = (places ?? "").split(";");
  const key = place ?? among[Math.min(among.length - 1, Math.floor(((x - box.left) / box.width) * among.length))];
  return Object.fromEntries(key.split(",").map((value, at) => [scales[at], Number(value)]));
}

/** How much a name stands out by its influence. @param {any} row */
const byInfluence = ({ influence }) => ({ [HIGH]: "much", [MUCH]: "more" })[/** @type {number} */ (influence)] ?? "";

/** Half rings by distance: the nearer to the coalition, the nearer. @param {Map<string, any>} columns @returns {MapKind} */
export function ringMap(columns) {
  const ring = (/** @type {number} */ step) =>
    h("div", { class: `ring r${step}`, "data-place": step }, h("div", { class: "plate", "aria-hidden": "true" }, label(columns, "distance", step)), h("div", { class: "spot" }));
  return {
    title: "Kaart I: hoe dichtbij",
    short: "Hoe dichtbij",
    hint: "Sleep een naam, of kies er een en gebruik de pijltjes: rechts of omhoog is verder weg. Op een telefoon: tik eerst, sleep dan.",
    name: "rings",
    weight: byInfluence,
    dependence: true,
    wishes: columns.has("target"),
    scales: ["distance"],
    keys: { ArrowUp: ["distance", 1], ArrowRight: ["distance", 1], ArrowDown: ["distance", -1], ArrowLeft: ["distance", -1] },
    ground: () => [h("div", { class: "us", "aria-hidden": "true" }, "wij"), ...STEPS.map(ring)],
    words: ({ distance }) => label(columns, "distance", distance).toLowerCase(),
  };
}

/** Influence against interest, with what is advised in each quarter. @param {Map<string, any>} columns @returns {MapKind} */
export function gridMap(columns) {
  const half = (/** @type {number} */ influence, /** @type {boolean} */ great) => {
    const steps = STEPS.filter((step) => step >= MUCH === great);
    const first = influence === HIGH || influence === MUCH - 1;
    return h("div", { class: `half${great ? " great" : ""}${influence >= MUCH ? " much" : ""}${first ? " first" : ""}`, "data-places": steps.map((step) => `${influence},${step}`).join(";") },
      first && h("div", { class: "plate", "aria-hidden": "true" }, advice({ influence, interest: steps[0] })),
      ...steps.map((step) => h("div", { class: "spot", "data-place": `${influence},${step}`, style: `--row:${HIGH - influence + (influence >= MUCH ? 2 : 3)};--column:${step + 1}` })));
  };
  const side = (/** @type {number} */ step) => h("div", { class: "axis up", "aria-hidden": "true", style: `--row:${HIGH - step + (step >= MUCH ? 2 : 3)}` }, label(columns, "influence", step));
  const foot = (/** @type {number} */ step) => h("div", { class: "axis over", "aria-hidden": "true", style: `--column:${step + 1}` }, label(columns, "interest", step));
  return {
    title: "Kaart II: invloed en belang",
    short: "Invloed en belang",
    hint: "Sleep een naam, of kies er een en gebruik de pijltjes: omhoog is meer invloed, rechts is meer belang. Op een telefoon: tik eerst, sleep dan.",
    name: "quarters",
    weight: byInfluence,
    dependence: false,
    wishes: false,
    scales: ["influence", "interest"],
    keys: { ArrowUp: ["influence", 1], ArrowDown: ["influence", -1], ArrowRight: ["interest", 1], ArrowLeft: ["interest", -1] },
    ground: () => [
      ...[...STEPS].reverse().flatMap((influence) => [side(influence), half(influence, false), half(influence, true)]),
      ...STEPS.map(foot), h("div", { class: "scale", "aria-hidden": "true" }, "↑ invloed, belang →"),
    ],
    words: (place) => {
      const [influence, interest] = ["influence", "interest"].map((name) => label(columns, name, place[name]).toLowerCase());
      return `invloed ${influence}, belang ${interest}; ${advice(place).toLowerCase()}`;
    },
  };
}

/** The pictures in the report advise the same. @param {Place} place */
function advice({ influence, interest }) {
  if (influence >= MUCH) return interest >= MUCH ? "Nauw betrekken" : "Tevreden houden";
  return interest >= MUCH ? "Raadplegen" : "Informeren";
}

/** A square of two scales, with its four corners in words. @param {Map<string, any>} columns @returns {MapKind} */
export function squareMap(columns) {
  const spot = (/** @type {number} */ career, /** @type {number} */ development) =>
    h("div", { class: `spot${corner({ career, development }) ? " corner" : ""}${Math.min(career, development) >= MUCH ? " both" : ""}`, "data-place": `${career},${development}`, style: `--row:${HIGH - career + 2};--column:${development + 1}` });
  const plate = (/** @type {number} */ career, /** @type {number} */ development) =>
    h("div", { class: `plate${career >= MUCH ? " high" : ""}${development >= MUCH ? " far" : ""}${Math.min(career, development) >= MUCH ? " both" : ""}`, "aria-hidden": "true" }, corner({ career, development }));
  const side = (/** @type {number} */ step) => h("div", { class: "axis up", "aria-hidden": "true", style: `--row:${HIGH - step + 2}` }, h("span", {}, label(columns, "career", step)));
  const foot = (/** @type {number} */ step) => h("div", { class: "axis over", "aria-hidden": "true", style: `--column:${step + 1}` }, label(columns, "development", step));
  const words = (/** @type {Place} */ place) => ["career", "development"].map((name) => `${columns.get(name)?.label} ${label(columns, name, place[name])}`.toLowerCase());
  return {
    title: "Vierkant van twee schalen",
    short: "Vierkant",
    hint: "Sleep een naam, of gebruik de pijltjes. Op een telefoon: tik eerst, sleep dan.",
    name: "square",
    trayFirst: true,
    weight: ({ id }) => (id === US ? "much" : ""),
    dependence: false,
    wishes: false,
    scales: ["career", "development"],
    keys: { ArrowUp: ["career", 1], ArrowDown: ["career", -1], ArrowRight: ["development", 1], ArrowLeft: ["development", -1] },
    ground: () => [
      plate(HIGH, LOW), plate(HIGH, HIGH),
      ...[...STEPS].reverse().flatMap((career) => [side(career), ...STEPS.map((development) => spot(career, development))]),
      plate(LOW, LOW), plate(LOW, HIGH), ...STEPS.map(foot),
    ],
    words: (place) => [words(place).join(", "), corner(place).toLowerCase()].filter(Boolean).join("; "),
  };
}

/** What a corner of the square means; empty between them. The picture in the report says the same. @param {Place} place */
function corner({ career, development }) {
  if ([career, development].some((at) => at > LITTLE && at < MUCH)) return "";
  if (career >= MUCH) return development >= MUCH ? "Allebei" : "Vooral loopbaan";
  return development >= MUCH ? "Vooral ontwikkeling" : "Nog geen van beide";
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
