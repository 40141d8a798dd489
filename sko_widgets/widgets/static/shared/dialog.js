import { button, h, uid } from "./dom.js";

/**
 * A modal dialog; the focus goes back to where it was when the dialog closes.
 * @param {HTMLElement} home in which the dialog lies, for the styles
 * @param {string} title
 * @param {string} name class of the dialog
 * @returns {{dialog: HTMLDialogElement, body: HTMLElement, open: () => Promise<void>}}
 */
export function makeDialog(home, title, name) {
  const id = uid();
  const heading = h("h2", { id, tabindex: "-1" }, title);
  const body = h("div", { class: "dialog-body" });
  const dialog = h("dialog", { class: `dialog ${name}`, "aria-labelledby": id });
  const close = button("Sluiten", () => dialog.close(), { class: "quiet dialog-close" });
  dialog.append(h("div", { class: "dialog-head" }, heading, close), body);
  const open = () => show(dialog, heading, home);
  return { dialog, body, open };
}

/** @param {HTMLDialogElement} dialog @param {HTMLElement} heading @param {HTMLElement} home @returns {Promise<void>} */
function show(dialog, heading, home) {
  const before = /** @type {any} */ (document.activeElement);
  const [text, ...caret] = [before?.value, before?.selectionStart, before?.selectionEnd];
  // Of a page that shows one step at a time that step may be left: a dialog in it would hold the page, and nobody see it.
  const step = home.closest(".step");
  if (step?.id && !step.getClientRects().length) location.hash = step.id;
  home.append(dialog);
  dialog.showModal();
  // Not on a button: somebody who is typing would press it with the next space.
  heading.focus();
  return new Promise((done) => dialog.addEventListener("close", () => {
    dialog.remove();
    // Of a step that was left, what one typed in is out of sight: then one goes on in the step that the dialog was of.
    const there = before?.isConnected && !before.checkVisibility() ? step?.querySelector("h2") : before;
    if (there?.isConnected) there.focus();
    // The caret may have stayed in what was removed: then a text has the focus, and what is typed goes nowhere.
    if (before?.matches("textarea")) before.setSelectionRange(...(before.value === text ? caret : [before.value.length, before.value.length]));
    done();
  }, { once: true }));
}
