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
  const name = `‘${there.name}’`;
  if (here === there) return { kind: null, words: `${name} is de bouwsteen waar je nu bent. Dat mag; kies zelf een soort.` };
  const kind = proposed(model, here, there);
  if (!kind) {
    return { kind, words: `${name} ligt schuin tegenover deze bouwsteen. Dat mag; kies zelf welke soort het best past.` };
  }
  const label = (/** @type {string} */ id) => model.get("kinds").find((/** @type {any} */ one) => one.id === id)?.label.toLowerCase() ?? id;
  const place = { "trap-op": "ligt hierboven, in hetzelfde thema", "trap-af": "ligt hieronder, in hetzelfde thema" }[kind]
    ?? "ligt hiernaast, op hetzelfde niveau";
  const other = chosen && chosen !== kind ? ` Jij koos ${label(chosen)}; dat mag.` : "";
  return { kind, words: `${name} ${place}: ${label(kind)}.${other}` };
}

/** @param {any} model @param {any} here @param {any} there */
function proposed(model, here, there) {
  if (here.theme === there.theme) {
    const levels = model.get("levels");
    return levels.indexOf(there.level) < levels.indexOf(here.level) ? "trap-op" : "trap-af";
  }
  return here.level === there.level ? "naastgelegen" : null;
}
