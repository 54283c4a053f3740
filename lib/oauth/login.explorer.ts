import { Inject, Injectable, Logger, type OnModuleInit, Optional } from '@nestjs/common';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { WeChatClients } from '../client/index.js';
import { WeChatConfigError } from '../common/index.js';
import type { LoginDemand } from './decorators/wechat-login.decorator.js';
import { accountsOf, resolveDemand } from './login.demand.js';
import { CLIENT_UNKNOWN, LOGIN_MISSING } from './login.messages.js';
import { LOGIN_OPTIONS, type ResolvedLoginOptions } from './login-options.interface.js';
import { LOGIN_METADATA } from './oauth.constants.js';

/** Raises what is wrong with the demands for a login at start-up, not at the first visit. */
@Injectable()
export class LoginExplorer implements OnModuleInit {
  readonly #isConfigured: boolean;
  readonly #logger = new Logger('WeChatLogin');

  constructor(
    @Optional() @Inject(LOGIN_OPTIONS) options: ResolvedLoginOptions | undefined,
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly reflector: Reflector,
    private readonly clients: WeChatClients,
  ) {
    this.#isConfigured = options !== undefined;
  }

  onModuleInit(): void {
    for (const [label, demand] of this.#demands()) {
      if (!this.#isConfigured) throw new WeChatConfigError(LOGIN_MISSING);
      const { client } = demand;
      // clients may be added later: an unknown one is a doubt
      if (client !== undefined && !this.clients.has(client)) this.#logger.warn(CLIENT_UNKNOWN(label, client));
      else if (demand.account) accountsOf(demand, this.clients, label);
      else resolveDemand(demand, this.clients, label);
    }
  }

  *#demands(): Generator<[label: string, demand: LoginDemand]> {
    for (const { metatype, isNotMetatype } of this.discovery.getControllers()) {
      if (isNotMetatype || !metatype) continue;
      const prototype = metatype.prototype as Record<string, () => unknown>;
      const methods = this.scanner.getAllMethodNames(prototype).map((name) => prototype[name]);
      for (const target of [metatype, ...methods] as Array<() => unknown>) {
        const demand = this.reflector.get<LoginDemand | undefined>(LOGIN_METADATA, target);
        if (demand) yield [target === metatype ? metatype.name : `${metatype.name}#${target.name}`, demand];
      }
    }
  }
}
