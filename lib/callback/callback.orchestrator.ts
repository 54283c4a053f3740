import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { WeChatClients } from '../client/index.js';
import { WeChatConfigError } from '../common/index.js';
import { CallbackExplorer } from './callback.explorer.js';
import type { CallbackHandler } from './callback.handler.js';
import { SCOPE_NOT_CALLED_BACK, SCOPE_UNKNOWN, UNKNOWN_NAME } from './callback.messages.js';
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
    }
  }

  /** WeChat adds events: an unknown one is a doubt, not an error. */
  #checkName({ kind, name, isUnknown, label }: CallbackHandler): void {
    if (isUnknown && name !== undefined) this.#logger.warn(UNKNOWN_NAME(label, kind, name));
  }

  /** Clients may be added later: an unknown one is a doubt, one that cannot be called back is an error. */
  #checkScope({ scope, label }: CallbackHandler): void {
    for (const name of scope ?? []) {
      const known = this.clients.find(name);
      const found = known?.client.name === name ? known : undefined;
      if (!found && !APP_ID.test(name)) this.#logger.warn(SCOPE_UNKNOWN(label, name));
      else if (found && !found.callback && !found.start && !found.hasMembers)
        throw new WeChatConfigError(SCOPE_NOT_CALLED_BACK(label, name));
    }
  }
}
