import type { Logger } from '@nestjs/common';
import { DelayedError, type Job, type Queue, UnrecoverableError, Worker } from 'bullmq';
import { beforeDeadline, type KeptPush, KeptPushError, type RunKept, TOO_LATE } from '../callback/index.js';
import type { AwayNotice } from './away.notice.js';
import type { ResolvedBullInbox } from './bull-inbox-options.interface.js';
import { DEAD_LETTER, NOT_OURS, STILL_RUNNING, TRIED_AGAIN } from './inbox.messages.js';
import type { Lanes, Standing } from './lanes.js';
import { parkingTime } from './parking.time.js';

/** What a job of the inbox holds. */
export interface InboxJob {
  readonly push: KeptPush;
  readonly lane?: string | undefined;
  /** Milliseconds for which WeChat's repeats are to be expected. */
  readonly repeatedFor: number;
}

export interface WorkerRooms {
  readonly queue: Queue;
  readonly options: ResolvedBullInbox;
  readonly lanes: Lanes;
  readonly notice: AwayNotice;
  readonly logger: Logger;
}

/** Milliseconds between two looks for jobs whose worker has died. It is dead half a minute after it last said that it lives. */
const LOOK_FOR_DEAD = 10_000;
/** Milliseconds a job comes back after what is left of it was due: those who took it may need some. */
const MARGIN = 2_000;
/** Milliseconds handlers are given at shutdown. */
const SHUTDOWN_GRACE = 10_000;

/** Runs the jobs of the inbox: those of one sender one after the other, whatever process has them. */
export class InboxWorker {
  readonly #worker: Worker<InboxJob>;
  readonly #leaving = new Set<Promise<void>>();

  constructor(
    private readonly rooms: WorkerRooms,
    private readonly run: RunKept,
  ) {
    const { queue, options, notice } = rooms;
    const { connection, prefix, telemetry, skipVersionCheck } = queue.opts;
    this.#worker = new Worker<InboxJob>(queue.name, (job, token) => this.#work(job, token), {
      connection,
      prefix,
      telemetry,
      skipVersionCheck,
      concurrency: options.concurrency,
      stalledInterval: LOOK_FOR_DEAD,
      // whoever dies of a push takes it along in the end
      maxStalledCount: options.attempts,
    });
    this.#worker.on('error', (error) => notice.away(error));
    this.#worker.on('completed', (job) => {
      notice.back();
      this.#leave(job);
    });
    this.#worker.on('failed', (job, error) => {
      if (job) this.#failed(job, error);
    });
  }

  /** Begins nothing more, and lets finish what runs. */
  async close(): Promise<void> {
    const closed = this.#worker.close().then(() => Promise.allSettled(this.#leaving));
    if ((await beforeDeadline(closed, SHUTDOWN_GRACE)) === TOO_LATE)
      this.rooms.logger.warn(STILL_RUNNING(SHUTDOWN_GRACE / 1000));
  }

  async #work(job: Job<InboxJob>, token = ''): Promise<void> {
    const { push, lane } = job.data;
    const id = String(job.id);
    if (typeof push?.client !== 'string') throw new UnrecoverableError(NOT_OURS);
    if (lane !== undefined && !(await this.#hasTurn(job, { id, lane }, token))) throw new DelayedError();
    const again = await this.run(push, id).catch((error: KeptPushError) => {
      throw error.isFinal ? unrecoverable(error) : error;
    });
    if (again === undefined) return;
    await job.moveToDelayed(Date.now() + again + MARGIN, token);
    throw new DelayedError();
  }

  /** One that has not waits until it is woken. */
  async #hasTurn(job: Job<InboxJob>, standing: Standing, token: string): Promise<boolean> {
    const { lanes, notice } = this.rooms;
    try {
      const { rank, isLost } = await lanes.look(standing, token);
      if (rank === 0) return true;
      if (isLost) return false;
      const looks = Math.max((job.attemptsStarted ?? 1) - job.attemptsMade - 1, 0);
      await job.moveToDelayed(Date.now() + parkingTime(rank, looks), token);
      // those before it may have ended meanwhile, and had nobody to wake
      if ((await lanes.look(standing)).rank === 0) await lanes.wake(standing.id);
    } catch (error) {
      // without an answer nothing is begun: the job comes again when its lock has run out
      notice.away(error);
    }
    return false;
  }

  #failed(job: Job<InboxJob>, error: Error): void {
    const { logger, queue } = this.rooms;
    const { attemptsMade, name } = job;
    const { attempts = 1 } = job.opts;
    const what = (error as Partial<KeptPushError>).handler ?? `The push "${name}"`;
    if (error.name === 'UnrecoverableError' || attemptsMade >= attempts)
      logger.error(DEAD_LETTER(what, String(job.id), queue.name), error.stack);
    else logger.warn(TRIED_AGAIN(what, attemptsMade, attempts));
    this.#leave(job);
  }

  /** Out of the lane when it has ended, and not before. */
  #leave({ id, data }: Job<InboxJob>): void {
    const { lanes, notice } = this.rooms;
    const leaving = lanes
      .leave({ id: String(id), lane: data?.lane }, data?.repeatedFor ?? 1)
      .catch((error: unknown) => notice.away(error));
    this.#leaving.add(leaving);
    void leaving.then(() => this.#leaving.delete(leaving));
  }
}

/** What BullMQ does not try again, with the handler it is told of. */
function unrecoverable({ message, handler, stack }: KeptPushError): UnrecoverableError {
  return Object.assign(new UnrecoverableError(message), { handler, stack });
}
