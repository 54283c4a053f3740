import { type MessageTree, WeChatDecryptError, WeChatParseError } from '../common/index.js';
import type { CallbackAnswer, CallbackProtocol, CallbackRequest, OpenedPush, Push } from '../client/index.js';
import type { MessageKeys } from '../crypto/index.js';
import { CONTENT_TYPES, type MessageForm, readAs, readBody, writeAs } from './message.form.js';
import { identityOf, noReply, replyTree, reviveReply, textOf, toReply } from './message.reading.js';
import { MessageSeal } from './message.seal.js';
import type { Reply } from './reply.js';

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

/** A push that may be trusted, and how it came. */
interface Opened {
  readonly message: MessageTree;
  readonly form: MessageForm;
  /** What it was sealed with; absent for a plain one. */
  readonly keys?: MessageKeys;
  readonly query: CallbackRequest['query'];
}

/** The answer to whatever has no reply. */
export const SUCCESS: CallbackAnswer = {
  status: 200,
  contentType: 'text/plain; charset=utf-8',
  body: 'success',
};

/**
 * The push protocol official accounts and mini programs share: a signature over the query, and in encrypted mode one
 * over the cipher text; XML or JSON; plain, compatible or encrypted.
 */
export class MessageProtocol implements CallbackProtocol<Reply> {
  readonly kinds = ['message', 'event', 'info'];
  readonly #seal: MessageSeal;

  constructor(
    private readonly keys: MessageKeys,
    private readonly rules: MessageRules = {},
  ) {
    this.#seal = new MessageSeal(keys, rules.timestampTolerance);
  }

  verifyUrl({ query }: CallbackRequest): CallbackAnswer {
    this.#seal.verifyQuery(query);
    if (query.echostr === undefined) throw new WeChatParseError('The query holds no echostr');
    return { ...SUCCESS, body: query.echostr };
  }

  open(request: CallbackRequest): OpenedPush<Reply> {
    const { query, rawBody } = request;
    const { cipher } = this.keys;
    const isSealed = query.msg_signature !== undefined || query.encrypt_type === 'aes';
    if (!isSealed || query.signature !== undefined) this.#seal.verifyQuery(query);
    const { tree: envelope, form } = readBody(rawBody);
    const sealed = textOf(envelope.Encrypt);
    if (sealed !== undefined && cipher) {
      const { plaintext, receiveId, keys } = this.#seal.open(query, sealed);
      if (receiveId !== keys.receiveId)
        throw new WeChatDecryptError('The message was sealed for another account');
      return this.#toPush({ message: readAs(form, plaintext), form, keys, query });
    }
    if (cipher && !this.rules.allowPlaintext) {
      throw new WeChatDecryptError('The body is not encrypted although an encodingAESKey is configured');
    }
    if (isSealed && query.signature === undefined) this.#seal.verifyQuery(query);
    if (sealed !== undefined && envelope.MsgType === undefined) {
      throw new WeChatDecryptError('The body is encrypted: configure the encodingAESKey of the console');
    }
    return this.#toPush({ message: envelope, form, query });
  }

  reopen({ message }: Pick<Push, 'message'>): Push<Reply> {
    return this.#pushOf(message as MessageTree);
  }

  #toPush(opened: Opened): OpenedPush<Reply> {
    const { message, keys, query } = opened;
    return {
      signature: (keys ? query.msg_signature : query.signature) as string,
      acceptedUntil: this.#seal.acceptedUntil(query),
      answer: (given) => this.#answer(given, opened),
      ...this.#pushOf(message), // fields behind a spread would make a hidden class for each push
    };
  }

  #pushOf(message: MessageTree): Push<Reply> {
    const { kind, name, onceKey, sender } = identityOf(message);
    const { deliverLate, takesInAnswer } = this.rules;
    return {
      kind,
      name,
      onceKey,
      sender,
      message,
      toReply: kind === 'info' ? noReply : toReply,
      revive: reviveReply,
      takesInAnswer,
      deliverLate: deliverLate && ((given) => deliverLate(given, message)),
    };
  }

  #answer(given: Reply | undefined, { message, form, keys }: Opened): CallbackAnswer {
    if (!given) return SUCCESS;
    const text = writeAs(form, replyTree(given, message));
    return {
      status: 200,
      contentType: CONTENT_TYPES[form],
      body: keys ? this.#sealed(text, form, keys) : text,
    };
  }

  #sealed(text: string, form: MessageForm, keys: MessageKeys): string {
    const { encrypt, signature, timestamp, nonce } = this.#seal.seal(text, keys.receiveId, { keys });
    return writeAs(form, {
      Encrypt: encrypt,
      MsgSignature: signature,
      TimeStamp: timestamp,
      Nonce: nonce,
    });
  }
}
