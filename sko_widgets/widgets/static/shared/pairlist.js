import { h } from "./dom.js";
import { picks } from "./picks.js";

/**
 * Pairs to leave out or to keep: what two versions of a field of ties are joined in.
 * @param {import("./field.js").Desk} desk @param {(pair: [string, string]) => string} inWords
 * @returns {import("./field.js").Editor}
 */
export function pairList({ host, label, onInput }, inWords) {
  /** @type {[string, string][]} */
  let all = [];
  const place = h("div", {});
  host.append(place);
  let made = picks({ type: "checkbox", options: [], onInput });
  const set = (/** @type {any} */ value) => {
    all = value ?? [];
    const options = all.map((pair, at) => ({ id: String(at), label: inWords(pair) }));
    made = picks({ type: "checkbox", options, onInput, props: { "aria-label": label } });
    made.set(options.map(({ id }) => id));
    place.replaceChildren(made.element);
  };
  return { get: () => made.get().map((at) => all[Number(at)]), set, focus: () => made.focus() };
}
