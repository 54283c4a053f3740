const WATCHED: readonly object[] = [
  Object.prototype,
  Array.prototype,
  String.prototype,
  Function.prototype,
  Object,
];

const snapshot = (): string =>
  WATCHED.map((one) =>
    Reflect.ownKeys(one)
      .map((name) => `${String(name)}:${typeof Object.getOwnPropertyDescriptor(one, name)?.value}`)
      .join(),
  ).join('|');

/** Tells whether what every object inherits from is as it was. */
export class PrototypeWatch {
  readonly #before = snapshot();
  readonly #keys = Object.keys({});

  get isClean(): boolean {
    const stray: string[] = [];
    for (const name in {}) stray.push(name);
    return stray.length === this.#keys.length && snapshot() === this.#before;
  }
}
