import type { FactoryProvider, Provider } from '@nestjs/common';
import {
  CALLBACK_OPTIONS,
  callbackProviders,
  DEFAULT_CALLBACK,
  type ResolvedCallback,
} from './callback/index.js';
import {
  type ClientDefinition,
  getWeChatToken,
  TokenChecker,
  type WeChatClient,
  WeChatClients,
} from './client/index.js';
import { WeChatConfigError } from './common/index.js';
import { WeChatHttp } from './http/index.js';
import { isMountPath } from './mount/index.js';
import { LOGIN_OPTIONS, oauthProviders, resolveLogin } from './oauth/index.js';
import {
  STORAGE_OPTIONS,
  type StorageOptions,
  storageProviders,
  WeChatCoordination,
  WeChatCredentials,
  WeChatStorage,
} from './storage/index.js';
import { REFRESH_OPTIONS, type RefreshOptions, TokenManager, TokenRefresher } from './token/index.js';
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
  options: RefreshOptions,
): TokenManager {
  return new TokenManager(storage, coordination, refresher, options);
}

function createChecker(
  refresher: TokenRefresher,
  tokens: TokenManager,
  { checkInterval }: RefreshOptions,
): TokenChecker {
  return new TokenChecker(refresher, tokens, checkInterval);
}

type Rooms = [WeChatHttp, TokenManager, WeChatStorage, WeChatCredentials, WeChatCoordination];

function createClients(
  options: WeChatModuleOptions,
  names: readonly string[],
  checker: TokenChecker,
  ...[http, tokens, storage, credentials, coordination]: Rooms
): WeChatClients {
  if (typeof options?.clients !== 'object') throw new WeChatConfigError(CLIENTS_MISSING);
  const clients = new WeChatClients({ http, tokens, storage, credentials, coordination }, checker);
  for (const name of Object.keys(options.clients)) {
    if (!names.includes(name)) throw new WeChatConfigError(NAME_NOT_LISTED(name));
  }
  // platforms before the accounts they act for
  const rankOf = ({ component }: ClientDefinition): number => (component === undefined ? 0 : 1);
  const declared = Object.entries(options.clients).toSorted(
    ([, left], [, right]) => rankOf(left) - rankOf(right),
  );
  for (const [name, definition] of declared) clients.add(name, definition);
  for (const name of names) {
    if (!clients.names().includes(name)) throw new WeChatConfigError(NAME_NOT_DECLARED(name));
  }
  return clients;
}

function resolveCallback(options: WeChatModuleOptions | undefined): ResolvedCallback {
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
  ...storageProviders,
  {
    provide: STORAGE_OPTIONS,
    inject: [WECHAT_MODULE_OPTIONS],
    useFactory: (options: WeChatModuleOptions | undefined): StorageOptions => options ?? {},
  },
  {
    provide: REFRESH_OPTIONS,
    inject: [WECHAT_MODULE_OPTIONS],
    useFactory: (options: WeChatModuleOptions | undefined) => options?.refresh ?? {},
  },
  { provide: CALLBACK_OPTIONS, inject: [WECHAT_MODULE_OPTIONS], useFactory: resolveCallback },
  {
    provide: LOGIN_OPTIONS,
    inject: [WECHAT_MODULE_OPTIONS],
    useFactory: (options: WeChatModuleOptions | undefined) => resolveLogin(options?.login),
  },
  {
    provide: TokenManager,
    inject: [WeChatStorage, WeChatCoordination, TokenRefresher, REFRESH_OPTIONS],
    useFactory: createTokens,
  },
  {
    provide: TokenChecker,
    inject: [TokenRefresher, TokenManager, REFRESH_OPTIONS],
    useFactory: createChecker,
  },
  {
    provide: WeChatClients,
    inject: [
      WECHAT_MODULE_OPTIONS,
      WECHAT_NAMES,
      TokenChecker,
      WeChatHttp,
      TokenManager,
      WeChatStorage,
      WeChatCredentials,
      WeChatCoordination,
    ],
    useFactory: createClients,
  },
];
