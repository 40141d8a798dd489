import { ask } from "./shared/ask.js";
import { button, h, root, takeAlong } from "./shared/dom.js";
import { dropAll } from "./shared/drafts.js";
import { lastStep } from "./shared/erasing.js";
import { page, saveAll, unsaved } from "./shared/page.js";

/** Fields that are open on this page show what is stored now. */
function lookAgain() {
  page().savers.forEach(({ desk }) => ask(desk.model, { do: "look" }).catch(() => null));
}

export default {
  /** @param {{model: any, el: HTMLElement}} place */
  render({ model, el }) {
    const home = root(model, el, "erase_fold");
    const room = h("div");
    const why = h("p", { class: "why", role: "alert" });
    const start = button("Bekijk wat er weggaat", () => next());
    const first = (focus = true) => {
      room.replaceChildren(h("p", {}, model.get("lead")), why, start);
      if (focus) start.focus();
    };
    const done = ({ message }) => {
      dropAll(model.get("drafts"));
      lookAgain();
      const said = h("p", { tabindex: "-1" }, message);
      room.replaceChildren(said, h("p", {}, h("a", { href: model.get("url") }, model.get("way"))));
      takeAlong(said, room);
    };
    const next = async () => {
      why.textContent = "";
      if (!(await saveAll())) return void (why.textContent = unsaved());
      lastStep({ model, host: room, message: {}, done, back: first });
    };
    first(false);
    home.append(h("details", {}, h("summary", {}, model.get("label")), room));
  },
};
