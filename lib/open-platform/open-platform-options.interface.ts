import type { PreviousKeys } from '../crypto/index.js';
import type { HttpOptions } from '../http/index.js';

/** Where the platform's hosts are, when not where WeChat has them: a gateway, or the sandbox. */
export interface OpenPlatformBaseUrls {
  /** @default 'https://api.weixin.qq.com' */
  api?: string | undefined;
  /** Serves the page of an authorization on a computer. @default 'https://mp.weixin.qq.com' */
  mp?: string | undefined;
  /** Serves the page of an authorization on a phone. @default 'https://open.weixin.qq.com' */
  open?: string | undefined;
}

/** A third-party platform (第三方平台) as the open platform's console shows it. */
export interface OpenPlatformOptions {
  /** AppID of the platform, `component_appid` of WeChat's pages. */
  appId: string;
  /** AppSecret of the platform. */
  appSecret: string;
  /** 消息校验Token */
  token: string;
  /** 消息加解密Key, 43 characters. */
  encodingAESKey: string;
  /** Token and EncodingAESKey as they were before the console was changed: what still comes with them is taken, too. */
  previousKeys?: PreviousKeys | undefined;
  /** Seconds a push's timestamp may lie off the clock. @default 300 */
  timestampTolerance?: number | undefined;
  /** For the platform and for all accounts it acts for. */
  baseUrls?: OpenPlatformBaseUrls | undefined;
  /** For the platform and for all accounts it acts for. */
  http?: HttpOptions | undefined;
}

export const DEFAULT_BASE_URLS = {
  api: 'https://api.weixin.qq.com',
  mp: 'https://mp.weixin.qq.com',
  open: 'https://open.weixin.qq.com',
} as const;
