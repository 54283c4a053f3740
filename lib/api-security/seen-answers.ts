/** Recent signatures that are remembered: at most. */
const MAX_SEEN = 10_000;

/** Remembers answers for as long as their timestamp would be taken, so that none is taken twice. */
export class SeenAnswers {
  readonly #expiries = new Map<string, number>();

  /** @param until ms; @returns whether it is new */
  add(signature: string, until: number): boolean {
    const now = Date.now();
    if ((this.#expiries.get(signature) ?? 0) >= now) return false;
    for (const [oldest, expiry] of this.#expiries) {
      if (expiry >= now && this.#expiries.size < MAX_SEEN) break;
      this.#expiries.delete(oldest);
    }
    this.#expiries.set(signature, until);
    return true;
  }
}
