import { dropErased } from "./drafts.js";
import { page } from "./page.js";
import { same } from "./values.js";

/** @typedef {import("./saver.js").Saver} Saver @typedef {import("./drafts.js").Draft & {name: string}} Left */

/**
 * Put text back that an earlier page could not save: the newest first, the next one once that is saved.
 * Until the drafts were looked at, the field is not known to be saved.
 * @param {Saver} saver
 */
export async function restore(saver) {
  const { model, tell } = saver.desk;
  const gone = dropErased(saver.key, model.get("erased") ?? [], saver.box.name);
  if (gone) tell("Hier wachtte nog tekst die hoorde bij wat voorgoed is verwijderd. Die is ook weg.");
  saver.waiting = saver.box.names().length > 0;
  if (saver.waiting && (!saver.state || saver.state === "saved")) saver.report("saving");
  // Who types on while we look, goes on from this: a draft that says the same is in the store.
  const before = saver.base;
  const drafts = saver.waiting ? await saver.box.orphans() : [];
  if (saver.gone) return;
  const has = (/** @type {any} */ value) => [before, saver.base].some(({ stored }) => same(value, stored));
  const news = drafts.map((draft) => unsaved(saver, draft, has)).filter((draft) => draft !== null);
  const clean = saver.isClean();
  saver.waiting = news.length > (clean ? 1 : 0);
  if (clean && news.length) takeUp(saver, news[0]);
  else if (clean && saver.state) saver.report("saved", saver.when);
}

/**
 * What of a draft the store does not have; when that is nothing, the draft goes.
 * @param {Saver} saver @param {Left} draft @param {(value: any) => boolean} has
 * @returns {Left | null}
 */
function unsaved(saver, draft, has) {
  page().states.delete(saver.box.idOf(draft.name));
  if (!has(draft.value)) return draft;
  // The text itself arrived after all, what was made of it and the other text did not.
  if (draft.joined !== undefined && !has(draft.joined)) return { ...draft, value: draft.joined, joined: undefined };
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
