import { ask } from "./ask.js";
import { DraftBox } from "./drafts.js";
import { page } from "./page.js";

const AGAIN = 3000; // milliseconds until what was not answered is sent once more

/** @typedef {{line: string, fields: Record<string, string>}} Waiting */

/**
 * What a form that adds lines has and the store has not: the line that is being typed, and those that were added while
 * nobody answered.  They lie in the browser, as a field's draft does; a line has its id from here, so that one that is
 * sent again is there once.
 */
export class Outbox {
  /**
   * @param {any} model with the `key` of the drafts
   * @param {{label: string, changed: () => void, restored: (typed: any) => void, answered?: (answer: any, one: Waiting) => boolean}} form
   *   `answered` tells whether the line is settled by that answer
   */
  constructor(model, form) {
    this.box = new DraftBox(model.get("key"));
    this.model = model;
    this.form = form;
    this.desk = { model: { get: () => form.label } };
    this.clashing = false;
    /** @type {any} */
    this.typed = null;
    /** @type {Waiting[]} */
    this.waiting = [];
    /** @type {any[]} */
    this.left = []; // lines that other pages were typing when they ended
    this.sending = false;
    page().savers.add(this);
    this.timer = setInterval(() => this.flush(), AGAIN);
  }

  isSaved() {
    return !this.waiting.length;
  }

  wouldLose() {
    return !this.box.safe && Boolean(this.typed || this.waiting.length);
  }

  wentOffline() {
    if (!this.isSaved()) this.report("failed", "Er is nu geen verbinding.");
  }

  cameOnline() {
    this.flush();
  }

  /** @param {any} typed what is being typed; null for nothing */
  type(typed) {
    this.typed = typed;
    this.keep();
  }

  /** @param {Record<string, string>} fields */
  add(fields) {
    this.waiting.push({ line: newId(), fields });
    this.typed = this.left.shift() ?? null;
    this.keep();
    if (this.typed) this.form.restored(this.typed);
    this.form.changed();
    this.flush();
  }

  /** A line is not to be sent after all. @param {Waiting} one */
  drop(one) {
    this.waiting = this.waiting.filter((other) => other !== one);
    this.keep();
    this.form.changed();
    if (this.isSaved()) this.report("saved");
  }

  /** What was added is being typed again; when another line is, it waits for its turn. @param {any} typed @param {boolean} now */
  giveBack(typed, now) {
    if (now) {
      this.typed = typed;
      this.form.restored(typed);
    } else this.left.push(typed);
    this.keep();
  }

  keep() {
    const { typed, waiting, left } = this;
    if (typed || waiting.length || left.length) this.box.write({ value: { typed, waiting, left }, based_on: 0, at: Date.now(), sent: [] });
    else this.box.remove();
  }

  /** Take over what pages that are gone left in this browser. */
  async restore() {
    for (const { name, value } of await this.box.orphans()) {
      this.waiting.push(...(value?.waiting ?? []));
      this.left.push(...[value?.typed, ...(value?.left ?? [])].filter(Boolean));
      this.keep();
      this.box.remove(name);
    }
    if (!this.typed && this.left.length) {
      this.typed = this.left.shift();
      this.form.restored(this.typed);
    }
    this.form.changed();
    this.flush();
  }

  async flush() {
    if (this.sending) return;
    this.sending = true;
    let when = "";
    try {
      while (this.waiting.length) {
        this.report("busy");
        const [first] = this.waiting;
        const answer = await ask(this.model, { do: "add", ...first });
        when = answer.when ?? "";
        if (this.form.answered && !this.form.answered(answer, first)) break;
        this.drop(first);
      }
      if (when) this.report("saved", "", when);
    } catch (error) {
      this.report("failed", /** @type {Error} */ (error).message);
    }
    this.sending = false;
  }

  /** @param {string} state @param {string} [why] @param {string} [when] */
  report(state, why = "", when = "") {
    const detail = { key: this.box.prefix, label: this.form.label, state, when, why };
    page().states.set(this.box.id, detail);
    dispatchEvent(new CustomEvent("sko:save", { detail }));
  }

  /** The form leaves the page. */
  leave() {
    clearInterval(this.timer);
    this.box.leave();
    page().savers.delete(this);
    page().states.delete(this.box.id);
  }
}

function newId() {
  return [...crypto.getRandomValues(new Uint8Array(6))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
