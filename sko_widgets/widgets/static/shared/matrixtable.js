import { button, h, sr } from "./dom.js";

const WAYS = /** @type {Record<string, [number, number]>} */ ({ ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] });

/** A matrix as a table of squares with one tab stop: arrows go about in it, a space ticks. */
export class MatrixTable {
  narrow = false;

  /** @param {any} board */
  constructor(board) {
    this.board = board;
    this.at = [0, 0];
    const how = "Met de pijltjes ga je door de tabel. De spatiebalk vinkt aan. Enter op een naam laat zien wat erbij hoort.";
    this.table = h("table", { role: "grid", "aria-label": board.models.ties.get("label"), "aria-description": how, "aria-multiselectable": "true" });
    this.table.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => this.key(event));
    this.table.addEventListener("focusin", (/** @type {FocusEvent} */ event) => this.arrived(/** @type {HTMLElement} */ (event.target)));
    this.table.addEventListener("click", (/** @type {MouseEvent} */ event) => this.pressed(/** @type {HTMLElement} */ (event.target)));
    board.place.replaceChildren(h("div", { class: "scrolls" }, this.table));
  }

  /** The panel of what is chosen stands below the table. */
  holds() {
    return false;
  }

  draw() {
    const had = this.table.contains(document.activeElement);
    const [down, across] = this.board.sides;
    this.table.classList.toggle("many", across.rows.length > 10);
    const head = (/** @type {any} */ side, /** @type {number} */ number, /** @type {any} */ row) => {
      const press = button(h("span", { class: "called" }), () => this.board.choose(number, row), { tabindex: "-1", "aria-expanded": String(side.chosen === row) });
      return h("th", { scope: number ? "col" : "row", "data-id": row.id, class: side.chosen === row ? "is" : "" }, press, number ? h("span", { class: "shared small" }) : null);
    };
    const square = () => h("td", { role: "gridcell", tabindex: "-1" }, h("span", { class: "mark", "aria-hidden": "true" }), sr(""));
    this.table.replaceChildren(
      h("thead", {}, h("tr", {}, h("th", { scope: "col", class: "corner" }, sr(down.item)), ...across.rows.map((/** @type {any} */ row) => head(across, 1, row)))),
      h("tbody", {}, ...down.rows.map((/** @type {any} */ row) => h("tr", {}, head(down, 0, row), ...across.rows.map(square)))));
    this.table.style.maxInlineSize = `${11 + 9 * across.rows.length}rem`;
    this.table.hidden = !down.rows.length && !across.rows.length;
    this.renamed();
    this.ticked();
    this.stop();
    if (had) this.stopAt()?.focus();
  }

  /** Names are as they are now. */
  renamed() {
    const [down, across] = this.board.sides;
    this.table.querySelectorAll("th[data-id]").forEach((/** @type {HTMLElement} */ head) => {
      const side = head.scope === "col" ? across : down;
      head.querySelector(".called").textContent = side.called(head.dataset.id);
    });
  }

  /** Ticks are as they are now, and what is shared stands out. */
  ticked() {
    const [down, across] = this.board.sides;
    const counts = across.rows.map((/** @type {any} */ row) => this.board.having(row.id));
    const most = Math.max(2, ...counts);
    this.body().forEach((cells, row) => cells.forEach((cell, at) => {
      const is = this.board.ties.has(down.rows[row].id, across.rows[at].id);
      cell.setAttribute("aria-selected", String(is));
      cell.classList.toggle("alone", is && counts[at] < 2);
      const share = counts[at] > 1 ? counts[at] / most : 0;
      cell.classList.toggle("strong", share > 0.6);
      cell.style.setProperty("--share", `${share > 0.6 ? Math.round(60 + 40 * share) : Math.round(50 * share)}%`);
      /** @type {HTMLElement} */ (cell.lastElementChild).textContent = is ? "aangevinkt" : "niet aangevinkt";
    }));
    [...this.table.querySelectorAll("thead th[data-id]")].forEach((head, at) => {
      const [number, all] = [counts[at], down.rows.length];
      head.classList.toggle("of-more", number > 1);
      head.lastElementChild.replaceChildren(h("span", { "aria-hidden": "true" }, `${number} van ${all}`), sr(`, ${this.board.sharing(across.rows[at].id)}`));
    });
  }

  body() {
    return [...this.table.querySelectorAll("tbody tr")].map((row) => /** @type {HTMLElement[]} */ ([...row.querySelectorAll("td")]));
  }

  // --- one tab stop --------------------------------------------------------------------------

  /** All places with a focus, by row and column; the first of each are the names, and the corner is none. */
  places() {
    return [...this.table.querySelectorAll("tr")].map((row) => [...row.children].map((cell) => /** @type {HTMLElement | null} */ (cell.matches("td") ? cell : cell.querySelector("button"))));
  }

  stopAt() {
    const places = this.places();
    const row = Math.max(0, Math.min(this.at[0] + 1, places.length - 1));
    const column = Math.max(0, Math.min(this.at[1] + 1, (places[row]?.length ?? 1) - 1));
    return places[row]?.[column] ?? places.flat().find(Boolean) ?? null;
  }

  stop() {
    const stop = this.stopAt();
    this.places().flat().forEach((one) => one && (one.tabIndex = one === stop ? 0 : -1));
  }

  /** @param {HTMLElement} target */
  arrived(target) {
    this.places().forEach((row, down) => row.forEach((one, across) => one === target && (this.at = [down - 1, across - 1])));
    this.stop();
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const target = /** @type {HTMLElement} */ (event.target);
    if (event.altKey || event.metaKey) return;
    const way = WAYS[event.key];
    const places = this.places();
    const [row, column] = [this.at[0] + 1, this.at[1] + 1];
    const last = places[row].length - 1;
    const to = way ? places[row + way[0]]?.[column + way[1]]
      : event.key === "Home" ? places[event.ctrlKey ? 1 : row]?.[row || event.ctrlKey ? 0 : 1]
      : event.key === "End" ? places[event.ctrlKey ? places.length - 1 : row]?.[last] : undefined;
    if (to) to.focus();
    else if ((event.key === " " || event.key === "Enter") && target.matches("td")) this.pressed(target);
    else if (event.key === "Delete" && target.matches("button")) this.removeAt(target);
    else if (!way && event.key !== "Home" && event.key !== "End") return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** @param {HTMLElement} press */
  removeAt(press) {
    const head = /** @type {HTMLElement} */ (press.closest("th"));
    const side = this.board.sides[head.matches("[scope=col]") ? 1 : 0];
    side.remove(side.rows.find((/** @type {any} */ one) => one.id === head.dataset.id));
  }

  /** @param {HTMLElement} target */
  pressed(target) {
    const cell = target.closest("td");
    if (!cell) return;
    const [down, across] = this.board.sides;
    const row = this.body().findIndex((cells) => cells.includes(cell));
    cell.focus();
    this.board.tick(down.rows[row].id, across.rows[this.body()[row].indexOf(cell)].id);
  }

  focus() {
    this.stopAt()?.focus();
  }

  /** @param {number} side @param {any} row */
  focusAt(side, row) {
    const press = row && this.table.querySelector(`th[scope=${side ? "col" : "row"}][data-id="${CSS.escape(row.id)}"] button`);
    if (press) /** @type {HTMLElement} */ (press).focus();
    else this.focus();
  }
}
