import { checkOptions } from '../account/index.js';
import { officialTraits } from '../catalog/index.js';
import { ApiCaller, type ClientDefinition } from '../client/index.js';
import { WeChatConfigError } from '../common/index.js';
import { type HttpOptions, resolveBaseUrls } from '../http/index.js';
import type { TokenSource } from '../token/index.js';
import { WEBSITE_APP_KIND, WebsiteApp } from './website-app.js';

const DEFAULT_BASE_URLS = { api: 'https://api.weixin.qq.com', open: 'https://open.weixin.qq.com' } as const;

/** A website application (网站应用) as the open platform's console shows it. */
export interface WebsiteAppOptions {
  /** AppID */
  appId: string;
  /** AppSecret */
  appSecret: string;
  /** Where WeChat is, when not where it is: a gateway, or the sandbox. */
  baseUrls?: { api?: string | undefined; open?: string | undefined } | undefined;
  http?: HttpOptions | undefined;
}

/**
 * Declares a website application (网站应用) among the clients of WeChatModule: `@WeChatLogin('site')` then shows visitors
 * a QR code to scan.
 *
 * @param options credentials, as the console shows them
 * @returns a definition; a wrong option is a WeChatConfigError at start-up that names client, option and cure
 * @see https://developers.weixin.qq.com/doc/oplatform/Website_App/WeChat_Login/Wechat_Login.html
 * @publicApi
 */
export function websiteApp(options: WebsiteAppOptions): ClientDefinition<WebsiteApp> {
  return {
    kind: WEBSITE_APP_KIND,
    create: (name, { http, tokens }) => {
      checkOptions(name, options, 'websiteApp');
      const { appId, appSecret, http: httpOptions = {} } = options;
      const { api, open } = resolveBaseUrls(name, options.baseUrls ?? {}, DEFAULT_BASE_URLS);
      const caller = new ApiCaller(
        {
          origin: { client: name, baseUrl: api, options: httpOptions, secrets: [appSecret] },
          traits: officialTraits,
          tokenSource: noToken(name, appId),
        },
        http,
        tokens,
      );
      const client = new WebsiteApp(name, appId, caller, open, appSecret);
      return { client, tokens: {}, login: () => client.webPage };
    },
  };
}

/** WeChat issues website applications no access token; the calls of a login need none. */
const noToken = (name: string, appId: string): TokenSource => ({
  key: `${appId}:access_token`,
  fetch: () => Promise.reject(new WeChatConfigError(NO_TOKEN(name))),
});

const NO_TOKEN = (name: string): string =>
  `WeChat client "${name}": a website application has no access token. Call with { auth: 'none' }, or another client.`;
