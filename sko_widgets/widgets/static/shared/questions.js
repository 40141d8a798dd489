import { h, uid } from "./dom.js";

/** What a field asks. @param {string[]} asked */
export function questions(asked) {
  const list = h("ul", {}, ...asked.map((one) => h("li", {}, one)));
  return h("div", { class: "asks", id: uid() }, asked.length > 1 ? list : asked[0]);
}

/** What a small field asks, folded away when it is more than one question. @param {string[]} asked */
export function foldedQuestions(asked) {
  if (asked.length < 2) return questions(asked);
  const shown = questions(asked);
  const fold = h("details", { class: "asks" }, h("summary", {}, `${asked.length} vragen`), shown);
  return Object.assign(fold, { id: uid() });
}
