import { MessageProtocol } from '../callback/index.js';
import { officialTraits } from '../catalog/index.js';
import {
  ApiCaller,
  type ClientDefinition,
  type ClientRegistration,
  type ClientRooms,
} from '../client/index.js';
import { WeChatConfigError } from '../common/index.js';
import { AccessTokenSource } from './access-token.source.js';
import { sendLateReply } from './late-reply.js';
import { OFFICIAL_ACCOUNT_KIND, OfficialAccount } from './official-account.js';
import { IN_CLIENT } from './official-account.messages.js';
import { checkOptions, resolveBaseUrls } from './official-account.options.js';
import type { OfficialAccountOptions } from './official-account-options.interface.js';

/**
 * Declares an official account (公众号) among the clients of WeChatModule.
 *
 * @param options credentials and callback settings, as the console shows them
 * @returns a definition; a wrong option is a WeChatConfigError at start-up that names client, option and cure
 * @publicApi
 */
export function officialAccount(options: OfficialAccountOptions): ClientDefinition<OfficialAccount> {
  return { kind: OFFICIAL_ACCOUNT_KIND, create: (name, rooms) => create(name, options, rooms) };
}

function create(
  name: string,
  options: OfficialAccountOptions,
  { http, tokens }: ClientRooms,
): ClientRegistration<OfficialAccount> {
  checkOptions(name, options);
  const { appId, appSecret, accessToken: method = 'stable', http: httpOptions = {} } = options;
  const baseUrls = resolveBaseUrls(name, options.baseUrls);
  const secrets = [appSecret, options.token, options.encodingAESKey].filter((value) => value !== undefined);
  const setup = { client: name, baseUrl: baseUrls.api, http: httpOptions, secrets };
  const tokenSource = new AccessTokenSource({ ...setup, appId, appSecret, method }, http);
  const caller = new ApiCaller({ ...setup, traits: officialTraits, tokenSource }, http, tokens);
  const client = new OfficialAccount(name, appId, caller, baseUrls, appSecret);
  return { client, tokenKey: tokenSource.key, callback: createProtocol(client, options) };
}

function createProtocol(
  client: OfficialAccount,
  options: OfficialAccountOptions,
): MessageProtocol | undefined {
  const { appId, token, encodingAESKey, allowPlaintext, timestampTolerance } = options;
  if (token === undefined) return undefined;
  try {
    return new MessageProtocol({
      appId,
      token,
      encodingAESKey,
      allowPlaintext,
      timestampTolerance,
      deliverLate: (reply, message) => sendLateReply(client.customMessage, reply, message),
    });
  } catch (error) {
    throw error instanceof WeChatConfigError
      ? new WeChatConfigError(IN_CLIENT(client.name, error.message))
      : error;
  }
}
