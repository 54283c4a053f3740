import { Logger } from '@nestjs/common';
import type { Push } from '../../client/index.js';
import type { WorkKfMessage } from './kf-message.interface.js';
import { CURSOR_IN_MEMORY, GIVEN_UP } from './kf.messages.js';
import { KfProgress } from './kf.progress.js';
import { kfPush } from './kf.push.js';
import type { KfReader } from './kf.reader.js';
import type { WorkKfMessageService } from './message.service.js';

/** Conversations whose handlers run at once. */
const MAX_LANES = 10;

type Take = (push: Push) => Promise<void>;

/** A reading that has not begun. */
interface Queued {
  token: string | undefined;
  readonly done: Promise<void>;
}

/**
 * Hands the messages of an account to their handlers: those of one customer in their order, several customers side by side.
 * What comes while it is being read has it read once more afterwards. The place moves on when all handlers of a page have
 * succeeded; those that did are not run again when others did not.
 */
export class KfInbox {
  readonly #logger = new Logger('WeChatWork');
  /** The last reading of each account that has not ended. */
  readonly #last = new Map<string, Promise<void>>();
  readonly #queued = new Map<string, Queued>();
  readonly #progress = new Map<string, KfProgress>();
  #hasWarned = false;

  constructor(
    private readonly name: string,
    private readonly reader: KfReader,
    private readonly messages: WorkKfMessageService,
  ) {}

  /** @throws what the first handler failed with, or why no messages could be had */
  open(openKfId: string, token: string | undefined, take: Take): Promise<void> {
    if (!this.reader.isDurable && !this.#hasWarned) this.#logger.warn(CURSOR_IN_MEMORY(this.name));
    this.#hasWarned = true;
    const waiting = this.#queued.get(openKfId);
    if (waiting) {
      waiting.token = token;
      return waiting.done;
    }
    const begin = (): Promise<void> => {
      this.#queued.delete(openKfId);
      return this.#read(openKfId, queued.token, take);
    };
    const done = (this.#last.get(openKfId) ?? Promise.resolve()).then(begin, begin);
    const queued: Queued = { token, done };
    this.#queued.set(openKfId, queued);
    this.#last.set(openKfId, done);
    const end = (): void => {
      if (this.#last.get(openKfId) === done) this.#last.delete(openKfId);
    };
    done.then(end, end);
    return done;
  }

  async #read(openKfId: string, token: string | undefined, take: Take): Promise<void> {
    for await (const page of this.reader.pages(openKfId, { token })) {
      const progress = this.#progress.get(openKfId) ?? new KfProgress();
      this.#progress.set(openKfId, progress);
      await this.#takeAll(openKfId, page, progress, take);
      this.#progress.delete(openKfId);
    }
  }

  async #takeAll(
    openKfId: string,
    page: readonly WorkKfMessage[],
    progress: KfProgress,
    take: Take,
  ): Promise<void> {
    const failures: unknown[] = [];
    const lanes = lanesOf(page.filter(({ msgid }) => !progress.isDone(msgid))).values();
    const work = async (): Promise<void> => {
      for (const lane of lanes)
        for (const item of lane) {
          try {
            await take(kfPush(item, this.messages));
            progress.succeeded(item.msgid);
          } catch (error) {
            if (progress.failed(item.msgid)) {
              this.#logger.error(GIVEN_UP(this.name, openKfId, item.msgid));
              continue;
            }
            failures.push(error);
            break; // what the customer said next comes after it
          }
        }
    };
    await Promise.all(Array.from({ length: MAX_LANES }, work));
    if (failures.length > 0) throw failures[0];
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
