import { Logger } from '@nestjs/common';
import type { JobsOptions, Queue } from 'bullmq';
import {
  beforeDeadline,
  type CallbackInbox,
  type InboxEntry,
  type RunKept,
  TOO_LATE,
} from '../callback/index.js';
import { WeChatStorageError } from '../common/index.js';
import { fingerprint, randomText } from '../crypto/index.js';
import { AwayNotice } from './away.notice.js';
import type { ResolvedBullInbox } from './bull-inbox-options.interface.js';
import { InboxWorker, type InboxJob } from './inbox.worker.js';
import { NOT_KEPT } from './inbox.messages.js';
import { Lanes, type Standing } from './lanes.js';
import { parkingTime } from './parking.time.js';
import { QueueScripts } from './queue.scripts.js';

/** Milliseconds within which it has to be certain that a push is kept: WeChat waits for five seconds. */
const KEPT_WITHIN = 3_000;
/** Jobs that are done are there to be looked at for a while: repeats are known without them. */
const DONE: JobsOptions['removeOnComplete'] = { age: 3600, count: 1000 };

/** Keeps pushes as the jobs of a BullMQ queue: one for each, in the lane of its sender. */
export class BullInbox implements CallbackInbox {
  readonly #logger = new Logger('WeChatInbox');
  readonly #notice: AwayNotice;
  readonly #scripts: QueueScripts;
  readonly #lanes: Lanes;
  #worker: InboxWorker | undefined;

  /** @throws {WeChatConfigError} for a queue that is not in a Redis */
  constructor(
    private readonly queue: Queue,
    private readonly options: ResolvedBullInbox,
  ) {
    this.#notice = new AwayNotice(this.#logger, queue.name);
    this.#scripts = new QueueScripts(queue);
    this.#lanes = new Lanes(queue, this.#scripts);
    queue.on('error', (error) => this.#notice.away(error));
  }

  async keep(entry: InboxEntry): Promise<void> {
    const keeping = this.#keep(entry);
    keeping.catch(() => undefined); // what comes too late is nobody's to hear
    try {
      if ((await beforeDeadline(keeping, KEPT_WITHIN)) === TOO_LATE)
        throw new WeChatStorageError(NOT_KEPT(this.queue.name));
      this.#notice.back();
    } catch (error) {
      this.#notice.away(error);
      throw error instanceof WeChatStorageError
        ? error
        : new WeChatStorageError(NOT_KEPT(this.queue.name), { cause: error });
    }
  }

  start(run: RunKept): void {
    if (this.options.concurrency === 0) return;
    const { queue, options } = this;
    const rooms = { queue, options, lanes: this.#lanes, notice: this.#notice, logger: this.#logger };
    this.#worker = new InboxWorker(rooms, run);
  }

  async close(): Promise<void> {
    await this.#worker?.close();
  }

  async #keep({ push, key, sender, repeatedFor }: InboxEntry): Promise<void> {
    const { attempts, backoff } = this.options;
    const standing: Standing = {
      id: key === undefined ? randomText(20) : idOf(key),
      lane: sender === undefined ? undefined : idOf(sender),
    };
    await this.#scripts.connected(KEPT_WITHIN);
    const rank = await this.#lanes.place(standing);
    if (rank === undefined) return;
    const data: InboxJob = { push, lane: standing.lane, repeatedFor };
    await this.queue.add(`${push.kind} ${push.name}`, data, {
      jobId: standing.id,
      attempts,
      backoff: { type: 'exponential', delay: backoff },
      delay: rank > 0 ? parkingTime(rank) : 0,
      removeOnComplete: DONE,
      removeOnFail: false,
    });
    // those before it may have ended meanwhile, and had nobody to wake
    if (rank > 0) this.#wakeIfHead(standing).catch((error: unknown) => this.#notice.away(error));
  }

  async #wakeIfHead(standing: Standing): Promise<void> {
    const { rank } = await this.#lanes.look(standing);
    if (rank === 0) await this.#lanes.wake(standing.id);
  }
}

/** Ids of jobs say nothing of whose they are, and are no longer than need be. */
const idOf = (text: string): string => fingerprint(text).slice(0, 40);
