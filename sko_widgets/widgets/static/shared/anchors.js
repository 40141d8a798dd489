/**
 * Where a step is on the page: by its id, by its heading's id, or by its heading's words.
 * @param {{anchor?: string, label: string}} step
 * @returns {HTMLElement | null}
 */
export function findStep({ anchor, label }) {
  const byId = [anchor, label.replaceAll(" ", "-")].map((id) => (id ? document.getElementById(id) : null)).find(Boolean);
  if (byId) return byId;
  const headings = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("h2, h3")]);
  return headings.find((heading) => heading.textContent?.replace("¶", "").trim() === label) ?? null;
}

/** Go to a step; the keyboard goes on from there. @param {{anchor?: string, label: string}} step */
export function goTo(step) {
  const place = findStep(step);
  if (!place) return;
  // On a page that shows one step at a time the address says which, and the page sees to the keyboard.
  if (document.body.classList.contains("walk") && place.id && location.hash !== `#${place.id}`) return void (location.hash = place.id);
  const heading = place.matches("h1, h2, h3") ? place : place.querySelector("h1, h2, h3") ?? place;
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  place.scrollIntoView({ behavior: calm ? "auto" : "smooth", block: "start" });
  heading.setAttribute("tabindex", "-1");
  /** @type {HTMLElement} */ (heading).focus({ preventScroll: true });
}

/**
 * Whether a step is filled, as a sign and as words.
 * @param {{filled: boolean, optional?: boolean}} step
 */
export function fill({ filled, optional }) {
  if (filled) return { sign: "✓", words: "ingevuld", name: "full" };
  return optional ? { sign: "–", words: "mag leeg blijven", name: "free" } : { sign: "○", words: "nog leeg", name: "empty" };
}
