import { Injectable } from '@nestjs/common';

export type Decision = 'approved' | 'rejected';
export type LeaveState = 'asked' | Decision;

/** A member who wants to be away. */
export interface Leave {
  /** `task_id` of its card. */
  readonly number: string;
  readonly userid: string;
  readonly name: string;
  readonly reason: string;
  readonly state: LeaveState;
}

/** Leave that was asked for (请假单): a database, in earnest. */
@Injectable()
export class Leaves {
  readonly #leaves = new Map<string, Leave>();

  /** @param leave its number is that of the message it came with: what comes twice is the same leave */
  add(leave: Omit<Leave, 'state'>): Leave {
    const added = this.#leaves.get(leave.number) ?? { ...leave, state: 'asked' };
    this.#leaves.set(leave.number, added);
    return added;
  }

  /** @returns the leave, when this has decided on it; undefined for one that is unknown or was decided on before */
  decide(number: string, state: Decision): Leave | undefined {
    const leave = this.#leaves.get(number);
    if (leave?.state !== 'asked') return undefined;
    const decided = { ...leave, state };
    this.#leaves.set(number, decided);
    return decided;
  }

  get(number: string): Leave | undefined {
    return this.#leaves.get(number);
  }

  of(userid: string): Leave[] {
    return this.all().filter((leave) => leave.userid === userid);
  }

  all(): Leave[] {
    return [...this.#leaves.values()];
  }
}
