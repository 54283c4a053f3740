import { LRUCache } from 'lru-cache';
import type { Reply } from '../../callback/index.js';
import type {
  CallbackAnswer,
  CallbackProtocol,
  CallbackRequest,
  OpenedPush,
  Push,
} from '../../client/index.js';
import { type MessageTree, WeChatDecryptError, WeChatParseError } from '../../common/index.js';
import type { MessageKeys } from '../../crypto/index.js';
import type { PushedTicket } from '../../token/index.js';
import { WORK_KINDS, WorkProtocol, type WorkRules } from '../inbound/work.protocol.js';
import type { SuiteAuthorizationDesk } from './authorization.desk.js';
import { NO_INFO, NO_MESSAGE } from './suite.messages.js';

/** @returns whether handlers are to hear of it */
type OwnPart = (info: Info, at: number) => Promise<boolean>;
type Info = Record<string, unknown>;

/** Whom callbacks of a suite are sealed for. */
export interface SuiteReceivers {
  readonly name: string;
  readonly suiteId: string;
  /** Of the service provider: the checks of both addresses are for it. */
  readonly providerCorpId: string;
  readonly keys: MessageKeys;
  readonly timestampTolerance?: number | undefined;
}

const REMEMBERED = 1_000;
/** Seconds WeCom's clock may be ahead of ours. */
const CLOCK_TOLERANCE = 300;

const isInfo = ({ MsgType, InfoType }: MessageTree): boolean => !MsgType && InfoType !== undefined;

/** What WeCom tells a suite (指令回调): the library's own part comes before any handler. */
export class SuiteProtocol implements CallbackProtocol<Reply> {
  readonly kinds = WORK_KINDS;
  readonly #protocol: WorkProtocol;
  readonly #ownParts: Readonly<Record<string, OwnPart>>;
  /** Whose codes were, for repeats whose own part is done. */
  readonly #corps = new LRUCache<string, string>({ max: REMEMBERED });

  constructor(
    { name, suiteId, providerCorpId, keys, timestampTolerance }: SuiteReceivers,
    ticket: PushedTicket,
    desk: SuiteAuthorizationDesk,
  ) {
    this.#protocol = new WorkProtocol(keys, {
      receiverOf: (message) => {
        if (message === undefined) return providerCorpId;
        if (isInfo(message)) return suiteId;
        throw new WeChatParseError(NO_INFO(name));
      },
      check: ({ SuiteId }) => {
        if (SuiteId !== undefined && SuiteId !== suiteId)
          throw new WeChatDecryptError('The push is about another suite');
      },
      timestampTolerance,
    });
    const authorized: OwnPart = async (info, at) => {
      const code = textOf(info, 'AuthCode');
      const corpId = await desk.acceptPushed(`${String(info['InfoType'])} of ${suiteId}`, code, at);
      if (corpId === undefined) return false;
      this.#corps.set(code, corpId);
      info['AuthCorpId'] = corpId;
      return true;
    };
    this.#ownParts = {
      suite_ticket: async (info, at) => {
        await ticket.keep(textOf(info, 'SuiteTicket'), at);
        return true;
      },
      create_auth: authorized,
      reset_permanent_code: authorized,
      cancel_auth: (info, at) => desk.leave(textOf(info, 'AuthCorpId'), at),
    };
  }

  verifyUrl(request: CallbackRequest): CallbackAnswer {
    return this.#protocol.verifyUrl(request);
  }

  open(request: CallbackRequest): OpenedPush<Reply> {
    const push = this.#protocol.open(request);
    const ownPart = Object.hasOwn(this.#ownParts, push.name) ? this.#ownParts[push.name] : undefined;
    if (!ownPart) return push;
    // of an authorization the push names a code alone, which is used up by then: handlers need to know whose it was
    const AuthCorpId = this.#corps.get(String(push.message['AuthCode']));
    const info: Info = { ...push.message, ...(AuthCorpId !== undefined && { AuthCorpId }) };
    const at = timeOf(info);
    return { ...push, message: info, prepare: () => ownPart(info, at) };
  }

  /** The library's own part was done before it was kept. */
  reopen(kept: Pick<Push, 'message'>): Push<Reply> {
    return this.#protocol.reopen(kept);
  }
}

/**
 * What members of a corporation send the suite's application, and what happens there (数据回调). All corporations share the keys of
 * the suite, so what was sealed for another one, and sent here again, is refused.
 */
export function corpProtocol(
  corpId: string,
  { name, providerCorpId, keys, timestampTolerance }: SuiteReceivers,
  inbound: Pick<WorkRules, 'deliverLate' | 'unfold'>,
): WorkProtocol {
  return new WorkProtocol(keys, {
    receiverOf: (message) => (message === undefined ? providerCorpId : corpId),
    check: (message) => {
      if (isInfo(message)) throw new WeChatParseError(NO_MESSAGE(name));
      if (message['ToUserName'] !== corpId)
        throw new WeChatDecryptError('The message is for another corporation');
    },
    timestampTolerance,
    ...inbound,
  });
}

/** When WeCom made the push (Unix time, s); the future would outrank whatever comes before it. */
function timeOf(info: Info): number {
  const text = textOf(info, 'TimeStamp');
  if (!/^\d{1,12}$/.test(text)) throw new WeChatParseError('The TimeStamp of the push is no Unix time');
  return Math.min(Number(text), Math.ceil(Date.now() / 1000) + CLOCK_TOLERANCE);
}

/** @throws {WeChatParseError} for a push that lacks what it is about */
function textOf(info: Info, field: string): string {
  const value = info[field];
  if (typeof value !== 'string' || value === '')
    throw new WeChatParseError(`The ${String(info['InfoType'])} push holds no ${field}`);
  return value;
}
