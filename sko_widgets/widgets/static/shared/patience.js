import { page } from "./page.js";

const SILENT = 5000;
const GIVE_UP = 8000;

/** How long a field waits for an answer: after a while the page is told, and later on the field, which asks again. */
export class Patience {
  /** A question was sent. @param {() => void} giveUp */
  begin(giveUp) {
    clearTimeout(this.timer);
    this.timer = setTimeout(giveUp, GIVE_UP);
    // Asked again, it is the first question that waits.
    this.silence ??= setTimeout(() => tell(this, true), SILENT);
  }

  /** An answer came, or none is waited for any more. */
  end() {
    [this.timer, this.silence].forEach(clearTimeout);
    this.silence = undefined;
    tell(this, false);
  }
}

/** The host shows whether any field of the page waits that long. @param {Patience} one @param {boolean} waits */
function tell(one, waits) {
  const { silent } = page();
  const before = silent.size > 0;
  silent[waits ? "add" : "delete"](one);
  if (before !== silent.size > 0) dispatchEvent(new CustomEvent("sko:silent", { detail: silent.size > 0 }));
}
