import type { AccountOptions } from '../account/index.js';

/** Where an official account's hosts are, when not where WeChat has them: a gateway, or the sandbox. */
export interface OfficialAccountBaseUrls {
  /** @default 'https://api.weixin.qq.com' */
  api?: string | undefined;
  /** Serves the pictures of QR codes. @default 'https://mp.weixin.qq.com' */
  mp?: string | undefined;
  /** Where people are sent to log in. @default 'https://open.weixin.qq.com' */
  open?: string | undefined;
}

/** An official account (公众号) as the console shows it. */
export type OfficialAccountOptions = AccountOptions & { baseUrls?: OfficialAccountBaseUrls | undefined };

export const DEFAULT_BASE_URLS: Required<{ [Host in keyof OfficialAccountBaseUrls]: string }> = {
  api: 'https://api.weixin.qq.com',
  mp: 'https://mp.weixin.qq.com',
  open: 'https://open.weixin.qq.com',
};
