import { ApiSecurity } from '../api-security/index.js';
import { AddressedProtocol, MessageProtocol, type MessageRules, type Reply } from '../callback/index.js';
import { officialTraits } from '../catalog/index.js';
import { ApiCaller, type CallbackProtocol, type ClientRooms, type Component } from '../client/index.js';
import { inClient, secretTexts, WeChatConfigError } from '../common/index.js';
import { type MessageKeyOptions, MessageKeys } from '../crypto/index.js';
import type { CallOrigin } from '../http/index.js';
import { HubTokenSource } from '../hub/index.js';
import type { TokenSource } from '../token/index.js';
import { AccessTokenSource } from './access-token.source.js';
import { COMPONENT_UNKNOWN } from './account.messages.js';
import type { AccountOptions } from './account-options.interface.js';

/** What becomes of replies: the part of a protocol that each product has its own way with. */
type Replies = Pick<MessageRules, 'deliverLate' | 'takesInAnswer'>;

/** What the client of an account is made of. */
export interface OpenedAccount {
  readonly caller: ApiCaller;
  readonly accessToken: TokenSource;
  /** What keys of the account's further tokens begin with: those a platform has are not those of the account itself. */
  readonly tokenOwner: string;
  /** A further token of the account: the hub's where there is one, else as `direct` says. */
  tokenSource(key: string, direct: () => TokenSource): TokenSource;
}

/**
 * The platform that acts for an account; undefined for one that acts for itself.
 *
 * @throws {WeChatConfigError} for a name that is no platform's
 */
export function componentOf(
  name: string,
  { component }: Pick<AccountOptions, 'component'>,
  { find }: Pick<ClientRooms, 'find'>,
): Component | undefined {
  if (component === undefined) return undefined;
  const found = find(component)?.component;
  if (!found) throw new WeChatConfigError(COMPONENT_UNKNOWN(name, component));
  return found;
}

/** Opens an account of the official platform: who calls, with whose token. */
export function openAccount(
  name: string,
  options: AccountOptions,
  { baseUrl, component }: { baseUrl: string; component: Component | undefined },
  { http, tokens }: Pick<ClientRooms, 'http' | 'tokens'>,
): OpenedAccount {
  const { appId, appSecret = '', accessToken: method = 'stable', hub, apiSecurity } = options;
  const httpOptions = options.http ?? component?.http ?? {};
  const origin: CallOrigin = { client: name, baseUrl, options: httpOptions, secrets: secretsOf(options) };
  const tokenSource: OpenedAccount['tokenSource'] = (storeKey, direct) =>
    hub
      ? new HubTokenSource({ client: name, storeId: appId, storeKey, hub, http: httpOptions }, http)
      : direct();
  const accessToken = tokenSource(
    'access_token',
    () => component?.tokenOf(appId) ?? new AccessTokenSource(origin, { appId, appSecret, method }, http),
  );
  const traits = officialTraits;
  const sealing = apiSecurity && new ApiSecurity({ client: name, appId, traits }, apiSecurity);
  const componentToken = component?.token;
  const caller = new ApiCaller(
    { origin, traits, sealing, tokenSource: accessToken, componentToken },
    http,
    tokens,
  );
  const tokenOwner = component ? `${component.client.appId}:${appId}` : appId;
  return { caller, accessToken, tokenOwner, tokenSource };
}

const secretsOf = ({
  appSecret,
  token,
  encodingAESKey,
  previousKeys,
  apiSecurity,
}: AccountOptions): readonly string[] =>
  secretTexts(
    appSecret,
    token,
    encodingAESKey,
    previousKeys,
    apiSecurity?.symmetricKey,
    apiSecurity?.privateKey,
  );

/** How the account is called back; undefined for one that only calls. */
export function messageProtocolOf(
  name: string,
  options: AccountOptions,
  component: Component | undefined,
  replies: Replies,
): CallbackProtocol<Reply> | undefined {
  const { appId, token, encodingAESKey, previousKeys, allowPlaintext, timestampTolerance } = options;
  if (component) {
    const rules = { timestampTolerance: component.timestampTolerance, ...replies };
    return new AddressedProtocol(new MessageProtocol(component.keys, rules), () =>
      component.originalIdOf(appId),
    );
  }
  if (token === undefined) return undefined;
  const keys = keysOf(name, { token, encodingAESKey, previousKeys, receiveId: appId });
  return new MessageProtocol(keys, { allowPlaintext, timestampTolerance, ...replies });
}

/** @throws {WeChatConfigError} for a token or key that cannot work; the message names the client */
export function keysOf(name: string, options: MessageKeyOptions): MessageKeys {
  try {
    return new MessageKeys(options);
  } catch (error) {
    throw error instanceof WeChatConfigError ? new WeChatConfigError(inClient(name, error.message)) : error;
  }
}
