import { h, root, sr } from "./shared/dom.js";
import { gone, put, sessionClock, timeLeft } from "./shared/sessionclock.js";
import { clockButtons } from "./shared/sessionkeys.js";

/** What a button says here: the way on names where to. @param {any} way @param {any} clock */
function named(way, clock) {
  const words = way.label(clock);
  return words && way.id === "next" && clock.next() ? `Volgende: ${clock.next().name}` : words;
}

/** @param {any} clock */
function when({ face }) {
  if (face.over) return "De bijeenkomst is klaar";
  if (face.part < 0) return `Begint om ${face.parts[0]?.at ?? ""} uur`;
  return `Nu, tot ${face.until}`;
}

/** @param {any} clock */
function state(clock) {
  if (clock.wrong || clock.face.part < 0 || clock.face.over) return clock.wrong;
  const over = Math.floor(-clock.seconds() / 60);
  const late = clock.seconds() > 0 ? "" : over < 1 ? "De tijd is om." : `${over} ${over === 1 ? "minuut" : "minuten"} over de tijd.`;
  return [clock.face.runs ? "" : "De klok staat stil.", late, clock.face.told].filter(Boolean).join(" ");
}

export default {
  /** @param {{model: any, el: HTMLElement}} place */
  render({ model, el }) {
    const home = root(model, el, "session-strip");
    /** @type {any} */
    let clock;
    const keys = clockButtons(() => clock, { signs: false, name: named });
    const [until, name, told] = [h("p", { class: "until" }), h("p", { class: "part" }), h("p", { class: "told" })];
    const [number, unit] = [h("strong"), h("span")];
    const left = h("p", { class: "left" }, number, " ", unit);
    const fill = h("div", { class: "fill" });
    const track = h("div", { class: "track", "aria-hidden": "true" }, fill);
    const draw = (/** @type {any} */ now) => {
      const part = now.part();
      put(until, when(now));
      put(name, part?.name ?? "");
      const time = timeLeft(now);
      [number, unit].forEach((one, at) => put(one, time[at]));
      left.hidden = track.hidden = !part;
      fill.style.inlineSize = `${(gone(now) * 100).toFixed(2)}%`;
      put(told, state(now));
      const here = /** @type {HTMLElement | null} */ (document.activeElement);
      keys.draw();
      minutes.hidden = !now.face.over;
      screen.hidden = Boolean(now.face.over);
      if (here?.hidden && home.contains(here)) minutes.focus(); // the button that ended it is gone
    };
    const screen = h("a", { href: model.get("screen"), target: "sko-dagscherm", class: "screen" }, "Dagscherm openen", sr(" in een nieuw venster"));
    const minutes = h("a", { href: model.get("minutes"), class: "screen minutes", hidden: true }, "Verslag maken");
    clock = sessionClock(model, draw, home);
    home.append(h("h1", { class: "sr" }, `Regie: ${model.get("title")}`), h("div", { class: "which" }, until, name), left, h("div", { class: "mid" }, track, told),
      h("div", { class: "keys", role: "group", "aria-label": "De klok" }, ...keys.buttons, screen, minutes), clock.voice);
    return clock.leave;
  },
};
