import {
  CONTENT_TYPES,
  identityOf,
  type MessageForm,
  MessageSeal,
  noReply,
  readAs,
  readBody,
  type Reply,
  replyTree,
  SUCCESS,
  textOf,
  toReply,
  writeAs,
} from '../../callback/index.js';
import type {
  CallbackAnswer,
  CallbackProtocol,
  CallbackRequest,
  OpenedPush,
  Push,
  Unfolding,
} from '../../client/index.js';
import { type MessageTree, WeChatDecryptError, WeChatParseError } from '../../common/index.js';
import type { MessageKeys } from '../../crypto/index.js';
import { KF_EVENT_KIND, KF_MESSAGE_KIND, KF_SERVICER_MESSAGE_KIND } from '../kf/kf.push.js';
import { needsTap, tapOf } from './card.tap.js';
import { NO_TAP, REPLY_UNKNOWN, SEALED_FOR_ANOTHER } from './inbound.messages.js';
import { reviveWorkReply } from './work-reply.js';

/** What is taken, and what becomes of replies. */
export interface WorkRules {
  /** Whom a push must have been sealed for, by what it says; without a message, the check of the address (验证URL有效性). */
  receiverOf(message: MessageTree | undefined): string | undefined;
  /** @throws {WeChatDecryptError} for a push that is another's, though it was sealed for the same receiver */
  check?(message: MessageTree): void;
  /** Seconds a timestamp may lie off the clock, either way. */
  readonly timestampTolerance?: number | undefined;
  /** Hands over a reply that came too late for the answer. */
  deliverLate?(reply: Reply, message: MessageTree): Promise<void>;
  /** What a push announces, to be fetched for its handlers. */
  unfold?(message: MessageTree): Unfolding | undefined;
}

/** A push that may be trusted, how it came, and whom it was sealed for. */
interface Opened {
  readonly message: MessageTree;
  readonly form: MessageForm;
  readonly receiveId: string;
  readonly keys: MessageKeys;
}

/** Whose handlers hear of WeCom's callbacks. */
export const WORK_KINDS: readonly string[] = [
  'work-message',
  'work-event',
  'work-info',
  KF_MESSAGE_KIND,
  KF_SERVICER_MESSAGE_KIND,
  KF_EVENT_KIND,
];

/** Who sends events nobody sent. */
const SYSTEM = 'sys';

/** What WeCom takes as an answer (被动回复消息格式). */
const REPLY_TYPES: ReadonlySet<string> = new Set([
  '', // of reply.raw()
  'text',
  'image',
  'voice',
  'video',
  'news',
  'update_button',
  'update_template_card',
  'update_taskcard',
]);

/**
 * The push protocol of WeCom: whatever it sends is sealed, the text it checks an address with too; XML, or JSON with an
 * envelope of its own.
 *
 * @see https://developer.work.weixin.qq.com/document/path/90968
 */
export class WorkProtocol implements CallbackProtocol<Reply> {
  readonly kinds = WORK_KINDS;
  readonly #seal: MessageSeal;

  constructor(
    keys: MessageKeys,
    private readonly rules: WorkRules,
  ) {
    this.#seal = new MessageSeal(keys, rules.timestampTolerance);
  }

  verifyUrl({ query }: CallbackRequest): CallbackAnswer {
    if (query['echostr'] === undefined) throw new WeChatParseError('The query holds no echostr');
    const { plaintext, receiveId } = this.#seal.open(query, query['echostr']);
    if (receiveId !== this.rules.receiverOf(undefined)) throw new WeChatDecryptError(SEALED_FOR_ANOTHER);
    return { ...SUCCESS, body: plaintext };
  }

  open({ query, rawBody }: CallbackRequest): OpenedPush<Reply> {
    const { tree: envelope, form } = readBody(rawBody);
    const sealed = textOf(envelope['Encrypt']) ?? (form === 'json' ? textOf(envelope['encrypt']) : undefined);
    if (sealed === undefined)
      throw new WeChatDecryptError('The body is not encrypted: WeCom seals whatever it sends');
    const { plaintext, receiveId, keys } = this.#seal.open(query, sealed);
    const message = readAs(form, plaintext);
    if (receiveId !== this.rules.receiverOf(message)) throw new WeChatDecryptError(SEALED_FOR_ANOTHER);
    this.rules.check?.(message);
    return this.#toPush({ message, form, receiveId, keys }, query);
  }

  reopen({ message }: Pick<Push, 'message'>): Push<Reply> {
    return this.#pushOf(message as MessageTree);
  }

  #toPush(opened: Opened, query: CallbackRequest['query']): OpenedPush<Reply> {
    return {
      signature: query['msg_signature'] as string,
      acceptedUntil: this.#seal.acceptedUntil(query),
      answer: (given) => this.#answer(given, opened),
      ...this.#pushOf(opened.message), // fields behind a spread would make a hidden class for each push
    };
  }

  #pushOf(message: MessageTree): Push<Reply> {
    const { kind, name, onceKey } = identityOf(message);
    const { rules } = this;
    return {
      // handlers of official accounts are typed for other messages of the same names
      kind: `work-${kind}`,
      name,
      onceKey,
      sender: senderOf(message),
      message,
      toReply: kind === 'info' ? noReply : (result) => toWorkReply(result, message),
      revive: reviveWorkReply,
      unfolding: rules.unfold?.(message),
      deliverLate: rules.deliverLate && ((given) => rules.deliverLate?.(given, message) ?? Promise.resolve()),
    };
  }

  #answer(given: Reply | undefined, { message, form, receiveId, keys }: Opened): CallbackAnswer {
    if (!given) return SUCCESS;
    const text = writeAs(form, replyTree(given, message));
    const { encrypt, signature, timestamp, nonce } = this.#seal.seal(text, receiveId, { keys });
    const envelope =
      form === 'json'
        ? { encrypt, msgsignature: signature, timestamp, nonce }
        : { Encrypt: encrypt, MsgSignature: signature, TimeStamp: timestamp, Nonce: nonce };
    return { status: 200, contentType: CONTENT_TYPES[form], body: writeAs(form, envelope) };
  }
}

/** Events of the whole corporation come from `sys`: they are told apart by whom they are about. */
function senderOf(message: MessageTree): string | undefined {
  const from = textOf(message['FromUserName']);
  if (from !== undefined && from !== SYSTEM) return from;
  return (
    textOf(message['ExternalUserID']) ??
    textOf(message['ChatId']) ??
    textOf(message['UserID']) ??
    textOf(message['AuthCorpId'])
  );
}

/** What a handler may return. @throws {TypeError} for what WeCom does not know, or does not take in answer to this */
function toWorkReply(result: unknown, message: MessageTree): Reply | undefined {
  const given = toReply(result);
  if (given && !REPLY_TYPES.has(given.msgType)) throw new TypeError(REPLY_UNKNOWN(given.msgType));
  if (given && needsTap(given.msgType) && tapOf(message, given.msgType) === undefined)
    throw new TypeError(NO_TAP(given.msgType));
  return given;
}
