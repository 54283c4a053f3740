import {
  Inject,
  Injectable,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
  type OnModuleInit,
} from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { type ClientRegistration, type Push, WeChatClients } from '../client/index.js';
import { WeChatApiError, WeChatStorageError } from '../common/index.js';
import { CallbackDispatcher } from './callback.dispatcher.js';
import { type CallbackInbox, type InboxEntry, KeptPushError, type KeptPush } from './callback.inbox.js';
import { NO_CLIENT_HERE, REPLY_OF } from './callback.messages.js';
import { HandlerFailure, ReplyUnsent } from './callback.refusal.js';
import { CALLBACK_OPTIONS, type ResolvedCallback } from './callback-options.interface.js';
import { describe, messageOf } from './error.text.js';

/** WeChat repeats a message within 15 seconds. */
const REPEATED_FOR = 60_000;

/** `ComponentVerifyTicket`, `SuiteTicket`, `AuthorizationCode`, `PreAuthCode`, `AuthCode`, `auth_code`. */
const SECRET = /(?:Ticket|Code|auth_code)$/;

/** Takes a push in, to be run later. */
export type Keep = (push: Push) => Promise<void>;

/** Where the inbox meets everything else: hands in what is to be kept, and has run what was. */
@Injectable()
export class InboxDesk implements OnModuleInit, OnApplicationBootstrap, OnModuleDestroy {
  #inbox: CallbackInbox | undefined;

  constructor(
    @Inject(CALLBACK_OPTIONS) private readonly options: ResolvedCallback,
    private readonly modules: ModuleRef,
    private readonly clients: WeChatClients,
    private readonly dispatcher: CallbackDispatcher,
  ) {}

  /** Queues of the application exist by then. */
  onModuleInit(): void {
    this.#inbox = this.options.inbox?.create(this.modules);
  }

  onApplicationBootstrap(): void {
    this.#inbox?.start((push, id) => this.#run(push, id));
  }

  async onModuleDestroy(): Promise<void> {
    this.dispatcher.end();
    await this.#inbox?.close();
  }

  /**
   * How pushes for a receiver are kept; undefined where they are answered when they come.
   *
   * @param addressee whom the request was addressed to
   * @param account of those it acts for, by id
   */
  keeperFor(
    addressee: ClientRegistration,
    receiver: ClientRegistration,
    account: string | undefined,
  ): Keep | undefined {
    const inbox = this.#inbox;
    if (!inbox || !receiver.callback?.reopen) return undefined;
    const { name } = receiver.client;
    return async (push) => {
      const { kind, message, onceKey, sender, repeatedFor = REPEATED_FOR } = push;
      const entry: InboxEntry = {
        push: {
          client: addressee.client.name,
          account,
          kind,
          name: push.name,
          message: push.prepare ? withoutSecrets(message) : message,
        },
        key: onceKey === undefined ? undefined : `${name}:${onceKey}`,
        sender: sender === undefined ? undefined : `${name}:${sender}`,
        repeatedFor,
      };
      try {
        await inbox.keep(entry);
      } catch (error) {
        // the log was told once that it is away: WeChat comes again
        throw error instanceof WeChatStorageError ? new HandlerFailure(503, error) : error;
      }
    };
  }

  async #run(kept: KeptPush, id: string): Promise<number | undefined> {
    try {
      const receiver = await this.#receiverOf(kept);
      const push = receiver?.callback?.reopen?.(kept);
      if (!receiver || !push) throw new Error(NO_CLIENT_HERE(kept.client, kept.account));
      return await this.dispatcher.runKept(receiver, push, { id, reply: kept.reply });
    } catch (error) {
      throw toKeptPushError(error);
    }
  }

  /** It may be another process that has met the account, or has had the client added. */
  async #receiverOf({ client, account }: KeptPush): Promise<ClientRegistration | undefined> {
    const found = this.clients.find(client);
    return account === undefined ? found : found?.accounts?.find(account);
  }
}

/** Tickets and codes the library has taken for itself have no business in a queue. */
const withoutSecrets = (message: Push['message']): Push['message'] =>
  Object.fromEntries(Object.entries(message).filter(([name]) => !SECRET.test(name)));

function toKeptPushError(error: unknown): KeptPushError {
  if (!(error instanceof HandlerFailure))
    return new KeptPushError(messageOf(error), { isFinal: false, stack: describe(error) });
  const { status, handler, cause = error } = error;
  const stack = describe(cause);
  if (!(error instanceof ReplyUnsent))
    return new KeptPushError(messageOf(cause), { what: handler, isFinal: status < 500, stack });
  const isFinal = cause instanceof WeChatApiError && !cause.retryable;
  return new KeptPushError(messageOf(cause), { what: REPLY_OF(handler), isFinal, reply: error.reply, stack });
}
