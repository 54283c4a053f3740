import type { IncomingHttpHeaders } from 'node:http';
import { parse } from 'node:querystring';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { ApplicationConfig } from '@nestjs/core';
import {
  type CallbackAnswer,
  type CallbackProtocol,
  type ClientRegistration,
  type OpenedPush,
  WeChatClients,
} from '../client/index.js';
import { WeChatError } from '../common/index.js';
import { wechatChannels } from '../diagnostics/index.js';
import { mountPath } from '../mount/index.js';
import { WeChatCoordination } from '../storage/index.js';
import { CallbackDispatcher } from './callback.dispatcher.js';
import { ADDRESS_A_MEMBER, NO_TOKEN } from './callback.messages.js';
import { CallbackRefusal, HandlerFailure, plainAnswer, reasonFor, toRefusal } from './callback.refusal.js';
import { CALLBACK_OPTIONS, type ResolvedCallback } from './callback-options.interface.js';
import { InboxDesk } from './inbox.desk.js';

/** A body larger than this is not WeChat's. */
export const MAX_BODY = 1024 * 1024;

type CalledBack = ClientRegistration & { readonly callback: CallbackProtocol };

/** What is known of a callback before its body is read. */
export interface CallbackAddress {
  /** First segment of the path behind the endpoint, decoded; undefined when the path ends there. */
  readonly clientKey: string | undefined;
  /** The segment behind it: a client that belongs to that one, or an account it acts for. */
  readonly accountKey?: string | undefined;
  /** Without the question mark. */
  readonly queryText: string;
  readonly headers: IncomingHttpHeaders;
}

/** A callback as an adapter read it: query still in the text it came in. */
export interface IncomingCallback extends CallbackAddress {
  readonly method: string;
  readonly rawBody: Buffer;
}

/** The endpoint itself, knowing no web framework: a callback in, an answer out, and never an exception. */
@Injectable()
export class CallbackEndpoint {
  readonly #logger = new Logger('WeChatCallback');

  constructor(
    @Inject(CALLBACK_OPTIONS) private readonly options: ResolvedCallback,
    private readonly config: ApplicationConfig,
    private readonly clients: WeChatClients,
    private readonly dispatcher: CallbackDispatcher,
    private readonly coordination: WeChatCoordination,
    private readonly inbox: InboxDesk,
  ) {}

  /** `/prefix/wechat`; the prefix is known once the application starts. */
  get basePath(): string {
    const prefix = this.options.useGlobalPrefix ? this.config.getGlobalPrefix() : '';
    return mountPath(prefix, this.options.path);
  }

  /** Whether a request is a callback, and not for a page the application has beside the endpoint. */
  isMeant({ clientKey, accountKey, queryText, headers }: CallbackAddress): boolean {
    if (queryText.includes('signature=') || headers['wechatpay-signature'] !== undefined) return true;
    return clientKey !== undefined && this.#find(clientKey, accountKey) !== undefined;
  }

  async handle(incoming: IncomingCallback): Promise<CallbackAnswer> {
    let isOpened = false;
    try {
      const registration = this.#clientOf(incoming);
      const request = {
        method: incoming.method,
        query: readQuery(incoming.queryText),
        headers: incoming.headers,
        rawBody: incoming.rawBody,
      };
      if (request.method === 'GET') return registration.callback.verifyUrl(request);
      if (request.method !== 'POST') throw new CallbackRefusal(405, `the method is ${request.method}`);
      const { accounts } = registration;
      const account = accounts && incoming.accountKey;
      const receiver = (account ? await accounts.receiver(account, request) : registration) as CalledBack;
      const opened = receiver.callback.open(request);
      const push = opened instanceof Promise ? await opened : opened;
      if (this.options.replayProtection) await this.#refuseReplay(receiver.client.name, push);
      isOpened = true;
      const keep = this.inbox.keeperFor(registration, receiver, account);
      return push.answer(await this.dispatcher.dispatch(receiver, push, keep));
    } catch (error) {
      return this.refuse(error, incoming, isOpened);
    }
  }

