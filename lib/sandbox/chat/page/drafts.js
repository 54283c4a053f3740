// @ts-check

/** @typedef {import('./types.js').ChatEntry} ChatEntry */
/** @typedef {import('./types.js').Draft} Draft */

/** What was done here and is under way, or failed. */
export class Drafts {
  /** @type {Draft[]} */ all = [];
  #made = 0;

  /** @param {Pick<Draft, 'appId' | 'openid' | 'kind' | 'text' | 'imageUrl' | 'again'>} facts */
  add(facts) {
    /** @type {Draft} */
    const draft = { ...facts, key: `draft-${++this.#made}`, at: Date.now(), status: 'sending', attempt: 1 };
    this.all.push(draft);
    return draft;
  }

  /**
   * @param {Draft} draft
   * @param {{ error?: string, refused?: boolean }} outcome
   */
  settle(draft, { error, refused = false }) {
    draft.error = error;
    draft.refused = refused;
    draft.status = error === undefined ? 'sent' : 'failed';
    if (draft.entryId !== undefined && error === undefined) this.forget(draft);
  }

  /** @param {Draft} draft */
  forget(draft) {
    this.all = this.all.filter((one) => one !== draft);
  }

  /**
   * Finds the draft a new entry of the sandbox stands for.
   *
   * @param {string} openid
   * @param {ChatEntry} entry
   */
  claim(openid, entry) {
    if (entry.from !== 'person') return;
    const draft = this.all.find(
      (one) =>
        one.openid === openid &&
        one.entryId === undefined &&
        !one.refused &&
        one.kind === entry.kind &&
        (one.kind !== 'text' || one.text === entry.text),
    );
    if (!draft) return;
    draft.entryId = entry.id;
    if (draft.status === 'sent') this.forget(draft);
  }
}
