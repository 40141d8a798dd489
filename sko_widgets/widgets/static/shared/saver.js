import { author } from "./author.js";
import { DraftBox } from "./drafts.js";
import { once, page } from "./page.js";
import { Patience } from "./patience.js";
import { restore } from "./restore.js";
import { copy, same } from "./values.js";

const PAUSE = 1000;
const AGAIN = 4000;
const NO_LINK = "geen verbinding";
const REMEMBERED = 8;

/**
 * @typedef {object} Theirs what stands in the store now
 * @property {any} value
 * @property {number} revision
 * @property {any} base what the text that was to be saved began from
 * @property {string} author @property {string} when
 * @property {boolean} arrived whether the text that was sent had been saved before
 * @property {boolean} erased whether what it began from was erased for good
 *
 * @typedef {object} Desk the field that a saver works for
 * @property {any} model
 * @property {() => any} read what stands in the field
 * @property {(value: any) => void} show put a value in the field
 * @property {(text: string) => void} tell a word to the user
 * @property {(theirs: Theirs) => void} clash
 */

/**
 * Keeps what is typed in one field: first in the browser, then with Python.
 *
 * `base` is what Python last acknowledged.  `sent` is what was sent and not answered, `tried` what was answered as
 * failed: when a clash shows one of these, it was our own save whose answer got lost, or that another page sent too.
 */
export class Saver {
  /** @param {Desk} desk */
  constructor(desk) {
    this.desk = desk;
    this.key = desk.model.get("key");
    this.box = new DraftBox(this.key);
    this.patience = new Patience();
    this.base = this.asShown(this.fromModel());
    /** @type {{tokens: string[], value: any}[]} */
    this.sent = [];
    this.tried = /** @type {any[]} */ ([]);
    this.under = /** @type {string | null} */ (null);
    this.clashing = /** @type {Theirs | null} */ (null);
    /** What the user makes of both texts while they clash; `undefined` when nothing. @type {any} */
    this.joined = undefined;
    this.lastInput = -Infinity;
    this.state = "";
    page().savers.add(this);
    this.restore();
  }

  fromModel() {
    return { value: copy(this.desk.model.get("value")), revision: this.desk.model.get("revision") };
  }

  /**
   * A stored value as the base: what the field made of it counts as unchanged, a line break of Windows for one.
   * @param {{value: any, revision: number}} stored
   */
  asShown({ value, revision }) {
    return { value: copy(this.desk.read()), stored: value, revision };
  }

  isClean() {
    return !this.sent.length && !this.clashing && same(this.desk.read(), this.base.value);
  }

  /** Whether the store has all that was typed in this field, here and on pages before this one. */
  isSaved() {
    return !this.waiting && this.isClean();
  }

  /** Whether closing the page now would lose text. */
  wouldLose() {
    return !this.box.safe && !this.isClean();
  }

  /** Something was typed. */
  changed() {
    this.lastInput = performance.now();
    if (this.isClean()) return this.settled();
    this.keep();
    if (this.clashing) return;
    if (this.state !== "failed") this.report("typing");
    this.later(PAUSE);
  }

