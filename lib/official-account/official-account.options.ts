import { WeChatConfigError } from '../common/index.js';
import { OPTION_INVALID, OPTION_MISSING, TOKEN_MISSING, URL_INVALID } from './official-account.messages.js';
import {
  DEFAULT_BASE_URLS,
  type OfficialAccountBaseUrls,
  type OfficialAccountOptions,
} from './official-account-options.interface.js';

const isText = (value: unknown): value is string => typeof value === 'string' && value.trim() !== '';
const isDuration = (value: unknown): boolean => typeof value === 'number' && value >= 0;

/** @throws {WeChatConfigError} for options that cannot work */
export function checkOptions(name: string, options: OfficialAccountOptions): void {
  if (!isText(options.appId))
    throw new WeChatConfigError(OPTION_MISSING(name, 'appId', '设置与开发 → 开发接口管理'));
  if (!isText(options.appSecret)) {
    throw new WeChatConfigError(OPTION_MISSING(name, 'appSecret', '设置与开发 → 开发接口管理'));
  }
  const isTokenWanted = options.encodingAESKey !== undefined || options.token !== undefined;
  if (isTokenWanted && !isText(options.token)) throw new WeChatConfigError(TOKEN_MISSING(name));
  const { timestampTolerance = 0, accessToken = 'stable', http: { timeout = 0 } = {} } = options;
  const refuse = (option: string, cure: string): never => {
    throw new WeChatConfigError(OPTION_INVALID(name, option, cure));
  };
  if (!isDuration(timestampTolerance)) refuse('timestampTolerance', 'Give seconds as a number, 0 or more');
  if (!isDuration(timeout)) refuse('http.timeout', 'Give milliseconds as a number, 0 or more');
  if (accessToken !== 'stable' && accessToken !== 'classic')
    refuse('accessToken', "Choose 'stable' or 'classic'");
}

/** The base URLs in use, without a slash at their end. */
export function resolveBaseUrls(
  name: string,
  given: OfficialAccountBaseUrls = {},
): Required<OfficialAccountBaseUrls> {
  const resolve = (host: keyof OfficialAccountBaseUrls): string => {
    const text = given[host] ?? DEFAULT_BASE_URLS[host];
    const url = URL.canParse(text) ? new URL(text) : undefined;
    if (!url || !/^https?:$/.test(url.protocol) || url.search) {
      throw new WeChatConfigError(URL_INVALID(name, `baseUrls.${host}`));
    }
    return text.replace(/\/+$/, '');
  };
  return { api: resolve('api'), mp: resolve('mp') };
}
