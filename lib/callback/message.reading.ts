import { type MessageTree, WeChatParseError, type XmlTree } from '../common/index.js';
import { fingerprint } from '../crypto/index.js';
import { now } from './message.seal.js';
import { Reply, reply, type ReplyArticle } from './reply.js';

type PushKind = 'message' | 'event' | 'info';

/** What a push is, and how it is told from others. */
export interface PushIdentity {
  readonly kind: PushKind;
  readonly name: string;
  readonly onceKey: string | undefined;
  /** The person, or the account news is about. */
  readonly sender: string | undefined;
}

/** A field that is there, and says something. */
export const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value ? value : undefined;

/**
 * What a push is: a message, an event, or news for a platform (InfoType).
 *
 * @throws {WeChatParseError} when it does not say
 */
export function identityOf(message: MessageTree): PushIdentity {
  const { kind, name } = typeOf(message);
  const sender = textOf(message.FromUserName) ?? textOf(message.AuthorizerAppid);
  return { kind, name, onceKey: onceKeyOf(message, kind), sender };
}

function typeOf(message: MessageTree): Pick<PushIdentity, 'kind' | 'name'> {
  const msgType = textOf(message.MsgType);
  const infoType = textOf(message.InfoType);
  if (msgType === undefined && infoType !== undefined) return { kind: 'info', name: infoType };
  const name = msgType === 'event' ? textOf(message.Event) : msgType;
  if (name === undefined)
    throw new WeChatParseError('The body holds no MsgType, or an event without its name');
  return { kind: msgType === 'event' ? 'event' : 'message', name };
}

/**
 * Messages are told apart by sender and MsgId, events by all they say: sender and second alone, as WeChat advises, would
 * take two checks that end in one second for one.
 */
function onceKeyOf(message: MessageTree, kind: PushKind): string | undefined {
  const from = textOf(message.FromUserName);
  const msgId = textOf(message.MsgId);
  if (from !== undefined && msgId !== undefined) return `${from}:${msgId}`;
  return kind === 'message' ? undefined : fingerprint(JSON.stringify(message));
}

/** Nobody reads what a platform would say. */
export function noReply(result: unknown): undefined {
  if (result === undefined || result === null || result === '') return undefined;
  throw new TypeError('A handler of @WeChatInfo() returns nothing: WeChat takes no reply there');
}

/** What a handler may return. */
export function toReply(result: unknown): Reply | undefined {
  if (result === undefined || result === null || result === '') return undefined;
  if (typeof result === 'string') return reply.text(result);
  if (result instanceof Reply) return result;
  if (Array.isArray(result)) return reply.news(result as ReplyArticle[]);
  throw new TypeError('A handler returns nothing, a string, an array of articles, or what reply.… makes');
}

/** What JSON left of a reply in another process. */
export function reviveReply(told: unknown): Reply {
  const { msgType, fields } = told as Pick<Reply, 'msgType' | 'fields'>;
  return new Reply(msgType, fields);
}

/** A reply as it is written, addressed to whoever sent the message. */
export function replyTree({ msgType, fields }: Reply, message: MessageTree): XmlTree {
  if (msgType === '') return fields;
  return {
    ToUserName: textOf(message.FromUserName) ?? '',
    FromUserName: textOf(message.ToUserName) ?? '',
    CreateTime: now(),
    MsgType: msgType,
    ...fields,
  };
}
