import type { HttpOptions } from '../http/index.js';

/** Where an official account's hosts are, when not where WeChat has them: a gateway, or the sandbox. */
export interface OfficialAccountBaseUrls {
  /** @default 'https://api.weixin.qq.com' */
  api?: string | undefined;
  /** Serves the pictures of QR codes. @default 'https://mp.weixin.qq.com' */
  mp?: string | undefined;
}

/** An official account (公众号) as the console shows it. */
export interface OfficialAccountOptions {
  /** 开发者ID */
  appId: string;
  /** 开发者密码 */
  appSecret: string;
  /** 令牌 of the server configuration; without it the client only calls and is not called back. */
  token?: string | undefined;
  /** 消息加解密密钥, 43 characters; with it only encrypted pushes are taken. */
  encodingAESKey?: string | undefined;
  /** Takes plain pushes although an encodingAESKey is set: for the time of switching. @default false */
  allowPlaintext?: boolean | undefined;
  /** Seconds a push's timestamp may lie off the clock. @default 300 */
  timestampTolerance?: number | undefined;
  /** How the access token is had: `classic` kills the one before at each fetch. @default 'stable' */
  accessToken?: 'stable' | 'classic' | undefined;
  baseUrls?: OfficialAccountBaseUrls | undefined;
  http?: HttpOptions | undefined;
}

export const DEFAULT_BASE_URLS: Required<OfficialAccountBaseUrls> = {
  api: 'https://api.weixin.qq.com',
  mp: 'https://mp.weixin.qq.com',
};
