import { isOptionText, WeChatConfigError } from '../common/index.js';
import type { HubClientOptions } from './hub-client-options.interface.js';
import {
  HUB_CREDENTIALS_INVALID,
  HUB_CREDENTIALS_MISSING,
  HUB_CREDENTIALS_TWICE,
  HUB_URL_INSECURE,
  HUB_URL_INVALID,
  SPRINGBOARD_URL_INVALID,
} from './hub.messages.js';
import { isLoopback, readAddress, withoutSlash } from './http-address.js';

/** How a client shows itself to the hub. */
export interface HubAccess {
  readonly baseUrl: string;
  readonly authorization: string;
  /** On the machine itself, where no proxy has any business. */
  readonly isLocal: boolean;
  /** To be taken out of whatever an error quotes. */
  readonly secrets: readonly string[];
}

/**
 * Reads the options of a hub's client.
 *
 * @throws {WeChatConfigError} for an address or credentials that cannot work
 */
export function readHubAccess(client: string, options: HubClientOptions): HubAccess {
  const { url, springboardUrl, allowInsecure = false } = options;
  const address = readAddress(url);
  if (!address) throw new WeChatConfigError(HUB_URL_INVALID(client));
  if (address.protocol === 'http:' && !isLoopback(address) && allowInsecure !== true)
    throw new WeChatConfigError(HUB_URL_INSECURE(client));
  if (springboardUrl !== undefined && !readAddress(springboardUrl))
    throw new WeChatConfigError(SPRINGBOARD_URL_INVALID(client));
  return { baseUrl: withoutSlash(url), isLocal: isLoopback(address), ...readCredentials(client, options) };
}

function readCredentials(
  client: string,
  { username, password, bearer }: HubClientOptions,
): Pick<HubAccess, 'authorization' | 'secrets'> {
  if (bearer !== undefined) {
    if (username !== undefined || password !== undefined)
      throw new WeChatConfigError(HUB_CREDENTIALS_TWICE(client));
    if (bearer === '') throw new WeChatConfigError(HUB_CREDENTIALS_MISSING(client));
    if (!/^[\w.~+/-]+=*$/.test(bearer)) throw new WeChatConfigError(HUB_CREDENTIALS_INVALID(client));
    return { authorization: `Bearer ${bearer}`, secrets: [bearer] };
  }
  if (!username || !password) throw new WeChatConfigError(HUB_CREDENTIALS_MISSING(client));
  if (!isOptionText(username) || !isOptionText(password) || username.includes(':'))
    throw new WeChatConfigError(HUB_CREDENTIALS_INVALID(client));
  const pair = Buffer.from(`${username}:${password}`).toString('base64');
  return { authorization: `Basic ${pair}`, secrets: [password, pair] };
}
