// @ts-check
import { act } from './api.js';

/** @typedef {import('./store.js').Store} Store */

/**
 * Lets the chosen person do something, shows it at once, and shows what became of it.
 *
 * @param {Store} store
 * @param {string} action
 * @param {Record<string, string>} facts
 * @param {{ kind: string, text?: string, imageUrl?: string }} looks
 */
export async function deliver(store, action, facts, looks) {
  const { appId, openid } = store;
  if (appId === undefined || openid === undefined) return;
  const draft = store.addDraft({
    ...looks,
    appId,
    openid,
    again: () => {
      // The sandbox's own entry stays where it is; only the way to repeat it moves to the new one.
      if (draft.entryId === undefined) store.forget(draft);
      else draft.again = undefined;
      if (store.openid === openid) void deliver(store, action, facts, looks);
    },
  });
  try {
    const { error } = await act(openid, action, { appId, ...facts });
    store.settle(draft, { error });
  } catch (error) {
    store.settle(draft, { error: error instanceof Error ? error.message : String(error), refused: true });
  }
}
