import { type ApiCaller, ApiClient } from '../client/index.js';
import { WebPageService } from '../oauth/index.js';

export const WEBSITE_APP_KIND = 'website-app';

/**
 * A website application (网站应用): people log in to a website by scanning a QR code. It has no access token of its own.
 *
 * @publicApi
 */
export class WebsiteApp extends ApiClient {
  readonly kind = WEBSITE_APP_KIND;
  /** 网站应用微信登录 */
  readonly webPage: WebPageService;

  constructor(name: string, appId: string, caller: ApiCaller, openUrl: string, appSecret: string) {
    super(name, appId, caller);
    this.webPage = new WebPageService({
      client: name,
      appId,
      appSecret,
      authorizeUrl: `${openUrl}/connect/qrconnect`,
      scopes: ['snsapi_login'],
      caller,
    });
  }

  /** 开发者ID (AppID) */
  get appId(): string {
    return this.id;
  }
}
