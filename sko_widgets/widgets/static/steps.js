import { h, sr } from "./shared/dom.js";
import { findStep } from "./shared/anchors.js";
import { redrawn } from "./shared/redraw.js";
import { stepList } from "./shared/steplist.js";

const NARROW = "(max-width: 60rem)";

/** The pages before and after this one. @param {any[]} pages */
function besides(pages) {
  return h("nav", { class: "beside", "aria-label": "Andere bouwstenen" }, ...pages.map(({ way, label, url }, at) =>
    h("a", { href: url, "data-focus": way }, h("span", { "aria-hidden": "true" }, at || pages.length === 1 && way.startsWith("Volgende") ? "→" : "←"),
      h("span", {}, sr(`${way}: `), label))));
}

/** The pages that follow one another, with the steps below the one where one is. @param {any} route @param {Node} steps */
function stops({ name, stops }, steps) {
  return h("nav", { class: "route", "aria-label": name }, h("ol", {}, ...stops.map((/** @type {any} */ { label, url, filled, here }) => {
    const said = sr(filled ? "(ingevuld)" : "(leeg)");
    const link = h("a", { href: url, "aria-current": here ? "page" : null, "data-focus": label },
      h("span", { "aria-hidden": "true", class: "tick" }, filled ? "✓" : "·"), h("span", {}, label), said);
    return h("li", {}, link, here ? steps : null);
  })));
}

/** On a narrow screen the steps fold away; they stay as the user left them. @param {any[]} steps @param {any} route @param {HTMLElement} home */
function folding(steps, route, home) {
  const counted = steps.filter((step) => step.counts !== false);
  const filled = counted.filter((step) => step.filled).length;
  const before = home.querySelector("details");
  const open = before ? before.open : !matchMedia(NARROW).matches;
  const segments = h("span", { class: "segments", "aria-hidden": "true" },
    ...steps.map((step) => h("i", { class: step.filled ? "full" : "", "data-of": step.name })));
  const part = route.name ? h("span", { class: "part" }, `${route.name} · deel ${route.stops.findIndex((/** @type {any} */ one) => one.here) + 1} van ${route.stops.length}`) : null;
  const list = stepList(steps);
  return h("details", { open }, h("summary", { "data-focus": "fold" }, part, segments, h("b", { class: "at" }, "Stappen"),
      h("span", { class: "soft" }, `${filled} van ${counted.length} ingevuld`)),
    ...(route.name ? [h("p", { class: "name" }, route.name), stops(route, list)] : [list]));
}

/** The step that has the keyboard, else the one that the address names, else the first. @param {any[]} steps */
function currentStep(steps) {
  const named = location.hash ? document.getElementById(decodeURIComponent(location.hash.slice(1))) : null;
  const main = document.querySelector("main") ?? document.body;
  const at = document.activeElement !== document.body && main.contains(document.activeElement) ? document.activeElement : named;
  const begun = (/** @type {any} */ step) => {
    const place = findStep(step);
    return place && at && (place.contains(at) || place.compareDocumentPosition(at) & Node.DOCUMENT_POSITION_FOLLOWING);
  };
  return steps.filter(begun).at(-1) ?? steps.find((step) => findStep(step)?.getClientRects().length) ?? steps.find(findStep);
}

/** @param {any} model @param {HTMLElement} home */
function markCurrent(model, home) {
  const steps = model.get("steps");
  const current = currentStep(steps);
  home.querySelectorAll("[data-step]").forEach((link) => {
    if (link.getAttribute("data-step") === current?.name) link.setAttribute("aria-current", "step");
    else link.removeAttribute("aria-current");
  });
  home.querySelectorAll("[data-of]").forEach((one) => one.classList.toggle("now", one.getAttribute("data-of") === current?.name));
  const at = home.querySelector(".at");
  const walked = document.body.classList.contains("walk") && !document.body.classList.contains("whole");
  if (at) at.textContent = current && walked ? `Stap ${steps.indexOf(current) + 1} van ${steps.length} · ${current.label}` : "Stappen";
}

/** @param {any} model @param {HTMLElement} home */
function draw(model, home) {
  const [pages, steps, route] = [model.get("beside"), model.get("steps"), model.get("route")];
  queueMicrotask(() => markCurrent(model, home));
  return [steps.length ? folding(steps, route, home) : null, pages.length ? besides(pages) : null].filter((part) => part !== null);
}

export default {
  /** @param {{model: any, el: HTMLElement}} place */
  render(place) {
    const stop = redrawn(place, "steps", ["beside", "steps", "route"], draw);
    const home = /** @type {HTMLElement} */ (place.el.lastElementChild);
    const width = matchMedia(NARROW);
    const fold = () => home.querySelectorAll("details").forEach((one) => (one.open = !width.matches));
    const mark = () => markCurrent(place.model, home);
    // A step was chosen: on a narrow screen the list makes room for it.
    const arrive = () => { mark(); if (width.matches) fold(); };
    const focused = (/** @type {FocusEvent} */ event) => !home.contains(/** @type {Node} */ (event.target)) && mark();
    width.addEventListener("change", fold);
    addEventListener("hashchange", arrive);
    addEventListener("sko:walk", mark);
    document.addEventListener("focusin", focused);
    addEventListener("sko:whole", mark);
    return () => {
      stop();
      removeEventListener("sko:whole", mark);
      width.removeEventListener("change", fold);
      removeEventListener("hashchange", arrive);
      removeEventListener("sko:walk", mark);
      document.removeEventListener("focusin", focused);
    };
  },
};
