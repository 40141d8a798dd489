import { ask } from "./ask.js";
import { button, h, say, speaker, sr } from "./dom.js";
import { makeDialog } from "./dialog.js";
import { eraseLink } from "./erasefield.js";
import { printed } from "./library.js";
import { inTurn, unsaved } from "./page.js";
import { showDiff } from "./showdiff.js";

const STEP = 20;

/** @typedef {{home: HTMLElement, model: any, kind: import("./field.js").Kind, saver: import("./saver.js").Saver, tell: (text: string) => void}} Place */

/** The button that opens a field's history. @param {Place} place */
export function historyButton(place) {
  const label = place.model.get("label");
  const open = () => inTurn(() => openHistory(place));
  return button(["Geschiedenis", sr(`van ${label}`)], open, { class: "quiet history-button" });
}

/** @param {Place} place */
async function openHistory(place) {
  const { home, model, saver } = place;
  const { dialog, body, open } = makeDialog(home, `Geschiedenis van ${model.get("label")}`, "history");
  const region = speaker();
  const list = h("ol", { class: "versions" });
  body.append(h("p", { class: "soft" }, "Ophalen …"));
  const closed = open();
  saver.flush();
  // Not waited for: other dialogs come when this one is closed, also when no answer does.
  void fill({ ...place, dialog, body, list, region });
  await closed;
}

/** @param {any} state @param {string} [words] to be said when it is there */
async function fill(state, words = "") {
  const { model, dialog, body, list, region } = state;
  try {
    const { rows } = await ask(model, { do: "history" });
    const again = (/** @type {string} */ said) => { dialog.querySelector("h2").focus(); void fill(state, said); };
    list.replaceChildren();
    region.className = words ? "erased-said" : "sr";
    body.replaceChildren(...[region, rows.length ? list : h("p", {}, "Hier is nog niets opgeslagen."), eraseLink(state, rows, again)].filter(Boolean));
    if (words) say(region, words);
    more(state, together(rows), 0);
  } catch (error) {
    body.replaceChildren(h("p", { class: "why" }, /** @type {Error} */ (error).message));
  }
}

/** @param {any} state @param {any[]} rows @param {number} from */
function more(state, rows, from) {
  const { list } = state;
  rows.slice(from, from + STEP).forEach((row, at) => list.append(version(state, row, rows[from + at + 1], from + at === 0)));
  if (rows.length <= from + STEP) return;
  const next = button("Oudere versies tonen", () => {
    next.remove();
    more(state, rows, from + STEP);
    list.children[from + STEP].querySelector("h3").focus();
  });
  list.after(next);
}

/** Versions that were erased at once are one row. @param {any[]} rows */
function together(rows) {
  const same = (/** @type {any} */ one, /** @type {any} */ other) =>
    other?.erased && one.erased && one.when === other.when && one.author === other.author;
  return rows.reduce((all, row) => {
    if (same(row, all.at(-1))) all.at(-1).count += 1;
    else all.push({ ...row, count: 1 });
    return all;
  }, /** @type {any[]} */ ([]));
}

/** @param {any} row */
function mark({ author, when, count }) {
  return `Verwijderd${author ? ` door ${author}` : ""} op ${when}${count > 1 ? `: ${count} versies` : ""}`;
}

/** @param {any} state @param {any} row @param {any} before @param {boolean} current */
function version(state, row, before, current) {
  if (row.erased) return h("li", {}, h("h3", { tabindex: "-1" }, mark(row)));
  if (row.damaged) return h("li", {}, h("h3", { tabindex: "-1" }, row.when), h("p", { class: "soft" }, "Beschadigd: deze versie is niet te lezen."));
  const { saver, kind } = state;
  const put = button(["Zet deze versie terug", sr(`van ${row.when}`)], () => putBack(state, row));
  const text = showDiff(printed(kind, before?.text ?? ""), printed(kind, row.text));
  if (!text.textContent) text.append(h("span", { class: "soft" }, row.text ? "Geen verschil in de tekst" : "(leeg)"));
  return h("li", {},
    h("h3", { tabindex: "-1" }, row.when, h("span", { class: "soft" }, row.author ? ` · ${row.author}` : "")),
    text,
    current && row.number >= saver.base.revision ? h("p", { class: "soft small" }, "Deze versie staat er nu.") : put);
}

/** @param {any} state @param {any} row */
async function putBack(state, row) {
  const { model, saver, tell, dialog, region } = state;
  try {
    if (!(await saver.rest())) throw new Error(unsaved([saver]));
    const answer = await ask(model, { do: "put_back", number: row.number, based_on: saver.base.revision });
    if (answer.did !== "conflict") {
      saver.putBack(answer);
      dialog.close();
      return tell(`De versie van ${row.when} staat er weer.`);
    }
    saver.takeOver(answer.theirs);
    await fill(state);
    say(region, "Dit veld is net ook ergens anders gewijzigd. Kijk nog eens welke versie je wilt.");
    region.className = "why";
  } catch (error) {
    region.className = "why";
    say(region, /** @type {Error} */ (error).message);
  }
}
