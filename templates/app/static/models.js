// The widgets' models: the kernel's side of them as the page knows it, and the widgets' JavaScript.
// What a widget may count on is anywidget's front-end module (https://anywidget.dev/en/afm/).

import { join, split } from "./wire.js";

const TARGET = "jupyter.widget";
const CONTROL = "jupyter.widget.control";
const VERSION = { version: "2.1.0" };
const PATIENCE = 5000;
const OURS = /^sko:([a-z]+\.js)#(\w+)$/; // a module that each page has: its file here, and the widget's name in it
const PREFIX = /^(IPY_MODEL_|anywidget:)/;

/** One widget's state, shared by all its views. */
export class Model {
  #state;
  #changed = new Set(); // not yet sent
  #newer = new Set(); // set here since the kernel was last asked for all states
  #listeners = []; // {name, callback, context}
  #module; // of the widget's JavaScript the address, or its place in one of our files
  #widget = null;

  constructor(id, state, module, models) {
    this.#module = module;
    this.id = id;
    this.model_id = id;
    this.#state = state;
    this.widget_manager = { get_model: (ref) => models.get(ref) };
    this.models = models;
  }

  get(name) {
    return this.#state[name];
  }

  set(name, value) {
    const values = typeof name === "object" ? name : { [name]: value };
    for (const key of Object.keys(values)) {
      this.#changed.add(key);
      this.#newer.add(key);
    }
    this.#put(values);
  }

