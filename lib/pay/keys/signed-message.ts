import type { IncomingHttpHeaders } from 'node:http';
import { WeChatClockError, WeChatSignatureError } from '../../common/index.js';
import type { PlatformKey } from '../../crypto/index.js';
import { ALGORITHM_UNKNOWN, HEADER_MISSING, OFF_THE_CLOCK, PROBE, WRONG_SIGNATURE } from '../pay.messages.js';

const HEADERS = {
  timestamp: 'wechatpay-timestamp',
  nonce: 'wechatpay-nonce',
  signature: 'wechatpay-signature',
  serial: 'wechatpay-serial',
} as const;
const PROBE_PREFIX = 'WECHATPAY/SIGNTEST/';
const ALGORITHM = 'WECHATPAY2-SHA256-RSA2048';
/** That of a public key: `PUB_KEY_ID_` and up to 64 more. */
const LONGEST_SERIAL = 75;
const LINE_BREAK = Buffer.from('\n');
/** Node passes over what is no base64: one signature could be written in many ways, each of them unseen before. */
const isCanonical = (base64: string): boolean => Buffer.from(base64, 'base64').toString('base64') === base64;

/** What the headers of an answer or a notification say of its signature. */
export interface NamedSignature {
  readonly timestamp: string;
  readonly nonce: string;
  readonly signature: string;
  /** Serial number of a platform certificate, or the id of a public key. */
  readonly serial: string;
}

/** Says why something is not to be believed, in words that name what it is. */
export type Because = (reason: string) => string;

/**
 * Reads the signature of an answer or a notification, and looks at its clock.
 *
 * @param tolerance seconds the timestamp may lie off the clock
 * @throws {WeChatSignatureError} when a header is missing, or it is a probe; `isProbe` tells
 * @throws {WeChatClockError} when the timestamp is off the clock; `offset` tells how far
 */
export function readSignature(
  headers: IncomingHttpHeaders,
  tolerance: number,
  because: Because,
): NamedSignature {
  const read = (name: string): string => {
    const value = headers[name];
    if (typeof value !== 'string' || value === '')
      throw new WeChatSignatureError(because(HEADER_MISSING(name)));
    return value;
  };
  const named = {
    timestamp: read(HEADERS.timestamp),
    nonce: read(HEADERS.nonce),
    signature: read(HEADERS.signature),
    serial: read(HEADERS.serial),
  };
  if (named.signature.startsWith(PROBE_PREFIX)) throw new WeChatSignatureError(because(PROBE), true);
  if ((headers['wechatpay-signature-type'] ?? ALGORITHM) !== ALGORITHM)
    throw new WeChatSignatureError(because(ALGORITHM_UNKNOWN));
  if (!/^\d{1,12}$/.test(named.timestamp) || named.serial.length > LONGEST_SERIAL)
    throw new WeChatSignatureError(because(WRONG_SIGNATURE));
  const offset = Math.round(Number(named.timestamp) - Date.now() / 1000);
  if (Math.abs(offset) > tolerance)
    throw new WeChatClockError(because(OFF_THE_CLOCK(offset, tolerance)), offset);
  return named;
}

/**
 * @param body the bytes as they came: a body that was parsed and written again has other bytes
 * @throws {WeChatSignatureError} when the signature is not of this key
 */
export function verifySignature(
  { timestamp, nonce, signature }: NamedSignature,
  body: Buffer,
  key: PlatformKey,
  because: Because,
): void {
  const message = Buffer.concat([Buffer.from(`${timestamp}\n${nonce}\n`), body, LINE_BREAK]);
  if (!isCanonical(signature) || !key.isSigned(message, signature))
    throw new WeChatSignatureError(because(WRONG_SIGNATURE));
}
