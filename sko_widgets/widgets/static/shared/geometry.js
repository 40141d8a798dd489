/**
 * What the grid says about a link from this page's block.
 * @param {any} model with `blocks`, `levels`, `here` and `kinds`
 * @param {string} to id of a block
 * @param {string} [chosen] kind that the user chose
 * @returns {{kind: string | null, words: string}}
 */
export function judge(model, to, chosen) {
  const find = (/** @type {string} */ id) => model.get("blocks").find((/** @type {any} */ block) => block.id === id);
  const [here, there] = [find(model.get("here")), find(to)];
  if (!there || !here) return { kind: null, words: "" };
  const label = (/** @type {string} */ id) => model.get("kinds").find((/** @type {any} */ one) => one.id === id)?.label.toLowerCase() ?? id;
  if (here === there) return { kind: "naastgelegen", words: "Dit is de bouwsteen waar je nu bent. Bedoel je een andere, of de volgende cyclus?" };
  const { kind, place, odd } = relation(model, here, there);
  const other = chosen && chosen !== kind ? ` Jij koos ${label(chosen)}; dat mag.` : odd ? " Dat mag; kies een andere soort als die beter past." : "";
  return { kind, words: `‘${there.name}’ ${place}: ${label(kind)}.${other}` };
}

/**
 * @param {any} model @param {any} here @param {any} there
 * @returns {{kind: string, place: string, odd?: boolean}}
 */
function relation(model, here, there) {
  if (here.level === there.level) return { kind: "naastgelegen", place: "ligt hiernaast, op hetzelfde niveau" };
  const levels = model.get("levels");
  const up = levels.indexOf(there.level) < levels.indexOf(here.level);
  const kind = up ? "trap-op" : "trap-af";
  if (here.theme === there.theme) return { kind, place: `ligt ${up ? "hierboven" : "hieronder"}, in hetzelfde thema` };
  return { kind, place: `ligt schuin ${up ? "hierboven" : "hieronder"}, in een ander thema`, odd: true };
}
