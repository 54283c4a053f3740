import { type MessageSeal, type OpenedSeal, type SealOptions, textOf } from '../../callback/index.js';
import { WeChatDecryptError, WeChatParseError } from '../../common/index.js';
import type { CallbackAnswer, CallbackRequest } from '../../client/index.js';
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

type Query = CallbackRequest['query'];

/**
 * Opens what was sealed, once the signature over it was verified.
 *
 * @throws {WeChatSignatureError} when it is not signed with the bot's token, or old
 * @throws {WeChatDecryptError} when it cannot be opened, or is not for a bot
 */
export function openSealed(seal: MessageSeal, query: Query, sealed: string): OpenedSeal {
  const opened = seal.open(query, sealed);
  if (opened.receiveId !== RECEIVER) throw new WeChatDecryptError('The message was sealed for no bot');
  return opened;
}

/** @throws {WeChatParseError} when the body is no envelope */
export function readEnvelope(rawBody: Buffer): string {
  const sealed = textOf(readFields(rawBody.toString('utf8'), 'The body')['encrypt']);
  if (sealed === undefined) throw new WeChatParseError('The body holds no encrypt');
  return sealed;
}

export const NO_ANSWER: CallbackAnswer = { status: 200, contentType: 'text/plain; charset=utf-8', body: '' };

/** Seals an answer with the keys its question was opened with. */
export function sealAnswer(
  seal: MessageSeal,
  { keys, nonce = '' }: SealOptions,
  body: BotBody,
): CallbackAnswer {
  const text = JSON.stringify(body);
  const { encrypt, signature: msgsignature, timestamp } = seal.seal(text, RECEIVER, { keys, nonce });
  return {
    status: 200,
    contentType: 'application/json; charset=utf-8',
    body: JSON.stringify({ encrypt, msgsignature, timestamp, nonce }),
  };
}