  /** @param {number} wait */
  later(wait) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), wait);
  }

  keep() {
    const sent = [...this.tried, ...this.sent.map((one) => one.value)].slice(-3);
    const draft = { value: this.desk.read(), based_on: this.base.revision, at: Date.now(), sent, joined: this.joined };
    if (!this.box.write(draft) && !this.warned) {
      this.warned = true;
      this.desk.tell("Deze browser kan je tekst niet zelf bewaren. Sluit de pagina pas als er ‘Opgeslagen’ staat.");
    }
  }

  /** Save now, unless a save is under way or the user has to choose first. */
  flush() {
    clearTimeout(this.timer);
    if (this.under || this.clashing || this.isClean()) return;
    if (page().offline) return this.fail(NO_LINK);
    const value = copy(this.desk.read());
    const token = once();
    this.remember(token, value);
    this.keep();
    this.post(token, { do: "save", value, based_on: this.base.revision });
  }

  /** @param {string} token @param {any} value */
  remember(token, value) {
    const last = this.sent.at(-1);
    if (last && same(last.value, value)) last.tokens.push(token);
    else this.sent.push({ tokens: [token], value });
    this.sent = this.sent.slice(-REMEMBERED);
  }

  /** @param {string} token @param {any} message */
  post(token, message) {
    this.under = token;
    this.patience.begin(() => this.noAnswer(token));
    if (this.state !== "failed") this.report("saving");
    try {
      this.desk.model.send({ ...message, token, author: author() });
    } catch {
      this.noAnswer(token);
    }
  }

  /** @param {string} token */
  noAnswer(token) {
    if (this.under !== token) return;
    this.under = null;
    this.fail(NO_LINK);
  }

  /** @param {string} why */
  fail(why) {
    this.report("failed", "", why);
    this.later(AGAIN);
  }

  /** An answer from Python; answers to another page's questions are not for us. @param {any} message */
  hear(message) {
    const at = this.sent.findIndex((one) => one.tokens.includes(message.token));
    if (at < 0) return;
    const handlers = { saved: this.onSaved, conflict: this.onConflict, failed: this.onFailed };
    if (this.under === message.token) this.under = null;
    if (!this.under) this.patience.end();
    handlers[/** @type {"saved"} */ (message.did)]?.call(this, message, at);
  }

  /** @param {any} message @param {number} at */
  onSaved(message, at) {
    const { value } = this.sent[at];
    [this.sent, this.tried] = [this.sent.slice(at + 1), []];
    this.base = { value, stored: message.value, revision: message.revision };
    this.when = message.when;
    this.goOn();
  }

  /** @param {any} message @param {number} at */
  onConflict({ theirs }, at) {
    if (theirs.arrived && this.joined === undefined && same(this.desk.read(), this.sent[at].value)) return this.overtaken(theirs);
    const ours = [...this.tried, ...this.sent.slice(0, at + 1).map((one) => one.value)].some((value) => same(value, theirs.value));
    this.sent.splice(0, at + 1);
    const known = ours || theirs.revision <= this.base.revision || same(this.desk.read(), theirs.value);
    if (known && this.joined === undefined) {
      this.base = { value: theirs.value, stored: theirs.value, revision: theirs.revision };
      return this.goOn();
    }
    this.clashing = theirs;
    this.keep();
    this.report("conflict", theirs.when, `‘${this.desk.model.get("label")}’ is ook ergens anders gewijzigd`);
    this.desk.clash(theirs);
  }

  /**
   * What stands here, left by a page that never heard that it was saved, was: somebody went on from there.
   * @param {Theirs} theirs
   */
  overtaken(theirs) {
    this.sent = [];
    this.when = theirs.when;
    this.desk.show(theirs.value);
    this.base = this.asShown(theirs);
    this.desk.tell("Je tekst was al opgeslagen. Je ziet nu de nieuwste versie.");
    this.settled();
  }

  /** @param {any} message @param {number} at */
  onFailed(message, at) {
    const [{ value }] = this.sent.splice(at, 1);
    this.tried = [...this.tried.filter((one) => !same(one, value)), value].slice(-REMEMBERED);
    this.fail(message.why);
  }

  /** After an answer: be done, or send what was typed meanwhile. */
  goOn() {
    if (this.isClean()) return this.settled();
    this.keep();
    if (performance.now() - this.lastInput < PAUSE) this.later(PAUSE);
    else this.flush();
  }

  /** What stands in the field is what the store has. */
  settled() {
    clearTimeout(this.timer);
    this.box.remove();
    if (this.state && !this.waiting) this.report("saved", this.when);
    this.adopt();
    if (this.waiting) this.restore();
  }

  /** The user chose after a clash, and Python stored it. @param {any} value @param {any} saved */
  resolved(value, saved) {
    [this.clashing, this.joined, this.sent, this.tried] = [null, undefined, [], []];
    this.desk.show(value);
    this.base = this.asShown(saved);
    this.when = saved.when;
    this.goOn();
  }

  /** Save, and wait for it, unless the user has to choose first; tells whether it is saved. */
  async rest(patience = 5000) {
    const end = performance.now() + patience;
    for (this.flush(); !this.isClean() && !this.clashing && performance.now() < end; ) await new Promise((done) => setTimeout(done, 30));
    return this.isClean();
  }

  /** An older version became the newest. @param {any} saved */
  putBack(saved) {
    this.when = saved.when;
    this.takeOver(saved);
    this.report("saved", saved.when);
  }

  /** Show what the store has, in a field without unsaved text. @param {any} stored */
  takeOver(stored) {
    if (!this.isClean() || stored.revision <= this.base.revision) return;
    this.desk.show(stored.value);
    this.base = this.asShown(stored);
  }

  /** Python's value changed, by putting back or from another page; unsaved text goes before it. */
  adopt() {
    if (!this.isClean()) return;
    const next = this.fromModel();
    if (next.revision < this.base.revision) return;
    if (same(next.value, this.base.stored)) this.base.revision = next.revision;
    else {
      this.desk.show(next.value);
      this.base = this.asShown(next);
    }
  }

  /** Put text back that an earlier page could not save. */
  restore = () => restore(this);

  wentOffline() {
    if (!this.isClean() && !this.clashing) this.fail(NO_LINK);
  }

  cameOnline() {
    this.under = null;
    this.flush();
  }

  /** @param {string} state @param {string} [when] @param {string} [why] */
  report(state, when = "", why = "") {
    this.state = state;
    const detail = { key: this.key, label: this.desk.model.get("label"), state, when, why };
    page().states.set(this.box.id, detail);
    dispatchEvent(new CustomEvent("sko:save", { detail }));
  }

  /** The field leaves the page. */
  leave() {
    this.flush();
    this.gone = true;
    clearTimeout(this.timer);
    this.patience.end();
    this.box.leave();
    page().savers.delete(this);
    if (this.isClean()) page().states.delete(this.box.id);
    else this.report("failed", "", `‘${this.desk.model.get("label")}’ staat niet meer op de pagina`);
    // A cell that is run again has the next field on the page before this one leaves.
    page().savers.forEach((other) => other.key === this.key && other.restore());
  }
}
