import { WorkRefusal } from '../api/work.refusal.js';
import type { MemberState } from '../contacts/member.state.js';
import type { CustomerState } from '../customer/customer.state.js';

/** 0 new and not looked at, 1 with the assistant, 2 waiting in the pool, 3 with a servicer, 4 ended. */
export type KfServiceState = 0 | 1 | 2 | 3 | 4;

/** Where a conversation may go from each state. 变更会话状态 */
const NEXT: Readonly<Record<KfServiceState, readonly number[]>> = {
  0: [1, 2, 3, 4],
  1: [2, 3, 4],
  2: [3, 4],
  3: [2, 3, 4],
  4: [],
};

const ENDED = 4;
const SERVED = 3;
/** What a customer's message allows: so many messages, within so long. */
const MOST_ANSWERS = 5;
const WINDOW = 48 * 3_600_000;

/** The conversation of one customer with one account. 会话 */
export class KfSession {
  #state: KfServiceState = 0;
  #servicer: MemberState | undefined;
  #lastMessageAt = -Infinity;
  #answers = 0;
  /** When the customer was last welcomed. */
  welcomedAt = -Infinity;
  /** How the customer came. */
  context: { readonly scene: string; readonly scene_param?: string } = { scene: '' };

  constructor(readonly customer: CustomerState) {}

  get state(): KfServiceState {
    return this.#state;
  }

  get servicer(): MemberState | undefined {
    return this.#state === SERVED ? this.#servicer : undefined;
  }

  /** Whether the customer has said anything within 48 hours. */
  hasSpoken(now: number): boolean {
    return now - this.#lastMessageAt < WINDOW;
  }

  /** The customer writes: an ended conversation begins anew. */
  hear(now: number): void {
    this.#lastMessageAt = now;
    this.#answers = 0;
    if (this.#state === ENDED) this.#state = 0;
  }

  /** The corporation writes. @throws {WorkRefusal} when it may not */
  answer(now: number): void {
    if (this.#state === ENDED) throw new WorkRefusal(95013);
    if (this.#state > 1) throw new WorkRefusal(95018, `service_state is ${this.#state}`);
    if (!this.hasSpoken(now)) throw new WorkRefusal(95002);
    if (this.#answers >= MOST_ANSWERS) throw new WorkRefusal(95001);
    this.#answers += 1;
  }

  /** @returns who served before. @throws {WorkRefusal} when it cannot go there from here */
  change(state: number, servicer?: MemberState): MemberState | undefined {
    const before = this.servicer;
    if (!NEXT[this.#state].includes(state)) throw new WorkRefusal(95016, `from ${this.#state} to ${state}`);
    this.#state = state as KfServiceState;
    this.#servicer = servicer;
    return before;
  }
}
