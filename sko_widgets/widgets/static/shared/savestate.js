import { h } from "./dom.js";
import { page } from "./page.js";

const SIGNS = { saved: "✓", busy: "…", failed: "!" };

/**
 * A live region that says whether all fields of the page are saved.
 * @param {string} when time of the last save before this page
 * @returns {{element: HTMLElement, leave: () => void}}
 */
export function saveState(when) {
  const sign = h("span", { "aria-hidden": "true", class: "state-sign" });
  const text = h("span");
  const element = h("div", { class: "state", role: "status" }, sign, text);
  let latest = when;
  const update = (/** @type {any} */ event) => {
    if (event?.detail?.state === "saved") latest = event.detail.when || latest;
    const { kind, words } = sum([...page().states.values()], latest);
    if (text.textContent === words) return;
    element.dataset.kind = kind;
    sign.textContent = words ? SIGNS[kind] : "";
    text.textContent = words;
  };
  update(null);
  addEventListener("sko:save", update);
  return { element, leave: () => removeEventListener("sko:save", update) };
}

/** @param {any[]} states @param {string} when @returns {{kind: "saved" | "busy" | "failed", words: string}} */
function sum(states, when) {
  const trouble = states.find(({ state }) => state === "failed") ?? states.find(({ state }) => state === "conflict");
  if (trouble) return { kind: "failed", words: `Niet opgeslagen: ${trouble.why}` };
  if (states.some(({ state }) => state === "typing" || state === "saving")) return { kind: "busy", words: "Bezig met opslaan" };
  if (when) return { kind: "saved", words: `Opgeslagen om ${when}` };
  return { kind: "saved", words: states.length ? "Opgeslagen" : "" };
}
