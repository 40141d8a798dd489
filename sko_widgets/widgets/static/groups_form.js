import { ask } from "./shared/ask.js";
import { button, h, say, speaker, sr } from "./shared/dom.js";
import { redrawn } from "./shared/redraw.js";

const TRAITS = ["groups", "left", "away", "revision", "told", "can_undo"];

/** @typedef {{chair: string, members: string[]}} Group */

/** @param {number} at */
const called = (at) => `Groepje ${at + 1}`;

/**
 * What the page asks, one thing at a time. What is pressed meanwhile was meant for groups that are others by then, so it is
 * left; but undoing waits its turn, so that who presses it twice goes two steps back.
 * @param {any} model @param {HTMLElement} voice @param {HTMLElement} wrong
 */
function asker(model, voice, wrong) {
  let waiting = 0;
  let turn = Promise.resolve();
  const put = async (/** @type {Record<string, any>} */ message) => {
    wrong.textContent = "";
    try {
      const { said } = await ask(model, { ...message, revision: model.get("revision") });
      if (said) say(voice, said);
    } catch (error) {
      wrong.textContent = /** @type {Error} */ (error).message;
    } finally {
      waiting -= 1;
    }
  };
  return (/** @type {Record<string, any>} */ message) => {
    if (waiting && message.do !== "undo") return;
    waiting += 1;
    turn = turn.then(() => put(message));
  };
}

/** Open or close what hangs below a name; one is open at a time. @param {HTMLElement} name @param {boolean} on */
function unfold(name, on) {
  name.closest(".sko")?.querySelectorAll(".who").forEach((one) => {
    const open = on && one === name;
    one.setAttribute("aria-expanded", String(open));
    /** @type {HTMLElement} */ (one.nextElementSibling).hidden = !open;
  });
}

/**
 * Somebody's name, which opens a menu.
 * @param {string} who
 * @param {number} at in which group; -1 in none
 * @param {{groups: Group[], ask: (message: any) => void}} place
 */
function person(who, at, { groups, ask: send }) {
  const chairs = groups[at]?.chair === who;
  const move = (/** @type {number} */ to) => send({ do: "move", who, to });
  const name = button([who, chairs && h("span", { class: "chairs" }, "voorzitter")], () => unfold(name, name.getAttribute("aria-expanded") === "false"),
    { class: "who", "aria-expanded": "false", "data-focus": who });
  const item = (/** @type {string} */ label, /** @type {() => void} */ does) => button(label, does, { class: "quiet", "data-focus": who });
  const others = groups.map((_, to) => to).filter((to) => to !== at);
  const menu = h("div", { class: "menu", role: "group", "aria-label": `Wat wil je met ${who}?`, hidden: true },
    ...others.map((to) => item(`Naar ${called(to).toLowerCase()}`, () => move(to))), item("Naar een nieuw groepje", () => move(groups.length)),
    at >= 0 && !chairs && item("Maak voorzitter", () => send({ do: "chair", who })),
    item("Is er niet", () => send({ do: "away", who, away: true })));
  const keys = (/** @type {KeyboardEvent} */ event) => {
    if (event.key === "Escape" && !menu.hidden) {
      event.stopPropagation();
      unfold(name, false);
      name.focus();
    }
    const by = event.altKey ? { ArrowLeft: -1, ArrowRight: 1 }[event.key] : 0;
    if (!by) return;
    event.preventDefault();
    if (groups[at + by]) move(at + by);
  };
  const drag = (/** @type {DragEvent} */ event) => event.dataTransfer?.setData("text/plain", who);
  return h("li", { draggable: "true", ondragstart: drag, onkeydown: keys }, name, menu);
}

/** @param {Group} group @param {number} at @param {any} place */
function column(group, at, place) {
  const over = (/** @type {DragEvent} */ event) => { event.preventDefault(); section.classList.add("over"); };
  const drop = (/** @type {DragEvent} */ event) => {
    event.preventDefault();
    section.classList.remove("over");
    const who = event.dataTransfer?.getData("text/plain");
    const known = [...place.left, ...place.groups.flatMap((/** @type {Group} */ one) => one.members)];
    if (known.includes(who) && !group.members.includes(who ?? "")) place.ask({ do: "move", who, to: at });
  };
  const section = h("section", { ondragover: over, ondragleave: () => section.classList.remove("over"), ondrop: drop },
    h("h3", {}, called(at), sr(`, ${group.members.length} ${group.members.length === 1 ? "deelnemer" : "deelnemers"}`)), h("ul", {}, ...group.members.map((who) => person(who, at, place))));
  return section;
}

/** @param {any} place */
function rest({ left, away, ...place }) {
  const back = (/** @type {string} */ who) => h("li", {}, h("span", {}, who),
    button("Is er toch", () => place.ask({ do: "away", who, away: false }), { class: "quiet", "aria-label": `${who} is er toch`, "data-focus": who }));
  return [left.length > 0 && h("section", { class: "rest" }, h("h3", {}, "Nog in geen groepje"), h("ul", {}, ...left.map((/** @type {string} */ who) => person(who, -1, place)))),
    away.length > 0 && h("section", { class: "rest" }, h("h3", {}, "Is er niet"), h("ul", {}, ...away.map(back)))];
}

export default {
  /** @param {{model: any, el: HTMLElement}} here */
  render(here) {
    const voice = speaker();
    const wrong = h("p", { class: "error", role: "alert" });
    const send = asker(here.model, voice, wrong);
    const draw = (/** @type {any} */ model) => {
      const groups = model.get("groups");
      const place = { groups, left: model.get("left"), away: model.get("away"), ask: send };
      const divide = button(groups.length ? "Opnieuw verdelen" : "Groepjes maken", () => send({ do: "divide" }), { class: groups.length ? "" : "main", "data-focus": "divide:" });
      const undo = button("Ongedaan maken", () => send({ do: "undo" }), { class: "quiet", "data-focus": "undo:", disabled: !model.get("can_undo") });
      const hint = groups.length > 0 && h("p", { class: "soft small" }, "Versleep een naam naar een ander groepje, of kies de naam. Alt met een pijl naar links of rechts verplaatst ook.");
      const card = groups.length > 0 && h("p", { class: "card" }, h("b", {}, "Voor de voorzitter: "), model.get("chair_says"));
      return [h("h2", {}, "Groepjes"), h("p", {}, model.get("told")), h("div", { class: "buttons" }, divide, undo), wrong,
        groups.length > 0 && h("div", { class: "groups" }, ...groups.map((/** @type {Group} */ group, /** @type {number} */ at) => column(group, at, place))),
        ...rest(place), hint, card, voice].filter(Boolean);
    };
    return redrawn(here, "groups-form", TRAITS, draw);
  },
};
