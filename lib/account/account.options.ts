import { isOptionText, WeChatConfigError } from '../common/index.js';
import type { AccountOptions } from './account-options.interface.js';
import {
  COMPONENT_ALONE,
  OPTION_INVALID,
  OPTION_MISSING,
  OPTIONS_MISSING,
  TOKEN_MISSING,
  URL_INVALID,
} from './account.messages.js';

const isDuration = (value: unknown): boolean =>
  typeof value === 'number' && value >= 0 && Number.isFinite(value);

const NOT_BESIDE_COMPONENT = [
  'appSecret',
  'hub',
  'token',
  'encodingAESKey',
  'accessToken',
  'allowPlaintext',
  'timestampTolerance',
] as const;

/** @throws {WeChatConfigError} for options that cannot work */
export function checkOptions(name: string, options: AccountOptions, declaredBy: string): void {
  if (typeof options !== 'object' || options === null) {
    throw new WeChatConfigError(OPTIONS_MISSING(name, declaredBy));
  }
  const { appId, appSecret, hub, component, token, encodingAESKey, timestampTolerance = 0 } = options;
  const { accessToken = 'stable' } = options;
  const refuse = (message: string): never => {
    throw new WeChatConfigError(message);
  };
  if (!isOptionText(appId)) refuse(OPTION_MISSING(name, 'appId'));
  if (component !== undefined) {
    if (!isOptionText(component)) refuse(OPTION_INVALID(name, 'component', 'Give the name of a client'));
    const other = NOT_BESIDE_COMPONENT.find((option) => options[option] !== undefined);
    if (other) refuse(COMPONENT_ALONE(name, other));
  } else if (!(hub && appSecret === undefined) && !isOptionText(appSecret)) {
    refuse(OPTION_MISSING(name, 'appSecret'));
  }
  const isCalledBack = encodingAESKey !== undefined || token !== undefined;
  if (isCalledBack && !isOptionText(token)) refuse(TOKEN_MISSING(name));
  if (!isDuration(timestampTolerance)) {
    refuse(OPTION_INVALID(name, 'timestampTolerance', 'Give seconds as a number, 0 or more'));
  }
  if (!isDuration(options.http?.timeout ?? 0)) {
    refuse(OPTION_INVALID(name, 'http.timeout', 'Give milliseconds as a number, 0 or more'));
  }
  const { proxy } = options.http ?? {};
  if (proxy && !(typeof proxy === 'object' && isOptionText(proxy.host) && Number.isInteger(proxy.port))) {
    refuse(OPTION_INVALID(name, 'http.proxy', 'Give { host, port }, or false for none'));
  }
  if (accessToken !== 'stable' && accessToken !== 'classic') {
    refuse(OPTION_INVALID(name, 'accessToken', "Choose 'stable' or 'classic'"));
  }
}

/** The base URLs in use, without a slash at their end. */
export function resolveBaseUrls<Host extends string>(
  name: string,
  given: Readonly<Partial<Record<Host, string | undefined>>>,
  defaults: Readonly<Record<Host, string>>,
): Record<Host, string> {
  const resolve = (host: Host): string => {
    const text = given[host] ?? defaults[host];
    const url = URL.canParse(text) ? new URL(text) : undefined;
    if (!url || !/^https?:$/.test(url.protocol) || url.search) {
      throw new WeChatConfigError(URL_INVALID(name, `baseUrls.${host}`));
    }
    return text.replace(/\/+$/, '');
  };
  const hosts = Object.keys(defaults) as Host[];
  return Object.fromEntries(hosts.map((host) => [host, resolve(host)])) as Record<Host, string>;
}
