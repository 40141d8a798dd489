// Hosts anywidgets with a model that talks to Python through the browser driver's binding.
// window.host.delay (ms), .dead (nothing arrives in Python), .deaf (answers get lost) make trouble.
const host = { delay: 0, dead: false, deaf: false, models: {}, cleanups: {}, errors: [], sent: [] };
window.host = host;
addEventListener("error", (event) => host.errors.push(String(event.message)));
addEventListener("unhandledrejection", (event) => host.errors.push(String(event.reason)));

class Model {
  constructor(id, state) {
    this.id = id;
    this.state = state;
    this.listeners = [];
    this.queue = Promise.resolve();
    this.widget_manager = { get_model: async (ref) => host.models[ref] };
  }
  get(name) { return this.state[name]; }
  set(name, value) { this.state[name] = value; }
  save_changes() {}
  on(name, callback) { this.listeners.push({ name, callback }); }
  off(name, callback) {
    this.listeners = this.listeners.filter((one) => one.name !== name || (callback && one.callback !== callback));
  }
  fire(name, value) { this.listeners.filter((one) => one.name === name).forEach((one) => one.callback(value)); }
  send(content) {
    if (host.dead) return;
    host.sent.push({ id: this.id, content });
    const answer = window.skoPython(this.id, JSON.stringify(content));
    this.queue = this.queue.then(async () => {
      const out = await answer;
      if (host.delay) await new Promise((done) => setTimeout(done, host.delay));
      if (!host.deaf) this.apply(out);
    });
  }
  apply(out) {
    for (const [kind, content] of out) {
      if (kind === "msg") this.fire("msg:custom", content);
      else {
        Object.assign(this.state, content);
        Object.keys(content).forEach((name) => this.fire(`change:${name}`, content[name]));
      }
    }
  }
}

host.start = async () => {
  const widgets = await window.skoStart();
  // What another widget holds is shown by that.
  for (const { id, state, held } of widgets) if (held) host.models[id] = new Model(id, state);
  for (const { id, state, esm, css, heading, held } of widgets) {
    if (held) continue;
    document.head.append(Object.assign(document.createElement("style"), { textContent: css }));
    const url = URL.createObjectURL(new Blob([esm], { type: "text/javascript" }));
    const { default: widget } = await import(url);
    if (heading) document.querySelector("main").append(Object.assign(document.createElement("h2"), { textContent: heading, id: `h-${id}` }));
    const el = Object.assign(document.createElement("div"), { id: `w-${id}`, className: "step" });
    document.querySelector("main").append(el);
    host.models[id] = Object.assign(new Model(id, state), { widget });
    host.cleanups[id] = await widget.render({ model: host.models[id], el });
  }
  document.body.dataset.ready = "yes";
};
host.start().catch((error) => host.errors.push(String(error)));
