import type { ApiSecurityOptions } from '../api-security/index.js';
import type { PreviousKeys } from '../crypto/index.js';
import type { HttpOptions } from '../http/index.js';
import type { HubClientOptions } from '../hub/index.js';

interface AccountBase {
  /** 开发者ID (AppID) */
  appId: string;
  http?: HttpOptions | undefined;
  /** API 安全: which calls are encrypted and signed, and the keys for it. @default none are */
  apiSecurity?: ApiSecurityOptions | undefined;
}

interface WithCallback {
  /** 令牌 of the server configuration; without it the client only calls and is not called back. */
  token?: string | undefined;
  /** 消息加解密密钥, 43 characters; with it only encrypted pushes are taken. */
  encodingAESKey?: string | undefined;
  /** Token and EncodingAESKey as they were before the console was changed: what still comes with them is taken, too. */
  previousKeys?: PreviousKeys | undefined;
  /** Takes plain pushes although an encodingAESKey is set: for the time of switching. @default false */
  allowPlaintext?: boolean | undefined;
  /** Seconds a push's timestamp may lie off the clock. @default 300 */
  timestampTolerance?: number | undefined;
  component?: undefined;
}

interface WithSecret extends WithCallback {
  /** 开发者密码 (AppSecret) */
  appSecret: string;
  /** How the access token is had: `classic` kills the one before at each fetch. @default 'stable' */
  accessToken?: 'stable' | 'classic' | undefined;
  hub?: undefined;
}

interface WithHub extends WithCallback {
  /** Takes tokens and tickets from a central server (中控服务器) in place of WeChat. */
  hub: HubClientOptions;
  /** 开发者密码 (AppSecret): needed for web login and code2Session alone. */
  appSecret?: string | undefined;
  accessToken?: undefined;
}

type OwnOptions = keyof Omit<WithHub, 'component'>;

interface WithComponent extends Partial<Record<OwnOptions, undefined>> {
  /** Name of the client that is the third-party platform (第三方平台) the account has authorized: its tokens and messages. */
  component: string;
}

/** What an account of the official platform (公众平台) is declared with, whatever its kind. */
export type AccountOptions = AccountBase & (WithSecret | WithHub | WithComponent);
