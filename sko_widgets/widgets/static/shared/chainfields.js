import { h } from "./dom.js";
import { field } from "./field.js";
import { mergeSet } from "./merge.js";
import { page } from "./page.js";
import { pairList } from "./pairlist.js";
import { mergeTables, plainTable, tableRows } from "./tablerows.js";

/** @typedef {import("./chaindata.js").ChainData} ChainData */

/**
 * The fields of a chain: each saves itself, has its questions and its history, and tells when its text is not saved.
 * @param {Map<string, any>} models by the names of the fields
 * @param {ChainData} data what they hold
 * @param {(name: string) => HTMLElement} placeOf where a field's questions and history stand
 * @param {() => void} shown another value came
 * @returns {{changed: (name: string) => void, flush: () => void, leave: () => void}}
 */
export function chainFields(models, data, placeOf, shown) {
  /** @type {Map<string, () => void>} */
  const inputs = new Map();
  const leavers = [...models].map(([name, model]) => {
    const isTable = data.columnOf(name) >= 0;
    const make = (/** @type {import("./field.js").Desk} */ desk) => {
      // What two texts are joined in has no place of its own on the page.
      if (!desk.foot) return isTable ? tableRows(desk) : pairList(desk, (pair) => inWords(data, name, pair));
      inputs.set(name, desk.onInput);
      return { get: () => data.get(name), set: (/** @type {any} */ value) => { data.set(name, value); shown(); }, focus: () => {} };
    };
    const kind = isTable
      ? { name: "chain-field", make, plain: plainTable(model), merge: mergeTables(model), marked: true }
      : { name: "chain-field", make, plain: (/** @type {any} */ value) => plainPairs(data, name, value), merge: mergeSet };
    const place = placeOf(name);
    place.append(h("p", { class: "label" }, model.get("label")));
    return field(model, place, kind);
  });
  const keys = new Set([...models.values()].map((model) => model.get("key")));
  return {
    changed: (name) => inputs.get(name)?.(),
    flush: () => page().savers.forEach((saver) => keys.has(saver.key) && saver.flush()),
    leave: () => leavers.forEach((leave) => leave()),
  };
}

/** @param {ChainData} data @param {string} name @param {[string, string]} pair */
function inWords(data, name, [a, b]) {
  const joint = data.ties.find((one) => one.name === name);
  const word = (/** @type {number} */ at, /** @type {string} */ id) => (data.row({ at, id }) ? data.text({ at, id }) : "weggehaald");
  return joint ? `${word(joint.start, a)} → ${word(joint.end, b)}` : `${a} → ${b}`;
}

/** @param {ChainData} data @param {string} name @param {any} value */
function plainPairs(data, name, value) {
  return (value ?? []).map((/** @type {[string, string]} */ pair) => inWords(data, name, pair)).join("\n");
}
