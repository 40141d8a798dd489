import { act } from "./shared/act.js";
import { button, h, root, sr, uid } from "./shared/dom.js";
import { safeNodes } from "./shared/html.js";
import { safeSvg } from "./shared/svg.js";

const WHO = "De meedenker vraagt";
const TRAITS = ["title", "remarks", "folded", "settled", "empty", "most", "noun"];
const FIELD = "textarea, input, select, [contenteditable=true]";

const BALLOON = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><path d="M5 5h14a1.5 1.5 0 011.5 1.5v8A1.5 1.5 0 0119 16h-7l-4.5 4v-4H5a1.5 1.5 0 01-1.5-1.5v-8A1.5 1.5 0 015 5z"/></svg>';

/** Go on in the field that a question stands below. @param {HTMLElement} from @param {number | null} item */
function goOn(from, item) {
  const cell = from.closest(".cell");
  const row = item === null ? null : cell?.querySelectorAll(".rows > li")[item];
  const field = /** @type {HTMLElement | null} */ ([...(row ?? cell)?.querySelectorAll(FIELD) ?? []].find((one) => !one.closest(".sko-remarks") && one.getClientRects().length));
  field?.focus();
}

/** Say in one line why it is right as it is. @param {any} place @param {any} remark @param {() => void} close */
function reasonForm({ model, say }, { id, question, who }, close) {
  const name = uid();
  const input = h("input", { id: name, maxlength: "300", autocomplete: "off", "aria-describedby": `${name}-note` });
  const keep = button(["Bewaren", sr(question)], () => act({ model, say, button: keep }, { do: "settle", id, reason: input.value }), { class: "main" });
  const not = button(["Toch niet", sr(question)], close, { class: "quiet" });
  input.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
    if (event.key === "Enter") keep.click();
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
  });
  return h("div", { class: "why" }, h("label", { for: name }, "Waarom klopt het zo? Eén regel is genoeg."), input,
    h("div", { class: "buttons" }, keep, not), h("p", { class: "soft small", id: `${name}-note` }, `Alleen jullie zien dit.${who ? "" : " Verandert de tekst, dan kijkt de meedenker opnieuw."}`));
}

/** What is asked, or what a person said. @param {string} title @param {any} remark */
function words(title, { place: where, question, who, html, note }) {
  const head = where ? h("b", { class: "where" }, where, sr(": ")) : null;
  if (!who) return h("p", { id: uid() }, title ? null : h("b", {}, `${WHO} `), head, h("span", { class: "says" }, question));
  return h("div", { id: uid() }, head, h("p", {}, h("b", {}, who)), h("div", { class: "read says" }, safeNodes(html)), note ? h("p", { class: "soft small" }, note) : null);
}

/** One question with its buttons. @param {any} place @param {any} remark */
function card(place, remark) {
  const { model, say } = place;
  const { id, mend, url, item } = remark;
  const asks = words(model.get("title"), remark);
  const answer = (/** @type {string} */ what) => (/** @type {any} */ event) => act({ model, say, button: event.currentTarget }, { do: what, id });
  const quiet = (/** @type {string} */ key) => ({ class: "quiet", "aria-describedby": asks.id, "data-focus": `${key}-${id}` });
  const change = url ? h("a", { href: url, ...quiet("change") }, "Ik pas het aan") : button("Ik pas het aan", (event) => goOn(/** @type {any} */ (event.currentTarget), item ?? null), quiet("change"));
  const fine = button("Dit klopt zo", () => place.explain(id), quiet("fine"));
  const buttons = h("div", { class: "buttons" }, mend ? button(mend, answer("mend"), quiet("mend")) : null, change, fine, button("Later", answer("later"), quiet("later")));
  const form = place.explaining === id ? reasonForm(place, remark, () => place.explain("")) : null;
  return h("li", { class: remark.who ? "remark person" : "remark" }, h("span", { class: "mark", "aria-hidden": "true" }, safeSvg(BALLOON, "")), h("div", {}, asks, form ?? buttons));
}

