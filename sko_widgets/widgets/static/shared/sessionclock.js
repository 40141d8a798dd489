import { ask } from "./ask.js";
import { h, say, speaker } from "./dom.js";

const EVERY = 400; // milliseconds between two looks at the store
const TICK = 200;
const PATIENCE = 2500;
const LAST = [[60, "Nog één minuut"], [300, "Nog vijf minuten"]];

/** @typedef {{name: string, minutes: number, says: string, at: string}} Part */
/** @typedef {{part: number, parts: Part[], runs: boolean, over: boolean, told: string, until: string, pause: string, ends: string}} Face */

/**
 * The clock of a session in a window. What the kernel gave is counted on here, from the browser's own steady clock, so
 * neither a wrong time of day nor a kernel that is gone changes it.
 * @param {any} model with `key`, `face` and `left`
 * @param {(clock: any) => void} draw called a few times a second
 * @param {HTMLElement} home where it is shown
 * @returns {any}
 */
export function sessionClock(model, draw, home) {
  const voice = speaker();
  const channel = nudges(model.get("key"));
  /** @type {any} */
  const clock = { face: model.get("face"), voice, press, leave, wrong: "" };
  let [left, from, mark] = [model.get("left"), performance.now(), 0];
  clock.seconds = () => (clock.face.runs ? left - (performance.now() - from) / 1000 : left);
  let [asking, again, before] = [false, false, clock.seconds()];
  clock.part = () => clock.face.parts[clock.face.part] ?? null;
  clock.next = () => clock.face.parts[clock.face.part + 1] ?? null;

  const take = (/** @type {any} */ answer) => {
    [left, from, mark] = [answer.left, performance.now(), answer.mark];
    clock.wrong = "";
    if (answer.moved) return goneElsewhere(answer.moved);
    if (!answer.face) return;
    const was = clock.face;
    clock.face = answer.face;
    const words = told(was, clock.face);
    if (words) say(voice, words);
    if (was.part !== clock.face.part) before = clock.seconds();
    show();
  };
  /** The session is on another day: that stands in the place of the page. @param {{told: string, link: string, url: string}} moved */
  const goneElsewhere = ({ told: words, link, url }) => {
    leave();
    const page = /** @type {HTMLElement} */ (home.closest("main") ?? home);
    const way = h("a", { class: "button main", href: url }, link);
    [...page.children].forEach((one) => { /** @type {any} */ (one).inert = /** @type {any} */ (one).hidden = true; });
    page.append(h("div", { class: "sko sko-moved", role: "alert" }, h("h1", {}, words), h("p", {}, way)));
    way.focus();
  };
  const show = () => {
    warn();
    draw(clock);
  };
  const warn = () => {
    const now = clock.seconds();
    const words = clock.face.runs && LAST.find(([at]) => before > at && now <= at && clock.part().minutes * 60 > at)?.[1];
    if (words) say(voice, String(words));
    before = now;
  };
  async function look() {
    if (asking) return void (again = true);
    asking = true;
    try {
      take(await ask(model, { do: "look", mark }, PATIENCE));
    } catch {
      // The clock goes on; the page says that there is no connection.
    }
    asking = false;
    if (!again) return;
    again = false;
    look();
  }
  /** Press something at the part that is in sight here. @param {string} does */
  async function press(does) {
    clock.wrong = "";
    try {
      take(await ask(model, { do: "press", does, part: clock.face.part, mark }));
      channel.tell();
    } catch (error) {
      clock.wrong = /** @type {Error} */ (error).message;
      say(voice, clock.wrong);
    }
    draw(clock);
  }
  function leave() {
    timers.forEach(clearInterval);
    removeEventListener("sko:online", look);
    document.removeEventListener("visibilitychange", look);
    channel.close();
  }
  channel.heard(look);
  addEventListener("sko:online", look);
  document.addEventListener("visibilitychange", look); // a browser lets what is out of sight wait
  const timers = [setInterval(look, EVERY), setInterval(show, TICK)];
  queueMicrotask(show);
  return clock;
}

/** Windows of one browser tell each other at once that there is something new. @param {string} key */
export function nudges(key) {
  const channel = globalThis.BroadcastChannel ? new BroadcastChannel(`sko:session/${key}`) : null;
  return {
    tell: () => channel?.postMessage("new"),
    heard: (/** @type {() => void} */ look) => channel?.addEventListener("message", look),
    close: () => channel?.close(),
  };
}

/** What is said of a change. @param {Face} was @param {Face} now */
function told(was, now) {
  if (was.part !== now.part) return now.over ? "De bijeenkomst is klaar." : `Tijd voor: ${now.parts[now.part]?.name ?? ""}`;
  if (now.told && (now.told !== was.told || minutes(was) !== minutes(now))) return now.told;
  if (was.runs !== now.runs) return now.runs ? "De klok loopt weer." : "De klok staat stil.";
  return "";
}

/** @param {Face} face */
function minutes(face) {
  return face.parts.map((part) => part.minutes).join();
}

/** How much time there is, as one reads it: no seconds until the last minute. @param {any} clock @returns {[string, string]} */
export function timeLeft(clock) {
  const seconds = Math.ceil(clock.seconds());
  if (seconds <= 0) return ["0", "minuten"];
  if (seconds <= 60) return [String(seconds), seconds === 1 ? "seconde" : "seconden"];
  return [String(Math.ceil(seconds / 60)), "minuten"];
}

/** How far the part is, from 0 to 1. @param {any} clock */
export function gone(clock) {
  const all = (clock.part()?.minutes ?? 0) * 60;
  return all ? Math.min(1, Math.max(0, 1 - clock.seconds() / all)) : 0;
}

/** Change an element's words only when they are others. @param {HTMLElement} element @param {string} words */
export function put(element, words) {
  if (element.textContent !== words) element.textContent = words;
}
