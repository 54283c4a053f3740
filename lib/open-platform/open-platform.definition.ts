import { Logger } from '@nestjs/common';
import { checkOptions, keysOf, openAccount } from '../account/index.js';
import { MessageProtocol } from '../callback/index.js';
import { officialTraits } from '../catalog/index.js';
import {
  ApiCaller,
  type ClientDefinition,
  type ClientRegistration,
  type ClientRooms,
  type Component,
} from '../client/index.js';
import { isOptionText, secretTexts, WeChatConfigError } from '../common/index.js';
import { resolveBaseUrls } from '../http/index.js';
import { AuthorizationBook } from './authorization.book.js';
import { AuthorizationDesk } from './authorization.desk.js';
import { AuthorizerRegistry } from './authorizer.registry.js';
import { AuthorizerTokenSource } from './authorizer-token.source.js';
import { ComponentTokenSource } from './component-token.source.js';
import { IdentityBook } from './identity.book.js';
import { InfoProtocol } from './info.protocol.js';
import { OPEN_PLATFORM_KIND, OpenPlatform } from './open-platform.js';
import { CREDENTIALS_IN_MEMORY, KEYS_MISSING } from './open-platform.messages.js';
import { DEFAULT_BASE_URLS, type OpenPlatformOptions } from './open-platform-options.interface.js';
import type { TokenSource } from '../token/index.js';
import { VerifyTicket } from './verify-ticket.js';

/**
 * Declares a third-party platform (第三方平台) among the clients of WeChatModule. WeChat's pushes to it come to
 * `/<path>/<name>` (授权事件接收配置), messages of its accounts to `/<path>/<name>/$APPID$` (消息与事件接收配置).
 *
 * @param options credentials, as the console shows them
 * @returns a definition; a wrong option is a WeChatConfigError at start-up that names client, option and cure
 * @see https://developers.weixin.qq.com/doc/oplatform/Third-party_Platforms/2.0/getting_started/how_to_read.html
 * @publicApi
 */
export function openPlatform(options: OpenPlatformOptions): ClientDefinition<OpenPlatform> {
  return { kind: OPEN_PLATFORM_KIND, create: (name, rooms) => create(name, options, rooms) };
}

function create(
  name: string,
  options: OpenPlatformOptions,
  rooms: ClientRooms,
): ClientRegistration<OpenPlatform> {
  for (const option of ['token', 'encodingAESKey'] as const) {
    if (options && !isOptionText(options[option])) throw new WeChatConfigError(KEYS_MISSING(name, option));
  }
  checkOptions(name, options, 'openPlatform');
  const { appId, appSecret, token, encodingAESKey, previousKeys, timestampTolerance, http = {} } = options;
  const { credentials, tokens } = rooms;
  if (!credentials.isDurable) new Logger('WeChatOpenPlatform').warn(CREDENTIALS_IN_MEMORY(name));
  const baseUrls = resolveBaseUrls(name, options.baseUrls ?? {}, DEFAULT_BASE_URLS);
  const keys = keysOf(name, { token, encodingAESKey, previousKeys, receiveId: appId });
  const ticket = new VerifyTicket(name, appId, rooms);
  const origin = {
    client: name,
    baseUrl: baseUrls.api,
    options: http,
    secrets: secretTexts(appSecret, token, encodingAESKey, previousKeys),
  };
  const componentToken = new ComponentTokenSource(origin, { appId, appSecret }, ticket, rooms.http);
  const caller = new ApiCaller(
    { origin, traits: officialTraits, tokenSource: componentToken, componentToken },
    rooms.http,
    tokens,
  );
  const calls = { componentAppId: appId, caller };
  const book = new AuthorizationBook(calls, credentials);
  const identities = new IdentityBook(calls, credentials);
  const tokenRooms = { calls, book };
  const tokenOf = (account: string): TokenSource => new AuthorizerTokenSource(account, tokenRooms);
  const protocol = new MessageProtocol(keys, { timestampTolerance });
  const accounts = new AuthorizerRegistry({
    platform: name,
    componentAppId: appId,
    rooms,
    identities,
    book,
    tokenOf,
    protocol,
  });
  const desk = new AuthorizationDesk({ calls, book, accounts, tokenOf, rooms });
  const client = new OpenPlatform(name, appId, {
    caller,
    appSecret,
    baseUrls,
    accounts,
    desk,
    callerOf: (account) =>
      openAccount(account, { appId: account, component: name }, { baseUrl: baseUrls.api, component }, rooms)
        .caller,
  });
  const component: Component = {
    client,
    token: componentToken,
    baseUrls,
    http,
    keys,
    timestampTolerance,
    tokenOf,
    originalIdOf: (account) => accounts.originalIdOf(account),
  };
  return {
    client,
    tokens: { component_access_token: componentToken },
    callback: new InfoProtocol(protocol, ticket, desk),
    probe: () => client.openApi.getQuota('/cgi-bin/openapi/quota/get'),
    component,
    accounts,
  };
}
