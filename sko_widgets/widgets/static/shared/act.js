import { ask } from "./ask.js";
import { saveAll, unsaved } from "./page.js";

const LONG = 120_000;

/**
 * What a button of the page does: save everything, ask Python, and do what it answers.
 * @param {{model: any, say: (text: string) => void, button: HTMLButtonElement, busy?: string}} place
 * @param {Record<string, any>} message
 * @returns {Promise<any>} the answer; null when it failed, which the user is told
 */
export async function act({ model, say, button, busy = "Even geduld …" }, message) {
  if (button.getAttribute("aria-busy") === "true") return null;
  button.setAttribute("aria-busy", "true");
  say(busy);
  try {
    if (!(await saveAll())) throw new Error(unsaved());
    const answer = await ask(model, message, LONG);
    say(answer.message ?? "");
    follow(answer);
    return answer;
  } catch (error) {
    say(/** @type {Error} */ (error).message);
    return null;
  } finally {
    button.removeAttribute("aria-busy");
  }
}

/** @param {any} answer */
function follow({ url, name, data }) {
  if (url) location.assign(url);
  if (name && data !== undefined) download(name, data);
}

/** @param {string} name @param {string} data bytes in base64 */
function download(name, data) {
  const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([bytes]));
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
