// The page: widgets take their places while it still comes in, and the user is told when the kernel is gone.

import { Link } from "./link.js";
import { Models, show } from "./models.js";
import { join } from "./wire.js";

const CALM = 600; // milliseconds without link before we speak of it
const models = new Models();
const styles = {}; // CSS that several widgets share, by number
let link = null;
let coming = 1; // places of widgets that are empty yet, and the page's end

forgetToken();

/** Read the models that the page brought before an element; what stands after it may still be coming in. */
function readModels(element) {
  for (const script of document.querySelectorAll("script[data-models]")) {
    if (!(script.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING)) continue;
    script.remove();
    const brought = JSON.parse(script.textContent);
    Object.assign(styles, brought.styles);
    for (const [id, { state, module, style, buffers }] of Object.entries(brought.models)) {
      state._css = styles[style];
      const views = buffers.map(({ data }) => new DataView(Uint8Array.from(atob(data), (c) => c.charCodeAt(0)).buffer));
      models.add(id, join(state, buffers.map(({ path }) => path), views), module);
    }
  }
}

class View extends HTMLElement {
  #controller = null;

  connectedCallback() {
    this.#controller = new AbortController();
    coming += 1;
    readModels(this);
    this.#show(this.#controller.signal);
  }

  disconnectedCallback() {
    this.#controller.abort();
  }

  async #show(signal) {
    try {
      await show(await models.get(this.getAttribute("model")), this, signal);
    } catch (error) {
      console.error(error);
      this.replaceChildren(document.getElementById("failed").content.cloneNode(true));
    }
    arrived();
  }
}

class Kernel extends HTMLElement {
  connectedCallback() {
    link = new Link(this.getAttribute("base"), this.getAttribute("kernel"));
    models.connect(link);
    link.addEventListener("state", ({ detail }) => onState(detail));
    const leave = `${link.base}sko/leave/${link.kernel}`;
    const proof = new URLSearchParams({ _xsrf: this.getAttribute("proof") });
    // The server lets the kernel finish what a widget sends at this moment.
    window.addEventListener("pagehide", () => navigator.sendBeacon(leave, proof));
    window.addEventListener("pageshow", ({ persisted }) => {
      if (persisted) location.reload();
    });
  }
}

/** The page has come in whole. */
class End extends HTMLElement {
  connectedCallback() {
    readModels(this);
    const heading = document.querySelector("h1")?.textContent.trim();
    if (heading && !document.title.includes(heading)) document.title = `${heading} · ${document.title}`;
    arrived();
  }
}

/** Widgets wait for this before they say that all of the page is saved. */
function arrived() {
  coming -= 1;
  if (coming) return;
  document.documentElement.dataset.sko = "whole";
  window.dispatchEvent(new CustomEvent("sko:whole"));
}

let calm = 0;

function onState({ state, before }) {
  clearTimeout(calm);
  if (state === "online") {
    models.refresh();
    if (before === "offline") tell("back");
    window.dispatchEvent(new CustomEvent("sko:online"));
    document.documentElement.dataset.link = "online";
    return;
  }
  document.documentElement.dataset.link = state;
  window.dispatchEvent(new CustomEvent("sko:offline"));
  calm = setTimeout(() => tell("lost"), state === "offline" ? CALM : 0);
}

// A field says that what it sent gets no answer, or that it does again.
window.addEventListener("sko:silent", ({ detail: silent }) => {
  const place = document.getElementById("link");
  if (silent && link.state === "online") {
    clearTimeout(calm);
    tell("silent");
  } else if (place.firstElementChild?.dataset.about === "silent") place.replaceChildren();
});

/** Show one of the page's messages about the link. */
function tell(name) {
  const place = document.getElementById("link");
  if (name === "back" && !place.firstElementChild) return;
  if (place.firstElementChild?.dataset.about !== name) {
    place.replaceChildren(document.getElementById(`link-${name}`).content.cloneNode(true));
  }
  if (name === "back") calm = setTimeout(() => place.replaceChildren(), CALM * 8);
  place.querySelector("button")?.addEventListener("click", goOn);
}

async function goOn({ currentTarget: button }) {
  button.disabled = true;
  const state = link.state === "offline" ? await link.retry() : link.state;
  if (state === "gone" || state === "denied") {
    location.reload();
    return;
  }
  button.disabled = false;
  if (link.state === "offline") document.getElementById("link").querySelector("[data-still]").hidden = false;
}

function forgetToken() {
  const address = new URL(location.href);
  if (!address.searchParams.has("token")) return;
  address.searchParams.delete("token");
  history.replaceState(history.state, "", address);
}

customElements.define("sko-kernel", Kernel);
customElements.define("sko-view", View);
customElements.define("sko-end", End);
