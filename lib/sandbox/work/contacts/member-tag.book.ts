import { WorkRefusal } from '../api/work.refusal.js';
import type { AddressBook } from './address-book.js';
import type { MemberState } from './member.state.js';

/** A tag, with whom it was put on. */
export interface MemberTag {
  readonly id: number;
  name: string;
  readonly members: Set<MemberState>;
  readonly departments: Set<number>;
}

/** Whom a call wants tagged. */
export interface Tagged {
  readonly userlist?: readonly string[];
  readonly partylist?: readonly number[];
}

/** Those of {@link Tagged} that are not in the address book. */
export interface Untaggable {
  invalidlist?: string;
  invalidparty?: number[];
}

/** The tags of a corporation's members. 标签 */
export class MemberTagBook {
  readonly #tags = new Map<number, MemberTag>();
  #lastId = 0;

  constructor(private readonly book: AddressBook) {}

  get list(): readonly MemberTag[] {
    return [...this.#tags.values()];
  }

  has(id: number): boolean {
    return this.#tags.has(id);
  }

  /** @throws {WorkRefusal} when there is none */
  need(id: number): MemberTag {
    const tag = this.#tags.get(id);
    if (!tag) throw new WorkRefusal(40068, String(id));
    return tag;
  }

  /** @throws {WorkRefusal} for a name or an id that is taken */
  add(name: string, id = this.#lastId + 1): MemberTag {
    this.#refuseTaken(name);
    if (this.has(id)) throw new WorkRefusal(40068, `${id} is taken`);
    const tag = { id, name, members: new Set<MemberState>(), departments: new Set<number>() };
    this.#tags.set(id, tag);
    this.#lastId = Math.max(this.#lastId, id);
    return tag;
  }

  /** @throws {WorkRefusal} for a name that is taken */
  rename(id: number, name: string): void {
    const tag = this.need(id);
    if (tag.name !== name) this.#refuseTaken(name);
    tag.name = name;
  }

  /** @throws {WorkRefusal} when there is none */
  remove(id: number): void {
    this.need(id);
    this.#tags.delete(id);
  }

  /** Members with a tag, and all of the departments with it. */
  membersOf({ members, departments }: MemberTag): MemberState[] {
    const inDepartments = [...departments].flatMap((id) => this.book.membersOf(id, true));
    const present = new Set(this.book.members);
    return [...new Set([...members, ...inDepartments])].filter((member) => present.has(member));
  }

  /** Puts a tag on, or takes it off. @throws {WorkRefusal} when nobody of those named is there */
  apply(action: 'add' | 'delete', id: number, { userlist = [], partylist = [] }: Tagged): Untaggable {
    const tag = this.need(id);
    const unknown = userlist.filter((userid) => !this.book.find(userid));
    const nowhere = partylist.filter((party) => !this.book.departments.has(party));
    const named = userlist.length + partylist.length;
    if (named === 0 || unknown.length + nowhere.length === named) throw new WorkRefusal(40070);
    for (const userid of userlist) {
      const member = this.book.find(userid);
      if (member) tag.members[action](member);
    }
    for (const party of partylist) if (this.book.departments.has(party)) tag.departments[action](party);
    return {
      ...(unknown.length > 0 ? { invalidlist: unknown.join('|') } : {}),
      ...(nowhere.length > 0 ? { invalidparty: nowhere } : {}),
    };
  }

  #refuseTaken(name: string): void {
    if (this.list.some((tag) => tag.name === name)) throw new WorkRefusal(40071, name);
  }
}
