import { randomBytes } from 'node:crypto';
import type { LoginOptions, OfficialAccountOptions, WebsiteAppOptions } from 'nestjs-wechat-sdk';
import { type SandboxAccount, type SandboxWebsiteApp, WeChatSandbox } from 'nestjs-wechat-sdk/sandbox';

/** WeChat played by the sandbox, with people who can log in. */
export interface Stage {
  sandbox: WeChatSandbox;
  account: SandboxAccount;
  website: SandboxWebsiteApp;
}

/** All the application has to know of the world. */
export interface Setting {
  shop: OfficialAccountOptions;
  /** A website application is another entry of WeChat's, with an appid of its own. */
  site?: WebsiteAppOptions;
  login: LoginOptions;
  /** WeChat's own script, for the pages. */
  scriptUrl: string;
  stage?: Stage;
}

export const WECHAT_SCRIPT = 'WECHAT_SCRIPT';
const SCRIPT = '/open/js/jweixin-1.6.0.js';

/** Takes the real accounts when WECHAT_APP_ID is set, else opens some in a sandbox. */
export async function readSetting(sandboxPort: number): Promise<Setting> {
  const { WECHAT_APP_ID: appId, LOGIN_SECRET: givenSecret, ORIGIN } = process.env;
  const origin = ORIGIN || undefined; // set but empty in many an env file
  if (appId) return readRealSetting(appId, givenSecret, origin);

  const sandbox = await WeChatSandbox.start({ port: sandboxPort });
  const { baseUrls, url } = sandbox;
  const account = sandbox.officialAccount({ name: 'Shop 小店' });
  const website = sandbox.websiteApp({ name: 'Shop’s website 小店网站' });
  return {
    shop: { ...account.credentials, baseUrls },
    site: { ...website.credentials, baseUrls },
    login: { secret: givenSecret || randomBytes(32).toString('hex'), origin },
    scriptUrl: url + SCRIPT,
    stage: { sandbox, account, website },
  };
}

function readRealSetting(appId: string, secret: string | undefined, origin: string | undefined): Setting {
  const {
    WECHAT_APP_SECRET: appSecret = '',
    WECHAT_SITE_APP_ID: siteId,
    WECHAT_SITE_APP_SECRET: siteSecret = '',
  } = process.env;
  if (!secret) throw new Error('LOGIN_SECRET is missing: set it to what `openssl rand -hex 32` prints.');
  if (!origin) {
    throw new Error('ORIGIN is missing: set it to what people see, https://shop.example.com (网页授权域名).');
  }
  return {
    shop: { appId, appSecret },
    ...(siteId && { site: { appId: siteId, appSecret: siteSecret } }),
    login: { secret, origin },
    scriptUrl: `https://res.wx.qq.com${SCRIPT}`,
  };
}
