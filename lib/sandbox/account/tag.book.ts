/** Tags 0, 1 and 2 are WeChat's own; of them only this one shows. 星标组 */
const STARRED: readonly [number, string] = [2, '星标组'];
const FIRST_ID = 100;

/** The tags of one account, by id. Who carries one is kept with the people. 用户标签 */
export class TagBook {
  readonly #names = new Map<number, string>([STARRED]);
  #nextId = FIRST_ID;

  get all(): ReadonlyMap<number, string> {
    return this.#names;
  }

  has(id: number): boolean {
    return this.#names.has(id);
  }

  isReserved(id: number): boolean {
    return id >= 0 && id <= STARRED[0];
  }

  /** Whether another tag has this name already. */
  isTaken(name: string, by?: number): boolean {
    for (const [id, taken] of this.#names) if (taken === name && id !== by) return true;
    return false;
  }

  create(name: string): number {
    const id = this.#nextId;
    this.#nextId += 1;
    this.#names.set(id, name);
    return id;
  }

  rename(id: number, name: string): void {
    this.#names.set(id, name);
  }

  remove(id: number): void {
    this.#names.delete(id);
  }
}
