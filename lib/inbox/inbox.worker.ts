import { setImmediate } from 'node:timers/promises';
import type { Logger } from '@nestjs/common';
import { DelayedError, type Job, type Queue, UnrecoverableError, Worker } from 'bullmq';
import { beforeDeadline, type KeptPush, KeptPushError, type RunKept, TOO_LATE } from '../callback/index.js';
import type { AwayNotice } from './away.notice.js';
import type { ResolvedBullInbox } from './bull-inbox-options.interface.js';
import { DEAD_LETTER, LOCK_LOST, NOT_OURS, STILL_RUNNING, TRIED_AGAIN } from './inbox.messages.js';
import type { Lanes, Standing } from './lanes.js';
import { parkingTime } from './parking.time.js';
import { clientOf } from './redis.client.js';
import { RunningJobs } from './running.jobs.js';

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

/** Milliseconds after which a worker is taken for dead that has not said that it lives: longer than a Redis takes to start again. */
const DEAD_AFTER = 30_000;
const SAYS_IT_LIVES = 10_000;
/** Milliseconds between two looks for jobs of the dead. */
const LOOK_FOR_DEAD = 10_000;
/** Milliseconds a job comes back after what is left of it was due: those who took it may need some. */
const MARGIN = 2_000;
/** Milliseconds an answer of Redis is waited for at shutdown. */
const FETCHED_WITHIN = 1_000;
/** Milliseconds handlers are given at shutdown. */
const SHUTDOWN_GRACE = 10_000;

/** Runs the jobs of the inbox: those of one sender one after the other, whatever process has them. */
export class InboxWorker {
  readonly #worker: Worker<InboxJob>;
  readonly #running = new RunningJobs();
  #isClosing = false;

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
      lockDuration: DEAD_AFTER,
      lockRenewTime: SAYS_IT_LIVES,
      stalledInterval: LOOK_FOR_DEAD,
      // whoever dies of a push takes it along in the end
      maxStalledCount: options.attempts,
    });
    this.#worker.on('error', (error) => this.#warn(error));
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
    this.#isClosing = true;
    await this.#worker.pause(true);
    const ended = this.#fetched()
      .then(() => this.#running.handled())
      .then(() => this.#end());
    if ((await beforeDeadline(ended, SHUTDOWN_GRACE)) === TOO_LATE)
      this.rooms.logger.warn(STILL_RUNNING(SHUTDOWN_GRACE / 1000));
  }

  /** A job that was asked for before is here by then: answers come in the order of questions. */
  async #fetched(): Promise<void> {
    const ask = async (): Promise<void> => {
      const client = await clientOf(this.#worker);
      await client?.get(this.rooms.queue.toKey('wechat-fetched'));
    };
    await beforeDeadline(
      ask().catch(() => undefined),
      FETCHED_WITHIN,
    );
    await setImmediate();
  }

  /** By force: BullMQ's own way waits without end for a connection that is just being made again. */
  async #end(): Promise<void> {
    await this.#running.settled();
    await this.#worker.close(true);
  }

  async #work(job: Job<InboxJob>, token = ''): Promise<void> {
    const { push, lane } = job.data;
    const id = String(job.id);
    if (typeof push?.client !== 'string') throw new UnrecoverableError(NOT_OURS);
    if (this.#isClosing) return this.#putBack(job, token, 0);
    if (lane !== undefined && !(await this.#hasTurn(job, { id, lane }, token))) throw new DelayedError();
    const again = await this.#running
      .run(id, () => this.run(push, id))
      .catch(async (error: KeptPushError) => {
        // its handler is done with it
        if (error.reply !== undefined)
          await job
            .updateData({ ...job.data, push: { ...push, reply: error.reply } })
            .catch((fault: unknown) => this.rooms.notice.away(fault));
        throw error.isFinal ? unrecoverable(error) : error;
      });
    if (again !== undefined) await this.#putBack(job, token, again + MARGIN);
  }

  /** Has a job come again, which counts as no attempt. */
  async #putBack(job: Job<InboxJob>, token: string, delay: number): Promise<never> {
    const back = job.moveToDelayed(Date.now() + delay, token);
    this.#running.told(
      String(job.id),
      back.catch(() => undefined),
    );
    await back;
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

  #warn(error: Error): void {
    const { logger, notice, queue } = this.rooms;
    if (/\block\b/i.test(error.message)) logger.warn(LOCK_LOST(queue.name, error.message));
    else notice.away(error);
  }

  #failed(job: Job<InboxJob>, error: Error): void {
    const { logger, queue } = this.rooms;
    const { attemptsMade, name } = job;
    const { attempts = 1 } = job.opts;
    const what = (error as Partial<KeptPushError>).what ?? `The push "${name}"`;
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
    this.#running.told(String(id), leaving);
  }
}

/** What BullMQ does not try again, with what it is told of. */
function unrecoverable({ message, what, stack }: KeptPushError): UnrecoverableError {
  return Object.assign(new UnrecoverableError(message), { what, stack });
}
