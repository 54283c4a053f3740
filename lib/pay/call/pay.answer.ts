import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import {
  mapAt,
  parseLossless,
  unlessAborted,
  WeChatDecryptError,
  WeChatHttpError,
} from '../../common/index.js';
import type { MerchantKey, PlatformKey } from '../../crypto/index.js';
import { type HttpAnswer, notAnAnswer, withIdStrings } from '../../http/index.js';
import { ANSWER_REFUSED, FIELD_SEALED_OTHERWISE, KEY_OUT_OF_REACH } from '../pay.messages.js';
import { refusalOf } from './pay.refusal.js';
import type { WrittenCall } from './pay.request.js';
import { type Because, readSignature, verifySignature } from '../keys/signed-message.js';

/** Finds the key an answer is signed with. @throws {WeChatSignatureError} for one that is none of WeChat Pay's */
export type KeyFor = (serial: string, because: Because, body: Buffer) => PlatformKey | Promise<PlatformKey>;

const isSuccess = (status: number): boolean => status >= 200 && status < 300;

/**
 * The bytes of an answer WeChat Pay has signed.
 *
 * @param tolerance seconds its timestamp may lie off the clock
 * @throws {WeChatPayError} when WeChat Pay refused the call
 * @throws {WeChatSignatureError} when the answer is not to be believed
 * @throws {WeChatHttpError} when the key it is signed with is needed and cannot be had
 */
export async function readSigned(
  call: WrittenCall,
  answer: HttpAnswer,
  keyFor: KeyFor,
  tolerance: number,
): Promise<Buffer> {
  const bytes = answer.body as Buffer;
  if (!isSuccess(answer.status)) throw refusalOf(call, answer, bytes);
  const because: Because = (reason) => ANSWER_REFUSED(call.client, call.route, reason);
  const signature = readSignature(answer.headers, tolerance, because);
  const key = await reach(call, answer.status, () => keyFor(signature.serial, because, bytes));
  verifySignature(signature, bytes, key, because);
  return bytes;
}

/** That certificates could not be reached must not look as if the call itself had not reached WeChat Pay. */
async function reach<Key>(call: WrittenCall, status: number, find: () => Key | Promise<Key>): Promise<Key> {
  try {
    const found = find();
    return found instanceof Promise ? await unlessAborted(found, call.signal) : found;
  } catch (error) {
    if (!(error instanceof WeChatHttpError)) throw error;
    const { client, route } = call;
    const failure = { client, route, status, retryable: true };
    throw new WeChatHttpError(KEY_OUT_OF_REACH(client, route, error.message), failure);
  }
}

/**
 * What an answer says: 64-bit ids as texts, sensitive fields opened; `{}` when it says nothing (204).
 *
 * @throws {WeChatHttpError} when it is no JSON
 * @throws {WeChatDecryptError} when a sensitive field was sealed for another key
 */
export function decodeAnswer(call: WrittenCall, status: number, bytes: Buffer, key: MerchantKey): unknown {
  if (bytes.length === 0) return {};
  const answer = parseObject(bytes);
  if (!answer) throw notAnAnswer(call, status, bytes, 'a body that is not JSON');
  const open = (value: unknown): unknown => {
    if (typeof value !== 'string' || value === '') return value;
    try {
      return key.decrypt(value);
    } catch {
      throw new WeChatDecryptError(FIELD_SEALED_OTHERWISE(call.client, call.route));
    }
  };
  const { answerSensitive = [] } = call.traits;
  return withIdStrings(
    answerSensitive.reduce((fields, path) => mapAt(fields, path, open), answer as unknown),
    call.traits,
  );
}

function parseObject(bytes: Buffer): object | undefined {
  try {
    const value = parseLossless(bytes.toString('utf8'));
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

/** The bytes of a file or a picture. They are not signed: the hash that came with their address is. */
export async function readBinary(
  call: WrittenCall,
  { status, headers, body }: HttpAnswer,
): Promise<Buffer | Readable> {
  if (isSuccess(status)) return body;
  throw refusalOf(call, { status, headers }, Buffer.isBuffer(body) ? body : await buffer(body));
}
