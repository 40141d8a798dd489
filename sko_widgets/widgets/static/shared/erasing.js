import { ask } from "./ask.js";
import { button, h, takeAlong } from "./dom.js";

const LONG = 120_000;

/**
 * The last step before something is erased for good: what goes and what stays, and a yes or a no.
 * @param {object} step
 * @param {any} step.model
 * @param {HTMLElement} step.host what the step fills
 * @param {Record<string, any>} step.message what is meant, for Python
 * @param {(answer: any) => void} step.done
 * @param {() => void} step.back
 */
export async function lastStep({ model, host, message, done, back }) {
  const heading = h("h3", { tabindex: "-1" }, "Dit gaat voorgoed weg");
  const why = h("p", { class: "why", role: "alert" });
  const told = h("div", { "aria-live": "polite" }, h("p", { class: "soft" }, "Even kijken wat erbij hoort …"));
  const no = button("Niet doen", back);
  const yes = button("Voorgoed verwijderen", () => erase(), { class: "erase-now" });
  const erase = async () => {
    [yes, no].forEach((one) => (one.disabled = true));
    why.textContent = "";
    try {
      done(await ask(model, { ...message, do: "erase" }, LONG));
    } catch (error) {
      [yes, no].forEach((one) => (one.disabled = false));
      why.textContent = /** @type {Error} */ (error).message;
    }
  };
  host.replaceChildren(h("section", { class: "erasing" }, heading, told, why, h("p", { class: "foot" }, no)));
  takeAlong(heading, host);
  try {
    const { parts } = await ask(model, { ...message, do: "erasing" }, LONG);
    told.replaceChildren(...parts.flatMap(part));
    no.after(yes);
  } catch (error) {
    told.replaceChildren();
    why.textContent = /** @type {Error} */ (error).message;
  }
}

/** @param {{text: string, items: string[]}} told */
function part({ text, items }) {
  const list = items.length ? [h("ul", {}, ...items.map((item) => h("li", {}, item)))] : [];
  return [h("p", {}, text), ...list];
}
