import { Logger } from '@nestjs/common';
import type { Unfolding } from '../../client/index.js';
import type { WorkKfMessage } from './kf-message.interface.js';
import { CURSOR_IN_MEMORY, GIVEN_UP } from './kf.messages.js';
import { backOff, KfProgress } from './kf.progress.js';
import { kfPush } from './kf.push.js';
import type { KfPage, KfReader } from './kf.reader.js';
import type { WorkKfMessageService } from './message.service.js';

/** Conversations whose handlers run at once. */
const MAX_LANES = 10;
/** Readings in which no messages could be had, one after the other, until the next announcement is waited for. */
const MAX_MISSES = 5;

type Take = Parameters<Unfolding['run']>[0];
type Later = Parameters<Unfolding['run']>[1];

/** What is known of an account. */
interface Account {
  readonly openKfId: string;
  /** Of the newest announcement. */
  token: string | undefined;
  readonly progress: KfProgress;
  /** The last reading that has not ended, and the one that has not begun. */
  last?: Promise<void> | undefined;
  queued?: Promise<void> | undefined;
  misses: number;
  /** When it is read again of its own accord. */
  again?: number | undefined;
}

/**
 * Hands the messages of an account to their handlers: those of one customer in their order, several customers side by side.
 * What comes while it is being read has it read once more afterwards. The place moves on when all handlers of a page have
 * succeeded; those that did are not run again when others did not, and those that did not are tried again after a while.
 */
export class KfInbox {
  readonly #logger = new Logger('WeChatWork');
  readonly #accounts = new Map<string, Account>();
  #hasWarned = false;
  #isClosed = false;

  constructor(
    private readonly name: string,
    private readonly reader: KfReader,
    private readonly messages: WorkKfMessageService,
  ) {}

  /** @throws what the first handler failed with, or why no messages could be had */
  open(openKfId: string, token: string | undefined, take: Take, later: Later): Promise<void> {
    if (!this.reader.isDurable && !this.#hasWarned) this.#logger.warn(CURSOR_IN_MEMORY(this.name));
    this.#hasWarned = true;
    const account = this.#accounts.get(openKfId) ?? {
      openKfId,
      token,
      progress: new KfProgress(),
      misses: 0,
    };
    this.#accounts.set(openKfId, account);
    account.token = token;
    return this.#next(account, take, later);
  }

  /** Reads no more of its own accord. */
  close(): void {
    this.#isClosed = true;
  }

  /** The reading that begins once the one under way has ended. */
  #next(account: Account, take: Take, later: Later): Promise<void> {
    if (account.queued) return account.queued;
    const begin = (): Promise<void> => {
      account.queued = undefined;
      return this.#read(account, take, later);
    };
    const done = (account.last ?? Promise.resolve()).then(begin, begin);
    account.queued = done;
    account.last = done;
    const end = (): void => {
      if (account.last === done) account.last = undefined;
    };
    done.then(end, end);
    return done;
  }

  async #read(account: Account, take: Take, later: Later): Promise<void> {
    const again = (delay: number): void => this.#again(account, delay, take, later);
    try {
      for await (const page of this.reader.pages(account.openKfId, { token: account.token })) {
        account.misses = 0;
        const failures = await this.#takeAll(account, page, take);
        const { due } = account.progress;
        if (due !== undefined) {
          again(due);
          if (failures.length > 0) throw new Failed(failures[0]);
          return; // what failed before is not due
        }
        account.progress.clear();
      }
      account.misses = 0;
      account.again = undefined; // nothing is left to come back for
    } catch (error) {
      if (error instanceof Failed) throw error.cause;
      account.misses += 1;
      if (account.misses <= MAX_MISSES) again(backOff(account.misses));
      throw error;
    }
  }

  #again(account: Account, delay: number, take: Take, later: Later): void {
    const due = Date.now() + delay;
    if (account.again !== undefined && account.again <= due) return;
    account.again = due;
    later(delay, async () => {
      if (account.again !== due || this.#isClosed) return;
      account.again = undefined;
      await this.#next(account, take, later);
    });
  }

  /** @returns why handlers failed */
  async #takeAll({ openKfId, progress }: Account, page: KfPage, take: Take): Promise<unknown[]> {
    const failures: unknown[] = [];
    const done = (msgId: string): void => {
      progress.succeeded(msgId);
      page.done(msgId);
    };
    // what is done in memory alone was done while the store was away
    for (const { msgid } of page.messages) if (progress.isDone(msgid)) page.done(msgid);
    const lanes = lanesOf(page.messages.filter(({ msgid }) => !progress.isDone(msgid))).values();
    const work = async (): Promise<void> => {
      for (const lane of lanes)
        for (const item of lane) {
          // what the customer said next comes after it
          if (progress.isWaiting(item.msgid)) break;
          try {
            await page.within(() => take(kfPush(item, this.messages)));
            done(item.msgid);
          } catch (error) {
            if (!progress.failed(item.msgid)) {
              failures.push(error);
              break;
            }
            this.#logger.error(GIVEN_UP(this.name, openKfId, item.msgid));
            done(item.msgid);
          }
        }
    };
    await Promise.all(Array.from({ length: MAX_LANES }, work));
    return failures;
  }
}

/** A handler failed: the messages themselves could be had. */
class Failed extends Error {
  constructor(cause: unknown) {
    super('a handler failed', { cause });
  }
}

/** The messages of each customer; what is about none is a lane of its own. */
function lanesOf(page: readonly WorkKfMessage[]): Map<string, WorkKfMessage[]> {
  const lanes = new Map<string, WorkKfMessage[]>();
  for (const item of page) {
    const about = item.msgtype === 'event' ? (item.event as { external_userid?: string }) : item;
    const customer = about.external_userid ?? '';
    const lane = lanes.get(customer);
    if (lane) lane.push(item);
    else lanes.set(customer, [item]);
  }
  return lanes;
}
