import type { Queue } from 'bullmq';
import type { QueueScripts } from './queue.scripts.js';

/** A job, and the lane it stands in; without one it has no order. */
export interface Standing {
  readonly id: string;
  readonly lane?: string | undefined;
}

/** Where a job stands. */
export interface Turn {
  /** 0 for the head, which may run. */
  readonly rank: number;
  /** Whether the job is another worker's, or has ended. */
  readonly isLost: boolean;
}

/** Milliseconds a place is held for a job that is not there: WeChat repeats what its process did not live to keep. */
const PATIENCE = 15_000;
/** Milliseconds a lane is known for after the last job came. */
const LIFE = 30 * 24 * 3600_000;

/** The lanes of all senders: who may run, and who is next. */
export class Lanes {
  readonly #completed: string;
  readonly #failed: string;
  readonly #prefix: string;

  constructor(
    private readonly queue: Queue,
    private readonly scripts: QueueScripts,
  ) {
    this.#completed = queue.toKey('completed');
    this.#failed = queue.toKey('failed');
    this.#prefix = queue.toKey('');
  }

  /** Gives a job its place. @returns how many are before it; undefined when it was kept before */
  async place({ id, lane }: Standing): Promise<number | undefined> {
    const keys = [this.#laneKey(lane), this.queue.toKey(id), this.#memoryKey(id)];
    const rank = await this.scripts.run('wechatInboxPlace', keys, [id, lane ? '1' : '0', String(LIFE)]);
    return Number(rank) < 0 ? undefined : Number(rank);
  }

  /**
   * Looks where a job stands, and wakes the head that has become one by this look.
   *
   * @param token of whoever works on it: it is given a place if it has none
   */
  async look({ id, lane }: Standing, token = ''): Promise<Turn> {
    const keys = [this.#laneKey(lane), this.#completed, this.#failed];
    const args = [id, this.#prefix, String(PATIENCE), String(LIFE), token];
    const [rank, head] = (await this.scripts.run('wechatInboxLook', keys, args)) as [number, string];
    if (head !== '' && head !== id) await this.wake(head);
    return { rank: Number(rank), isLost: Number(rank) < 0 };
  }

  /** Takes a job that has ended out of its lane, and wakes the next. One that comes again stays. */
  async leave({ id, lane }: Standing, rememberFor: number): Promise<void> {
    const keys = [this.#laneKey(lane), this.#completed, this.#failed, this.#memoryKey(id)];
    const next = String(
      await this.scripts.run('wechatInboxLeave', keys, [id, this.#prefix, String(rememberFor)]),
    );
    if (next !== '') await this.wake(next);
  }

  /** Ends the wait of a job that has not had its turn. */
  async wake(id: string): Promise<void> {
    const job = await this.queue.getJob(id);
    try {
      await job?.promote();
    } catch {
      // it does not wait, or not any more
    }
  }

  #laneKey(lane = ''): string {
    return this.queue.toKey(`wechat-lane:${lane}`);
  }

  /** Remembers a job that has ended, for longer than the queue does. */
  #memoryKey(id: string): string {
    return this.queue.toKey(`wechat-seen:${id}`);
  }
}
