import { button, h, sr } from "./dom.js";
import { picks } from "./picks.js";

/** A matrix on a narrow screen: a card for each row, of which the chosen one is open; below them the columns. */
export class MatrixCards {
  narrow = true;

  /** @param {any} board */
  constructor(board) {
    this.board = board;
    this.list = h("ul", { class: "cards", role: "list" });
    this.chips = h("ul", { class: "chips", role: "list" });
    this.title = h("h3", {}, board.sides[1].label);
    board.place.replaceChildren(this.list, this.title, this.chips);
  }

  /** Whether the panel of what is chosen lies in its card. @param {any} side */
  holds(side) {
    return side === this.board.sides[0];
  }

  draw() {
    const [down, across] = this.board.sides;
    this.list.replaceChildren(...down.rows.map((/** @type {any} */ row) => this.card(row)));
    this.chips.replaceChildren(...across.rows.map((/** @type {any} */ row) => h("li", { "data-id": row.id },
      button([h("span", { class: "called" }), h("span", { class: "shared soft small" })], () => this.board.choose(1, row), { "aria-expanded": String(across.chosen === row) }))));
    this.title.hidden = !across.rows.length;
    this.renamed();
    this.ticked();
  }

  /** @param {any} row */
  card(row) {
    const [down, across] = this.board.sides;
    const is = down.chosen === row;
    const face = button([h("span", { class: "called" }), h("span", { class: "has soft small" })],
      () => (is ? this.board.close(0, row) : this.board.choose(0, row)), { class: "face", "aria-expanded": String(is) });
    if (!is) return h("li", { "data-id": row.id }, face);
    const made = picks({
      type: "checkbox", options: across.rows.map(({ id }) => ({ id, label: across.called(id) })), props: { "aria-label": `${across.label} van ${down.called(row.id)}` },
      onInput: () => across.ids().filter((/** @type {string} */ id) => made.get().includes(id) !== this.board.ties.has(row.id, id))
        .forEach((/** @type {string} */ id) => this.board.tick(row.id, id)),
    });
    made.set(across.ids().filter((/** @type {string} */ id) => this.board.ties.has(row.id, id)));
    made.element.querySelectorAll("label").forEach((/** @type {HTMLElement} */ label) => label.append(h("span", { class: "shared soft small" })));
    return h("li", { "data-id": row.id, class: "is" }, face, made.element, down.panel);
  }

  renamed() {
    [this.list, this.chips].forEach((list, side) => [...list.children].forEach((item) => {
      item.querySelector(".called").textContent = this.board.sides[side].called(item.getAttribute("data-id"));
    }));
  }

  ticked() {
    const [down, across] = this.board.sides;
    [...this.list.children].forEach((item, at) => {
      const number = across.ids().filter((/** @type {string} */ id) => this.board.ties.has(down.rows[at].id, id)).length;
      item.querySelector(".has").textContent = `${number} van ${across.rows.length}`;
      item.querySelectorAll("label .shared").forEach((/** @type {Element} */ place, /** @type {number} */ to) => (place.textContent = this.board.sharing(across.rows[to].id)));
    });
    [...this.chips.children].forEach((item, at) => {
      const id = across.rows[at].id;
      item.classList.toggle("of-more", this.board.having(id) > 1);
      item.querySelector(".shared").replaceChildren(sr(", "), this.board.sharing(id));
    });
  }

  focus() {
    this.list.querySelector("button")?.focus();
  }

  /** @param {number} side @param {any} row @param {string} [tick] of which column the box is meant */
  focusAt(side, row, tick) {
    const item = row && [this.list, this.chips][side].querySelector(`li[data-id="${CSS.escape(row.id)}"]`);
    const box = tick && item?.querySelector(`input[value="${CSS.escape(tick)}"]`);
    /** @type {HTMLElement | null} */ (box || item?.querySelector("button") || this.list.querySelector("button"))?.focus();
  }
}