  save_changes() {
    if (!this.#changed.size) return;
    const values = Object.fromEntries([...this.#changed].map((name) => [name, this.#state[name]]));
    this.#changed.clear();
    const { state, buffer_paths, buffers } = split(values);
    this.models.tell(this.id, { method: "update", state, buffer_paths }, buffers);
  }

  send(content, _callbacks, buffers = []) {
    this.models.tell(this.id, { method: "custom", content }, buffers.map((one) => one.buffer ?? one));
  }

  on(names, callback, context) {
    for (const name of names.split(/\s+/)) this.#listeners.push({ name, callback, context });
  }

  off(names, callback, context) {
    const wanted = names ? names.split(/\s+/) : null;
    this.#listeners = this.#listeners.filter(
      (one) =>
        (wanted && !wanted.includes(one.name)) ||
        (callback && callback !== one.callback) ||
        (context && context !== one.context),
    );
  }

  /** What the kernel says: an update of the state, or a message of the widget's own. */
  take(data, buffers) {
    if (data.method === "update") this.#put(join(data.state, data.buffer_paths, buffers));
    else if (data.method === "custom") this.#fire("msg:custom", data.content, buffers);
  }

  /** From now on, remember what is newer here than in the answer that the kernel is about to give. */
  expectState() {
    this.#newer = new Set(this.#changed);
  }

  /** The kernel's answer, but for what has become newer here. */
  takeState(state) {
    this.#put(Object.fromEntries(Object.entries(state).filter(([name]) => !this.#newer.has(name))));
  }

  /** The widget's JavaScript, loaded and initialised once. */
  widget() {
    this.#widget ??= (async () => {
      wear(this.get("_css"));
      const made = await loaded(this.#module ?? this.get("_esm"), this.models);
      const widget = typeof made === "function" ? await made() : made;
      await widget.initialize?.({ model: this, signal: this.models.signal, experimental: { invoke: refuse } });
      return widget;
    })();
    return this.#widget;
  }

  #put(values) {
    const changed = Object.keys(values).filter((name) => !same(this.#state[name], values[name]));
    for (const name of changed) this.#state[name] = values[name];
    for (const name of changed) this.#fire(`change:${name}`, this, values[name], {});
    if (changed.length) this.#fire("change", this, {});
  }

  #fire(name, ...details) {
    for (const one of [...this.#listeners]) {
      if (one.name !== name) continue;
      try {
        one.callback.call(one.context ?? this, ...details);
      } catch (error) {
        console.error(error); // one listener's mistake must not keep the others from hearing
      }
    }
  }
}

/** All models of the page. */
export class Models {
  signal = new AbortController().signal;
  #known = new Map();
  #awaited = new Map(); // id -> callbacks
  #control = "";

  /** @param {import("./link.js").Link} link */
  constructor() {
    this.link = null;
  }

  /** @param {import("./link.js").Link} link */
  connect(link) {
    this.link = link;
    link.addEventListener("message", ({ detail }) => this.#take(detail));
  }

  /** Make a model, or bring a known one up to date. */
  add(id, state, module) {
    const known = this.#known.get(id);
    if (known) {
      known.takeState(state);
      return;
    }
    const model = new Model(id, state, module, this);
    this.#known.set(id, model);
    for (const callback of this.#awaited.get(id) ?? []) callback(model);
    this.#awaited.delete(id);
  }

  /** @returns {Promise<Model>} the model with this id, as soon as it is known */
  get(ref) {
    const id = ref.replace(PREFIX, "");
    if (this.#known.has(id)) return Promise.resolve(this.#known.get(id));
    return new Promise((resolve, reject) => {
      this.#awaited.set(id, [...(this.#awaited.get(id) ?? []), resolve]);
      setTimeout(() => reject(new Error(`no model ${id}`)), PATIENCE * 6);
    });
  }

  /** Where the server has JavaScript that came by the link; it names each module by a digest. */
  async address(source) {
    const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(source));
    const name = [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return `${this.link.base}sko/modules/${name}.js`;
  }

  /** Send a widget's data to the kernel. */
  tell(id, data, buffers) {
    this.link?.send("comm_msg", { comm_id: id, data }, buffers);
  }

  /** Ask for the state of everything: what changed while nobody listened comes along. */
  refresh() {
    const id = crypto.randomUUID();
    this.#control = id;
    for (const model of this.#known.values()) model.expectState();
    this.link.send("comm_open", { comm_id: id, target_name: CONTROL, data: {} }, [], VERSION);
    this.link.send("comm_msg", { comm_id: id, data: { method: "request_states" } });
    setTimeout(() => {
      if (this.#control !== id) return;
      // Nobody answered for all: ask each.
      for (const one of this.#known.keys()) this.tell(one, { method: "request_state" });
    }, PATIENCE);
  }

  #take({ header, content, buffers }) {
    if (header.msg_type === "comm_open" && content.target_name === TARGET) {
      this.add(content.comm_id, join(content.data.state, content.data.buffer_paths, buffers));
    } else if (header.msg_type === "comm_close") {
      this.#known.delete(content.comm_id);
    } else if (header.msg_type === "comm_msg" && content.comm_id === this.#control) {
      this.#control = "";
      const states = join(content.data.states, content.data.buffer_paths, buffers);
      for (const [id, { state }] of Object.entries(states)) this.add(id, state);
      this.link.send("comm_close", { comm_id: content.comm_id, data: {} });
    } else if (header.msg_type === "comm_msg") {
      this.#known.get(content.comm_id)?.take(content.data, buffers);
    }
  }
}

/** Show a model in an element. */
export async function show(model, element, signal) {
  const widget = await model.widget();
  if (signal.aborted) return;
  const cleanup = await widget.render?.({ model, el: element, signal, experimental: { invoke: refuse } });
  if (typeof cleanup !== "function") return;
  if (signal.aborted) cleanup();
  else signal.addEventListener("abort", () => cleanup(), { once: true });
}

/** A widget's module: one of ours, or what is at an address, or what came by the link. */
async function loaded(source, models) {
  const [, file, name] = OURS.exec(source) ?? [];
  if (file) return (await fetched(`./${file}`))[name];
  const module = await fetched(source.startsWith("/") ? source : await models.address(source));
  return module.default ?? { render: module.render };
}

/** What did not come once, a browser does not ask for again under the same address. */
const fetched = (address) => import(address).catch(() => import(`${address}?again`));

const worn = new Set();

function wear(css) {
  if (!css || worn.has(css)) return;
  worn.add(css);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}

const refuse = () => Promise.reject(new Error("commands are not offered"));
const same = (one, other) => one === other || (isPlain(one) && isPlain(other) && JSON.stringify(one) === JSON.stringify(other));
const isPlain = (value) => typeof value === "object" && value !== null && !ArrayBuffer.isView(value);
