import { h } from "./dom.js";
import { makeDialog } from "./dialog.js";
import { inTurn } from "./page.js";

/**
 * A dialog for a whole document; in its frame no script runs, and nothing leaves it.
 * @param {HTMLElement} home
 * @returns {{wait: (title: string) => void, show: (title: string, html: string) => void, failed: (title: string, why: string) => void}}
 */
export function documentDialog(home) {
  /** @type {{dialog: HTMLDialogElement, body: HTMLElement, open: () => Promise<void>} | null} */
  let current = null;
  const put = (/** @type {string} */ title, /** @type {Node} */ content) => {
    if (current?.dialog.open) return current.body.replaceChildren(content);
    const made = makeDialog(home, title, "document");
    made.body.append(content);
    current = made;
    return inTurn(made.open);
  };
  let waiting = false;
  // Who closed the dialog while the document was being made, does not get it after all.
  const answer = (/** @type {string} */ title, /** @type {() => Node} */ make) => {
    const left = waiting && !current?.dialog.open;
    waiting = false;
    if (!left) void put(title, make());
  };
  return {
    wait: (title) => {
      void put(title, h("p", { role: "status" }, "Het voorbeeld wordt gemaakt …"));
      waiting = true;
    },
    show: (title, html) => answer(title, () => frame(title, html, () => current?.dialog.close())),
    failed: (title, why) => answer(title, () => h("p", { role: "alert" }, why)),
  };
}

/** @param {string} title @param {string} html @param {() => void} close */
function frame(title, html, close) {
  const made = h("iframe", { title, sandbox: "allow-same-origin", srcdoc: html });
  // Escape closes the dialog also when the focus is in the document.
  made.addEventListener("load", () =>
    made.contentDocument?.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => event.key === "Escape" && close()));
  return made;
}
