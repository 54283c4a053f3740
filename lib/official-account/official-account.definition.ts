import { checkOptions, componentOf, messageProtocolOf, openAccount } from '../account/index.js';
import type { ClientDefinition, ClientRegistration, ClientRooms } from '../client/index.js';
import { resolveBaseUrls } from '../http/index.js';
import { jsSdkTickets } from '../js-sdk/index.js';
import { sendLateReply } from './late-reply.js';
import { OFFICIAL_ACCOUNT_KIND, OfficialAccount } from './official-account.js';
import { DEFAULT_BASE_URLS, type OfficialAccountOptions } from './official-account-options.interface.js';

/**
 * Declares an official account (公众号) among the clients of WeChatModule.
 *
 * @param options credentials and callback settings, as the console shows them
 * @returns a definition; a wrong option is a WeChatConfigError at start-up that names client, option and cure
 * @publicApi
 */
export function officialAccount(options: OfficialAccountOptions): ClientDefinition<OfficialAccount> {
  return {
    kind: OFFICIAL_ACCOUNT_KIND,
    component: options?.component,
    create: (name, rooms) => create(name, options, rooms),
  };
}

function create(
  name: string,
  options: OfficialAccountOptions,
  rooms: ClientRooms,
): ClientRegistration<OfficialAccount> {
  checkOptions(name, options, 'officialAccount');
  const component = componentOf(name, options, rooms);
  const defaults = component?.baseUrls ?? DEFAULT_BASE_URLS;
  const baseUrls = options.baseUrls ? resolveBaseUrls(name, options.baseUrls, defaults) : defaults;
  const account = openAccount(name, options, { baseUrl: baseUrls.api, component }, rooms);
  const { caller, accessToken, tokenOwner, tokenSource } = account;
  const tokens = {
    access_token: accessToken,
    ...jsSdkTickets(tokenOwner, caller, tokenSource),
  };
  const client = new OfficialAccount(name, options.appId, {
    caller,
    baseUrls,
    appSecret: options.appSecret,
    componentAppId: component?.client.appId,
    springboardUrl: options.hub?.springboardUrl?.replace(/\/+$/, ''),
    ticket: (key) => rooms.tokens.get(tokens[key]),
  });
  return {
    client,
    tokens,
    callback: messageProtocolOf(name, options, component, {
      deliverLate: (reply, message) => sendLateReply(client.customMessage, reply, message),
    }),
    parent: component?.client,
    // a hub gives tokens, but codes are exchanged with the secret
    login: options.appSecret === undefined && !component ? undefined : () => client.webPage,
    probe: () => client.openApi.getQuota('/cgi-bin/openapi/quota/get'),
  };
}
