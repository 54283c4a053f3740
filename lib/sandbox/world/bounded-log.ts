/** The last entries of a log. */
export class BoundedLog<T> {
  #entries: T[] = [];

  constructor(private readonly limit: number) {}

  add(entry: T): void {
    this.#entries.push(entry);
    if (this.#entries.length >= this.limit * 2) this.#entries = this.#entries.slice(-this.limit);
  }

  get entries(): readonly T[] {
    return this.#entries.slice(-this.limit);
  }

  clear(): void {
    this.#entries = [];
  }
}
