/**
 * Let a row be dragged up and down by its grip; the other rows make way while it moves.
 * @param {HTMLElement} grip
 * @param {HTMLElement} row
 * @param {() => void} done when the row has another place
 * @param {(down: PointerEvent) => boolean} accepts whether a press begins a drag
 */
export function draggable(grip, row, done, accepts = () => true) {
  grip.addEventListener("pointerdown", (down) => {
    if (down.button !== 0 || !accepts(down)) return;
    const before = row.nextElementSibling;
    let moved = false;
    const move = (/** @type {PointerEvent} */ event) => {
      if (event.pointerId !== down.pointerId) return;
      if (!moved && Math.abs(event.clientY - down.clientY) < 5) return;
      moved = true;
      row.classList.add("dragged");
      makeWay(row, event.clientY);
    };
    const stop = (/** @type {any} */ event) => {
      const cancelled = event.type === "pointercancel" || event.key === "Escape";
      if (event.type === "keydown" ? !cancelled : event.pointerId !== down.pointerId) return;
      listeners.abort();
      row.classList.remove("dragged");
      if (cancelled) row.parentElement?.insertBefore(row, before);
      else if (row.nextElementSibling !== before) done();
      if (moved) noClick();
    };
    const listeners = new AbortController();
    const { signal } = listeners;
    // On the document: moving the row in the page would take the pointer away from the grip.
    document.addEventListener("pointermove", move, { signal });
    ["pointerup", "pointercancel", "keydown"].forEach((name) => document.addEventListener(name, stop, { signal }));
  });
}

/** Put the row where the pointer is. @param {HTMLElement} row @param {number} y */
function makeWay(row, y) {
  const { previousElementSibling: above, nextElementSibling: below } = row;
  if (above && y < middle(above)) above.before(row);
  else if (below && y > middle(below)) below.after(row);
  else return;
  row.scrollIntoView({ block: "nearest" });
}

/** @param {Element} element */
function middle(element) {
  const { top, height } = element.getBoundingClientRect();
  return top + height / 2;
}

/** Letting go is no click. */
export function noClick() {
  const listeners = new AbortController();
  const stop = (/** @type {Event} */ click) => { click.stopPropagation(); click.preventDefault(); };
  addEventListener("click", stop, { capture: true, signal: listeners.signal });
  setTimeout(() => listeners.abort());
}
