import { button, h, sr } from "./shared/dom.js";
import { field } from "./shared/field.js";
import { StakeholderMap } from "./shared/map.js";
import { gridMap, label, ringMap } from "./shared/mapkinds.js";
import { mergeTables, plainTable, tableRows } from "./shared/tablerows.js";

/** @typedef {import("./shared/map.js").Editor} Editor */

/** Names on a map, and beside it the one that is chosen; or all of them as a table. @param {import("./shared/field.js").Desk} desk */
function makeStakeholders(desk) {
  const columns = new Map(desk.model.get("columns").map((/** @type {any} */ column) => [column.name, column]));
  /** @type {Editor | null} */
  let chosen = null;
  const place = { columns, announce: desk.announce, chosen: () => chosen, choose: (/** @type {Editor} */ editor) => choose(editor) };
  const maps = [ringMap, gridMap].map((kind) => new StakeholderMap(kind(columns), place));
  const ways = [...maps.map(({ kind }) => kind.short), "Tabel"]
    .map((name, at) => button(name, () => look(at), { "aria-pressed": "false" }));
  const count = h("h3", { tabindex: "-1" });
  const back = button([h("span", { "aria-hidden": "true" }, "←"), "Alle stakeholders"], () => leave(), { class: "quiet back" });
  const everyone = h("ul", { class: "everyone", "aria-label": "Alle stakeholders" });
  const head = h("div", { class: "head" }, count);
  const rows = h("div", { class: "those" });
  const panel = h("div", { class: "panel-beside" }, head, back, rows, everyone);
  const [hint, weights] = [h("p", { class: "soft small hint" }), legend(columns)];
  const work = h("div", { class: "work" }, h("div", { class: "maps" }, ...maps.map((map) => map.element)), panel);
  const switches = h("div", { class: "ways", role: "group", "aria-label": "Zo zie je ze" }, ...ways);
  desk.host.append(h("div", { class: "above" }, switches, hint, weights), work);
  const list = tableRows({
    ...desk, host: rows, foot: head, reveal: (/** @type {Editor} */ editor) => show(editor),
    onInput: () => { draw(); desk.onInput(); },
  });

  const named = () => list.editors().map((editor) => ({ editor, row: editor.shown() })).filter(({ row }) => row.name?.trim());
  const draw = () => {
    if (chosen && !list.editors().includes(chosen)) chosen = null;
    const seen = named();
    maps.forEach((map) => map.draw(seen));
    count.textContent = seen.length === 1 ? "1 stakeholder" : `${seen.length} stakeholders`;
    work.classList.toggle("chosen", chosen !== null);
    list.rows().forEach((row, at) => row.classList.toggle("in-turn", list.editors()[at] === chosen));
    entries(seen);
  };
  /** @param {import("./shared/map.js").Seen[]} seen */
  const entries = (seen) => {
    const at = [...everyone.children].findIndex((one) => one.contains(document.activeElement));
    const scale = (/** @type {any} */ row, /** @type {string} */ name) => h("span", { class: "soft" },
      ...(row[name] ? [sr(`, ${columns.get(name)?.label.toLowerCase()} `), label(columns, name, row[name]).toLowerCase()] : []));
    everyone.replaceChildren(...seen.map(({ editor, row }) =>
      h("li", {}, button([h("span", {}, row.name), scale(row, "distance"), scale(row, "influence")], () => choose(editor, true)))));
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
    desk.announce?.(`${editor.shown().name} staat ernaast. Druk nog een keer om te wijzigen.`);
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
    weights.hidden = at === maps.length;
    hint.textContent = maps[at]?.kind.hint ?? "";
    draw();
  };
  panel.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
    if (event.key !== "Escape" || event.defaultPrevented || !chosen || work.matches(".table")) return;
    event.preventDefault();
    leave();
  });
  look(0);
  desk.model.on("change:names", draw);
  return {
    get: () => list.get(),
    set: (/** @type {any} */ value) => {
      const id = chosen?.get().id;
      list.set(value);
      chosen = (id && list.editors().find((editor) => editor.get().id === id)) || null;
      draw();
    },
    focus: () => ways[0].focus(),
  };
}

/** What the borders of names say. @param {Map<string, any>} columns */
function legend(columns) {
  const words = [5, 4].map((step) => label(columns, "influence", step).toLowerCase());
  const sign = (/** @type {string} */ weight, /** @type {string} */ word) => h("span", {}, h("i", { class: `name ${weight}` }), word);
  return h("p", { class: "legend soft small", "aria-hidden": "true" }, `${columns.get("influence")?.label}:`, sign("much", words[0]), sign("more", words[1]), sign("", "minder"));
}

export default {
  /** @param {{model: any, el: HTMLElement}} place */
  render: ({ model, el }) =>
    field(model, el, { name: "stakeholders", make: makeStakeholders, plain: plainTable(model), merge: mergeTables(model), marked: true }),
};
