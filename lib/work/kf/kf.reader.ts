import { AsyncLocalStorage } from 'node:async_hooks';
import type { ClientRooms } from '../../client/index.js';
import { WeChatApiError, WeChatConfigError } from '../../common/index.js';
import type { Lease } from '../../storage/index.js';
import type { WorkAgentApi, WorkBody } from '../work.api.js';
import type { WorkKfMessage } from './kf-message.interface.js';
import { READS_WITHIN } from './kf.messages.js';
import { KfPlace } from './kf.place.js';

/** Messages WeCom gives at once. */
const PAGE = 1000;
const TOKEN_INVALID = 95007;
const VOICE_FORMATS = { amr: 0, silk: 1 } as const;

/** Where to begin, and in which form. */
export interface WorkKfSyncOptions {
  /** Token of the event `kf_msg_or_event`, good for ten minutes: without one WeCom allows few calls. */
  token?: string | undefined;
  /**
   * `last`: behind what was read before; `start`: three days ago, as WeCom keeps no more, without a change to how far was read.
   *
   * @default 'last'
   */
  from?: 'start' | 'last' | undefined;
  /** Form of voice messages. @default 'amr' */
  voiceFormat?: 'amr' | 'silk' | undefined;
}

/** Messages to be handled, and what becomes of them. */
export interface KfPage {
  readonly messages: readonly WorkKfMessage[];
  /** Keeps that one was handled: it is not in this page again, should that be read once more. */
  done(msgId: string): void;
  /** Runs what handles a message: it may not read on in the same account, which would wait for itself. */
  within<T>(task: () => Promise<T>): Promise<T>;
}

/** A reading, known to all that runs within it. */
interface Reading {
  readonly key: string;
  isOver: boolean;
}

type Ask = WorkBody<'POST /cgi-bin/kf/sync_msg'>;

/** Of all clients: agents of one corporation share the place of an account. */
const READING = new AsyncLocalStorage<Reading>();

/**
 * Reads the messages of an account on from where they were read before, whoever did so: one reader at a time among all
 * processes, and the place is kept once whoever takes a page has done with it.
 */
export class KfReader {
  readonly #keeping: Pick<ClientRooms, 'credentials' | 'coordination'>;

  constructor(
    private readonly client: WorkAgentApi & { readonly name: string },
    keeping: Pick<ClientRooms, 'credentials' | 'coordination'>,
  ) {
    this.#keeping = keeping;
  }

  /** Whether a restart leaves the place where it is. */
  get isDurable(): boolean {
    return this.#keeping.credentials.isDurable;
  }

  /** @throws {WeChatConfigError} within the handler of a message of the same account */
  async *pages(openKfId: string, options: WorkKfSyncOptions = {}): AsyncGenerator<KfPage, void, undefined> {
    if (options.from === 'start') return yield* this.#look(openKfId, options);
    const key = this.#keyOf(openKfId);
    const around = READING.getStore();
    if (around?.key === key && !around.isOver)
      throw new WeChatConfigError(READS_WITHIN(this.client.name, openKfId));
    const { lease, release } = await this.#lock(key);
    const reading: Reading = { key, isOver: false };
    let place: KfPlace | undefined;
    try {
      const here = (place = await KfPlace.read(this.#keeping.credentials, key, lease));
      for await (const { all, next } of this.#answers(openKfId, here.cursor, options)) {
        const messages = here.begin(all);
        if (messages.length > 0)
          yield {
            messages,
            done: (msgId) => here.done(msgId),
            within: (task) => READING.run(reading, task),
          };
        if (next !== undefined) await here.moveTo(next);
      }
    } finally {
      reading.isOver = true;
      try {
        await place?.settle();
      } finally {
        release();
      }
    }
  }

  /** Only looks: neither the place nor whoever reads on from it is touched. */
  async *#look(openKfId: string, options: WorkKfSyncOptions): AsyncGenerator<KfPage, void, undefined> {
    for await (const { all: messages } of this.#answers(openKfId, undefined, options))
      if (messages.length > 0) yield { messages, done: () => undefined, within: (task) => task() };
  }

  /** What WeCom gives from a place on, and the place behind it; undefined for one that stands still. */
  async *#answers(
    openKfId: string,
    begin: string | undefined,
    { token, voiceFormat = 'amr' }: WorkKfSyncOptions,
  ): AsyncGenerator<{ all: readonly WorkKfMessage[]; next: string | undefined }, void, undefined> {
    const asked = { open_kfid: openKfId, limit: PAGE, voice_format: VOICE_FORMATS[voiceFormat] };
    let liveToken = token;
    let cursor = begin;
    for (;;) {
      const page = { ...asked, ...(cursor === undefined ? {} : { cursor }) };
      const { msg_list: all, has_more, next_cursor, isTokenDead } = await this.#fetch(page, liveToken);
      if (isTokenDead) liveToken = undefined;
      const next = !next_cursor || next_cursor === cursor ? undefined : next_cursor;
      yield { all, next };
      // a page may be empty and more follow; a cursor that stands still would bring the same for ever
      if (has_more !== 1 || next === undefined) return;
      cursor = next;
    }
  }

  /** Forgets how far an account was read. */
  async forget(openKfId: string): Promise<void> {
    await this.#keeping.credentials.remove(this.#keyOf(openKfId));
  }

  async #fetch(page: Ask, token: string | undefined) {
    try {
      const body = { ...page, ...(token && { token }) };
      return { ...(await this.client.request('POST /cgi-bin/kf/sync_msg', { body })), isTokenDead: false };
    } catch (error) {
      if (!token || !(error instanceof WeChatApiError) || error.errcode !== TOKEN_INVALID) throw error;
      // it died while a reader before this one was at work
      const answer = await this.client.request('POST /cgi-bin/kf/sync_msg', { body: page });
      return { ...answer, isTokenDead: true };
    }
  }

  /** @returns with what lets go of the lock */
  #lock(key: string): Promise<{ lease: Lease; release: () => void }> {
    return new Promise((resolve, reject) => {
      const held = this.#keeping.coordination.withLock(
        key,
        (lease) => new Promise<void>((release) => resolve({ lease, release })),
      );
      held.catch(reject);
    });
  }

  #keyOf(openKfId: string): string {
    return `${this.client.corpId}:kf:${openKfId}`;
  }
}
