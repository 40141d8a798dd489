import { act } from "./act.js";
import { button, grow, h, sr, takeAlong, uid } from "./dom.js";

/** @param {string} key @returns {string} what was typed before in this browser */
function kept(key) {
  try {
    return localStorage.getItem(key) ?? "";
  } catch {
    return ""; // a private window
  }
}

/** @param {string} key @param {string} text empty to drop it */
function keep(key, text) {
  try {
    if (text) localStorage.setItem(key, text);
    else localStorage.removeItem(key);
  } catch {
    // It stays on the page.
  }
}

/**
 * A button that opens a small form, in which a question becomes the one of a session.
 * @param {any} model with `sessions`, `set_up` and `key`
 * @param {{title: string, block: string}} about what the questions share, with which the form begins, and their block
 * @returns {{press: HTMLElement, place: HTMLElement}}
 */
export function onProgramme(model, { title, block }) {
  const id = uid();
  const began = `${title}: `;
  const key = `${model.get("key")}/${block}/${title}`;
  const place = h("div", { class: "programme", id, hidden: true });
  const said = h("div", { class: "said", role: "status" });
  const open = (/** @type {boolean} */ is) => {
    place.hidden = !is;
    press.setAttribute("aria-expanded", String(is));
    if (is) draw();
    else press.focus();
  };
  const press = button(["Op het programma", sr(` bij ${title}`)], () => open(place.hidden), { "aria-expanded": "false", "aria-controls": id });
  place.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    open(false);
  });
  const done = (/** @type {string} */ words, /** @type {any[]} */ ...more) => {
    said.replaceChildren(h("p", {}, words), h("div", { class: "buttons" }, ...more));
    place.replaceChildren(said);
    takeAlong(said.querySelector("button, a"), place, press);
  };
  const undo = async (/** @type {any} */ event) => {
    const say = (/** @type {string} */ words) => words && said.querySelector("p")?.replaceChildren(words);
    const answer = await act({ model, say, button: event.currentTarget }, { do: "undo" });
    if (answer?.undone) done(answer.undone, button("Goed", () => open(false)));
  };
  const draw = () => {
    said.replaceChildren();
    const all = model.get("sessions");
    if (!all.length) return done("Er komt nog geen bijeenkomst. Zet er eerst een klaar.", h("a", { class: "button", href: model.get("set_up") }, "Bijeenkomst klaarzetten"));
    const line = h("textarea", { id: `${id}-q`, rows: "2", maxlength: "300", "aria-describedby": `${id}-note` });
    line.value = kept(key) || began;
    line.addEventListener("input", () => keep(key, line.value));
    const day = h("select", { id: `${id}-d` }, ...all.map((/** @type {any} */ one) => h("option", { value: one.day }, one.label)));
    const send = async (/** @type {any} */ more = {}) => {
      const chosen = all.find((/** @type {any} */ one) => one.day === day.value);
      const answer = await act({ model, say: (words) => said.replaceChildren(words && h("p", {}, words)), button: put }, { do: "put", day: day.value, question: line.value, began, ...more });
      if (answer?.put) {
        keep(key, "");
        done(answer.put, button("Ongedaan maken", undo), h("a", { class: "button", href: chosen.url }, `Bijeenkomst van ${chosen.label}`));
      } else if (answer?.stands) {
        const over = (/** @type {string} */ how) => () => send({ over: how, seen: answer.stands });
        said.replaceChildren(h("p", {}, `Op ${chosen.label} staat al: ‘${answer.stands}’. Wat wil je?`), h("div", { class: "buttons" },
          button("Laat staan wat er staat", () => open(false)), button("Mijn vraag in de plaats", over("replace")), button("Allebei", over("both"))));
        takeAlong(said.querySelector("button"), place);
      } else if (!answer) takeAlong(put);
    };
    const put = h("button", { type: "submit", class: "main" }, "Zet erop");
    const form = h("form", { novalidate: true },
      h("label", { for: line.id, class: "label" }, "De vraag van vandaag, in jullie eigen woorden"), line,
      h("p", { class: "small soft", id: `${id}-note` }, "Deze vraag komt ook in het verslag. Neem dus niets over van wat een coalitie schreef."),
      h("label", { for: day.id, class: "label" }, "Voor de bijeenkomst van"), h("div", { class: "buttons" }, day, put, button("Toch niet", () => open(false), { class: "quiet" })));
    form.addEventListener("submit", (/** @type {Event} */ event) => { event.preventDefault(); send(); });
    place.replaceChildren(form, said);
    grow(line);
    line.focus();
    line.setSelectionRange(line.value.length, line.value.length);
  };
  return { press, place };
}
