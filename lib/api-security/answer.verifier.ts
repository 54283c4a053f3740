import type { IncomingHttpHeaders } from 'node:http';
import { Logger } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { WeChatSignatureError } from '../common/index.js';
import type { VerifyingKey } from '../crypto/index.js';
import {
  ANSWER_REFUSED,
  NOT_IN_TIME,
  NOT_SIGNED_SO,
  NOT_THIS_APPID,
  SEEN_BEFORE,
  SERIAL_UNKNOWN,
  UPDATE_CERTIFICATE,
} from './api-security.messages.js';
import { signedText } from './signed-text.js';

/** Seconds an answer's timestamp may lie off the clock. */
const TOLERANCE = 300;
/** Recent signatures that are remembered, lest an answer is taken twice. */
const MAX_SEEN = 10_000;

interface NamedSignature {
  readonly serial: string;
  readonly signature: string;
  readonly key: VerifyingKey;
}

const textOf = (headers: IncomingHttpHeaders, name: string): string | undefined => {
  const value = headers[name];
  return typeof value === 'string' ? value : undefined;
};

/** Whether an answer is WeChat's, for this account, of now, and new. */
export class AnswerVerifier {
  readonly #logger = new Logger('WeChatApiSecurity');
  readonly #seen = new LRUCache<string, true>({ max: MAX_SEEN });
  readonly #warned = new Set<string>();

  constructor(
    private readonly client: string,
    private readonly appId: string,
    private readonly keys: ReadonlyMap<string, VerifyingKey>,
  ) {}

  isSigned(headers: IncomingHttpHeaders): boolean {
    return (
      headers['wechatmp-signature'] !== undefined || headers['wechatmp-signature-deprecated'] !== undefined
    );
  }

  /**
   * @param url what was called, without its query
   * @returns the timestamp it is signed with, as it stands there
   * @throws {WeChatSignatureError} when it is not to be believed
   */
  verify(url: string, headers: IncomingHttpHeaders, body: Buffer): string {
    const refuse = (reason: string): never => {
      throw new WeChatSignatureError(ANSWER_REFUSED(this.client, new URL(url).pathname, reason));
    };
    if (textOf(headers, 'wechatmp-appid') !== this.appId) return refuse(NOT_THIS_APPID);
    const timestamp = textOf(headers, 'wechatmp-timestamp') ?? '';
    const isInTime =
      /^\d{1,12}$/.test(timestamp) && Math.abs(Date.now() / 1000 - Number(timestamp)) <= TOLERANCE;
    if (!isInTime) return refuse(NOT_IN_TIME);
    const named = this.#signatureFor(headers);
    if (!named) return refuse(SERIAL_UNKNOWN(textOf(headers, 'wechatmp-serial')));
    const { key, signature, serial } = named;
    const message = signedText(url, this.appId, timestamp, body);
    if (!key.isSigned(message, signature, serial)) return refuse(NOT_SIGNED_SO);
    if (this.#seen.has(signature)) return refuse(SEEN_BEFORE);
    this.#seen.set(signature, true, { ttl: (Number(timestamp) + TOLERANCE) * 1000 - Date.now() + 1 });
    return timestamp;
  }

  /** While certificates are being replaced there are two signatures, the new certificate's and the old one's. */
  #signatureFor(headers: IncomingHttpHeaders): NamedSignature | undefined {
    const current = this.#named(headers, '');
    if (current) return current;
    const old = this.#named(headers, '-deprecated');
    if (old && !this.#warned.has(old.serial)) {
      this.#warned.add(old.serial);
      this.#logger.warn(UPDATE_CERTIFICATE(this.client, old.serial));
    }
    return old;
  }

  #named(headers: IncomingHttpHeaders, suffix: '' | '-deprecated'): NamedSignature | undefined {
    const serial = textOf(headers, `wechatmp-serial${suffix}`);
    const signature = textOf(headers, `wechatmp-signature${suffix}`);
    const key = serial === undefined ? undefined : this.keys.get(serial);
    return serial !== undefined && signature !== undefined && key ? { serial, signature, key } : undefined;
  }
}
