// `Op het scherm`: a page on a beamer. Larger type (screen.css), one thing at a time, and the keys of a presenter's remote.
// A page says with `data-thing` which elements are its things, else they are its steps; with `data-overview` on something
// around them it begins with all of them. The controls are the page's own, so what is typed is saved as ever.

const KEPT = "sko:screen"; // a tab that goes to another page of the workbook stays on the screen
const LEAST = 20; // px, of any letter
const NEXT = { ArrowRight: 1, PageDown: 1, ArrowLeft: -1, PageUp: -1 };
// What has a use of its own for letters or arrows.
const TYPED = "textarea, select, input:not([type=checkbox], [type=button]), [contenteditable=true], [role=radio], [role=slider], [role=combobox], [role=listbox]";

const root = document.documentElement;
let controls = null; // there while the page is on the screen
let opener = null; // what had the focus before
let at = 0; // which thing; -1 is all of them
let among = ""; // what they are, so that one begins anew when the page shows something else
let wasWhole = false; // whether all steps of a page that is walked through were in sight

const on = () => controls !== null;
const isWalk = () => document.body.classList.contains("walk");
const overview = () => document.querySelector("main [data-overview]");
const first = () => (overview() ? -1 : 0);

function things() {
  if (document.body.matches(".locked")) return [];
  const named = document.querySelectorAll("main [data-thing]");
  return [...(named.length ? named : document.querySelectorAll("main .step"))].filter((one) => !one.closest("[hidden]"));
}

function make(name, attributes, ...children) {
  const made = document.createElement(name);
  Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
  made.append(...children);
  return made;
}

function press(label, onclick, more = {}) {
  const made = make("button", { type: "button", ...more }, label);
  made.addEventListener("click", onclick);
  return made;
}

/** The buttons of the mode; a page that is walked through has its own way back and on. */
function makeControls() {
  const said = make("p", { class: "sr", role: "status" });
  const count = make("span", { class: "count" });
  const [back, forth] = [press("←", () => go(-1), { "aria-label": "Vorige" }), press("→", () => go(1), { "aria-label": "Volgende" })];
  const ways = make("span", { class: "go" }, back, count, forth);
  const group = make("div", { class: "on-screen-ways", role: "group", "aria-label": "Op het scherm" }, ways,
    press("Zwart scherm", black, { title: "B" }), press("Sluit", leave, { class: "close", title: "Esc" }), said);
  const tell = (words) => setTimeout(() => (said.textContent = words), 50);
  return { group, ways, back, forth, count, tell };
}

function count(all) {
  if (all.length < 2) return "";
  return at < 0 ? `Alle ${all.length}` : `${at + 1} van ${all.length}`;
}

/** Show the thing whose turn it is; widgets draw themselves anew at any moment, so this is done again then. */
function show() {
  const all = things();
  const shown = overview()?.className ?? "";
  at = shown === among ? Math.max(first(), Math.min(at, all.length - 1)) : first();
  among = shown;
  all.forEach((one, number) => {
    one.classList.toggle("away", !isWalk() && at >= 0 && number !== at);
    one.classList.toggle("in-turn", !isWalk() && number === at);
  });
  const words = count(all);
  if (controls.count.textContent !== words) controls.count.textContent = words;
  controls.ways.hidden = isWalk() || !words;
  controls.back.setAttribute("aria-disabled", String(at <= first()));
  controls.forth.setAttribute("aria-disabled", String(at >= all.length - 1));
  enlarge();
}

/** A picture is drawn as wide as its smallest letters need; its frame scrolls. */
function enlarge() {
  for (const drawing of document.querySelectorAll(".sko-picture svg")) {
    const sizes = [...drawing.querySelectorAll("text, tspan")].map((one) => parseFloat(getComputedStyle(one).fontSize));
    if (sizes.length) drawing.style.minInlineSize = `${Math.ceil((drawing.viewBox.baseVal.width * LEAST) / Math.min(...sizes))}px`;
  }
}

function go(by) {
  const all = things();
  if (isWalk()) {
    const from = all.findIndex((one) => one.checkVisibility());
    const next = all[from + by];
    if (next) location.hash = next.id; // walk.js takes the focus there
    return;
  }
  const next = at + by;
  if (next < first() || next >= all.length) return;
  at = next;
  show();
  scrollTo(0, 0);
  arrive(all[at]);
}

/** The focus goes to the thing, so that it is read; who pressed a button stays there, and is told. */
function arrive(thing) {
  const heading = thing?.querySelector("h1, h2, h3, h4") ?? thing ?? document.querySelector("main");
  if (controls.group.contains(document.activeElement)) controls.tell([heading.textContent.slice(0, 200), controls.count.textContent].join(", "));
  else {
    if (!heading.hasAttribute("tabindex")) heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
  }
}

