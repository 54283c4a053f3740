import { randomInt } from 'node:crypto';
import { WorkRefusal } from '../api/work.refusal.js';
import type { WorkBody } from '../api/work-call.interface.js';
import type { AgentState } from '../agent.state.js';
import { newJobId } from '../work.identifiers.js';

/** What `meeting/create` takes. */
export type MeetingFacts = WorkBody<'POST /cgi-bin/meeting/create'>;

/** 1 not begun, 2 under way, 3 ended, 4 cancelled. */
export type MeetingStatus = 1 | 2 | 3 | 4;

/** A meeting that was arranged. */
export interface Meeting {
  readonly id: string;
  readonly code: string;
  /** Who is told of what happens in it. */
  readonly agent: AgentState;
  facts: MeetingFacts;
  status: MeetingStatus;
}

/** Meetings of a corporation. 预约会议 */
export class MeetingBook {
  readonly #meetings = new Map<string, Meeting>();

  get list(): readonly Meeting[] {
    return [...this.#meetings.values()];
  }

  add(agent: AgentState, facts: MeetingFacts): Meeting {
    const code = String(randomInt(100_000_000, 1_000_000_000));
    const meeting: Meeting = { id: `hy${newJobId()}`, code, agent, facts, status: 1 };
    this.#meetings.set(meeting.id, meeting);
    return meeting;
  }

  /** @throws {WorkRefusal} when there is none */
  need(id: string): Meeting {
    const meeting = this.#meetings.get(id);
    if (!meeting) throw new WorkRefusal(400040, id);
    return meeting;
  }

  /** One that can be changed still. @throws {WorkRefusal} when there is none */
  needLiving(id: string): Meeting {
    const meeting = this.need(id);
    if (meeting.status === 4) throw new WorkRefusal(400041);
    return meeting;
  }
}
