import { ask } from "./shared/ask.js";
import { h, root } from "./shared/dom.js";
import { DraftBox } from "./shared/drafts.js";
import { page } from "./shared/page.js";

const AGAIN = 3000;

export default {
  /** @param {{model: any, el: HTMLElement}} place */
  render({ model, el }) {
    const home = root(model, el, "liked-form");
    const box = new DraftBox(model.get("key"));
    /** Counts that the store does not have yet. @type {Record<string, string[]>} */
    let waiting = {};
    let sending = false;
    /** @type {string[]} */
    const statements = model.get("statements");
    const rows = statements.map((statement) => ({ statement, inputs: [1, 2, 3, 4, 5].map((number) => h("input", {
      inputmode: "numeric", autocomplete: "off", maxlength: "3", "aria-label": `Hoeveel keer ${number}`, oninput: () => typed(statement) })) }));
    const keep = () => (Object.keys(waiting).length ? box.write({ value: waiting, based_on: 0, at: Date.now(), sent: [] }) : box.remove());
    const typed = (/** @type {string} */ statement) => {
      const row = rows.find((one) => one.statement === statement);
      waiting[statement] = row?.inputs.map((one) => one.value.replace(/\D/g, "")) ?? [];
      keep();
      saver.flush();
    };
    const report = (/** @type {string} */ state, why = "", when = "") => {
      page().states.set(box.id, { key: box.prefix, label: "Hoe was het?", state, why, when });
      dispatchEvent(new CustomEvent("sko:save", { detail: { key: box.prefix, state, why, when } }));
    };
    const saver = {
      desk: { model: { get: () => "Hoe was het?" } },
      clashing: false,
      isSaved: () => !Object.keys(waiting).length,
      wouldLose: () => !box.safe && Object.keys(waiting).length > 0,
      wentOffline: () => {},
      cameOnline: () => saver.flush(),
      flush: async () => {
        if (sending) return;
        sending = true;
        try {
          for (let next; (next = Object.entries(waiting)[0]);) {
            report("busy");
            const [statement, counts] = next;
            const answer = await ask(model, { do: "count", statement, counts });
            if (waiting[statement] === counts) delete waiting[statement];
            keep();
            if (saver.isSaved()) report("saved", "", answer.when);
          }
        } catch (error) {
          report("failed", /** @type {Error} */ (error).message);
        }
        sending = false;
      },
    };
    const show = () => rows.forEach(({ statement, inputs }) => {
      const counts = waiting[statement] ?? model.get("counts")[statement] ?? [];
      inputs.forEach((one, at) => {
        const value = counts[at] === "0" ? "" : counts[at] ?? "";
        if (one !== document.activeElement && one.value !== value) one.value = value;
      });
    });
    const restore = async () => {
      for (const { name, value } of (await box.orphans()).reverse()) {
        waiting = { ...value, ...waiting };
        keep();
        box.remove(name);
      }
      show();
      saver.flush();
    };
    page().savers.add(saver);
    const timer = setInterval(saver.flush, AGAIN);
    home.append(h("h2", {}, "Hoe was het?"), h("p", { class: "soft small" }, "Hoeveel mensen steken een, twee, drie, vier of vijf vingers op?"),
      ...rows.map(({ statement, inputs }) => h("fieldset", {}, h("legend", {}, statement), h("div", { class: "counts" },
        ...inputs.map((one, at) => h("label", {}, h("span", { "aria-hidden": "true" }, String(at + 1)), one))))));
    model.on("change:counts", show);
    show();
    restore();
    return () => {
      clearInterval(timer);
      model.off("change:counts", show);
      box.leave();
      page().savers.delete(saver);
      page().states.delete(box.id);
    };
  },
};
