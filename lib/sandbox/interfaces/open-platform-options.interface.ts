import type { SandboxFormat } from './sandbox-options.interface.js';

/**
 * A third-party platform of the sandbox (第三方平台); whatever is left out is made up in WeChat's form.
 *
 * @publicApi
 */
export interface SandboxOpenPlatformOptions {
  appId?: string;
  appSecret?: string;
  /** The callback token (消息校验 Token). */
  token?: string;
  /** The callback key (消息加解密 Key), 43 characters. */
  encodingAESKey?: string;
  /** The platform's name, shown on the authorization page. */
  name?: string;
  /** Where tickets and authorizations are pushed (授权事件接收配置). */
  callbackUrl?: string;
  /** Where messages of authorizers are pushed (消息与事件接收配置); `$APPID$` in it becomes the authorizer's appid. */
  messageUrl?: string;
  /** @default 'xml', the only one WeChat has */
  format?: SandboxFormat;
  /** Seconds the platform's token and those of its authorizers live. @default 7200 */
  tokenLife?: number;
}

/**
 * What the application needs to know of its platform.
 *
 * @publicApi
 */
export interface SandboxPlatformCredentials {
  appId: string;
  appSecret: string;
  token: string;
  encodingAESKey: string;
}

/**
 * How an owner authorizes a platform.
 *
 * @publicApi
 */
export interface SandboxAuthorizeOptions {
  /** The pre-authorization code (预授权码) of the page the owner came from. @default a new one */
  preAuthCode?: string;
}

/**
 * What an owner's consent leads to.
 *
 * @publicApi
 */
export interface SandboxAuthorization {
  /** For one exchange (授权码). */
  authCode: string;
  /** The code of the page it came from (预授权码). */
  preAuthCode: string;
  /** Seconds the authorization code lives. */
  expiresIn: number;
}

/**
 * Code that a developer of the platform uploads. 代码草稿
 *
 * @publicApi
 */
export interface SandboxDraftOptions {
  version: string;
  /** @default '' */
  description?: string;
  /** @default ['pages/index/index'] */
  pages?: readonly string[];
}

/**
 * One step of the launch check. 全网发布检测
 *
 * @publicApi
 */
export interface SandboxLaunchStep {
  /** What was tried, and with which of the two test accounts. */
  step: string;
  passed: boolean;
  /** What came, or why it was not enough. */
  detail: string;
}
