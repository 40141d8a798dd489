import { button, h, root } from "./shared/dom.js";
import { field } from "./shared/field.js";
import { MatrixCards } from "./shared/matrixcards.js";
import { MatrixSide } from "./shared/matrixside.js";
import { MatrixTable } from "./shared/matrixtable.js";
import { mergeSet } from "./shared/merge.js";
import { tiesOf } from "./shared/matrixties.js";
import { pairList } from "./shared/pairlist.js";
import { questions } from "./shared/questions.js";
import { mergeTables, plainTable, tableRows } from "./shared/tablerows.js";

const NARROW = "(max-width: 48rem)";
const PARTS = ["down", "across", "ties"];

/** The board of three fields: what is drawn, and who is chosen. */
class Board {
  /** @param {HTMLElement} home @param {any[]} models of the two tables and of what joins them */
  constructor(home, [down, across, ties]) {
    this.models = { down, across, ties };
    /** @type {MatrixSide[]} */
    this.sides = [];
    this.ties = tiesOf();
    this.announce = (/** @type {string} */ _text) => {};
    this.width = matchMedia(NARROW);
    this.place = h("div", { class: "place" });
    this.sum = h("p", { class: "sum soft" });
    this.undo = h("div", { class: "undo" });
    this.panel = h("div", { class: "chosen" });
    this.adders = h("div", { class: "adders" });
    const asked = ties.get("questions");
    this.element = h("div", { class: "board", role: "group", "aria-label": ties.get("label") }, this.place, this.sum, this.adders, this.undo, this.panel);
    home.append(...[asked.length ? questions(asked) : null, this.element].filter((one) => one !== null));
    this.shown = /** @type {MatrixTable | MatrixCards | null} */ (null);
    this.width.addEventListener("change", this.turned = () => this.draw());
  }

  /** A table as the editor of its field. @param {number} at 0 goes down, 1 goes across */
  side(at) {
    return (/** @type {any} */ desk) => {
      // What two texts are joined in has no place of its own on the board.
      if (!desk.foot) return tableRows(desk);
      const side = (this.sides[at] = new MatrixSide(desk, {
        drawn: () => this.draw(),
        renamed: () => this.renamed(),
        removed: (words, back) => this.offerUndo(words, back),
        close: (row) => this.close(at, row),
      }));
      this.adders.append(button([h("span", { "aria-hidden": "true" }, "+"), `${side.item} toevoegen`], () => this.choose(at, side.add()), { class: "add" }));
      return side;
    };
  }

  /** What joins them as the editor of its field. @param {any} desk */
  join(desk) {
    if (!desk.foot) return pairList(desk, (pair) => this.inWords(pair));
    this.announce = desk.announce;
    this.ties.onInput = desk.onInput;
    return {
      get: () => this.ties.get(),
      set: (/** @type {any} */ value) => { this.ties.set(value); this.draw(); },
      focus: () => this.shown?.focus(),
    };
  }

  /** @param {[string, string]} pair */
  inWords([from, to]) {
    return `${this.sides[0].called(from)} → ${this.sides[1].called(to)}`;
  }

  /** @param {string} from @param {string} to */
  tick(from, to) {
    const is = this.ties.toggle(from, to);
    this.shown?.ticked();
    this.tell();
    const [row, column] = [this.sides[0].called(from), this.sides[1].called(to)];
    this.announce(`${row}, ${column}: ${is ? "aangevinkt" : "niet meer aangevinkt"}, ${this.sharing(to)}.`);
  }

  /** The rows that have a column, of those that are there. @param {string} to */
  having(to) {
    return this.sides[0].ids().filter((from) => this.ties.has(from, to)).length;
  }

  /** How many have it, in words. @param {string} to */
  sharing(to) {
    const [number, all] = [this.having(to), this.sides[0].ids().length];
    if (number > 1) return `door ${number} van ${all} gedeeld`;
    return number ? `van één ${this.sides[0].item.toLowerCase()}` : "nog van niemand";
  }

