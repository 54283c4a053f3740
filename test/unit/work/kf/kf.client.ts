import { jest } from '@jest/globals';
import { Keyv } from 'keyv';
import { KeyvCredentials, LocalCoordination } from '../../../../lib/storage/index.js';
import type { WorkKfMessage } from '../../../../lib/work/index.js';
import { KfReader } from '../../../../lib/work/kf/kf.reader.js';
import type { WorkAgentApi } from '../../../../lib/work/work.api.js';

export const KF_ID = 'wkAJ2GCAAAZSfhHCt7IFSvLKtMPxyJTw';

interface Page {
  msg_list: WorkKfMessage[];
  has_more: 0 | 1;
  next_cursor?: string;
}
type Body = Readonly<Record<string, unknown>>;

/** A text of a customer. */
export const textOf = (msgid: string, customer = 'wm1', content = msgid): WorkKfMessage => ({
  msgid,
  send_time: 1_767_225_600,
  origin: 3,
  open_kfid: KF_ID,
  external_userid: customer,
  msgtype: 'text',
  text: { content },
});

export const pageOf = (messages: WorkKfMessage[], next: string, hasMore: 0 | 1 = 0): Page => ({
  msg_list: messages,
  has_more: hasMore,
  next_cursor: next,
});

/** Where a process keeps things; several share one. */
export const keepingOf = () => ({
  credentials: new KeyvCredentials(new Keyv()),
  coordination: new LocalCoordination(),
});

/** A reader of what these pages say, one answer for each call. */
export function readerOf(keeping = keepingOf()) {
  const ask = jest.fn<(route: string, call: { body: Body }) => Promise<Page>>();
  const client = { corpId: 'ww1', name: 'corp/kf', request: ask } as unknown as WorkAgentApi & {
    name: string;
  };
  const asked = (): Body[] => ask.mock.calls.map(([, { body }]) => body);
  return { client, reader: new KfReader(client, keeping), ask, asked, keeping };
}
