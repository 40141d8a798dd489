import { once } from "./page.js";
import { author } from "./author.js";

const PATIENCE = 8000;

/**
 * Send a message to Python, and wait for its answer.
 * @param {any} model
 * @param {Record<string, any>} message
 * @param {number} [patience] milliseconds
 * @returns {Promise<any>} the answer; fails with a Dutch sentence
 */
export function ask(model, message, patience = PATIENCE) {
  const token = once();
  return new Promise((resolve, reject) => {
    const done = (/** @type {() => void} */ settle) => {
      clearTimeout(timer);
      model.off("msg:custom", hear);
      settle();
    };
    const hear = (/** @type {any} */ answer) => {
      if (answer?.token !== token) return;
      done(() => (answer.did === "failed" ? reject(new Error(answer.why)) : resolve(answer)));
    };
    const late = () => done(() => reject(new Error("Er is nu geen verbinding. Probeer het zo nog eens.")));
    const timer = setTimeout(late, patience);
    model.on("msg:custom", hear);
    try {
      // Who writes goes along with all that is asked, so that no save is ahead of the name.
      model.send({ ...message, token, author: author() });
    } catch {
      late();
    }
  });
}
