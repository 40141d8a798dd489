/**
 * Make an element: `h("button", {class: "quiet", onclick: save}, "Bewaar")`.
 * @param {string} tag
 * @param {Record<string, any>} [props] attributes; `on…` are listeners; null and false are left out
 * @param {...(Node|string|null|undefined|false)} children
 * @returns {any}
 */
export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "value") element.value = value;
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/**
 * Text for screen readers only.
 * @param {string} text
 */
export function sr(text) {
  return h("span", { class: "sr" }, text);
}

/**
 * A button that does not submit anything.
 * @param {any} label text or nodes
 * @param {(event: Event) => void} onclick
 * @param {Record<string, any>} [props]
 */
export function button(label, onclick, props = {}) {
  return h("button", { type: "button", onclick, ...props }, ...[label].flat());
}

let ids = 0;

/** An id that no other element on the page has. */
export function uid(prefix = "sko") {
  ids += 1;
  return `${prefix}-${Math.random().toString(36).slice(2, 8)}-${ids}`;
}

/**
 * The root of a widget: all styles hang below it, and JupyterLab's shortcuts stay off.
 * @param {any} model
 * @param {HTMLElement} el
 * @param {string} name
 */
export function root(model, el, name) {
  const colour = model.get("colour") || "";
  const element = h("div", { class: `sko sko-${name} ${colour}`.trim(), lang: "nl", "data-lm-suppress-shortcuts": "true" });
  // JupyterLab would stop every new line in a text, and undoing, as if they were keys of its own.
  const ours = (/** @type {any} */ event) =>
    /^(insertLineBreak|history)/.test(event.inputType) && !event.target.isContentEditable && event.stopPropagation();
  element.addEventListener("beforeinput", ours, true);
  el.append(element);
  return element;
}

/**
 * Replace the words of a live region; the same words are said again.
 * @param {HTMLElement} region
 * @param {string} text
 */
export function say(region, text) {
  region.textContent = "";
  setTimeout(() => (region.textContent = text), 50);
}

/**
 * Let somebody begin here at once: it has the focus as the page opens, unless they put it elsewhere.
 * In JupyterLab the notebook has it.
 * @param {HTMLElement} element
 */
export function beginAt(element) {
  if (!document.documentElement.dataset.sko) return;
  requestAnimationFrame(() => document.activeElement === document.body && element.focus({ preventScroll: true }));
}

/**
 * Take the focus along to what an answer brought, unless whoever asked works elsewhere by now.
 * @param {HTMLElement | null | undefined} to
 * @param {...Node} from where they asked
 */
export function takeAlong(to, ...from) {
  const at = document.activeElement;
  if (at === document.body || from.some((place) => place.contains(at))) to?.focus();
}

/** A region that speaks and is not seen. */
export function speaker() {
  return h("div", { class: "sr", "aria-live": "polite" });
}

/**
 * Let a text area be as high as its text, also where the browser does not do that by itself.
 * @param {HTMLTextAreaElement} area
 */
export function grow(area) {
  if (globalThis.CSS?.supports("field-sizing", "content")) return;
  const fit = () => {
    area.style.height = "auto";
    area.style.height = `${area.scrollHeight + 2}px`;
  };
  ["input", "sko-set"].forEach((name) => area.addEventListener(name, fit));
  new ResizeObserver(() => area.offsetParent && fit()).observe(area.parentElement ?? area);
  requestAnimationFrame(fit);
}

/**
 * One tab stop for a row of buttons; the arrow keys go from one to the next.
 * @param {HTMLElement} bar
 */
export function roving(bar) {
  const all = () => /** @type {HTMLButtonElement[]} */ ([...bar.querySelectorAll("button")]);
  const choose = (/** @type {any} */ chosen) => all().forEach((one) => (one.tabIndex = one === chosen ? 0 : -1));
  choose(all()[0]);
  bar.addEventListener("focusin", (event) => choose(event.target));
  bar.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const buttons = all().filter((one) => !one.hidden);
    const from = buttons.indexOf(/** @type {any} */ (document.activeElement));
    buttons[(from + step + buttons.length) % buttons.length].focus();
  });
}
