import { act } from "./shared/act.js";
import { askAuthor } from "./shared/askauthor.js";
import { button, h, root, uid } from "./shared/dom.js";
import { dropErased, moveDrafts } from "./shared/drafts.js";
import { documentDialog } from "./shared/frame.js";
import { saveState } from "./shared/savestate.js";
import { svg } from "./shared/minimap.js";
import { waitingDrafts } from "./shared/waiting.js";

/** @param {any} model */
function crumbs(model) {
  const all = model.get("crumbs");
  const items = all.map((/** @type {any} */ { label, url }, /** @type {number} */ at) => h("li", {},
    url ? h("a", { href: url }, label) : h("span", { "aria-current": at === all.length - 1 ? "page" : null }, label)));
  return h("ol", {}, ...items);
}

/**
 * The ways to the main pages: in a row, or behind one button where there is no room.
 * @param {any} model @param {HTMLElement} preview
 */
function menu(model, preview) {
  const list = h("ul", { id: uid() });
  const open = (/** @type {boolean} */ is) => {
    press.setAttribute("aria-expanded", String(is));
    nav.classList.toggle("open", is);
  };
  const isOpen = () => press.getAttribute("aria-expanded") === "true";
  const press = button("Menu", () => open(!isOpen()), { class: "menu-button quiet", "aria-expanded": "false", "aria-controls": list.id });
  const nav = h("nav", { class: "menu", "aria-label": "Hoofdmenu" }, press, list);
  nav.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
    if (event.key !== "Escape" || !isOpen()) return;
    open(false);
    press.focus();
  });
  nav.addEventListener("focusout", (/** @type {FocusEvent} */ event) => {
    if (event.relatedTarget && !nav.contains(/** @type {Node} */ (event.relatedTarget))) open(false);
  });
  const show = () => {
    const links = model.get("menu").map((/** @type {any} */ { label, url, here }) => h("li", {}, h("a", { href: url, "aria-current": here ? "true" : null }, label)));
    const shows = model.get("can_show") && document.documentElement.dataset.sko;
    list.replaceChildren(h("li", { hidden: !model.get("can_preview") }, preview), h("li", { hidden: !shows }, shows && screenButton()), ...links);
    nav.hidden = !links.length && !model.get("can_preview") && !shows;
    // One thing needs no menu to hold it.
    nav.classList.toggle("single", !links.length);
  };
  show();
  return { nav, show };
}

/** Puts the page on a beamer; the app's screen.js does that. */
function screenButton() {
  const icon = svg("svg", { viewBox: "0 0 24 24", "aria-hidden": "true" }, svg("path", { d: "M3 4h18v12H3zM12 16v3M8 20.500h8" }));
  const ask = () => dispatchEvent(new CustomEvent("sko:screen"));
  return button([icon, h("span", { class: "word" }, "Op het scherm")], ask, { class: "to-screen quiet", "data-to-screen": true, title: "Op het scherm" });
}

/** In the app the tab is called after the page; JupyterLab's tab is its own. @param {any} model */
function nameTab(model) {
  const title = model.get("page_title");
  if (title && !document.querySelector("[data-jp-theme-light]")) document.title = title;
}

/** @param {any} model @param {HTMLElement} home */
function previewButton(model, home) {
  const dialog = documentDialog(home, model.get("preview_title"));
  let asked = false;
  const press = button(model.get("preview_label"), async () => {
    dialog.wait();
    asked = true;
    if (press.getAttribute("aria-busy") === "true") return;
    while (asked) {
      asked = false;
      let words = "";
      const answer = await act({ model, say: (text) => (words = text), button: press }, { do: "preview" });
      // Asked again meanwhile: what was typed in between belongs in it.
      if (asked) continue;
      if (answer?.html) dialog.show(answer.html);
      else dialog.failed(words);
    }
  }, { class: "preview quiet" });
  return press;
}

export default {
  /** @param {{model: any, el: HTMLElement}} place */
  render({ model, el }) {
    const home = root(model, el, "bar");
    const nav = h("nav", { "aria-label": "Waar ben ik" });
    const state = saveState(model.get("when"));
    const ways = menu(model, previewButton(model, home));
    const sweep = () => Object.entries(model.get("erased")).forEach(([key, numbers]) => dropErased(key, numbers));
    sweep();
    Object.entries(model.get("moved")).forEach(([to, from]) => from.forEach((/** @type {string} */ one) => moveDrafts(one, to)));
    const waiting = waitingDrafts(model);
    const asking = askAuthor({ given: model.get("given_author"), asks: model.get("asks_author"), line: false });
    home.append(nav, ...(model.get("saves") ? [state.element] : []), ways.nav, waiting.element, asking.element);
    const update = () => {
      nav.replaceChildren(crumbs(model));
      nameTab(model);
    };
    update();
    model.on("change:crumbs", update);
    model.on("change:page_title", update);
    ["menu", "can_preview", "can_show"].forEach((name) => model.on(`change:${name}`, ways.show));
    return () => [state, waiting, asking].forEach(({ leave }) => leave());
  },
};