  /** What stands out, below the board: what is shared most, and what is still loose. */
  tell() {
    const [down, across] = this.sides;
    const counts = across.ids().map((id) => this.having(id));
    const most = Math.max(0, ...counts);
    const top = across.ids().filter((id, at) => most > 1 && counts[at] === most).map((id) => `‘${across.called(id)}’`);
    const loose = [down.ids().filter((from) => !across.ids().some((to) => this.ties.has(from, to))), across.ids().filter((id, at) => !counts[at])];
    const parts = [down, across].map((side, at) => loose[at].length && `${side.label.toLowerCase()} ${loose[at].map((id) => `‘${side.called(id)}’`).join(", ")}`).filter(Boolean);
    this.sum.textContent = [
      top.length ? `Het meest gedeeld, door ${most} van ${down.ids().length}: ${top.join(" en ")}.` : "",
      parts.length ? `Staat nog los: ${parts.join("; ")}.` : "",
    ].filter(Boolean).join(" ");
  }

  /** Show all that a row has, and nothing of another. @param {number} at @param {any} row */
  choose(at, row) {
    this.sides.forEach((side, other) => other !== at && side.choose(null));
    this.sides[at].choose(row);
    this.draw();
    this.sides[at].focusPanel();
  }

  /** The chosen one is done with; the keyboard goes back to where it stands. @param {number} at @param {any} row */
  close(at, row) {
    this.sides[at].choose(null);
    this.draw();
    this.shown?.focusAt(at, row);
  }

  /** @param {string} words @param {() => void} back */
  offerUndo(words, back) {
    const undo = button("Ongedaan maken", () => { this.undo.replaceChildren(); back(); });
    this.undo.replaceChildren(h("span", {}, words), undo);
    this.draw();
    undo.focus();
    this.announce(words);
  }

  draw() {
    if (this.sides.length < 2) return;
    const narrow = this.width.matches;
    const back = this.focused();
    if (!this.shown || this.shown.narrow !== narrow) this.shown = narrow ? new MatrixCards(this) : new MatrixTable(this);
    const chosen = this.sides.find((side) => side.chosen);
    this.shown.draw();
    const below = chosen && !this.shown.holds(chosen) ? chosen.panel : null;
    // What stands there already keeps the focus.
    if (below !== this.panel.firstChild) this.panel.replaceChildren(...(below ? [below] : []));
    back();
    this.tell();
  }

  /** Where the focus is on the board; returns how to bring it back there when it is drawn anew, also as cards in place of a table. */
  focused() {
    const at = this.element.contains(document.activeElement) ? /** @type {HTMLInputElement} */ (document.activeElement) : null;
    const id = (at?.closest("[data-id]") ?? at?.closest("tr")?.querySelector("[data-id]"))?.getAttribute("data-id");
    return () => {
      if (!at || this.element.contains(document.activeElement)) return;
      if (at.isConnected) return at.focus();
      const side = Math.max(0, this.sides.findIndex((one) => one.rows.some((row) => row.id === id)));
      this.shown?.focusAt(side, this.sides[side].rows.find((row) => row.id === id), at.type === "checkbox" ? at.value : "");
    };
  }

  /** Somebody typed in a name, or one that is kept elsewhere is another now. */
  renamed() {
    if (!this.shown) return;
    this.shown.renamed();
    this.tell();
  }

  leave() {
    this.width.removeEventListener("change", this.turned);
  }
}

/** @param {any} model @param {HTMLElement} home @param {() => boolean} isGone */
async function begin(model, home, isGone) {
  const models = await Promise.all(PARTS.map((name) => model.widget_manager.get_model(model.get(name).replace("IPY_MODEL_", ""))));
  if (isGone()) return () => {};
  const [down, across, ties] = models;
  const board = new Board(home, models);
  const parts = h("div", { class: "parts" });
  home.append(parts);
  const table = (/** @type {any} */ one, /** @type {number} */ at) => field(one, parts, {
    name: "part", around: home, make: board.side(at), plain: plainTable(one), merge: mergeTables(one), marked: true,
  });
  const plainTies = (/** @type {any} */ value) => (value ?? []).map((/** @type {[string, string]} */ pair) => board.inWords(pair)).join("\n");
  const stops = [table(down, 0), table(across, 1), field(ties, parts, {
    name: "part", around: home, make: (/** @type {any} */ desk) => board.join(desk), plain: plainTies, merge: mergeSet,
  })];
  return () => { board.leave(); stops.forEach((stop) => stop()); };
}

export default {
  /** @param {{model: any, el: HTMLElement}} place */
  render({ model, el }) {
    let gone = false;
    const begun = begin(model, root(model, el, "matrix"), () => gone);
    return () => { gone = true; void begun.then((stop) => stop()); };
  },
};
