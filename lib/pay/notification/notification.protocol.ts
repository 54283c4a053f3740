import { CallbackRefusal } from '../../callback/index.js';
import type {
  CallbackAnswer,
  CallbackProtocol,
  CallbackRequest,
  OpenedPush,
  Push,
} from '../../client/index.js';
import { type MessageTree, WeChatSignatureError } from '../../common/index.js';
import { type ApiV3Cipher, fingerprint, payV2SignedText } from '../../crypto/index.js';
import type { KeyRing } from '../keys/key.ring.js';
import { checkServed, type NotifiedMerchant, openNotification } from './notification.reader.js';
import { NOTIFICATION_REFUSED, V2_KEY_NEEDED } from '../pay.messages.js';
import { readSignature, verifySignature } from '../keys/signed-message.js';
import { V2_NOTICE_TAKEN, v2NoticeRefused } from '../v2/notice.answer.js';
import { readV2Notice } from '../v2/notice.reader.js';

/** WeChat Pay repeats what was not taken for a day: 15 s, 15 s, 30 s, 3 min … 6 h, 6 h. */
const REPEATED_FOR = 25 * 3600 * 1000;
const XML = 'text/xml; charset=utf-8';
const TAKEN: CallbackAnswer = { status: 204, contentType: '', body: '' };
const V2_TAKEN: CallbackAnswer = { status: 200, contentType: XML, body: V2_NOTICE_TAKEN };
/** Nobody reads what a handler returns; that it returned is all WeChat Pay wants to know. */
const MANNERS = { repeatedFor: REPEATED_FOR, mustBeHandled: true, toReply: () => undefined };

/** Whose notifications are taken, and what they are verified and opened with. */
export interface NotificationSetup extends NotifiedMerchant {
  /** Name of the client. */
  readonly client: string;
  readonly ring: KeyRing;
  readonly cipher: ApiV3Cipher;
  readonly apiV2Key: string | undefined;
  /** Seconds a timestamp may lie off the clock. */
  readonly tolerance: number;
}

/** How WeChat Pay notifies a merchant: v3 in signed and sealed JSON, v2 in signed XML, at one address. */
export class NotificationProtocol implements CallbackProtocol<never> {
  readonly kinds = ['notification', 'notice'];
  // private to the language: an inspection shows no key
  readonly #setup: NotificationSetup;

  constructor(setup: NotificationSetup) {
    this.#setup = setup;
  }

  verifyUrl(): never {
    throw new CallbackRefusal(405, 'the method is GET');
  }

  open(request: CallbackRequest): OpenedPush<never> | Promise<OpenedPush<never>> {
    return isXml(request.rawBody) ? this.#openV2(request.rawBody) : this.#openV3(request);
  }

  /** Those that were opened once are opened: neither kind looks at anything beside its message. */
  reopen({ kind, name, message }: Pick<Push, 'kind' | 'name' | 'message'>): Push<never> {
    return { kind, name, message, ...MANNERS };
  }

  failure(status: number, text: string, rawBody: Buffer | undefined): CallbackAnswer {
    if (rawBody && isXml(rawBody)) return { status, contentType: XML, body: v2NoticeRefused(text) };
    const body = JSON.stringify({ code: 'FAIL', message: text });
    return { status, contentType: 'application/json; charset=utf-8', body };
  }

  #openV3({ headers, rawBody }: CallbackRequest): OpenedPush<never> | Promise<OpenedPush<never>> {
    const { ring, tolerance } = this.#setup;
    const named = readSignature(headers, tolerance, NOTIFICATION_REFUSED);
    const key = ring.keyFor(named.serial, NOTIFICATION_REFUSED);
    const open = (found: Awaited<typeof key>): OpenedPush<never> => {
      verifySignature(named, rawBody, found, NOTIFICATION_REFUSED);
      const { id, event_type, message } = openNotification(rawBody, this.#setup.cipher, this.#setup);
      const acceptedUntil = (Number(named.timestamp) + tolerance) * 1000;
      return {
        kind: 'notification',
        name: event_type,
        message,
        onceKey: id,
        signature: named.signature,
        acceptedUntil,
        answer: () => TAKEN,
        ...MANNERS,
      };
    };
    return key instanceof Promise ? key.then(open) : open(key);
  }

  #openV2(rawBody: Buffer): OpenedPush<never> {
    const { apiV2Key, mchId, client } = this.#setup;
    if (apiV2Key === undefined) throw new WeChatSignatureError(V2_KEY_NEEDED(client));
    const { name, notice } = readV2Notice(rawBody, apiV2Key, mchId);
    checkServed(notice, this.#setup);
    return {
      kind: 'notice',
      name,
      message: notice,
      onceKey: onceKeyOf(name, notice),
      acceptedUntil: Infinity,
      answer: () => V2_TAKEN,
      ...MANNERS,
    };
  }
}

/**
 * Notices have no id: they are the same when they say the same. Only what a stranger cannot change counts: neither the order
 * of fields nor empty ones, which no signature covers; of a refund what is sealed.
 */
function onceKeyOf(name: string, { req_info, nonce_str: _nonce, ...signed }: MessageTree): string {
  const said = req_info ? JSON.stringify(req_info) : payV2SignedText(signed as Record<string, string>);
  return fingerprint(`${name}:${said}`);
}

const isXml = (rawBody: Buffer): boolean => /^\s*</.test(rawBody.toString('latin1', 0, 64));
