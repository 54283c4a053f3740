import type { WorkAnswer } from '../api/work-call.interface.js';
import { WorkRefusal } from '../api/work.refusal.js';

/** What `department/get` tells. */
export type Department = WorkAnswer<'GET /cgi-bin/department/get'>['department'];

const ROOT = 1;
/** WeCom counts down from here, so that what is made later stands further below. */
const FIRST_ORDER = 100_000_000;

/** The departments of a corporation; the first is the corporation itself. 部门 */
export class DepartmentTree {
  readonly #departments = new Map<number, Department>();
  #lastId = ROOT;

  constructor(
    name: string,
    private readonly hasMembers: (id: number) => boolean,
  ) {
    this.#departments.set(ROOT, { id: ROOT, name, parentid: 0, order: FIRST_ORDER, department_leader: [] });
  }

  has(id: number): boolean {
    return this.#departments.has(id);
  }

  /** @throws {WorkRefusal} when there is none */
  need(id: number): Department {
    const department = this.#departments.get(id);
    if (!department) throw new WorkRefusal(60003, String(id));
    return department;
  }

  /** A department and all below it. @throws {WorkRefusal} when there is none */
  under(id: number): Department[] {
    this.need(id);
    const ids = this.below(id);
    return [...this.#departments.values()].filter((one) => ids.has(one.id));
  }

  /** Ids of a department and of all below it. */
  below(id: number): ReadonlySet<number> {
    const found = new Set([id]);
    for (let size = 0; size !== found.size;) {
      size = found.size;
      for (const one of this.#departments.values()) if (found.has(one.parentid)) found.add(one.id);
    }
    return found;
  }

  /** @throws {WorkRefusal} for a parent that is not there, or an id or name that is taken */
  add(facts: Omit<Department, 'id' | 'order'> & { id?: number; order?: number }): Department {
    const { id = this.#nextId(), order = FIRST_ORDER - this.#departments.size } = facts;
    if (!this.has(facts.parentid)) throw new WorkRefusal(60004, String(facts.parentid));
    if (this.has(id)) throw new WorkRefusal(60008, String(id));
    this.#refuseTaken(facts.name, facts.parentid);
    const department = { department_leader: [], ...facts, id, order };
    this.#departments.set(id, department);
    this.#lastId = Math.max(this.#lastId, id);
    return department;
  }

  /** @throws {WorkRefusal} as {@link add} does, and for a circle */
  change(id: number, facts: Partial<Department>): void {
    const department = this.need(id);
    const { name = department.name, parentid = department.parentid } = facts;
    if (parentid !== department.parentid) {
      if (!this.has(parentid)) throw new WorkRefusal(60004, String(parentid));
      if (this.below(id).has(parentid)) throw new WorkRefusal(60010);
    }
    this.#refuseTaken(name, parentid, id);
    this.#departments.set(id, { ...department, ...facts, id });
  }

  /** @throws {WorkRefusal} unless it is empty */
  remove(id: number): void {
    this.need(id);
    if (id === ROOT) throw new WorkRefusal(60007);
    if (this.hasMembers(id)) throw new WorkRefusal(60005);
    if (this.below(id).size > 1) throw new WorkRefusal(60006);
    this.#departments.delete(id);
  }

  #nextId(): number {
    return this.#lastId + 1;
  }

  #refuseTaken(name: string | undefined, parentid: number, self?: number): void {
    for (const one of this.#departments.values())
      if (one.id !== self && one.parentid === parentid && one.name === name)
        throw new WorkRefusal(60008, name);
  }
}