/** What was said to a question, with the way back. @param {any} place @param {any} settled */
function said({ model, say }, { id, place: where, question, said: words }) {
  const back = button(["Toch weer vragen", sr(question)], () => act({ model, say, button: back }, { do: "reopen", id }), { class: "quiet", "data-focus": `back-${id}` });
  return h("li", { class: "settled" }, h("p", {}, where ? h("b", { class: "where" }, where, sr(": ")) : null, question), h("p", { class: "soft" }, words), back);
}

/** @param {any[]} rows @param {string} name @param {string} words @param {any} place @param {(place: any, row: any) => Node} draw */
function fold(rows, name, words, place, draw) {
  if (!rows.length) return null;
  const list = h("details", { open: place.open.has(name), ontoggle: () => (list.open ? place.open.add(name) : place.open.delete(name)) },
    h("summary", { "data-focus": name }, words), h("ul", {}, ...rows.map((row) => draw(place, row))));
  return list;
}

/** @param {any} place */
function drawn(place) {
  const { model } = place;
  const all = model.get("remarks");
  const most = model.get("most");
  const more = [...all.slice(most), ...model.get("folded")];
  const settled = model.get("settled");
  const nothing = !all.length && !more.length;
  if (nothing && !model.get("empty") && !settled.length) return [];
  const list = all.length ? h("ul", {}, ...all.slice(0, most).map((/** @type {any} */ remark) => card(place, remark))) : null;
  const title = model.get("title");
  return [
    title && h("h2", {}, title),
    list,
    nothing && model.get("empty") ? h("p", { class: "soft" }, model.get("empty")) : null,
    fold(more, "more", `Nog ${more.length} ${model.get("noun")[more.length === 1 ? 0 : 1]}`, place, card),
    fold(settled, "settled", `${settled.length} keer ‘Dit klopt zo’`, place, said),
  ].filter(Boolean);
}

export default {
  /** @param {{model: any, el: HTMLElement}} view */
  render({ model, el }) {
    const home = root(model, el, "remarks");
    const parts = h("div", { role: "group", "aria-label": model.get("title") || WHO });
    const words = h("p", { class: "said", tabindex: "-1", "aria-live": "polite" });
    home.append(parts, words);
    const place = { model, open: new Set(), explaining: "", say: (/** @type {string} */ text) => (words.textContent = text), explain };
    const step = el.closest(".step") ?? el;

    function draw() {
      const had = parts.contains(document.activeElement) ? document.activeElement?.getAttribute("data-focus") : null;
      const typing = /** @type {HTMLInputElement | null} */ (parts.querySelector(".why input"))?.value ?? "";
      parts.hidden = false;
      parts.replaceChildren(...drawn(place));
      parts.hidden = !parts.childElementCount;
      const input = /** @type {HTMLInputElement | null} */ (parts.querySelector(".why input"));
      if (input && typing) input.value = typing;
      const again = had && parts.querySelector(`[data-focus="${CSS.escape(had)}"]`);
      if (had) /** @type {HTMLElement} */ (again ?? words).focus();
    }

    /** Whether somebody writes in a field that this is about; a colleague doesn't speak then. */
    function writing() {
      const at = document.activeElement;
      return step !== el && at !== null && step.contains(at) && !home.contains(at) && at.matches(FIELD);
    }

    let waits = false;
    function update() {
      waits = writing();
      if (!waits) draw();
    }
    const left = () => setTimeout(() => waits && update());

    /** Ask why a text is right as it is, or not any more. @param {string} id */
    function explain(id) {
      const was = place.explaining;
      place.explaining = id;
      draw();
      /** @type {HTMLElement | null} */ (parts.querySelector(id ? ".why input" : `[data-focus="fine-${was}"]`))?.focus();
    }

    let queued = false;
    const later = () => {
      if (!queued) queueMicrotask(() => { queued = false; update(); });
      queued = true;
    };
    draw();
    step.addEventListener("focusout", left);
    TRAITS.forEach((trait) => model.on(`change:${trait}`, later));
    model.send({ do: "read" });
    return () => {
      step.removeEventListener("focusout", left);
      TRAITS.forEach((trait) => model.off(`change:${trait}`, later));
    };
  },
};
