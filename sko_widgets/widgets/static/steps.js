import { h, sr } from "./shared/dom.js";
import { findStep } from "./shared/anchors.js";
import { redrawn } from "./shared/redraw.js";
import { stepList } from "./shared/steplist.js";

const NARROW = "(max-width: 56rem)";

/** The blocks as small links, each in its own place of the grid. @param {any[]} cells */
function mini(cells) {
  return h("nav", { class: "mini", "aria-label": "Kwaliteitsraster" }, ...cells.map(({ id, name, colour, url, here, row, column }) => {
    const place = { class: colour, style: `grid-area:${row}/${column}`, "data-focus": `mini-${id}` };
    return h("a", { href: url, title: name, "aria-current": here ? "page" : null, ...place }, sr(name));
  }));
}

/** On a narrow screen the steps fold away; they stay as the user left them. @param {any[]} steps @param {HTMLElement} home */
function folding(steps, home) {
  const counted = steps.filter((step) => step.counts !== false);
  const filled = counted.filter((step) => step.filled).length;
  const before = home.querySelector("details");
  const open = before ? before.open : !matchMedia(NARROW).matches;
  return h("details", { open }, h("summary", { "data-focus": "fold" }, h("span", {}, "Stappen"),
      h("span", { class: "soft" }, `${filled} van ${counted.length} ingevuld`)),
    stepList(steps));
}

/** Mark the step that is being read. @param {any} model @param {HTMLElement} home */
function markCurrent(model, home) {
  const line = innerHeight * 0.35;
  const passed = model.get("steps").filter((/** @type {any} */ step) => (findStep(step)?.getBoundingClientRect().top ?? Infinity) < line);
  const current = passed.at(-1)?.name;
  home.querySelectorAll("[data-step]").forEach((link) => {
    if (link.getAttribute("data-step") === current) link.setAttribute("aria-current", "step");
    else link.removeAttribute("aria-current");
  });
}

/** @param {any} model @param {HTMLElement} home */
function draw(model, home) {
  const [cells, steps] = [model.get("mini"), model.get("steps")];
  queueMicrotask(() => markCurrent(model, home));
  return [cells.length ? mini(cells) : null, steps.length ? folding(steps, home) : null].filter((part) => part !== null);
}

export default {
  /** @param {{model: any, el: HTMLElement}} place */
  render(place) {
    const stop = redrawn(place, "steps", ["mini", "steps"], draw);
    const home = /** @type {HTMLElement} */ (place.el.lastElementChild);
    const width = matchMedia(NARROW);
    const fold = () => home.querySelectorAll("details").forEach((one) => (one.open = !width.matches));
    let frame = 0;
    const mark = () => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() => markCurrent(place.model, home));
    };
    // The page is still coming in, and grows while one types.
    const growth = new ResizeObserver(mark);
    growth.observe(document.body);
    width.addEventListener("change", fold);
    document.addEventListener("scroll", mark, { capture: true, passive: true });
    return () => {
      stop();
      growth.disconnect();
      width.removeEventListener("change", fold);
      document.removeEventListener("scroll", mark, { capture: true });
    };
  },
};
