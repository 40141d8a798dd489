// A page whose steps fold: `Alles op één pagina` opens them all; so do a beamer, where one is shown at a time, and paper.

const WHOLE = "sko:whole"; // the same as of a page that is walked through
let shut = null; // what was closed before all had to be open

const folds = () => [...document.querySelectorAll(".step > details")];
const isWhole = () => document.body.classList.contains("whole");

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

/** Open what the address names, and bring it in sight: it was not there to go to. */
function arrive() {
  const named = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const fold = named && (named.querySelector(":scope > details") ?? named.closest("details"));
  if (!fold || fold.open) return;
  fold.open = true;
  named.scrollIntoView();
}

/** All open for a while, and then as it was. */
function openAll(all) {
  if (all && !shut) {
    shut = folds().filter((one) => !one.open);
    shut.forEach((one) => (one.open = true));
  } else if (!all && shut) {
    shut.forEach((one) => (one.open = false));
    shut = null;
  }
}

addEventListener("click", (event) => {
  // On a beamer one goes from step to step by other ways.
  if (shut && event.target.closest?.(".step > details > summary")) event.preventDefault();
  if (!event.target.closest?.("[data-whole]")) return;
  const whole = !isWhole();
  remember(whole);
  folds().forEach((one, at) => (one.open = whole || at === 0));
  show(whole);
});
addEventListener("hashchange", arrive);
addEventListener("sko:whole", arrive);
addEventListener("sko:walk", () => openAll(document.documentElement.classList.contains("on-screen")));
addEventListener("beforeprint", () => openAll(true));
addEventListener("afterprint", () => openAll(document.documentElement.classList.contains("on-screen")));

// Steps come in after this script.
new MutationObserver((_, watch) => {
  if (isWhole()) folds().forEach((one) => (one.open = true));
  document.querySelector("[data-whole]")?.setAttribute("aria-checked", String(isWhole()));
  if (document.documentElement.dataset.sko === "whole") watch.disconnect();
}).observe(document.documentElement, { childList: true, subtree: true, attributeFilter: ["data-sko"] });
show(remembered());
if (isWhole()) folds().forEach((one) => (one.open = true));
arrive();
