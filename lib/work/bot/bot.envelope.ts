import { textOf } from '../../callback/index.js';
import { WeChatDecryptError, WeChatParseError, WeChatSignatureError } from '../../common/index.js';
import type { CallbackAnswer, CallbackRequest } from '../../client/index.js';
import { isSameSignature, type MessageCipher, type MessageKeys } from '../../crypto/index.js';
import type { BotBody } from './bot.bodies.js';
import { readFields } from './bot.reader.js';

/**
 * The wire form of callback mode (回调). Of it the documentation says: a POST of `{ "encrypt" }` with msg_signature, timestamp
 * and nonce in the query; the cipher text as everywhere in WeCom, with an empty receiver for a corporation's own bot; an
 * answer `{ encrypt, msgsignature, timestamp, nonce }`, the nonce being that of the query; an empty answer where there is
 * none. What it does not say, and is taken for granted here: that a bot of a provider has an empty receiver, too.
 *
 * @see https://developer.work.weixin.qq.com/document/path/101033
 */
const RECEIVER = '';

/** WeCom asks for more of a stream (流式消息刷新) for six minutes from the message on, at intervals it does not tell. */
export const POLLED_FOR = 6 * 60_000;

const WRONG_SIGNATURE = 'The msg_signature is missing or wrong: is the token the one of the bot?';

type Query = CallbackRequest['query'];

const now = (): number => Math.floor(Date.now() / 1000);

/**
 * Opens what was sealed, once the signature over it was verified.
 *
 * @param tolerance seconds a timestamp may lie off the clock, either way
 * @throws {WeChatSignatureError} when it is not signed with the bot's token, or old
 * @throws {WeChatDecryptError} when it cannot be opened, or is not for a bot
 */
export function openSealed(keys: MessageKeys, query: Query, sealed: string, tolerance: number): string {
  const { msg_signature, timestamp = '', nonce = '' } = query;
  if (!/^\d{1,12}$/.test(timestamp) || Math.abs(now() - Number(timestamp)) > tolerance)
    throw new WeChatSignatureError(
      `The timestamp is missing or more than ${tolerance} s off this server's clock`,
    );
  if (!isSameSignature(keys.sign(timestamp, nonce, sealed), msg_signature))
    throw new WeChatSignatureError(WRONG_SIGNATURE);
  const { plaintext, receiveId } = (keys.cipher as MessageCipher).open(sealed);
  if (receiveId !== RECEIVER) throw new WeChatDecryptError('The message was sealed for no bot');
  return plaintext;
}

/** @throws {WeChatParseError} when the body is no envelope */
export function readEnvelope(rawBody: Buffer): string {
  const sealed = textOf(readFields(rawBody.toString('utf8'), 'The body')['encrypt']);
  if (sealed === undefined) throw new WeChatParseError('The body holds no encrypt');
  return sealed;
}

export const NO_ANSWER: CallbackAnswer = { status: 200, contentType: 'text/plain; charset=utf-8', body: '' };

export function sealAnswer(keys: MessageKeys, { nonce = '' }: Query, body: BotBody): CallbackAnswer {
  const encrypt = (keys.cipher as MessageCipher).seal(JSON.stringify(body), RECEIVER);
  const timestamp = now();
  const msgsignature = keys.sign(String(timestamp), nonce, encrypt);
  return {
    status: 200,
    contentType: 'application/json; charset=utf-8',
    body: JSON.stringify({ encrypt, msgsignature, timestamp, nonce }),
  };
}