function enter() {
  opener = document.activeElement;
  begin();
  root.requestFullscreen?.().catch(() => {
    // Not allowed here: the mode works without.
  });
  // A page with keys of its own has them at once: a space is to be its own key, and not a button's.
  (document.querySelector("main [data-keys]") ?? controls.group.querySelector(".close")).focus();
  controls.tell("De pagina staat op het scherm. Met de pijltjes ga je naar de vorige en de volgende. B maakt het scherm zwart. Escape sluit.");
}

function begin() {
  controls = makeControls();
  document.querySelector(".top").append(controls.group);
  wasWhole = document.body.classList.contains("whole");
  document.body.classList.remove("whole");
  const step = things().findIndex((one) => `#${one.id}` === location.hash);
  at = step < 0 ? first() : step;
  among = overview()?.className ?? "";
  root.classList.add("on-screen");
  keep(true);
  show();
  scrollTo(0, 0);
  watch.observe(document.querySelector("main"), { childList: true, subtree: true });
  changed();
}

function leave() {
  const held = controls.group.contains(document.activeElement);
  const last = document.querySelector(".in-turn");
  watch.disconnect();
  controls.group.remove();
  controls = null;
  root.classList.remove("on-screen");
  document.body.classList.toggle("whole", wasWhole);
  document.querySelectorAll(".away, .in-turn").forEach((one) => one.classList.remove("away", "in-turn"));
  document.querySelectorAll(".sko-picture svg").forEach((drawing) => drawing.style.removeProperty("min-inline-size"));
  keep(false);
  document.querySelector("dialog.black")?.close();
  if (document.fullscreenElement) document.exitFullscreen();
  changed();
  last?.scrollIntoView(); // one goes on where one was
  if (held || document.activeElement === document.body) (opener?.checkVisibility() ? opener : document.querySelector("main"))?.focus({ preventScroll: true });
}

/** Others on the page lay themselves out by what is in sight. */
function changed() {
  dispatchEvent(new CustomEvent("sko:walk"));
  dispatchEvent(new Event("resize"));
}

function keep(is) {
  try {
    if (is) sessionStorage.setItem(KEPT, "yes");
    else sessionStorage.removeItem(KEPT);
  } catch {
    // This browser keeps nothing: the next page begins as it always does.
  }
}

function wasKept() {
  try {
    return sessionStorage.getItem(KEPT) === "yes";
  } catch {
    return false;
  }
}

/** Nothing to see until a key or a click; the dialog takes the focus, and gives it back. */
function black() {
  const words = make("button", { type: "button" }, "Het scherm is zwart. Druk op een toets om verder te gaan.");
  const made = make("dialog", { class: "black", "aria-label": "Zwart scherm" }, words);
  const back = (event) => {
    if (["Shift", "Control", "Alt", "Meta"].includes(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
    made.close();
  };
  made.addEventListener("keydown", back);
  made.addEventListener("click", back);
  made.addEventListener("close", () => {
    made.remove();
    controls?.tell("Het scherm is weer aan.");
  });
  document.body.append(made);
  made.showModal();
}

// Not with each key: what is typed in changes all the time.
const watch = new MutationObserver((changes) => changes.some(({ target }) => !target.closest("[contenteditable]")) && show());

addEventListener("sko:black", black);
addEventListener("sko:screen", () => (on() ? leave() : enter()));
document.addEventListener("fullscreenchange", () => !document.fullscreenElement && on() && leave());
addEventListener("hashchange", () => {
  if (!on() || isWalk()) return;
  const named = things().findIndex((one) => one.id && one.contains(document.getElementById(location.hash.slice(1))));
  if (named < 0) return;
  at = named;
  show();
});
addEventListener("keydown", (event) => {
  const place = event.target;
  // An editor takes Escape too, for itself; full screen ends at it all the same, so this does.
  const used = event.defaultPrevented && !(event.key === "Escape" && place.isContentEditable);
  const taken = used || event.isComposing || event.ctrlKey || event.altKey || event.metaKey;
  if (!on() || taken || document.querySelector("dialog[open]")) return;
  if (event.key === "Escape") leave();
  else if (place.closest?.(TYPED)) return;
  else if (event.key.toLowerCase() === "b") black();
  else if (event.key in NEXT && !(event.key.startsWith("Arrow") && place.scrollWidth > place.clientWidth + 1 && place.matches("[tabindex='0']"))) go(NEXT[event.key]);
  else return;
  event.preventDefault();
});
/** The page came from another that was on the screen. */
function goOn() {
  if (wasKept() && !on() && document.querySelector("[data-to-screen]")) begin();
}
if (root.dataset.sko === "whole") goOn();
else addEventListener("sko:whole", goOn, { once: true });
