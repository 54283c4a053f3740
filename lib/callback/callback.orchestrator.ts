import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { type ClientRegistration, WeChatClients } from '../client/index.js';
import { WeChatConfigError } from '../common/index.js';
import { CallbackExplorer } from './callback.explorer.js';
import type { CallbackHandler } from './callback.handler.js';
import {
  NOBODY_FEEDS,
  SCOPE_NEVER_FEEDS,
  SCOPE_NOT_CALLED_BACK,
  SCOPE_UNKNOWN,
  SCOPE_WITHOUT_MEMBERS,
  UNKNOWN_NAME,
} from './callback.messages.js';
import { HandlerRegistry } from './handler.registry.js';

/** Of an account a platform may yet meet. */
const APP_ID = /^wx[\da-f]{16}$/;

/** Gathers the handlers once all providers exist, and raises doubts about them while somebody is looking. */
@Injectable()
export class CallbackOrchestrator implements OnModuleInit {
  readonly #logger = new Logger('WeChatCallback');

  constructor(
    private readonly explorer: CallbackExplorer,
    private readonly handlers: HandlerRegistry,
    private readonly clients: WeChatClients,
  ) {}

  onModuleInit(): void {
    this.handlers.fill(this.explorer.explore());
    for (const handler of this.handlers.all) {
      this.#checkName(handler);
      this.#checkScope(handler);
      this.#checkKind(handler);
    }
  }

  /** WeChat adds events: an unknown one is a doubt, not an error. */
  #checkName({ kind, name, isUnknown, label }: CallbackHandler): void {
    if (isUnknown && name !== undefined) this.#logger.warn(UNKNOWN_NAME(label, kind, name));
  }

  /** Clients may be added later: an unknown one is a doubt, one that cannot be called back is an error. */
  #checkScope({ scope, label }: CallbackHandler): void {
    for (const name of scope ?? []) {
      const found = this.#declared(name);
      if (!found && !APP_ID.test(name)) this.#logger.warn(SCOPE_UNKNOWN(label, name));
      else if (found?.hasMembers && this.#sourcesOf(found).length === 0)
        this.#logger.warn(SCOPE_WITHOUT_MEMBERS(label, name));
      else if (found && !found.hasMembers && !isSource(found))
        throw new WeChatConfigError(SCOPE_NOT_CALLED_BACK(label, name));
    }
  }

  /** Decorators of another entry point have the same names: what can never reach a handler is not left to silence. */
  #checkKind({ scope, kind, label, description }: CallbackHandler): void {
    const named = (scope ?? this.clients.names()).map((name) => this.#declared(name));
    if (named.length === 0 || named.includes(undefined)) return; // they may be added later
    const sources = named.flatMap((one) => (one ? this.#sourcesOf(one) : []));
    if (sources.some((one) => feeds(one, kind))) return;
    if (!scope) this.#logger.warn(NOBODY_FEEDS(label, description, kind));
    else if (sources.length > 0)
      throw new WeChatConfigError(SCOPE_NEVER_FEEDS(label, description, kind, [...scope]));
  }

  /** Handlers are found under the names of clients, and not under their ids. */
  #declared(name: string): ClientRegistration | undefined {
    const known = this.clients.find(name);
    return known?.client.name === name ? known : undefined;
  }

  /** Who brings pushes for handlers of a client: itself, and those that belong to it. */
  #sourcesOf(registration: ClientRegistration): ClientRegistration[] {
    const members = this.clients
      .names()
      .map((name) => this.clients.find(name))
      .filter((one) => one?.parent === registration.client);
    return [registration, ...members].filter((one) => one !== undefined).filter(isSource);
  }
}

const isSource = ({ callback, start }: ClientRegistration): boolean => !!callback || !!start;

function feeds({ kinds, callback }: ClientRegistration, kind: string): boolean {
  const fed = kinds ?? callback?.kinds;
  return fed === undefined || fed.includes(kind);
}
