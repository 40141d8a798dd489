import { button, h, root, say } from "./shared/dom.js";
import { ChainData } from "./shared/chaindata.js";
import { chainFields } from "./shared/chainfields.js";
import { ChainPicture } from "./shared/chainpicture.js";
import { ChainWork } from "./shared/chainwork.js";
import { rowByRow } from "./shared/chainrows.js";

const NARROW = 46; // rem: below this there is no room for five columns beside each other

/** @param {any} model @param {HTMLElement} home @param {Map<string, any>} models */
function board(model, home, models) {
  const data = new ChainData(model, (name) => fields.changed(name));
  const told = h("p", { class: "said", "aria-live": "polite" });
  const loose = h("p", { class: "loose" });
  const undo = button("Ongedaan maken", () => work.undo(), { class: "quiet undo-last" });
  const views = h("div", { class: "views", role: "group", "aria-label": "Weergave" });
  const rows = h("div", { class: "row-view", role: "region", "aria-label": "De keten als lijst", tabindex: "-1" });
  const work = new ChainWork({ data, home, models, announce: (text) => say(told, text), draw: () => draw(), typed: () => tell(), flush: () => fields.flush() });
  const picture = new ChainPicture(data, work, home);
  const hint = h("p", { class: "small soft keys" }, "Met toetsen: de pijltjes gaan van kaart naar kaart, Alt met een pijltje verplaatst, Enter opent een kaart, Escape sluit die.");
  let view = "picture";
  let waiting = false;
  views.append(...[["picture", "Tekening"], ["rows", "Lijst"]].map(([name, label]) =>
    button(label, () => { work.close(); view = name; draw(); }, { "data-view": name, "data-focus": `view-${name}` })));
  home.append(h("div", { class: "head" }, loose, told, undo, views), picture.element, rows, hint);
  const fields = chainFields(models, data, (name) => picture.placeOf(name), () => later());

  /** All that is in sight, as the fields are now. */
  function draw() {
    work.settle();
    const narrow = home.clientWidth < NARROW * parseFloat(getComputedStyle(document.documentElement).fontSize);
    work.inPicture = view === "picture" && !narrow;
    home.classList.toggle("narrow", narrow);
    home.classList.toggle("as-rows", view === "rows");
    tell();
    undo.setAttribute("aria-disabled", String(!work.done.length));
    views.querySelectorAll("button").forEach((one) => one.setAttribute("aria-pressed", String(one.dataset.view === view)));
    work.keepFocus(() => {
      if (view === "rows") {
        picture.empty();
        const put = () => rows.replaceChildren(...rowByRow({ data, narrow, show: (card, place) => work.inRow(card, place), add: (at, to) => work.add(at, to) }));
        put();
        if (work.isLost(rows)) put();
      } else {
        rows.replaceChildren();
        picture.draw();
      }
    });
  }

  /** What changes with each key too. */
  function tell() {
    const count = data.looseEnds();
    loose.textContent = count === 1 ? "1 los einde" : count ? `${count} losse einden` : "";
    picture.lines();
  }

  /** Fields that change together are drawn once. */
  function later() {
    if (!waiting) queueMicrotask(() => { waiting = false; draw(); });
    waiting = true;
  }

  home.addEventListener("keydown", (event) => work.key(event));
  home.addEventListener("focusout", (event) => /** @type {HTMLElement} */ (event.target).matches("input, textarea") && fields.flush());
  let width = 0;
  const watch = new ResizeObserver(() => {
    if (home.clientWidth !== width) later();
    width = home.clientWidth;
  });
  watch.observe(home);
  models.forEach((one) => one.on("change:names", () => work.renamed()));
  void document.fonts?.ready.then(() => picture.lines());
  draw();
  return () => { watch.disconnect(); picture.leave(); fields.leave(); };
}

export default {
  /** @param {{model: any, el: HTMLElement}} place */
  render: async ({ model, el }) => {
    const home = root(model, el, "chain-board");
    const refs = Object.entries(/** @type {Record<string, string>} */ (model.get("fields")));
    const found = await Promise.all(refs.map(async ([name, ref]) => [name, await model.widget_manager.get_model(ref.replace("IPY_MODEL_", ""))]));
    return board(model, home, new Map(/** @type {[string, any][]} */ (found)));
  },
};
