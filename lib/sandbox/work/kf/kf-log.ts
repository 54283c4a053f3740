import { newMessageId } from '../work.identifiers.js';
import { WorkRefusal } from '../api/work.refusal.js';
import type { SandboxClock } from '../../world/sandbox.clock.js';

type Fields = Readonly<Record<string, unknown>>;

/** Who a message is from: 3 a customer, 4 WeCom itself, 5 a servicer. */
export type KfOrigin = 3 | 4 | 5;

/** A message or event, as `kf/sync_msg` tells it. */
export interface KfEntry extends Fields {
  readonly msgid: string;
  readonly send_time: number;
  readonly origin: KfOrigin;
  readonly msgtype: string;
}

const MOST = 1000;
const KEPT = 3 * 86_400;

const writeCursor = (offset: number): string => Buffer.from(`kf:${offset}`).toString('base64url');

function readCursor(cursor: string): number {
  const offset = /^kf:(\d+)$/.exec(Buffer.from(cursor, 'base64url').toString())?.[1];
  if (offset === undefined) throw new WorkRefusal(50100);
  return Number(offset);
}

/** What has happened at one account, in order. */
export class KfLog {
  readonly #entries: KfEntry[] = [];

  constructor(private readonly clock: SandboxClock) {}

  add(origin: KfOrigin, msgtype: string, fields: Fields, msgid = newMessageId()): KfEntry {
    const entry = { msgid, send_time: this.clock.seconds(), origin, msgtype, ...fields };
    this.#entries.push(entry);
    return entry;
  }

  find(msgid: string): KfEntry | undefined {
    return this.#entries.find((entry) => entry.msgid === msgid);
  }

  /** What came after a cursor; of the last three days without one. @throws {WorkRefusal} for a cursor that is none */
  page(cursor: string | undefined, limit = MOST) {
    if (limit < 1 || limit > MOST) throw new WorkRefusal(40058, `limit is 1 to ${MOST}`);
    const oldest = this.clock.seconds() - KEPT;
    const first = this.#entries.findIndex(({ send_time: time }) => time >= oldest);
    const start = cursor ? readCursor(cursor) : first < 0 ? this.#entries.length : first;
    const end = Math.min(start + limit, this.#entries.length);
    return {
      entries: this.#entries.slice(start, end),
      hasMore: end < this.#entries.length,
      cursor: writeCursor(end),
    };
  }
}
