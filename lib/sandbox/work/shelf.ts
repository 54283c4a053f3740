import { WorkRefusal } from './api/work.refusal.js';

/** Things of one kind that are made, read, changed and taken away by their ids. */
export class Shelf<Id extends string | number, Thing extends object> {
  readonly #things = new Map<Id, Thing>();

  constructor(
    private readonly newId: () => Id,
    /** The errcode for an id that is none. */
    private readonly unknown = 40058,
  ) {}

  get entries(): readonly (readonly [id: Id, thing: Thing])[] {
    return [...this.#things];
  }

  get list(): readonly Thing[] {
    return [...this.#things.values()];
  }

  add(thing: Thing, id = this.newId()): Id {
    this.#things.set(id, thing);
    return id;
  }

  find(id: Id): Thing | undefined {
    return this.#things.get(id);
  }

  /** @throws {WorkRefusal} when there is none */
  need(id: Id): Thing {
    const thing = this.#things.get(id);
    if (!thing) throw new WorkRefusal(this.unknown, `there is no ${String(id)}`);
    return thing;
  }

  /** Replaces the fields that are given. @throws {WorkRefusal} when there is none */
  change(id: Id, facts: Partial<Thing>): Thing {
    const given = Object.entries(facts).filter(([, value]) => value !== undefined);
    const thing = { ...this.need(id), ...Object.fromEntries(given) };
    this.#things.set(id, thing);
    return thing;
  }

  /** @throws {WorkRefusal} when there is none */
  remove(id: Id): Thing {
    const thing = this.need(id);
    this.#things.delete(id);
    return thing;
  }
}