  /**
   * Tells the log what was wrong, and the other side as little as will do.
   *
   * @param isOpened whether the dispatcher had it, which reports what it fails at itself
   */
  refuse(
    error: unknown,
    {
      clientKey,
      accountKey,
      rawBody,
    }: Pick<IncomingCallback, 'clientKey' | 'accountKey'> & { rawBody?: Buffer },
    isOpened = false,
  ): CallbackAnswer {
    const protocol = clientKey === undefined ? undefined : this.#find(clientKey, accountKey)?.callback;
    const tell = (status: number, text: string): CallbackAnswer =>
      protocol?.failure?.(status, text, rawBody) ?? plainAnswer(status, text);
    const refusal = toRefusal(error);
    if (!isOpened && wechatChannels.refusal.hasSubscribers)
      this.#report(refusal, error, this.#known({ clientKey, accountKey })?.client.name);
    const whom = JSON.stringify([clientKey, accountKey].filter(Boolean).join('/').slice(0, 64));
    if (refusal) {
      const said = `Refused a callback for ${whom} (${refusal.status}): ${refusal.message}`;
      if (refusal.isProbe) this.#logger.debug(said);
      else this.#logger.warn(said);
      return tell(refusal.status, reasonFor(refusal));
    }
    if (error instanceof HandlerFailure) return tell(error.status, 'error');
    this.#logger.error(
      `A callback for ${whom} could not be answered`,
      error instanceof Error ? error.stack : String(error),
    );
    return tell(500, 'error');
  }

  /** A client's name is one the application gave, never what a stranger asks for. */
  #report(refusal: CallbackRefusal | undefined, error: unknown, client: string | undefined): void {
    const fault = error instanceof WeChatError ? error.message : 'unexpected failure';
    const { status = 500, message: reason = fault, isProbe = false } = refusal ?? {};
    wechatChannels.refusal.publish({ client, status, reason, isProbe });
  }

  async #refuseReplay(clientName: string, { signature, acceptedUntil }: OpenedPush): Promise<void> {
    if (signature === undefined) return;
    const life = Math.max(acceptedUntil - Date.now(), 1);
    if (!(await this.coordination.isNew(`${clientName}:${signature}`, life))) {
      throw new CallbackRefusal(401, 'the request was seen before');
    }
  }

  /** The client itself, or the one that belongs to it; where it acts for accounts, it opens what is for them. */
  #find(key: string, member: string | undefined): ClientRegistration | undefined {
    if (member === undefined) return this.clients.find(key);
    const parent = this.clients.find(key);
    return parent?.accounts ? parent : this.clients.find(`${key}/${member}`);
  }

  #known({
    clientKey,
    accountKey,
  }: Pick<CallbackAddress, 'clientKey' | 'accountKey'>): ClientRegistration | undefined {
    return clientKey === undefined ? this.#onlyClient() : this.#find(clientKey, accountKey);
  }

  #clientOf(address: CallbackAddress): CalledBack {
    const found = this.#known(address);
    if (!found) throw new CallbackRefusal(404, 'there is no such client');
    if (!found.callback) {
      throw new CallbackRefusal(404, this.#cureFor(found));
    }
    return found as CalledBack;
  }

  /** Why it cannot be called back here. */
  #cureFor({ client, hasMembers }: ClientRegistration): string {
    if (!hasMembers) return NO_TOKEN(client.name);
    const members = this.clients.withCallback().filter(({ parent }) => parent === client);
    const names = members.map((one) => one.client.name.slice(client.name.length + 1));
    return ADDRESS_A_MEMBER(this.basePath, client.name, names);
  }

  #onlyClient(): ClientRegistration | undefined {
    const called = this.clients.withCallback();
    return called.length === 1 ? called[0] : undefined;
  }
}

/** Every parameter of WeChat's comes once; one that comes twice is somebody else's. */
function readQuery(text: string): Record<string, string> {
  const query = parse(text);
  for (const name in query) {
    if (typeof query[name] !== 'string')
      throw new CallbackRefusal(400, 'a parameter of the query is given twice');
  }
  return query as Record<string, string>;
}
