import { h } from "./dom.js";
import { draftNames } from "./drafts.js";
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
  const told = ["sko:save", "sko:whole"];
  told.forEach((name) => addEventListener(name, update));
  return { element, leave: () => told.forEach((name) => removeEventListener(name, update)) };
}

/**
 * Whether a field has something that the store does not have: what a field last told is what it knew then, and one
 * that is not on the page yet may have a draft.
 * @param {any[]} states
 */
function isBusy(states) {
  const coming = document.documentElement.dataset.sko === "coming" && draftNames().length;
  return coming || states.some(({ state }) => state !== "saved") || [...page().savers].some((saver) => !saver.isSaved());
}

/** @param {any[]} states @param {string} when @returns {{kind: "saved" | "busy" | "failed", words: string}} */
function sum(states, when) {
  const trouble = states.find(({ state }) => state === "failed") ?? states.find(({ state }) => state === "conflict");
  if (trouble) return { kind: "failed", words: `Niet opgeslagen: ${trouble.why}` };
  if (isBusy(states)) return { kind: "busy", words: "Bezig met opslaan" };
  return { kind: "saved", words: when ? `Opgeslagen om ${when}` : "Alles opgeslagen" };
}
