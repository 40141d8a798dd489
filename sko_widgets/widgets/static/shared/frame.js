import { h } from "./dom.js";
import { makeDialog } from "./dialog.js";
import { inTurn } from "./page.js";

/**
 * A dialog for a whole document, open while the document is being made; in its frame no script runs,
 * and nothing leaves it.
 * @param {HTMLElement} home
 * @param {string} title
 * @returns {{wait: () => void, show: (html: string) => void, failed: (why: string) => void}}
 */
export function documentDialog(home, title) {
  /** Open, or waiting for its turn. @type {{dialog: HTMLDialogElement, body: HTMLElement} | null} */
  let current = null;
  const put = (/** @type {Node[]} */ ...content) => {
    if (current) return current.body.replaceChildren(...content);
    const made = makeDialog(home, title, "document");
    made.body.append(...content);
    current = made;
    inTurn(made.open).finally(() => (current = null));
    return undefined;
  };
  // Who closed the dialog while the document was being made, does not get it after all.
  const answer = (/** @type {Node[]} */ ...content) => current && put(...content);
  const status = (/** @type {string} */ words, name = "") => h("p", { role: "status", class: name }, words);
  return {
    wait: () => put(status("We maken dit deel van het rapport …")),
    show: (html) => answer(status("Dit deel van het rapport is klaar.", "sr"), frame(title, html, () => current?.dialog.close())),
    failed: (why) => answer(h("p", { role: "alert" }, why)),
  };
}

/** @param {string} title @param {string} html @param {() => void} close */
function frame(title, html, close) {
  const made = h("iframe", { title, sandbox: "allow-same-origin", srcdoc: html });
  made.addEventListener("load", () => {
    const inside = made.contentDocument;
    // Escape closes the dialog also when the focus is in the document.
    inside?.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => event.key === "Escape" && close());
    // A place within the document would be looked for in the page.
    inside?.querySelectorAll('a[href^="#"]').forEach((/** @type {Element} */ link) => link.removeAttribute("href"));
  });
  return made;
}
