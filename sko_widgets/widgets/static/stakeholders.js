import { button, h } from "./shared/dom.js";
import { field } from "./shared/field.js";
import { StakeholderMap } from "./shared/map.js";
import { gridMap, ringMap } from "./shared/mapkinds.js";
import { mergeTables, plainTable, tableRows } from "./shared/tablerows.js";

/** Two maps above a table; all three show the same stakeholders. @param {import("./shared/field.js").Desk} desk */
function makeStakeholders(desk) {
  const columns = new Map(desk.model.get("columns").map((/** @type {any} */ column) => [column.name, column]));
  const place = { columns, announce: desk.announce, editors: () => list.editors() };
  const maps = [ringMap, gridMap].map((kind) => new StakeholderMap(kind(columns), place));
  const draw = () => {
    maps.forEach((map) => map.draw());
    skip.hidden = !maps.some((map) => map.dots.size);
  };
  const skip = button("Naar de lijst", () => list.focus(), { class: "quiet to-list" });
  desk.host.append(skip, h("div", { class: "maps" }, ...maps.map((map) => map.element)));
  const list = tableRows({ ...desk, onInput: () => { draw(); desk.onInput(); } });
  desk.model.on("change:names", draw);
  return {
    get: () => list.get(),
    set: (/** @type {any} */ value) => { list.set(value); draw(); },
    focus: () => list.focus(),
  };
}

export default {
  /** @param {{model: any, el: HTMLElement}} place */
  render: ({ model, el }) =>
    field(model, el, { name: "stakeholders", make: makeStakeholders, plain: plainTable(model), merge: mergeTables(model), marked: true }),
};
