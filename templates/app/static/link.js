// The link with the page's kernel: it comes back by itself when it breaks, and says so to the page.

import { PROTOCOL, pack, unpack } from "./wire.js";

const WAITS = [300, 700, 1500, 3000, 5000]; // milliseconds between tries
const PATIENCE = 8000; // for the kernel's first answer

/** @typedef {"starting"|"online"|"offline"|"gone"|"denied"} State */

export class Link extends EventTarget {
  /** @type {State} */
  state = "starting";
  #session = crypto.randomUUID();
  #socket = null;
  #waiting = []; // what was said before the first answer
  #tries = 0;
  #timer = 0;
  #probing = null;

  /**
   * @param {string} base address of the server, ends in a slash
   * @param {string} kernel
   */
  constructor(base, kernel) {
    super();
    this.base = base;
    this.kernel = kernel;
    this.#open();
    window.addEventListener("online", () => this.retry());
    document.addEventListener("visibilitychange", () => {
      if (!document.hidden) this.retry();
    });
  }

  /**
   * Say something to the kernel. What is said while the link is broken is dropped: who said it must see that no
   * answer came, as the kernel may have changed meanwhile.
   * @returns {string} id of the message
   */
  send(type, content, buffers = [], metadata = {}) {
    const header = {
      msg_id: crypto.randomUUID(),
      msg_type: type,
      session: this.#session,
      username: "",
      date: new Date().toISOString(),
      version: "5.3",
    };
    const frame = pack("shell", { header, metadata, content }, buffers);
    if (this.state === "online") this.#socket.send(frame);
    else if (this.state === "starting") this.#waiting.push(frame);
    return header.msg_id;
  }

  /** Look now whether the kernel can be reached, instead of waiting for the next try. */
  async retry() {
    if (this.state === "offline") await this.#probe();
    return this.state;
  }

  #open() {
    const scheme = location.protocol === "https:" ? "wss:" : "ws:";
    const address = `${scheme}//${location.host}${this.base}api/kernels/${this.kernel}/channels?session_id=${this.#session}`;
    const socket = new WebSocket(address, [PROTOCOL]);
    socket.binaryType = "arraybuffer";
    this.#socket = socket;
    let asked = "";
    const giveUp = setTimeout(() => socket.close(), PATIENCE * 4);
    socket.onopen = () => {
      // The first answer on this channel means that the server listens to all of them.
      const header = { msg_id: (asked = crypto.randomUUID()), msg_type: "kernel_info_request", session: this.#session };
      Object.assign(header, { username: "", date: new Date().toISOString(), version: "5.3" });
      socket.send(pack("shell", { header, content: {} }));
    };
    socket.onmessage = ({ data }) => {
      const message = unpack(data);
      if (asked && message.parent_header.msg_id === asked && message.channel === "shell") {
        asked = "";
        clearTimeout(giveUp);
        this.#tries = 0;
        this.#waiting.splice(0).forEach((frame) => socket.send(frame));
        this.#become("online");
        return;
      }
      const { msg_type: type } = message.header;
      if (type === "status" && ["restarting", "dead"].includes(message.content.execution_state)) this.#become("gone");
      else this.dispatchEvent(new CustomEvent("message", { detail: message }));
    };
    socket.onclose = () => {
      clearTimeout(giveUp);
      if (socket !== this.#socket || this.state === "gone") return;
      this.#become("offline");
      this.#probe();
    };
  }

  /** Ask the server whether the kernel lives; connect again if it does. */
  #probe() {
    clearTimeout(this.#timer);
    this.#probing ??= this.#ask().finally(() => {
      this.#probing = null;
    });
    return this.#probing;
  }

  async #ask() {
    let status = 0;
    try {
      const reply = await fetch(`${this.base}api/kernels/${this.kernel}`, {
        cache: "no-store",
        redirect: "manual",
        signal: AbortSignal.timeout(PATIENCE),
      });
      status = reply.status;
    } catch {
      status = 0; // no server, or no network: later again
    }
    if (this.state !== "offline") return;
    if (status === 200) this.#open();
    else if (status === 404) this.#become("gone");
    else if (status === 401 || status === 403) this.#become("denied");
    if (status !== 404 && status !== 401 && status !== 403 && status !== 200) this.#later();
  }

  #later() {
    const wait = WAITS[Math.min(this.#tries, WAITS.length - 1)];
    this.#tries += 1;
    this.#timer = setTimeout(() => this.#probe(), wait);
  }

  /** @param {State} state */
  #become(state) {
    if (this.state === state) return;
    const before = this.state;
    this.state = state;
    if (state !== "online") this.#waiting.length = 0;
    this.dispatchEvent(new CustomEvent("state", { detail: { state, before } }));
  }
}
