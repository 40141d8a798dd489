import { act } from "./shared/act.js";
import { button, h, root, uid } from "./shared/dom.js";
import { recall, remember } from "./shared/memory.js";

const GROUP = "share-group";
/** @type {Record<string, [string, string][]>} */
const CHOICES = {
  cycle: [["", "Niet delen"], ["questions", "Alleen de vragen"], ["all", "Alles van deze cyclus"]],
  instrument: [["", "Niet delen"], ["all", "Delen"]],
};

/** @typedef {{id: string, label: string, note: string, part: string}} Row */
/** @typedef {{group: string, slug: string, rows: {place: string, label: string, when: string}[]}} Shared */

/** @param {Row} row */
function line({ id, label, note, part }) {
  const of = uid();
  const choices = CHOICES[part === "instruments" ? "instrument" : "cycle"].map(([value, words]) => h("option", { value }, words));
  const select = h("select", { id: of, "data-place": id }, ...choices);
  return h("li", {}, h("label", { for: of }, label, note && h("span", { class: "note" }, note)), select);
}

/** @param {string} title @param {Row[]} rows */
function folded(title, rows) {
  return rows.length > 0 && h("details", {}, h("summary", {}, title), h("ul", { class: "places" }, ...rows.map(line)));
}

/** @param {string} label @param {boolean} checked @param {Record<string, any>} [props] */
function tick(label, checked, props = {}) {
  return h("label", { class: "pick" }, h("input", { type: "checkbox", checked, ...props }), h("span", {}, label));
}

/** The group's name, with those that there are. @param {string[]} groups */
function groupLine(groups) {
  const [of, list, wrong] = [uid(), uid(), uid()];
  const input = h("input", { id: of, list, autocomplete: "off", maxlength: "80", "aria-describedby": wrong, value: recall(GROUP) || (groups.length === 1 ? groups[0] : "") });
  const error = h("p", { class: "error", id: wrong });
  input.addEventListener("input", () => { remember(GROUP, input.value); error.textContent = ""; input.removeAttribute("aria-invalid"); });
  const refuse = () => {
    error.textContent = "Met welke leergroep?";
    input.setAttribute("aria-invalid", "true");
    input.focus();
  };
  const names = h("datalist", { id: list }, ...groups.map((name) => h("option", { value: name })));
  return { input, refuse, element: h("div", { class: "group" }, h("label", { for: of }, "Met welke leergroep?"), input, names, error) };
}

/** What is to be looked at before it goes. @param {{label: string, url: string}[]} places @param {HTMLElement} go */
function lookFirst(places, go) {
  return [h("p", {}, "Hier staat misschien een naam of nummer van iemand. Nog even kijken?"),
    h("ul", {}, ...places.map(({ label, url }) => h("li", {}, h("a", { href: url }, label)))), go];
}

/** @param {any} model */
function makeForm(model) {
  /** @type {Row[]} */
  const rows = model.get("rows");
  const of = (/** @type {string} */ part) => rows.filter((row) => row.part === part);
  const group = groupLine(model.get("groups"));
  const named = tick("Laat onze coalitie bij naam zien", model.get("named"), { "aria-describedby": "share-names" });
  const meets = tick("We praten hier graag met anderen over", model.get("meets"));
  const kinds = model.get("kinds").map((/** @type {any} */ { id, label, chosen }) => tick(label, chosen, { "data-kind": id }));
  const said = h("p", { class: "said", "aria-live": "polite" });
  const look = h("section", { class: "look", hidden: true, tabindex: "-1" });
  const what = h("fieldset", { class: "what" }, h("legend", {}, "Wat deel je?"), h("ul", { class: "places" }, ...of("now").map(line)),
    folded("Eerdere cycli", of("earlier")), folded("Instrumenten", of("instruments")));
  const how = h("fieldset", { class: "how" }, h("legend", {}, "Hoe deel je het?"), named,
    h("p", { class: "soft small", id: "share-names" }, "Zonder naam staat er ‘een coalitie met … scholen’, en gaan de namen van jullie coalitie, scholen, partners, gemeente en projectleider niet mee."), meets);
  const which = h("fieldset", { class: "kinds" }, h("legend", {}, "Soort scholen"), ...kinds);
  const wanted = [...what.querySelectorAll("select")].find((/** @type {any} */ one) => one.dataset.place === model.get("chosen"));
  if (wanted) {
    wanted.value = "all";
    wanted.closest("details")?.setAttribute("open", "");
  }
  const read = () => ({
    group: group.input.value,
    places: Object.fromEntries([...what.querySelectorAll("select")].map((/** @type {any} */ one) => [one.dataset.place, one.value]).filter(([, value]) => value)),
    named: named.querySelector("input").checked,
    meets: meets.querySelector("input").checked,
    kinds: [...which.querySelectorAll("input:checked")].map((/** @type {any} */ one) => one.dataset.kind),
  });
  const send = async (/** @type {string} */ does, /** @type {any} */ press, anyway = false) => {
    look.hidden = true;
    if (!group.input.value.trim()) return group.refuse();
    const answer = await act({ model, say: (text) => (said.textContent = text), button: press }, { do: does, anyway, ...read() });
    if (!answer?.look) return;
    const go = button("Toch delen", () => send(does, press, true));
    look.replaceChildren(...lookFirst(answer.look, go));
    look.hidden = false;
    look.focus();
  };
  const share = button("Delen", () => send("share", share), { class: "main" });
  const file = button("Bewaar als bestand", () => send("file", file));
  const form = h("form", { novalidate: true }, group.element, what, h("div", { class: "manner" }, how, which), h("div", { class: "buttons" }, share, file), look, said);
  form.addEventListener("submit", (/** @type {Event} */ event) => { event.preventDefault(); send("share", share); });
  return { form, said };
}

/** @param {any} model @param {HTMLElement} said */
function drawShared(model, said) {
  /** @type {Shared[]} */
  const shared = model.get("shared");
  if (!shared.length) return [h("p", { class: "soft" }, "Jullie delen nu niets. Wat niet gedeeld is, ziet niemand buiten jullie coalitie.")];
  return shared.flatMap(({ group, slug, rows }) => [h("h3", {}, group), h("ul", { class: "shared" }, ...rows.map(({ place, label, when }) => {
    const stop = button("Niet meer delen", () => act({ model, say: (text) => (said.textContent = text), button: stop }, { do: "withdraw", group: slug, place }),
      { "aria-label": `${label} niet meer delen met ${group}` });
    return h("li", {}, h("span", {}, label, h("span", { class: "note" }, when)), stop);
  }))]);
}

export default {
  /** @param {{model: any, el: HTMLElement}} place */
  render({ model, el }) {
    const home = root(model, el, "share-form");
    const { form, said } = makeForm(model);
    const list = h("section", { class: "now", tabindex: "-1" });
    const update = () => {
      const had = list.contains(document.activeElement);
      list.replaceChildren(h("h2", {}, "Wat jullie delen"), ...drawShared(model, said));
      if (had) list.focus();
    };
    model.on("change:shared", update);
    update();
    home.append(model.get("rows").length ? form : h("p", {}, "Er staat nog niets om te delen. Schrijf eerst iets in een bouwsteen."), list);
    return () => model.off("change:shared", update);
  },
};
