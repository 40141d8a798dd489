// A page that is walked through: one step in sight, or all of them; the address says which step, so going back works.
// Which step is in sight is a matter of `:target` alone, see walk.css; here the keyboard and the reader's ear follow.

const WHOLE = "sko:whole";
let named = ""; // what the title of the tab begins with now

/** The step in sight; on a page that shows all steps, the one that the address names. */
export function current() {
  const named = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const steps = [...document.querySelectorAll(".step")];
  return named?.closest?.(".step") ?? steps.find((step) => step.getClientRects().length) ?? steps[0];
}

function arrive() {
  const step = current();
  if (!step) return;
  step.querySelectorAll(".mid, .by").forEach((part) => (part.scrollTop = 0));
  const named = document.getElementById(location.hash.slice(1));
  const asked = named === step ? step.querySelector("h2") : named?.querySelector("h3") ?? named;
  if (asked?.matches("h3")) asked.setAttribute("tabindex", "-1");
  // The browser tells of this late: who presses keys quickly types there already.
  if (!named?.contains(document.activeElement)) asked?.focus({ preventScroll: !isWhole() });
  name(step);
}

/** A reader's ear and the list of open tabs tell which step it is. */
function name(step) {
  const label = step.querySelector(".step-name b")?.textContent;
  const page = document.title.startsWith(named) ? document.title.slice(named.length) : document.title;
  named = label ? `${label} · ` : "";
  document.title = named + page;
}

function isWhole() {
  return document.body.classList.contains("whole");
}

function show(whole) {
  document.body.classList.toggle("whole", whole);
  document.querySelector("[data-whole]")?.setAttribute("aria-checked", String(whole));
  dispatchEvent(new CustomEvent("sko:walk"));
}

function remembered() {
  try {
    return localStorage.getItem(WHOLE) === "yes";
  } catch {
    return false; // this browser keeps nothing
  }
}

function remember(whole) {
  try {
    localStorage.setItem(WHOLE, whole ? "yes" : "no");
  } catch {
    // It holds for this page.
  }
}

/** Who comes from another page to a step that is still empty can type at once; while it loads the step is not in sight yet. */
function begin() {
  if (document.documentElement.dataset.sko !== "whole" || document.readyState !== "complete") return;
  const step = location.hash && !isWhole() && !document.body.classList.contains("locked") && current();
  const box = step && step.querySelector(".mid :is(textarea, input, [contenteditable=true]):not([hidden] *)");
  if (box && document.activeElement === document.body && !(box.value ?? box.textContent).trim()) box.focus();
}

/** What the cell asks in which somebody types stands beside it, where it moves nothing; who hears it has it with the cell. */
function askBeside({ target }) {
  const by = target.closest?.(".step")?.querySelector(".by");
  if (!by || by.contains(target)) return;
  by.querySelector(".now")?.remove();
  const cell = target.closest(":has(> details.asks)");
  if (!cell) return;
  const [now, name] = [document.createElement("div"), document.createElement("h3")];
  now.className = "now";
  now.setAttribute("aria-hidden", "true");
  name.textContent = cell.querySelector("label, .label")?.textContent ?? "";
  now.append(name, cell.querySelector("details.asks ul").cloneNode(true));
  by.prepend(now);
  by.scrollTop = 0;
}

addEventListener("focusin", askBeside);
["sko:whole", "load"].forEach((name) => addEventListener(name, begin));
begin();
addEventListener("hashchange", arrive);
addEventListener("click", (event) => {
  const pressed = event.target.closest?.("[data-go], [data-whole], .skip");
  if (pressed?.dataset.go) location.hash = pressed.dataset.go;
  else if (pressed?.matches("[data-whole]")) {
    const step = current();
    remember(!isWhole());
    show(!isWhole());
    step?.scrollIntoView();
  } else if (pressed) {
    // The address keeps naming the step.
    event.preventDefault();
    current()?.querySelector("h2").focus();
  }
});

show(remembered());
// What stands below the bar as one scrolls makes room for it, also when it says more than one line.
const bar = new ResizeObserver(([{ target }]) => document.body.style.setProperty("--bar", `${target.offsetHeight}px`));
// The bar and the switch come in after this script.
new MutationObserver((_, watch) => {
  const top = document.querySelector(".top");
  if (top) bar.observe(top);
  const button = document.querySelector("[data-whole]");
  if (!button) return;
  button.setAttribute("aria-checked", String(isWhole()));
  watch.disconnect();
}).observe(document.body, { childList: true, subtree: true });
