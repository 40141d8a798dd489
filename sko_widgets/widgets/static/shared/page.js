/**
 * What all widgets on one page know together.  Every widget carries its own copy of this code, so
 * the page's state hangs on the window.
 * @typedef {object} Page
 * @property {string} tab this page, until it is closed or loaded again
 * @property {boolean} offline whether the host says that the kernel or the server is gone
 * @property {Set<any>} savers the fields on this page
 * @property {Map<string, any>} states what each field last told about its saving
 * @property {Set<any>} silent the fields that wait long for an answer
 * @property {Set<string>} drafts ids of the drafts of fields on this page
 * @property {Promise<any>} dialogs the last dialog that asked for the user's attention
 * @property {number} count
 */

const PAGE = Symbol.for("sko_widgets.page");
const NEIGHBOUR_WAIT = 150;

/** @returns {Page} */
export function page() {
  const home = /** @type {any} */ (globalThis);
  home[PAGE] ??= open();
  return home[PAGE];
}

function open() {
  const tab = Math.random().toString(36).slice(2, 10);
  /** @type {any} */
  const made = { tab, offline: false, savers: new Set(), states: new Map(), silent: new Set(), drafts: new Set(), count: 0 };
  made.dialogs = Promise.resolve();
  listen(made);
  meetNeighbours(made);
  return made;
}

/** @param {Page} made */
function listen(made) {
  const each = (/** @type {string} */ what) => made.savers.forEach((saver) => saver[what]());
  addEventListener("sko:offline", () => { made.offline = true; each("wentOffline"); });
  addEventListener("sko:online", () => { made.offline = false; each("cameOnline"); });
  addEventListener("online", () => each("cameOnline"));
  addEventListener("pagehide", () => each("flush"));
  addEventListener("pageshow", (event) => event.persisted && each("cameOnline"));
  addEventListener("visibilitychange", () => document.hidden && each("flush"));
  addEventListener("beforeunload", (event) => {
    if ([...made.savers].some((saver) => saver.wouldLose())) event.preventDefault();
  });
}

/** Other pages of this browser may ask which drafts belong to fields that are still open. @param {any} made */
function meetNeighbours(made) {
  made.channel = globalThis.BroadcastChannel ? new BroadcastChannel("sko:drafts") : null;
  made.heard = new Set();
  made.channel?.addEventListener("message", (/** @type {MessageEvent} */ { data }) => {
    if (data.who) made.channel.postMessage({ mine: [...made.drafts] });
    data.mine?.forEach((/** @type {string} */ id) => made.heard.add(id));
  });
}

/**
 * Ids of the drafts that belong to a field that is open, here or in another tab.
 * @returns {Promise<Set<string>>}
 */
export async function livingDrafts() {
  const made = /** @type {any} */ (page());
  made.channel?.postMessage({ who: true });
  await new Promise((done) => setTimeout(done, made.channel ? NEIGHBOUR_WAIT : 0));
  return new Set([...made.heard, ...made.drafts]);
}

/** A name for one message or one draft that is used once. */
export function once() {
  const made = page();
  made.count += 1;
  return `${made.tab}-${made.count}`;
}

/**
 * Save everything now; a field that clashes is not waited for, as it waits for the user.
 * @param {number} [patience] milliseconds
 * @returns {Promise<boolean>} whether all of it is saved
 */
export async function saveAll(patience = 5000) {
  const { savers } = page();
  const end = performance.now() + patience;
  const open = () => [...savers].some((saver) => !saver.isSaved());
  const stuck = () => [...savers].some((saver) => saver.clashing);
  savers.forEach((saver) => saver.flush());
  while (open() && !stuck() && performance.now() < end) await new Promise((done) => setTimeout(done, 40));
  return !open();
}

/** What to do when not all is saved. @param {any[]} [all] */
export function unsaved(all = [...page().savers]) {
  const one = all.find((saver) => saver.clashing) ?? all.find((saver) => !saver.isSaved());
  const label = one ? `‘${one.desk.model.get("label")}’` : "Nog niet alles";
  return one?.clashing ? `Kies eerst welke tekst je wilt houden bij ${label}.` : `${label} is nog niet opgeslagen. Probeer het zo nog eens.`;
}

/**
 * Wait for other dialogs to close, then show one.
 * @template T
 * @param {() => Promise<T>} show
 * @returns {Promise<T>}
 */
export function inTurn(show) {
  const made = page();
  const shown = made.dialogs.then(show);
  made.dialogs = shown.catch(() => null);
  return shown;
}
