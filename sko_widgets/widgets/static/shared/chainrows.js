import { adderAt } from "./chaincard.js";
import { keyOfCard } from "./chaindata.js";
import { h } from "./dom.js";

/**
 * @typedef {import("./chaindata.js").Card} Card
 * @typedef {import("./chaindata.js").ChainData} ChainData
 * @typedef {{problems: Card[], goal: Card | null, lines: {measure: Card | null, why: Card[], strain: Card[]}[]}} Row
 */

const [PROBLEM, GOAL, MEASURE, WHY, STRAIN] = [0, 1, 2, 3, 4];

/** A chain row by row: each goal with what it solves and what is done for it, then what hangs nowhere yet. @param {ChainData} data @returns {Row[]} */
function rowsOf(data) {
  const seen = new Set();
  const see = (/** @type {Card[]} */ cards) => { cards.forEach((card) => seen.add(keyOfCard(card))); return cards; };
  const left = (/** @type {number} */ at) => data.cards(at).filter((card) => !seen.has(keyOfCard(card)));
  const line = (/** @type {Card} */ measure) => ({ measure, why: see(data.tied(measure, WHY)), strain: see(data.tied(measure, STRAIN)) });
  const rows = data.cards(GOAL).map((goal) => ({
    problems: see(data.tied(goal, PROBLEM)), goal, lines: see(data.tied(goal, MEASURE)).map(line),
  }));
  rows.push(...left(PROBLEM).map((problem) => ({ problems: [problem], goal: null, lines: [] })));
  rows.push(...left(MEASURE).map((measure) => ({ problems: [], goal: null, lines: [line(measure)] })));
  const [why, strain] = [left(WHY), left(STRAIN)];
  if (why.length || strain.length) rows.push({ problems: [], goal: null, lines: [{ measure: null, why, strain }] });
  return rows;
}

/**
 * The rows as a table, or each as a card where there is no room for that; there what hangs on a measure is told once.
 * Where a place is empty something can be added; to what stands there already more is added from the card that is open.
 * @param {{data: ChainData, narrow: boolean, show: (card: Card, place: string) => Node, add: (at: number, to?: Card) => void}} desk
 * @returns {Node[]}
 */
export function rowByRow({ data, narrow, show, add }) {
  const adder = (/** @type {number} */ at, /** @type {Card | undefined} */ to) => adderAt(data, at, to, () => add(at, to));
  const told = new Set();
  const list = (/** @type {Card[]} */ cards, /** @type {string} */ place) =>
    h("ul", {}, ...cards.map((card) => h("li", {}, show(card, place))));
  /** What stands in a place; when that is nothing, what adds it to a card. @param {Card[]} cards @param {string} place @param {number} at @param {Card | null} [to] */
  const cell = (cards, place, at, to) => (cards.length ? list(cards, place) : to && adder(at, to));
  const parts = rowsOf(data).map(({ problems, goal, lines }, number) => {
    const problem = cell(problems, `${number}`, PROBLEM, goal);
    const aim = cell(goal ? [goal] : [], `${number}`, GOAL, problems[0]);
    const measured = (lines.length ? lines : [{ measure: null, why: [], strain: [] }]).map(({ measure, why, strain }, at) => {
      const [place, key] = [`${number}.${at}`, measure && keyOfCard(measure)];
      const from = told.has(key) ? null : measure;
      told.add(key);
      const what = cell(measure ? [measure] : [], place, MEASURE, goal);
      return narrow && measure && !from ? [what] : [what, cell(why, place, WHY, from), cell(strain, place, STRAIN, from)];
    });
    return { problem, aim, measured };
  });
  return narrow ? asCards(data, parts, adder) : [asTable(data, parts, adder)];
}

/** @param {ChainData} data @param {any[]} parts @param {(at: number) => HTMLElement} adder */
function asTable(data, parts, adder) {
  const head = h("thead", {}, h("tr", {}, ...data.columns.map(({ heading }, at) => h("th", { scope: "col", "aria-label": heading }, heading, adder(at)))));
  const bodies = parts.map(({ problem, aim, measured }) => {
    const rowspan = String(measured.length);
    return h("tbody", {}, ...measured.map((/** @type {any[]} */ cells, /** @type {number} */ at) => h("tr", {},
      ...(at ? [] : [h("td", { rowspan }, problem), h("td", { rowspan }, aim)]), ...cells.map((cell) => h("td", {}, cell)))));
  });
  return h("table", {}, head, ...bodies);
}

/** @param {ChainData} data @param {any[]} parts @param {(at: number) => HTMLElement} adder */
function asCards(data, parts, adder) {
  const part = (/** @type {number} */ at, /** @type {any} */ cell) => cell
    && h("div", { class: "part" }, h("p", { class: "label" }, data.columns[at].heading), cell);
  const rows = parts.map(({ problem, aim, measured }) => h("li", {}, part(PROBLEM, problem), part(GOAL, aim),
    ...measured.flatMap((/** @type {any[]} */ cells) => cells.map((cell, at) => part(MEASURE + at, cell)))));
  return [h("ol", { class: "row-cards" }, ...rows), h("div", { class: "adders" }, ...data.columns.map((_, at) => adder(at)))];
}
