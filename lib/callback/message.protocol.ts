import {
  type MessageTree,
  readJson,
  readXml,
  WeChatDecryptError,
  WeChatParseError,
  WeChatSignatureError,
  writeXml,
  type XmlTree,
} from '../common/index.js';
import type { CallbackAnswer, CallbackProtocol, CallbackRequest, OpenedPush } from '../client/index.js';
import {
  fingerprint,
  isSameSignature,
  type MessageCipher,
  type MessageKeys,
  randomNonce,
} from '../crypto/index.js';
import { Reply, reply, type ReplyArticle } from './reply.js';

/** What is taken, and what becomes of replies. */
export interface MessageRules {
  /** Takes plain pushes although a key is configured: only while the console is being switched. */
  readonly allowPlaintext?: boolean | undefined;
  /** Seconds a timestamp may lie off the clock, either way. */
  readonly timestampTolerance?: number | undefined;
  /** Whether WeChat takes a reply in the answer. @default all of them */
  readonly takesInAnswer?: (reply: Reply) => boolean;
  readonly deliverLate?: (reply: Reply, message: MessageTree) => Promise<void>;
}

type Format = 'xml' | 'json';

/** A push that may be trusted, and how it came. */
interface Opened {
  readonly message: MessageTree;
  readonly format: Format;
  readonly isSealed: boolean;
  readonly query: CallbackRequest['query'];
}

const DEFAULT_TOLERANCE = 300;
const BRACE = 0x7b;
const SUCCESS: CallbackAnswer = { status: 200, contentType: 'text/plain; charset=utf-8', body: 'success' };
const CONTENT_TYPES: Readonly<Record<Format, string>> = {
  xml: 'text/xml; charset=utf-8',
  json: 'application/json; charset=utf-8',
};

const now = (): number => Math.floor(Date.now() / 1000);
const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value ? value : undefined;

/**
 * The push protocol official accounts and mini programs share: a signature over the query, and in encrypted mode one
 * over the cipher text; XML or JSON; plain, compatible or encrypted.
 */
export class MessageProtocol implements CallbackProtocol<Reply> {
  constructor(
    private readonly keys: MessageKeys,
    private readonly rules: MessageRules = {},
  ) {}

  verifyUrl({ query }: CallbackRequest): CallbackAnswer {
    this.#verifyQuery(query);
    if (query.echostr === undefined) throw new WeChatParseError('The query holds no echostr');
    return { ...SUCCESS, body: query.echostr };
  }

  open(request: CallbackRequest): OpenedPush<Reply> {
    const { query, rawBody } = request;
    const { cipher } = this.keys;
    const isSealed = query.msg_signature !== undefined || query.encrypt_type === 'aes';
    if (!isSealed || query.signature !== undefined) this.#verifyQuery(query);
    const { tree: envelope, format } = readBody(rawBody);
    const sealed = textOf(envelope.Encrypt);
    if (sealed !== undefined && cipher) {
      const message = readAs(format, this.#openEnvelope(cipher, query, sealed));
      return this.#toPush({ message, format, isSealed: true, query });
    }
    if (cipher && !this.rules.allowPlaintext) {
      throw new WeChatDecryptError('The body is not encrypted although an encodingAESKey is configured');
    }
    if (isSealed && query.signature === undefined) this.#verifyQuery(query);
    if (sealed !== undefined && envelope.MsgType === undefined) {
      throw new WeChatDecryptError('The body is encrypted: configure the encodingAESKey of the console');
    }
    return this.#toPush({ message: envelope, format, isSealed: false, query });
  }

  #verifyQuery({ signature, timestamp = '', nonce = '' }: CallbackRequest['query']): void {
    this.#verifyTimestamp(timestamp);
    if (!isSameSignature(this.keys.sign(timestamp, nonce), signature)) {
      throw new WeChatSignatureError(
        'The signature is missing or wrong: is the token the one of the console?',
      );
    }
  }

