import { WorkRefusal } from '../api/work.refusal.js';
import { DepartmentTree } from './department.tree.js';
import { type MemberFacts, MemberState } from './member.state.js';

/** Who is in a corporation, and where. 通讯录 */
export class AddressBook {
  readonly departments: DepartmentTree;
  /** By their userids in lower case: WeCom tells no `Zhang` from `zhang`. */
  readonly #members = new Map<string, MemberState>();

  constructor(name: string) {
    this.departments = new DepartmentTree(name, (id) => this.membersOf(id).length > 0);
  }

  get members(): readonly MemberState[] {
    return [...this.#members.values()];
  }

  find(userid: string): MemberState | undefined {
    return this.#members.get(userid.toLowerCase());
  }

  /** @throws {WorkRefusal} when there is no such member */
  need(userid: string): MemberState {
    const member = this.find(userid);
    if (!member) throw new WorkRefusal(60111, userid);
    return member;
  }

  /** @param withChildren whether members of departments below count */
  membersOf(department: number, withChildren = false): MemberState[] {
    const ids = withChildren ? this.departments.below(department) : new Set([department]);
    return this.members.filter(({ departments }) => departments.some((id) => ids.has(id)));
  }

  /** @throws {WorkRefusal} for what another has already, or a department that is not there */
  add(facts: MemberFacts): MemberState {
    if (!/^[\w.@-]{1,64}$/.test(facts.userid)) throw new WorkRefusal(40003, facts.userid);
    if (this.find(facts.userid)) throw new WorkRefusal(60102, facts.userid);
    if (!facts.mobile && !facts.email) throw new WorkRefusal(60129);
    this.#check(facts);
    const member = new MemberState(facts);
    this.#members.set(member.userid.toLowerCase(), member);
    return member;
  }

  /** @throws {WorkRefusal} as {@link add} does */
  change(member: MemberState, { userid = member.userid, ...facts }: Partial<MemberFacts>): void {
    const other = this.find(userid);
    if (other && other !== member) throw new WorkRefusal(60102, userid);
    this.#check(facts, member);
    this.#members.delete(member.userid.toLowerCase());
    member.change({ ...facts, userid });
    this.#members.set(userid.toLowerCase(), member);
  }

  remove(member: MemberState): void {
    this.#members.delete(member.userid.toLowerCase());
  }

  #check({ mobile, email, department }: Partial<MemberFacts>, self?: MemberState): void {
    const others = this.members.filter((other) => other !== self);
    if (mobile && others.some(({ facts }) => facts.mobile === mobile)) throw new WorkRefusal(60104, mobile);
    if (email && others.some(({ facts }) => facts.email === email)) throw new WorkRefusal(60106, email);
    for (const id of department ?? [])
      if (!this.departments.has(id)) throw new WorkRefusal(60123, String(id));
  }
}
