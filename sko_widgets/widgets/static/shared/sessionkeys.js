import { button, h } from "./dom.js";

/** @typedef {{id: string, key: string, sign: string, label: (clock: any) => string, does: (clock: any) => string}} Way */

const begun = (/** @type {any} */ clock) => clock.face.part >= 0 && !clock.face.over;
/** What can be pressed; empty words hide it. @type {Way[]} */
const WAYS = [
  { id: "pause", key: " ", sign: "spatie", label: (clock) => (clock.face.part < 0 ? "Beginnen" : clock.face.over ? "" : clock.face.runs ? "Pauze" : "Verder"),
    does: (clock) => (clock.face.part < 0 ? "begin" : clock.face.runs ? "pause" : "go") },
  { id: "back", key: "ArrowLeft", sign: "←", label: (clock) => (clock.face.part > 0 ? "Terug" : ""), does: () => "back" },
  { id: "next", key: "ArrowRight", sign: "→", label: (clock) => (begun(clock) ? (clock.next() ? "Volgende" : "Afsluiten") : ""), does: () => "next" },
  { id: "longer", key: "+", sign: "+", label: (clock) => (begun(clock) ? "Vijf minuten langer" : ""), does: () => "longer" },
];
/** What a presenter's remote sends, and a keyboard on which + needs Shift. @type {Record<string, string>} */
const ALSO = { PageDown: "ArrowRight", PageUp: "ArrowLeft", "=": "+" };

/**
 * The buttons of the clock, which are drawn anew with it.
 * @param {() => any} clock @param {{signs: boolean, name?: (way: Way, clock: any) => string}} how
 */
export function clockButtons(clock, { signs, name = (way, now) => way.label(now) }) {
  const made = WAYS.map((way) => {
    const words = h("span");
    const one = button([...(signs ? [h("kbd", { "aria-hidden": "true" }, way.sign)] : []), words], (/** @type {any} */ event) => {
      clock().press(way.does(clock()));
      // Who clicked goes on with the keys: a space is to be a pause then, and not this button again.
      if (event.detail && signs) one.blur();
    }, { class: way.id });
    return { way, one, words };
  });
  const draw = () => made.forEach(({ way, one, words }) => {
    const told = name(way, clock());
    if (words.textContent !== told) words.textContent = told;
    one.hidden = !told;
  });
  return { buttons: made.map(({ one }) => one), draw };
}

/** Press with a key; tells whether the key was one of these. @param {any} clock @param {string} key */
export function pressKey(clock, key) {
  const way = WAYS.find((one) => one.key === (ALSO[key] ?? key));
  if (!way) return false;
  if (way.label(clock)) clock.press(way.does(clock));
  return true;
}
