import { act } from "./shared/act.js";
import { checkedLine } from "./shared/coalitionform.js";
import { button, h, root, say, speaker, sr, uid } from "./shared/dom.js";
import { makeDialog } from "./shared/dialog.js";
import { nextPeriod } from "./shared/nextperiod.js";

/** From this many on one searches, and chooses an order. */
const MANY = 7;

/** @typedef {{period: string, url: string}} Period */
/** @typedef {Period & {slug: string, name: string, older: Period[], changed: string, note: string, example: boolean}} Row */

const byName = (/** @type {Row} */ a, /** @type {Row} */ b) => a.name.localeCompare(b.name, "nl", { numeric: true });
/** @type {Record<string, {label: string, compare: (a: Row, b: Row) => number}>} */
const ORDERS = {
  name: { label: "Naam", compare: byName },
  changed: { label: "Laatst gewijzigd", compare: (a, b) => b.changed.localeCompare(a.changed) },
  period: { label: "Periode, nieuwste eerst", compare: (a, b) => b.period.localeCompare(a.period) || byName(a, b) },
};

/** Letters as one types them: without capitals and accents. @param {string} text */
function bare(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").replace(/–/g, "-").toLowerCase();
}

/** @param {Row} row @param {string} asked */
function answers(row, asked) {
  const text = bare([row.name, row.period, ...row.older.map(({ period }) => period)].join(" "));
  return bare(asked).split(/\s+/).every((word) => text.includes(word));
}

/** @param {Row} row @param {{rename: (row: Row) => void, follow: (row: Row) => void}} doings */
function drawRow(row, { rename, follow }) {
  const id = uid();
  const more = button("⋯", () => show(extra.hidden), { class: "more quiet", "aria-label": `Meer bij ${row.name}`, "aria-expanded": "false", "aria-controls": id, "data-focus": row.slug });
  const extra = h("div", { class: "extra", id, hidden: true },
    button("Nieuwe periode", () => follow(row)), button("Naam wijzigen", () => rename(row)));
  const show = (/** @type {boolean} */ open) => {
    extra.hidden = !open;
    more.setAttribute("aria-expanded", String(open));
    if (open) /** @type {HTMLElement} */ (extra.firstElementChild).focus();
  };
  const older = row.older.flatMap(({ period, url }, at) => [at ? ", " : "eerder: ", h("a", { href: url }, period, sr(` van ${row.name}`))]);
  return h("li", {},
    h("a", { class: "to", href: row.url }, h("strong", {}, row.name), row.example && h("span", { class: "mark" }, "Voorbeeld"), h("span", { class: "period" }, row.period)),
    h("span", { class: "note soft small" }, row.note, older.length ? " · " : "", ...older),
    more, extra);
}

/** Up and down go from one coalition to the next. @param {HTMLElement} home */
function arrows(home) {
  home.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const here = /** @type {HTMLElement} */ (event.target);
    if (!step || !here.matches("a.to, input[type=search]")) return;
    const all = /** @type {HTMLElement[]} */ ([...home.querySelectorAll("input[type=search], a.to")]);
    event.preventDefault();
    all[Math.min(all.length - 1, Math.max(0, all.indexOf(here) + step))].focus();
  });
}

/** @param {any} place */
function tools({ update, first }) {
  const id = uid();
  const search = h("input", { type: "search", id, autocomplete: "off", oninput: update });
  search.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => event.key === "Enter" && first()?.click());
  const order = h("select", { id: `${id}-order`, onchange: update }, ...Object.entries(ORDERS).map(([value, { label }]) => h("option", { value }, label)));
  const element = h("div", { class: "tools" },
    h("div", { class: "search" }, h("label", { for: id }, "Zoek een coalitie"), search),
    h("div", {}, h("label", { for: `${id}-order` }, "Volgorde"), order));
  return { element, search, order };
}

/** The dialog in which a coalition gets another name. @param {any} model @param {HTMLElement} home @param {Row} row @param {(text: string) => void} tell */
function renaming(model, home, row, tell) {
  const { dialog, body, open } = makeDialog(home, `Naam wijzigen van ${row.name}`, "rename");
  const line = checkedLine("Nieuwe naam");
  line.set(row.name);
  const said = h("p", { class: "said", role: "alert" });
  const press = h("button", { class: "main", type: "submit" }, "Naam wijzigen");
  const send = async (/** @type {Event} */ event) => {
    event.preventDefault();
    line.wrong(line.get().trim() ? "" : "Hoe heet de coalitie?");
    if (!line.get().trim()) return line.input.focus();
    const answer = await act({ model, say: (text) => (said.textContent = text), button: press }, { do: "rename", slug: row.slug, name: line.get() });
    if (!answer) return;
    dialog.close();
    tell(answer.told);
  };
  body.append(h("form", { novalidate: true, onsubmit: send },
    h("p", {}, "De naam verandert overal, ook in eerdere perioden. Het adres van de pagina blijft zoals het is."), line.element, press, said));
  open();
  line.input.focus();
  line.input.select();
}

export default {
  /** @param {{model: any, el: HTMLElement}} place */
  render({ model, el }) {
    const home = root(model, el, "coalitions");
    const voice = speaker();
    const list = h("ul", { class: "all" });
    const none = h("p", { hidden: true });
    const told = h("p", { class: "said small", role: "status" });
    const tell = (/** @type {string} */ text) => (told.textContent = text);
    const doings = { rename: (/** @type {Row} */ row) => renaming(model, home, row, tell), follow: (/** @type {Row} */ row) => nextPeriod(model, home, row) };
    /** @type {any} */
    let kit;
    const update = () => {
      /** @type {Row[]} */
      const rows = model.get("rows");
      const found = rows.filter((row) => answers(row, kit.search.value)).sort(ORDERS[kit.order.value].compare);
      const focused = home.contains(document.activeElement) && document.activeElement?.getAttribute("data-focus");
      list.replaceChildren(...found.map((row) => drawRow(row, doings)));
      none.hidden = found.length > 0 || !rows.length;
      none.textContent = none.hidden ? "" : `Geen coalitie gevonden met ‘${kit.search.value}’.`;
      home.hidden = !rows.length;
      kit.element.hidden = rows.length < MANY;
      if (kit.search.value) say(voice, `${found.length} van ${rows.length} coalities`);
      if (focused) /** @type {HTMLElement | null} */ (list.querySelector(`[data-focus="${CSS.escape(focused)}"]`))?.focus();
    };
    kit = tools({ update, first: () => /** @type {HTMLElement | null} */ (list.querySelector("a.to")) });
    home.append(h("div", { class: "top-row" }, h("h2", {}, "Coalities"), kit.element), told, none, list, voice);
    arrows(home);
    update();
    model.on("change:rows", update);
    return () => model.off("change:rows", update);
  },
};
