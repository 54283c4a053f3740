import { inClient, isOptionText, OPTION_INVALID, WeChatConfigError } from '../common/index.js';
import type { HttpOptions } from './http-options.interface.js';

const URL_INVALID = (name: string, option: string): string =>
  inClient(
    name,
    `${option} is not an http(s) address. Write it as https://host[:port][/path], without a query.`,
  );

/** @throws {WeChatConfigError} for a time-out or a proxy that cannot work */
export function checkHttpOptions(name: string, { timeout = 0, proxy }: HttpOptions = {}): void {
  if (!(typeof timeout === 'number' && timeout >= 0 && Number.isFinite(timeout))) {
    throw new WeChatConfigError(
      OPTION_INVALID(name, 'http.timeout', 'Give milliseconds as a number, 0 or more'),
    );
  }
  if (proxy && !(typeof proxy === 'object' && isOptionText(proxy.host) && Number.isInteger(proxy.port))) {
    throw new WeChatConfigError(OPTION_INVALID(name, 'http.proxy', 'Give { host, port }, or false for none'));
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
