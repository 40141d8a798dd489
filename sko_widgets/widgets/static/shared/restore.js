import { same } from "./values.js";

/** @typedef {import("./saver.js").Saver} Saver @typedef {import("./drafts.js").Draft & {name: string}} Left */

/**
 * Put text back that an earlier page could not save: the newest first, the next one once that is saved.
 * @param {Saver} saver
 */
export async function restore(saver) {
  const drafts = await saver.box.orphans();
  saver.waiting = drafts.length > 0 && !saver.isClean();
  if (saver.waiting || saver.gone) return;
  const news = drafts.map((draft) => unsaved(saver, draft)).filter((draft) => draft !== null);
  saver.waiting = news.length > 1;
  if (news.length) takeUp(saver, news[0]);
}

/**
 * What of a draft the store does not have; when that is nothing, the draft goes.
 * @param {Saver} saver @param {Left} draft
 * @returns {Left | null}
 */
function unsaved(saver, draft) {
  if (!same(draft.value, saver.base.stored)) return draft;
  // The text itself arrived after all, what was made of it and the other text did not.
  if (draft.joined !== undefined && !same(draft.joined, saver.base.stored)) return { ...draft, value: draft.joined, joined: undefined };
  saver.box.remove(draft.name);
  return null;
}

/** @param {Saver} saver @param {Left} draft */
function takeUp(saver, draft) {
  const { revision, stored } = saver.base;
  const arrived = draft.sent.some((value) => same(value, stored));
  // A draft on a revision that the store does not know is from before the store was replaced.
  saver.base.revision = arrived ? revision : draft.based_on > revision ? 0 : draft.based_on;
  saver.sent = draft.sent.map((value) => ({ tokens: [], value }));
  saver.joined = draft.joined;
  saver.desk.show(draft.value);
  saver.keep();
  if (saver.box.safe) saver.box.remove(draft.name);
  saver.desk.tell("We hebben tekst teruggezet die nog niet was opgeslagen.");
  saver.flush();
}