  #verifyTimestamp(timestamp: string): void {
    const tolerance = this.#tolerance;
    if (!/^\d{1,12}$/.test(timestamp) || Math.abs(now() - Number(timestamp)) > tolerance) {
      throw new WeChatSignatureError(
        `The timestamp is missing or more than ${tolerance} s off this server's clock`,
      );
    }
  }

  get #tolerance(): number {
    return this.rules.timestampTolerance ?? DEFAULT_TOLERANCE;
  }

  #openEnvelope(cipher: MessageCipher, query: CallbackRequest['query'], sealed: string): string {
    const { msg_signature: given, timestamp = '', nonce = '' } = query;
    this.#verifyTimestamp(timestamp);
    if (!isSameSignature(this.keys.sign(timestamp, nonce, sealed), given)) {
      throw new WeChatSignatureError(
        'The msg_signature is missing or wrong: is the token the one of the console?',
      );
    }
    const { plaintext, receiveId } = cipher.open(sealed);
    if (receiveId !== this.keys.receiveId)
      throw new WeChatDecryptError('The message was sealed for another account');
    return plaintext;
  }

  #toPush(opened: Opened): OpenedPush<Reply> {
    const { message, isSealed, query } = opened;
    const { kind, name } = typeOf(message);
    const { deliverLate, takesInAnswer } = this.rules;
    return {
      kind,
      name,
      message,
      signature: (isSealed ? query.msg_signature : query.signature) as string,
      acceptedUntil: (Number(query.timestamp) + this.#tolerance) * 1000,
      onceKey: onceKeyOf(message, kind),
      toReply: kind === 'info' ? noReply : toReply,
      answer: (given) => this.#answer(given, opened),
      takesInAnswer,
      deliverLate: deliverLate && ((given) => deliverLate(given, message)),
    };
  }

  #answer(given: Reply | undefined, { message, format, isSealed }: Opened): CallbackAnswer {
    if (!given) return SUCCESS;
    const tree: XmlTree =
      given.msgType === ''
        ? given.fields
        : {
            ToUserName: textOf(message.FromUserName) ?? '',
            FromUserName: textOf(message.ToUserName) ?? '',
            CreateTime: now(),
            MsgType: given.msgType,
            ...given.fields,
          };
    const body = isSealed ? this.#seal(writeAs(format, tree), format) : writeAs(format, tree);
    return { status: 200, contentType: CONTENT_TYPES[format], body };
  }

  #seal(plaintext: string, format: Format): string {
    const { cipher, receiveId } = this.keys;
    const Encrypt = (cipher as MessageCipher).seal(plaintext, receiveId);
    const TimeStamp = now();
    const Nonce = randomNonce();
    const MsgSignature = this.keys.sign(String(TimeStamp), Nonce, Encrypt);
    return writeAs(format, { Encrypt, MsgSignature, TimeStamp, Nonce });
  }
}

/** The form of a body is told by its first character, whatever its content type says. */
function readBody(rawBody: Buffer): { tree: MessageTree; format: Format } {
  const text = rawBody.toString('utf8').trimStart();
  const format = text.charCodeAt(0) === BRACE ? 'json' : 'xml';
  return { tree: readAs(format, text), format };
}

const readAs = (format: Format, text: string): MessageTree =>
  format === 'json' ? readJson(text) : readXml(text);
const writeAs = (format: Format, tree: XmlTree): string =>
  format === 'json' ? JSON.stringify(tree) : writeXml(tree);

type PushKind = 'message' | 'event' | 'info';

/** What a push is: a message, an event, or news for a platform (InfoType). */
function typeOf(message: MessageTree): { kind: PushKind; name: string } {
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
function noReply(result: unknown): undefined {
  if (result === undefined || result === null || result === '') return undefined;
  throw new TypeError('A handler of @WeChatInfo() returns nothing: WeChat takes no reply there');
}

/** What a handler may return. */
function toReply(result: unknown): Reply | undefined {
  if (result === undefined || result === null || result === '') return undefined;
  if (typeof result === 'string') return reply.text(result);
  if (result instanceof Reply) return result;
  if (Array.isArray(result)) return reply.news(result as ReplyArticle[]);
  throw new TypeError('A handler returns nothing, a string, an array of articles, or what reply.… makes');
}
