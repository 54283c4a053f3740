import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { type MessageTree, readXml, WeChatParseError, WeChatSignatureError } from '../../common/index.js';
import { type HttpAnswer, notAnAnswer } from '../../http/index.js';
import { ANSWER_REFUSED, WRONG_V2_SIGNATURE } from '../pay.messages.js';
import { v2Refusal, v2Undelivered } from './v2.refusal.js';
import type { V2Call } from './v2.request.js';
import { isSignedV2 } from './v2.signature.js';

const XML = Buffer.from('<xml');

/**
 * What a v2 answer says, a tree of texts.
 *
 * @throws {WeChatPayError} when WeChat Pay refused the call
 * @throws {WeChatSignatureError} when an answer that has to be signed is not, or was altered
 * @throws {WeChatHttpError} when it is no answer of WeChat Pay's
 */
export function readV2Answer(call: V2Call, status: number, bytes: Buffer, key: string): MessageTree {
  const answer = parse(bytes);
  if (answer?.return_code === undefined) throw notAnAnswer(call, status, bytes, 'a body that is not its XML');
  if (answer.return_code !== 'SUCCESS') throw v2Undelivered(call, status, answer);
  if (call.manner.isAnswerSigned && !isSignedV2(answer, key, call.signType))
    throw new WeChatSignatureError(ANSWER_REFUSED(call.client, call.route, WRONG_V2_SIGNATURE));
  const { result_code = 'SUCCESS' } = answer;
  if (result_code !== 'SUCCESS') throw v2Refusal(call, status, answer);
  return answer;
}

function parse(bytes: Buffer): MessageTree | undefined {
  try {
    return readXml(bytes.toString('utf8'));
  } catch (error) {
    if (error instanceof WeChatParseError) return undefined;
    throw error;
  }
}

/**
 * The bytes of a bill. They carry no signature; XML in their place is a refusal.
 *
 * @throws {WeChatPayError} when WeChat Pay refused the call
 */
export async function readV2Binary(call: V2Call, { status, body }: HttpAnswer): Promise<Buffer | Readable> {
  const [head, bytes] = Buffer.isBuffer(body) ? [body, body] : await behindHead(body);
  const isRefusal = head.subarray(0, XML.length).equals(XML);
  if (head.length > 0 && !isRefusal && status >= 200 && status < 300) return bytes;
  const whole = Buffer.isBuffer(bytes) ? bytes : await buffer(bytes);
  const answer = parse(whole);
  throw answer?.return_code === undefined
    ? notAnAnswer(call, status, whole, 'neither a bill nor a refusal')
    : v2Refusal(call, status, answer);
}

/** The first bytes of a stream, and the stream with them. */
async function behindHead(stream: Readable): Promise<[head: Buffer, bytes: Readable]> {
  const chunks = stream[Symbol.asyncIterator]() as AsyncIterableIterator<Buffer>;
  let head = Buffer.alloc(0);
  while (head.length < XML.length) {
    const { done, value } = await chunks.next();
    if (done) break;
    head = Buffer.concat([head, value]);
  }
  const all = async function* (): AsyncGenerator<Buffer> {
    yield head;
    yield* chunks;
  };
  const bytes = Readable.from(all(), { objectMode: false });
  bytes.once('close', () => stream.destroy()); // one that nobody reads would hold its connection
  return [head, bytes];
}
