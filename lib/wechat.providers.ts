import type { FactoryProvider, Provider } from '@nestjs/common';
import {
  CALLBACK_OPTIONS,
  type CallbackOptions,
  callbackProviders,
  DEFAULT_CALLBACK,
} from './callback/index.js';
import { getWeChatToken, TokenChecker, type WeChatClient, WeChatClients } from './client/index.js';
import { WeChatConfigError } from './common/index.js';
import { WeChatHttp } from './http/index.js';
import { isMountPath } from './mount/index.js';
import { LOGIN_OPTIONS, oauthProviders, resolveLogin } from './oauth/index.js';
import { LocalCoordination, storageProvider, WeChatCoordination, WeChatStorage } from './storage/index.js';
import { TokenManager, TokenRefresher } from './token/index.js';
import {
  CALLBACK_OPTION_INVALID,
  CLIENTS_MISSING,
  NAME_NOT_DECLARED,
  NAME_NOT_LISTED,
} from './wechat.messages.js';
import { WECHAT_MODULE_OPTIONS, WECHAT_NAMES } from './wechat.constants.js';
import type { WeChatModuleOptions } from './wechat-options.interface.js';

/** One provider per name, so that a client can be injected. */
export const createClientProviders = (names: readonly string[]): Array<FactoryProvider<WeChatClient>> =>
  names.map((name) => ({
    provide: getWeChatToken(name),
    inject: [WeChatClients],
    useFactory: (clients: WeChatClients) => clients.get(name),
  }));

function createTokens(
  storage: WeChatStorage,
  coordination: WeChatCoordination,
  refresher: TokenRefresher,
  options: WeChatModuleOptions | undefined,
): TokenManager {
  return new TokenManager(storage, coordination, refresher, options?.refresh);
}

function createChecker(
  refresher: TokenRefresher,
  tokens: TokenManager,
  options: WeChatModuleOptions | undefined,
): TokenChecker {
  return new TokenChecker(refresher, tokens, options?.refresh?.checkInterval);
}

function createClients(
  http: WeChatHttp,
  tokens: TokenManager,
  options: WeChatModuleOptions,
  names: readonly string[],
  checker: TokenChecker,
): WeChatClients {
  if (typeof options?.clients !== 'object') throw new WeChatConfigError(CLIENTS_MISSING);
  const clients = new WeChatClients({ http, tokens }, checker);
  for (const name of names) {
    if (!Object.hasOwn(options.clients, name)) throw new WeChatConfigError(NAME_NOT_DECLARED(name));
  }
  for (const [name, definition] of Object.entries(options.clients)) {
    if (!names.includes(name)) throw new WeChatConfigError(NAME_NOT_LISTED(name));
    clients.add(name, definition);
  }
  return clients;
}

function resolveCallback(options: WeChatModuleOptions | undefined): Required<CallbackOptions> {
  const resolved = { ...DEFAULT_CALLBACK, ...options?.callback };
  if (!isMountPath(resolved.path)) {
    throw new WeChatConfigError(CALLBACK_OPTION_INVALID('path', 'write it as "wechat" or "api/wechat"'));
  }
  if (!(resolved.deadline > 0 && resolved.deadline < 5000)) {
    throw new WeChatConfigError(
      CALLBACK_OPTION_INVALID('deadline', 'WeChat waits 5000 ms; give less, in milliseconds'),
    );
  }
  return resolved;
}

/** What every WeChatModule is made of, whatever its options. */
export const wechatProviders: Provider[] = [
  ...callbackProviders,
  ...oauthProviders,
  TokenRefresher,
  WeChatHttp,
  storageProvider,
  { provide: WeChatCoordination, useClass: LocalCoordination },
  { provide: CALLBACK_OPTIONS, inject: [WECHAT_MODULE_OPTIONS], useFactory: resolveCallback },
  {
    provide: LOGIN_OPTIONS,
    inject: [WECHAT_MODULE_OPTIONS],
    useFactory: (options: WeChatModuleOptions | undefined) => resolveLogin(options?.login),
  },
  {
    provide: TokenManager,
    inject: [WeChatStorage, WeChatCoordination, TokenRefresher, WECHAT_MODULE_OPTIONS],
    useFactory: createTokens,
  },
  {
    provide: TokenChecker,
    inject: [TokenRefresher, TokenManager, WECHAT_MODULE_OPTIONS],
    useFactory: createChecker,
  },
  {
    provide: WeChatClients,
    inject: [WeChatHttp, TokenManager, WECHAT_MODULE_OPTIONS, WECHAT_NAMES, TokenChecker],
    useFactory: createClients,
  },
];
