import { ApiSecurity } from '../api-security/index.js';
import { MessageProtocol, type MessageProtocolOptions } from '../callback/index.js';
import { officialTraits } from '../catalog/index.js';
import { ApiCaller, type ClientRooms } from '../client/index.js';
import { WeChatConfigError } from '../common/index.js';
import { HubTokenSource } from '../hub/index.js';
import type { TokenSource } from '../token/index.js';
import { AccessTokenSource } from './access-token.source.js';
import { IN_CLIENT } from './account.messages.js';
import type { AccountOptions } from './account-options.interface.js';

/** What the client of an account is made of. */
export interface OpenedAccount {
  readonly caller: ApiCaller;
  readonly accessToken: TokenSource;
  /** A further token of the account: the hub's where there is one, else as `direct` says. */
  tokenSource(key: string, direct: () => TokenSource): TokenSource;
}

/** Opens an account of the official platform: who calls, with whose token. */
export function openAccount(
  name: string,
  options: AccountOptions,
  baseUrl: string,
  { http, tokens }: ClientRooms,
): OpenedAccount {
  const { appId, appSecret, accessToken: method = 'stable', hub, http: httpOptions = {} } = options;
  const { apiSecurity } = options;
  const secrets = [
    appSecret,
    options.token,
    options.encodingAESKey,
    apiSecurity?.symmetricKey,
    apiSecurity?.privateKey,
  ].filter((value) => value !== undefined);
  const setup = { client: name, baseUrl, http: httpOptions, secrets };
  const tokenSource: OpenedAccount['tokenSource'] = (key, direct) =>
    hub
      ? new HubTokenSource({ client: name, storeId: appId, storeKey: key, hub, http: httpOptions }, http)
      : direct();
  const accessToken = tokenSource(
    'access_token',
    () => new AccessTokenSource({ ...setup, appId, appSecret: appSecret as string, method }, http),
  );
  const traits = officialTraits;
  const sealing = apiSecurity && new ApiSecurity({ client: name, appId, traits }, apiSecurity);
  const caller = new ApiCaller({ ...setup, traits, sealing, tokenSource: accessToken }, http, tokens);
  return { caller, accessToken, tokenSource };
}

/** How the account is called back; undefined for one that only calls. */
export function messageProtocolOf(
  name: string,
  options: AccountOptions,
  replies: Pick<MessageProtocolOptions, 'deliverLate' | 'takesInAnswer'>,
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
      ...replies,
    });
  } catch (error) {
    throw error instanceof WeChatConfigError ? new WeChatConfigError(IN_CLIENT(name, error.message)) : error;
  }
}
