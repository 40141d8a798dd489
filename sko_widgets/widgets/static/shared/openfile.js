import { act } from "./act.js";
import { ask } from "./ask.js";
import { button, h, takeAlong } from "./dom.js";

const PART = 750_000; // bytes; a message to the kernel has an end

/** @typedef {{label: string, named: string, what: string}} Words what the button says, what is chosen, and what such a file is called */

/** @type {Words} */
const DOSSIER = { label: "Bestand openen", named: "Bestand met een dossier", what: "een dossier" };

/**
 * Opens a file that is chosen, or dropped on the page.
 * @param {any} model @param {HTMLElement} home @param {Words} [words]
 * @returns {{press: HTMLButtonElement, element: HTMLElement, leave: () => void}}
 */
export function filePicker(model, home, { label, named, what } = DOSSIER) {
  const element = h("section", { class: "file", role: "status" });
  const input = h("input", { type: "file", accept: ".json,application/json", hidden: true, "aria-label": named });
  const press = button(label, () => input.click());
  const desk = { model, press, element, what };
  input.addEventListener("change", () => {
    const [file] = input.files;
    input.value = ""; // so that the same file, mended, can be chosen again
    if (file) open(desk, file);
  });
  press.after(input);
  const stop = dropped(home, (file) => open(desk, file));
  element.append(input);
  return { press, element, leave: stop };
}

/** A file may be dropped anywhere; the browser would show it in place of the page. @param {HTMLElement} home @param {(file: File) => void} take */
function dropped(home, take) {
  const hasFile = (/** @type {DragEvent} */ event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
  const mark = (/** @type {boolean} */ on) => home.classList.toggle("dropping", on);
  const over = (/** @type {DragEvent} */ event) => { if (hasFile(event)) { event.preventDefault(); mark(true); } };
  const out = (/** @type {DragEvent} */ event) => { if (!event.relatedTarget) mark(false); };
  const drop = (/** @type {DragEvent} */ event) => {
    if (!hasFile(event)) return;
    event.preventDefault();
    mark(false);
    const file = event.dataTransfer?.files[0];
    if (file) take(file);
  };
  /** @type {[string, any][]} */
  const heard = [["dragover", over], ["dragleave", out], ["drop", drop]];
  heard.forEach(([name, does]) => document.addEventListener(name, does));
  return () => heard.forEach(([name, does]) => document.removeEventListener(name, does));
}

/** @param {{model: any, press: HTMLButtonElement, element: HTMLElement, what: string}} desk @param {File} file */
async function open(desk, file) {
  const say = sayer(desk);
  const largest = desk.model.get("largest");
  const [size, most] = [file.size, largest].map((bytes) => Math.ceil(bytes / 1024 / 1024));
  if (file.size > largest) return say(file.name, [`Dit bestand is ${size} MB; ${desk.what} is hoogstens ${most} MB. Er is niets opgeslagen.`]);
  say("", [`We lezen ${file.name} …`]);
  try {
    await send(desk.model, file);
  } catch (error) {
    return say(file.name, [/** @type {Error} */ (error).message]);
  }
  await look(desk, file.name, false);
}

/** @param {any} model @param {File} file */
async function send(model, file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  for (let at = 0; at === 0 || at < bytes.length; at += PART) {
    const letters = [...bytes.subarray(at, at + PART)].map((byte) => String.fromCharCode(byte));
    await ask(model, { do: "file_part", at, data: btoa(letters.join("")) }, 30_000);
  }
}

/** @param {any} desk @param {string} name @param {boolean} same */
async function look(desk, name, same) {
  const answer = await tell(desk, name, { do: "file", name, same });
  if (answer?.refused) refused(desk, name, answer.refused);
  if (answer?.other) other(desk, name, answer.other);
  if (answer?.there) there(desk, name, answer.there);
}

/** @param {any} desk @param {string} name @param {any} message */
async function tell(desk, name, message) {
  const say = sayer(desk);
  const answer = await act({ model: desk.model, say: (text) => say(name, [text]), button: desk.press }, message);
  if (answer && !answer.url && !answer.message) say("", []);
  return answer;
}

/** @param {any} desk @param {string} name @param {{problems: string[], number: number, mend: string}} what */
function refused(desk, name, { problems, number, mend }) {
  const head = number === 1 ? "Dit bestand kunnen we niet openen." : `Dit bestand kunnen we niet openen: er zijn ${number} fouten.`;
  sayer(desk)(name, [head, h("ul", {}, ...problems.map((one) => h("li", {}, one))), mend]);
}

/** @param {any} desk @param {string} name @param {{there: string, name: string}} what */
function other(desk, name, what) {
  const no = `Er is niets opgeslagen. Vraag wie het bestand maakte, om de coalitie daar een andere naam te geven.`;
  choice(desk, name, `In het bestand heet de coalitie ‘${what.name}’, hier ‘${what.there}’. Is dat dezelfde coalitie?`, [
    ["Ja, dezelfde", () => look(desk, name, true)], ["Nee, een andere", () => sayer(desk)(name, [no])],
  ]);
}

/** @param {any} desk @param {string} name @param {string} words */
function there(desk, name, words) {
  choice(desk, name, `${words} Wil je het bestand overnemen?`, [
    ["Overnemen", () => tell(desk, name, { do: "file_take" })],
    ["Niet overnemen", () => sayer(desk)("", ["Er is niets veranderd."])],
  ]);
}

/** @param {any} desk @param {string} name @param {string} question @param {[string, () => void][]} answers */
function choice(desk, name, question, answers) {
  const back = (/** @type {() => void} */ does) => () => { desk.press.focus(); does(); };
  const buttons = answers.map(([label, does]) => button(label, back(does)));
  sayer(desk)(name, [question, h("div", { class: "answers" }, ...buttons)]);
  takeAlong(buttons[0], desk.element, desk.press);
}

/** What is said of a file stands in one place, the file's name above it. @param {any} desk */
function sayer({ element }) {
  const picker = element.querySelector("input[type=file]");
  return (/** @type {string} */ name, /** @type {any[]} */ parts) => {
    const shown = parts.map((part) => (typeof part === "string" ? h("p", {}, part) : part));
    element.classList.toggle("says", shown.length > 0);
    element.replaceChildren(...[picker, name && shown.length && h("h3", {}, name), ...shown].filter(Boolean));
  };
}
