import { livingDrafts, once, page } from "./page.js";

/**
 * @typedef {object} Draft what the store does not have yet
 * @property {any} value
 * @property {number} based_on
 * @property {number} at
 * @property {any[]} sent values that were sent and not answered; one of them may have arrived
 * @property {any} [joined] what the user was making of two texts that clash
 */

/**
 * One field's draft in the browser's own storage, under `sko:<key>#<who>`: every open field writes its own,
 * so that two tabs on one field do not take each other's.
 */
export class DraftBox {
  /** @param {string} key */
  constructor(key) {
    this.id = once();
    this.prefix = `sko:${key}#`;
    this.name = this.prefix + this.id;
    this.safe = true;
    // A field without an address cannot find its draft again.
    this.works = Boolean(key);
    page().drafts.add(this.id);
  }

  /** @param {Draft} draft @returns {boolean} whether it is kept */
  write(draft) {
    if (!this.works) return true;
    try {
      localStorage.setItem(this.name, JSON.stringify(draft));
      this.safe = true;
    } catch {
      this.safe = false;
    }
    return this.safe;
  }

  remove(name = this.name) {
    try {
      localStorage.removeItem(name);
      if (name === this.name) this.safe = true;
    } catch {
      this.safe = false;
    }
  }

  /** The field leaves the page; its draft stays for who comes after it. */
  leave() {
    page().drafts.delete(this.id);
  }

  /**
   * Drafts of fields that are no longer open, the newest first.
   * @returns {Promise<(Draft & {name: string})[]>}
   */
  async orphans() {
    const living = await livingDrafts();
    const left = this.names().filter((name) => !living.has(this.idOf(name)));
    return left.map(read).filter((draft) => draft !== null).sort((a, b) => b.at - a.at);
  }

  /** @param {string} name */
  idOf(name) {
    return name.slice(this.prefix.length);
  }

  /** Drafts of this field, but for its own here. @returns {string[]} */
  names() {
    if (!this.works) return [];
    try {
      return Object.keys(localStorage).filter((name) => name.startsWith(this.prefix) && name !== this.name);
    } catch {
      return [];
    }
  }
}

/** @returns {string[][]} key and id of every draft in this browser */
export function draftNames() {
  try {
    const found = Object.keys(localStorage).map((name) => /^sko:(.+)#([^#]+)$/.exec(name));
    return found.flatMap((one) => (one ? [one.slice(1)] : []));
  } catch {
    return [];
  }
}

/**
 * Take away the drafts of one field that hold what was erased.
 * @param {string} key @param {number[]} erased what such a draft is based on @param {string} [own] one that stays
 * @returns {boolean} whether there was one
 */
export function dropErased(key, erased, own) {
  const holds = (/** @type {string} */ name) => name !== own && erased.includes(read(name)?.based_on);
  return erased.length > 0 && drop((name) => name.startsWith(`sko:${key}#`) && holds(name));
}

/** Have drafts under other keys: what they belong to has another address now. @param {string} from @param {string} to */
export function moveDrafts(from, to) {
  try {
    for (const name of Object.keys(localStorage).filter((one) => one.startsWith(`sko:${from}`))) {
      localStorage.setItem(`sko:${to}${name.slice(4 + from.length)}`, localStorage.getItem(name) ?? "");
      localStorage.removeItem(name);
    }
  } catch {
    // Not kept here, or no room: then they stay under the key that they have.
  }
}

/** Take away all drafts of a dossier. @param {string} begin */
export function dropAll(begin) {
  drop((name) => name.startsWith(`sko:${begin}`));
}

/** @param {(name: string) => boolean} goes */
function drop(goes) {
  try {
    const names = Object.keys(localStorage).filter(goes);
    names.forEach((name) => localStorage.removeItem(name));
    return names.length > 0;
  } catch {
    return false;
  }
}

/** @param {string} name @returns {any} */
function read(name) {
  try {
    const draft = JSON.parse(localStorage.getItem(name) ?? "null");
    return draft && "value" in draft ? { sent: [], at: 0, based_on: 0, ...draft, name } : null;
  } catch {
    return null;
  }
}
