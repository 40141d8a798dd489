import { noClick } from "./drag.js";

/**
 * Let something follow the pointer over a board; where it is let go, that is its place.
 * @param {HTMLElement} thing
 * @param {object} desk
 * @param {(down: PointerEvent) => boolean} desk.may whether this pointer may take it along
 * @param {HTMLElement} desk.board
 * @param {(event: PointerEvent) => any} desk.place what is below the pointer; null beside the board
 * @param {(place: any) => void} desk.done
 */
export function followed(thing, { may, board, place, done }) {
  thing.addEventListener("pointerdown", (down) => {
    if (down.button !== 0 || !may(down)) return;
    let moved = false;
    const listeners = new AbortController();
    const { signal } = listeners;
    const move = (/** @type {PointerEvent} */ event) => {
      if (event.pointerId !== down.pointerId) return;
      const [x, y] = [event.clientX - down.clientX, event.clientY - down.clientY];
      moved ||= Math.hypot(x, y) > 4;
      if (!moved) return;
      thing.classList.add("dragged");
      board.classList.add("over");
      thing.style.translate = `${x}px ${y}px`;
    };
    const stop = (/** @type {any} */ event) => {
      if (event.type === "keydown" ? event.key !== "Escape" : event.pointerId !== down.pointerId) return;
      listeners.abort();
      thing.style.translate = "";
      thing.classList.remove("dragged");
      board.classList.remove("over");
      const found = event.type === "pointerup" && moved ? place(event) : null;
      if (found) done(found);
      if (moved) noClick();
    };
    document.addEventListener("pointermove", move, { signal });
    ["pointerup", "pointercancel", "keydown"].forEach((name) => document.addEventListener(name, stop, { signal }));
  });
}
