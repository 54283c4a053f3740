import type { ClientRooms } from '../../client/index.js';
import { WeChatApiError } from '../../common/index.js';
import type { WorkAgentApi, WorkBody } from '../work.api.js';
import type { WorkKfMessage } from './kf-message.interface.js';

/** Messages WeCom gives at once. */
const PAGE = 1000;
const TOKEN_INVALID = 95007;
const VOICE_FORMATS = { amr: 0, silk: 1 } as const;

/** Where to begin, and in which form. */
export interface WorkKfSyncOptions {
  /** Token of the event `kf_msg_or_event`, good for ten minutes: without one WeCom allows few calls. */
  token?: string | undefined;
  /** `last`: behind what was read before; `start`: three days ago, as WeCom keeps no more. @default 'last' */
  from?: 'start' | 'last' | undefined;
  /** Form of voice messages. @default 'amr' */
  voiceFormat?: 'amr' | 'silk' | undefined;
}

type Page = WorkBody<'POST /cgi-bin/kf/sync_msg'>;

/**
 * Reads the messages of an account on from where they were read before, whoever did so: one reader at a time among all
 * processes, and the place is kept once whoever takes a page has done with it.
 */
export class KfReader {
  readonly #keeping: Pick<ClientRooms, 'credentials' | 'coordination'>;

  constructor(
    private readonly client: WorkAgentApi,
    keeping: Pick<ClientRooms, 'credentials' | 'coordination'>,
  ) {
    this.#keeping = keeping;
  }

  /** Whether a restart leaves the place where it is. */
  get isDurable(): boolean {
    return this.#keeping.credentials.isDurable;
  }

  async *pages(
    openKfId: string,
    { token, from = 'last', voiceFormat = 'amr' }: WorkKfSyncOptions = {},
  ): AsyncGenerator<readonly WorkKfMessage[], void, undefined> {
    const asked = { open_kfid: openKfId, limit: PAGE, voice_format: VOICE_FORMATS[voiceFormat] };
    let liveToken = token;
    const release = await this.#lock(openKfId);
    try {
      let cursor = from === 'start' ? undefined : await this.#read(openKfId);
      for (;;) {
        const page = { ...asked, ...(cursor === undefined ? {} : { cursor }) };
        const { msg_list, has_more, next_cursor, isTokenDead } = await this.#fetch(page, liveToken);
        if (isTokenDead) liveToken = undefined;
        if (msg_list.length > 0) yield msg_list;
        const stands = !next_cursor || next_cursor === cursor;
        if (!stands) await this.#keeping.credentials.write(this.#keyOf(openKfId), { cursor: next_cursor });
        // a page may be empty and more follow; a cursor that stands still would bring the same for ever
        if (has_more !== 1 || stands) return;
        cursor = next_cursor;
      }
    } finally {
      release();
    }
  }

  /** Forgets how far an account was read. */
  async forget(openKfId: string): Promise<void> {
    await this.#keeping.credentials.remove(this.#keyOf(openKfId));
  }

  async #fetch(page: Page, token: string | undefined) {
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

  async #read(openKfId: string): Promise<string | undefined> {
    const kept = await this.#keeping.credentials.read(this.#keyOf(openKfId));
    return typeof kept?.['cursor'] === 'string' ? kept['cursor'] : undefined;
  }

  /** @returns lets go of the lock */
  #lock(openKfId: string): Promise<() => void> {
    return new Promise((resolve, reject) => {
      const held = this.#keeping.coordination.withLock(
        this.#keyOf(openKfId),
        () => new Promise<void>((release) => resolve(release)),
      );
      held.catch(reject);
    });
  }

  #keyOf(openKfId: string): string {
    return `${this.client.corpId}:kf:${openKfId}`;
  }
}
