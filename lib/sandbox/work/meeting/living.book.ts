import { WorkRefusal } from '../api/work.refusal.js';
import type { WorkBody } from '../api/work-call.interface.js';
import type { AgentState } from '../agent.state.js';
import type { MemberState } from '../contacts/member.state.js';
import type { CustomerState } from '../customer/customer.state.js';
import { newJobId } from '../work.identifiers.js';

/** What `living/create` takes. */
export type LivingFacts = WorkBody<'POST /cgi-bin/living/create'>;

/** 0 not begun, 1 under way, 2 ended, 3 not held, 4 cancelled. 直播状态 */
export type LivingStatus = 0 | 1 | 2 | 3 | 4;

/** Somebody who watched. */
export interface Viewer {
  readonly who: MemberState | CustomerState;
  /** Seconds. */
  readonly watched: number;
}

/** A livestream that was arranged. */
export interface Living {
  readonly id: string;
  readonly agent: AgentState;
  facts: LivingFacts;
  status: LivingStatus;
  startedAt?: number;
  endedAt?: number;
  hasReplay: boolean;
  readonly viewers: Viewer[];
}

/** Livestreams of a corporation. 直播 */
export class LivingBook {
  readonly #livings = new Map<string, Living>();
  /** What a shared page is opened with, and whose it is. ww_share_code */
  readonly shares = new Map<
    string,
    { readonly living: Living; readonly viewer: MemberState | CustomerState }
  >();

  get list(): readonly Living[] {
    return [...this.#livings.values()];
  }

  add(agent: AgentState, facts: LivingFacts): Living {
    const id = `lv${newJobId()}`;
    const living: Living = { id, agent, facts, status: 0, hasReplay: true, viewers: [] };
    this.#livings.set(id, living);
    return living;
  }

  /** Shares the page of a livestream. @returns what it is opened with */
  share(living: Living, viewer: MemberState | CustomerState): string {
    const code = newJobId();
    this.shares.set(code, { living, viewer });
    return code;
  }

  /** @throws {WorkRefusal} when there is none */
  need(id: string): Living {
    const living = this.#livings.get(id);
    if (!living) throw new WorkRefusal(40058, `there is no livingid ${id}`);
    return living;
  }

  /** One that has not begun. @throws {WorkRefusal} when there is none */
  needReserved(id: string): Living {
    const living = this.need(id);
    if (living.status !== 0) throw new WorkRefusal(40058, `the livestream has the status ${living.status}`);
    return living;
  }
}
