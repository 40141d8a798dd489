import { button, h, say, speaker } from "./dom.js";
import { draggable } from "./drag.js";

const STEP = 5;
const SHORTEST = 5;

/** @typedef {{name: string, minutes: number, says: string}} Part */

/** @param {string} start @param {number} minutes */
function later(start, minutes) {
  const found = /^(\d{1,2})[.:](\d{2})$/.exec(start.trim());
  if (!found) return "";
  const at = Number(found[1]) * 60 + Number(found[2]) + minutes;
  return `${String(Math.floor(at / 60) % 24).padStart(2, "0")}.${String(at % 60).padStart(2, "0")}`;
}

/**
 * The parts of a session below each other, each with when it begins; a button opens what changes them.
 * @param {{start: () => string, onChange: () => void}} place
 */
export function programmeList({ start, onChange }) {
  /** @type {Part[]} */
  let parts = [];
  let open = false;
  const list = h("ol", { class: "programme" });
  const voice = speaker();
  const times = () => [...list.children].forEach((row, at) => {
    row.querySelector(".at").textContent = later(start(), parts.slice(0, at).reduce((sum, part) => sum + part.minutes, 0));
  });
  const change = (/** @type {string} */ told, /** @type {[number, string] | null} */ focus = null) => {
    draw();
    if (focus) list.children[focus[0]]?.querySelector(`[data-do="${focus[1]}"]`)?.focus();
    if (told) say(voice, told);
    onChange();
  };
  const resize = (/** @type {number} */ at, /** @type {number} */ by) => {
    const part = parts[at];
    part.minutes = Math.max(SHORTEST, Math.round((part.minutes + by) / STEP) * STEP);
    change(`${part.name || "Onderdeel"}: ${part.minutes} minuten.`, [at, by < 0 ? "shorter" : "longer"]);
  };
  const move = (/** @type {number} */ at, /** @type {number} */ by) => {
    const to = at + by;
    if (to < 0 || to >= parts.length) return;
    parts.splice(to, 0, ...parts.splice(at, 1));
    change(`${parts[to].name || "Onderdeel"} is nu nummer ${to + 1}.`, [to, by < 0 ? "up" : "down"]);
  };
  const remove = (/** @type {number} */ at) => {
    const [gone] = parts.splice(at, 1);
    change(`${gone.name || "Onderdeel"} is weg.`, [Math.min(at, parts.length - 1), "remove"]);
  };
  const keys = (/** @type {KeyboardEvent} */ event, /** @type {number} */ at) => {
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!by || !event.altKey) return;
    event.preventDefault();
    move(at, by);
  };
  const line = (/** @type {Part} */ part, /** @type {number} */ at) => {
    const when = h("span", { class: "at" });
    if (!open) return h("li", {}, when, h("b", {}, part.name), h("span", { class: "long" }, `${part.minutes} min`), part.says && h("span", { class: "says" }, part.says));
    const called = part.name || `onderdeel ${at + 1}`;
    const typed = (/** @type {"name" | "says"} */ what, /** @type {string} */ label) =>
      h("input", { value: part[what], class: what, "aria-label": label, maxlength: "200", oninput: (/** @type {any} */ event) => { part[what] = event.target.value; onChange(); } });
    const does = (/** @type {string} */ id, /** @type {string} */ sign, /** @type {string} */ label, /** @type {() => void} */ act) =>
      button(sign, act, { "aria-label": `${called}, ${label}`, title: label, "data-do": id });
    const grip = h("span", { class: "grip", "aria-hidden": "true", title: "Versleep" }, "⠿");
    const row = h("li", { class: "open", onkeydown: (/** @type {KeyboardEvent} */ event) => keys(event, at) }, grip, when,
      typed("name", `Naam van onderdeel ${at + 1}`), typed("says", `Zin op het scherm bij ${called}`),
      does("shorter", "−", "5 minuten korter", () => resize(at, -STEP)), h("span", { class: "long" }, `${part.minutes} min`), does("longer", "+", "5 minuten langer", () => resize(at, STEP)),
      does("up", "↑", "omhoog", () => move(at, -1)), does("down", "↓", "omlaag", () => move(at, 1)), does("remove", "×", "weghalen", () => remove(at)));
    draggable(grip, row, () => {
      parts = [...list.children].map((/** @type {any} */ one) => one.part);
      change("");
    });
    return row;
  };
  const draw = () => {
    list.replaceChildren(...parts.map((part, at) => Object.assign(line(part, at), { part })));
    add.hidden = !open;
    hint.hidden = !open;
    times();
  };
  const add = button("Onderdeel toevoegen", () => {
    parts.push({ name: "", minutes: 10, says: "" });
    change("");
    list.lastElementChild?.querySelector("input")?.focus();
  });
  const hint = h("p", { class: "soft small" }, "Alt met een pijl omhoog of omlaag verplaatst een onderdeel.");
  const edit = button("Programma aanpassen", () => {
    open = !open;
    edit.setAttribute("aria-expanded", String(open));
    edit.textContent = open ? "Klaar met aanpassen" : "Programma aanpassen";
    draw();
  }, { "aria-expanded": "false" });
  draw();
  return {
    element: h("div", {}, list, h("div", { class: "buttons" }, edit, add), hint, voice),
    get: () => parts.map((part) => ({ ...part })),
    set: (/** @type {Part[]} */ given) => { parts = given.map((part) => ({ ...part })); draw(); },
    times,
  };
}
