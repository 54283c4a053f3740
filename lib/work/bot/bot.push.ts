import { textOf } from '../../callback/index.js';
import type { Push } from '../../client/index.js';
import { WeChatDecryptError, WeChatParseError } from '../../common/index.js';
import { fingerprint } from '../../crypto/index.js';
import { OTHER_BOT } from './bot.messages.js';
import { type BotFields, isFields } from './bot.reader.js';

export const BOT_MESSAGE_KIND = 'bot-message';
export const BOT_EVENT_KIND = 'bot-event';
/** WeCom asks for more of a streamed answer (流式消息刷新): no handler hears of it. */
export const BOT_POLL_KIND = 'bot-poll';

/** What is known of a push to a bot, whatever way it came. */
export interface BotPush extends Pick<Push, 'kind' | 'name' | 'message'> {
  readonly kind: typeof BOT_MESSAGE_KIND | typeof BOT_EVENT_KIND | typeof BOT_POLL_KIND;
  /** Equal for repeats: no message has an id of another one. */
  readonly msgId: string;
  /** Of the answer that is streamed: the same in all processes that meet the message. */
  readonly streamId: string;
  /** Where one further answer may be sent. */
  readonly responseUrl: string | undefined;
  /** Unix time (ms). */
  readonly arrivedAt: number;
}

/**
 * Tells what a push is.
 *
 * @throws {WeChatParseError} when it is none
 * @throws {WeChatDecryptError} when it is for another bot: its envelope names no receiver, so it must
 */
export function toBotPush(message: BotFields, botId: string): BotPush {
  const msgType = textOf(message['msgtype']);
  const msgId = textOf(message['msgid']);
  const addressee = textOf(message['aibotid']);
  if (msgType === undefined || msgId === undefined || addressee === undefined)
    throw new WeChatParseError('The push holds no msgtype, no msgid or no aibotid');
  if (addressee !== botId) throw new WeChatDecryptError(OTHER_BOT(addressee, botId));
  const base = { message, msgId, responseUrl: textOf(message['response_url']), arrivedAt: Date.now() };
  if (msgType === 'stream') {
    const { stream } = message;
    const id = isFields(stream) ? textOf(stream['id']) : undefined;
    if (id === undefined) throw new WeChatParseError('The push asks for a stream without its id');
    return { ...base, kind: BOT_POLL_KIND, name: 'stream', streamId: id };
  }
  const streamId = fingerprint(`${botId}:${msgId}`).slice(0, 32);
  if (msgType !== 'event') return { ...base, kind: BOT_MESSAGE_KIND, name: msgType, streamId };
  const { event } = message;
  const name = isFields(event) ? textOf(event['eventtype']) : undefined;
  if (name === undefined) throw new WeChatParseError('The push is an event without its eventtype');
  return { ...base, kind: BOT_EVENT_KIND, name, streamId };
}
