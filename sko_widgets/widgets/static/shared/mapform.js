import { button, h, sr } from "./dom.js";
import { NameMap } from "./map.js";
import { label } from "./mapkinds.js";
import { tableRows } from "./tablerows.js";

/** @typedef {import("./map.js").Editor} Editor */

/**
 * @typedef {object} Shown
 * @property {((columns: Map<string, any>) => import("./mapkinds.js").MapKind)[]} kinds the maps
 * @property {string} all what all rows are called
 * @property {string[]} facts the columns that stand beside a name in the list
 * @property {(seen: import("./map.js").Seen[]) => string} count
 * @property {(columns: Map<string, any>) => HTMLElement} [legend]
 * @property {(columns: Map<string, any>) => HTMLElement} [means] what the map's scales mean, in sight above it and above the table
 * @property {boolean} [spreads] whether its table is one where there is room for it
 * @property {(row: any, columns: Map<string, any>) => string} [before] what is said of a row while it has no place
 */

/**
 * Names on a map, and beside it the one that is chosen; or all of them as a table.
 * @param {import("./field.js").Desk} desk @param {Shown} shown
 */
export function mapForm(desk, { kinds, all, facts, count: counted, legend, means, before, spreads }) {
  desk.host.parentElement?.classList.add("mapped");
  const columns = new Map(desk.model.get("columns").map((/** @type {any} */ column) => [column.name, column]));
  /** @type {Editor | null} */
  let chosen = null;
  const place = { columns, announce: desk.announce, chosen: () => chosen, choose: (/** @type {Editor} */ editor) => choose(editor), before: (/** @type {any} */ row) => before?.(row, columns) ?? "" };
  const maps = kinds.map((kind) => new NameMap(kind(columns), place));
  const ways = [...maps.map(({ kind }) => kind.short), "Tabel"]
    .map((name, at) => button(name, () => look(at), { "aria-pressed": "false" }));
  const count = h("h3", { tabindex: "-1" });
  const back = button([h("span", { "aria-hidden": "true" }, "←"), all], () => leave(), { class: "quiet back" });
  const everyone = h("ul", { class: "everyone", "aria-label": all });
  const head = h("div", { class: "head" }, count);
  const rows = h("div", { class: "those" });
  const panel = h("div", { class: "panel-beside" }, head, back, rows, everyone);
  const [hint, weights] = [h("p", { class: "soft small hint" }), legend?.(columns) ?? h("p", { hidden: true })];
  if (means) panel.prepend(hint);
  const work = h("div", { class: "work" }, h("div", { class: "maps" }, ...maps.map((map) => map.element)), panel);
  const switches = h("div", { class: "views", role: "group", "aria-label": "Zo zie je ze" }, ...ways);
  desk.host.append(h("div", { class: "above" }, switches, means ? means(columns) : hint, weights), work);
  const list = tableRows({
    ...desk, host: rows, foot: head, reveal: (/** @type {Editor} */ editor) => show(editor),
    onInput: () => { draw(); desk.onInput(); },
  }, spreads);

  // A row that always stands first has its name before anything stands in it.
  const rowOf = (/** @type {any} */ editor) => (editor.stays?.() ? { ...desk.model.get("first_row"), ...editor.shown() } : editor.shown());
  const named = () => list.editors().map((editor) => ({ editor, row: rowOf(editor) })).filter(({ row }) => row.name?.trim());
  const draw = () => {
    if (chosen && !list.editors().includes(chosen)) chosen = null;
    const seen = named();
    maps.forEach((map) => map.draw(seen));
    count.textContent = counted(seen);
    work.classList.toggle("chosen", chosen !== null);
    list.rows().forEach((row, at) => row.classList.toggle("in-turn", list.editors()[at] === chosen));
    entries(seen);
  };
  /** @param {import("./map.js").Seen[]} seen */
  const entries = (seen) => {
    const at = [...everyone.children].findIndex((one) => one.contains(document.activeElement));
    const scale = (/** @type {any} */ row, /** @type {string} */ name) => h("span", { class: "soft" },
      ...(row[name] ? [sr(`, ${columns.get(name)?.label.toLowerCase()} `), label(columns, name, row[name]).toLowerCase()] : []));
    everyone.replaceChildren(...seen.map(({ editor, row }) =>
      h("li", {}, button([h("span", {}, row.name), ...facts.map((name) => scale(row, name))], () => choose(editor, true)))));
    if (at >= 0) /** @type {any} */ (everyone.children[at])?.firstElementChild.focus();
  };
  const show = (/** @type {Editor | null} */ editor) => {
    chosen = editor;
    draw();
  };
  /** The first time it stands beside the map, once more or from the list brings one there. @param {Editor} editor @param {boolean} [inList] */
  const choose = (editor, inList = false) => {
    if (chosen === editor || inList) {
      show(editor);
      (inList ? back : first(editor)).focus();
      return;
    }
    show(editor);
    desk.announce?.(`${rowOf(editor).name} staat ernaast. Druk nog een keer om te wijzigen.`);
  };
  const first = (/** @type {Editor} */ editor) => {
    const row = list.rows()[list.editors().indexOf(editor)];
    return /** @type {any} */ (row.querySelector(".seen select, .seen input") ?? row.querySelector("input"));
  };
  const leave = () => {
    const [was, map] = [chosen, maps.find(({ element }) => !element.hidden)];
    show(null);
    if (map && was && map.names.has(was)) map.focus(was);
    else count.focus();
  };
  const look = (/** @type {number} */ at) => {
    ways.forEach((way, number) => way.setAttribute("aria-pressed", String(number === at)));
    maps.forEach((map, number) => (map.element.hidden = number !== at));
    work.classList.toggle("table", at === maps.length);
    weights.hidden = !legend || at === maps.length;
    hint.textContent = maps[at]?.kind.hint ?? "";
    draw();
  };
  panel.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
    if (event.key !== "Escape" || event.defaultPrevented || !chosen || work.matches(".table")) return;
    event.preventDefault();
    leave();
  });
  look(0);
  ["names", "stood"].forEach((trait) => desk.model.on(`change:${trait}`, draw));
  return {
    get: () => list.get(),
    set: (/** @type {any} */ value) => {
      const id = chosen && rowOf(chosen).id;
      list.set(value);
      chosen = (id && list.editors().find((editor) => rowOf(editor).id === id)) || null;
      draw();
    },
    focus: () => ways[0].focus(),
  };
}
