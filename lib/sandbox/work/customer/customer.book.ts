import { CodeBook } from '../../login/code.book.js';
import type { SandboxAddMemberOptions } from '../../interfaces/sandbox-customer.interface.js';
import type { SandboxClock } from '../../world/sandbox.clock.js';
import { WorkRefusal } from '../api/work.refusal.js';
import type { MemberState } from '../contacts/member.state.js';
import { newWorkCode } from '../work.identifiers.js';
import type { CustomerState, Follow } from './customer.state.js';

const WELCOME_LIFE = 20;
const BY_CODE = 1;
/** 管理员/负责人分配 */
const BY_TRANSFER = 202;

/** A member who left while they looked after a customer. */
export interface Unassigned {
  readonly member: MemberState;
  readonly customer: CustomerState;
  readonly follow: Follow;
  /** Seconds. */
  readonly leftAt: number;
}

/** Whom a corporation's members look after. 客户 */
export class CustomerBook {
  readonly #customers = new Map<string, CustomerState>();
  readonly welcomes: CodeBook<{ readonly member: MemberState; readonly customer: CustomerState }>;
  readonly unassigned: Unassigned[] = [];

  constructor(private readonly clock: SandboxClock) {
    this.welcomes = new CodeBook(clock, newWorkCode, WELCOME_LIFE);
  }

  get list(): readonly CustomerState[] {
    return [...this.#customers.values()];
  }

  add(customer: CustomerState): void {
    this.#customers.set(customer.externalUserId, customer);
  }

  find(externalUserId: string): CustomerState | undefined {
    return this.#customers.get(externalUserId);
  }

  /** @throws {WorkRefusal} when there is no such person */
  need(externalUserId: string): CustomerState {
    const customer = this.find(externalUserId);
    if (!customer) throw new WorkRefusal(40096, externalUserId);
    return customer;
  }

  /** Those a member looks after. */
  of(member: MemberState): CustomerState[] {
    return this.list.filter(({ follows }) => follows.has(member));
  }

  /** @throws {WorkRefusal} when the member does not look after the customer */
  followOf(customer: CustomerState, member: MemberState): Follow {
    const follow = customer.follows.get(member);
    if (!follow) throw new WorkRefusal(84061);
    return follow;
  }

  /** Lets a member look after a customer. */
  follow(
    customer: CustomerState,
    member: MemberState,
    { state, addWay = BY_CODE, linkId }: SandboxAddMemberOptions & { linkId?: string | undefined } = {},
  ): Follow {
    const createtime = this.clock.seconds();
    const follow = {
      createtime,
      addWay,
      state,
      linkId,
      remark: customer.name,
      description: '',
      tagIds: new Set<string>(),
    };
    customer.follows.set(member, follow);
    return follow;
  }

  /** Hands a customer over. */
  transfer(customer: CustomerState, from: MemberState, to: MemberState): void {
    const follow = customer.follows.get(from);
    customer.follows.delete(from);
    if (follow) customer.follows.set(to, { ...follow, addWay: BY_TRANSFER });
  }

  /** Names somebody to look after a leaver's customer. */
  assign(customer: CustomerState, from: string, to: MemberState): void {
    const index = this.unassigned.findIndex((one) => one.customer === customer && one.member.userid === from);
    const [found] = index < 0 ? [] : this.unassigned.splice(index, 1);
    if (found) customer.follows.set(to, { ...found.follow, addWay: BY_TRANSFER });
  }

  /** Nobody looks after a leaver's customers until somebody is named. */
  release(member: MemberState): void {
    const leftAt = this.clock.seconds();
    for (const customer of this.of(member)) {
      const follow = customer.follows.get(member) as Follow;
      customer.follows.delete(member);
      this.unassigned.push({ member, customer, follow, leftAt });
    }
  }
}
