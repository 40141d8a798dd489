import { button, h } from "./dom.js";

/**
 * @typedef {import("./chaindata.js").Card} Card
 * @typedef {import("./chaindata.js").ChainData} ChainData
 * @typedef {{problems: Card[], goal: Card | null, lines: {measure: Card | null, why: Card[], strain: Card[]}[]}} Row
 */

const [PROBLEM, GOAL, MEASURE, WHY, STRAIN] = [0, 1, 2, 3, 4];

/** A chain row by row: each goal with what it solves and what is done for it, then what hangs nowhere yet. @param {ChainData} data @returns {Row[]} */
function rowsOf(data) {
  const seen = new Set();
  const see = (/** @type {Card[]} */ cards) => { cards.forEach(({ at, id }) => seen.add(`${at}:${id}`)); return cards; };
  const left = (/** @type {number} */ at) => data.cards(at).filter(({ id }) => !seen.has(`${at}:${id}`));
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
 * The rows as a table, or each as a card where there is no room for that.
 * @param {{data: ChainData, narrow: boolean, show: (card: Card, place: string) => Node, add: (at: number, to?: Card) => void}} desk
 * @returns {Node[]}
 */
export function rowByRow({ data, narrow, show, add }) {
  const rows = rowsOf(data);
  const adder = (/** @type {number} */ at, /** @type {Card | undefined} */ to) => {
    const item = data.columns[at].item.toLowerCase();
    const where = to ? ` bij ${data.code(to)}` : "";
    return button([h("span", { "aria-hidden": "true" }, "+"), item], () => add(at, to),
      { class: "quiet also", "data-add": String(at), "aria-label": `${data.columns[at].item} toevoegen${where}` });
  };
  const list = (/** @type {Card[]} */ cards, /** @type {string} */ place) =>
    cards.length ? h("ul", {}, ...cards.map((card) => h("li", {}, show(card, place)))) : null;
  const parts = rows.map(({ problems, goal, lines }, number) => {
    const place = `${number}`;
    const problem = [list(problems, place), goal && adder(PROBLEM, goal)];
    const aim = [goal ? list([goal], place) : null, !goal && problems.length ? adder(GOAL, problems[0]) : null];
    const measured = (lines.length ? lines : [{ measure: null, why: [], strain: [] }]).map(({ measure, why, strain }, at) => {
      const here = `${place}.${at}`;
      const last = goal && at === Math.max(lines.length, 1) - 1;
      return [
        [measure && list([measure], here), last && adder(MEASURE, goal)],
        [list(why, here), measure && adder(WHY, measure)],
        [list(strain, here), measure && adder(STRAIN, measure)],
      ];
    });
    return { problem, aim, measured };
  });
  const made = narrow ? asCards(data, parts) : asTable(data, parts);
  const first = h("div", { class: "adders" }, ...[PROBLEM, GOAL, MEASURE, WHY, STRAIN].map((at) => adder(at, undefined)));
  return [made, first];
}

/** @param {ChainData} data @param {any[]} parts */
function asTable(data, parts) {
  const head = h("thead", {}, h("tr", {}, ...data.columns.map(({ heading }) => h("th", { scope: "col" }, heading))));
  const bodies = parts.map(({ problem, aim, measured }) => {
    const rowspan = String(measured.length);
    return h("tbody", {}, ...measured.map((/** @type {any[]} */ cells, /** @type {number} */ at) => h("tr", {},
      ...(at ? [] : [h("td", { rowspan }, ...problem), h("td", { rowspan }, ...aim)]), ...cells.map((cell) => h("td", {}, ...cell)))));
  });
  return h("table", {}, head, ...bodies);
}

/** @param {ChainData} data @param {any[]} parts */
function asCards(data, parts) {
  const part = (/** @type {number} */ at, /** @type {any[]} */ cell) => cell.some(Boolean)
    ? h("div", { class: "part" }, h("p", { class: "label" }, data.columns[at].heading), ...cell) : null;
  return h("ol", { class: "row-cards" }, ...parts.map(({ problem, aim, measured }) => h("li", {},
    part(PROBLEM, problem), part(GOAL, aim), ...measured.flatMap((/** @type {any[]} */ cells) => cells.map((cell, at) => part(MEASURE + at, cell))))));
}
