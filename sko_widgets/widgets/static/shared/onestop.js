/** Buttons of an item, but not the fields of one that is being changed. */
const BUTTONS = ":scope > .does button";

/**
 * Makes a long list one stop for Tab: it leads to the buttons of one item, and the arrows to those of the others.
 * @param {HTMLElement} list
 * @returns {() => void} to be called when the list was drawn anew
 */
export function oneStop(list) {
  const items = () => [...list.children].filter((one) => one.querySelector(BUTTONS));
  const buttons = (/** @type {Element} */ item) => /** @type {HTMLButtonElement[]} */ ([...item.querySelectorAll(BUTTONS)]);
  const choose = (/** @type {Element | undefined} */ chosen) =>
    items().forEach((item) => buttons(item).forEach((one) => (one.tabIndex = item === chosen ? 0 : -1)));
  const within = (/** @type {EventTarget | null} */ target) => items().find((one) => one.contains(/** @type {Node | null} */ (target)));
  list.addEventListener("focusin", ({ target }) => {
    const item = within(target);
    if (item) choose(item);
  });
  list.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const here = within(event.target);
    const at = here ? buttons(here).indexOf(/** @type {any} */ (event.target)) : -1;
    const other = step && at >= 0 && items()[items().indexOf(/** @type {Element} */ (here)) + step];
    if (!other) return;
    event.preventDefault();
    buttons(other)[Math.min(at, buttons(other).length - 1)].focus();
  });
  return () => choose(within(document.activeElement) ?? items()[0]);
}
