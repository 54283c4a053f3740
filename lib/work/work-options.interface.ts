import type { PreviousKeys } from '../crypto/index.js';
import type { HttpOptions } from '../http/index.js';
import type { HubClientOptions } from '../hub/index.js';

/** Where WeCom's hosts are, when not where WeCom has them: a gateway, a private deployment, or the sandbox. */
export interface WorkBaseUrls {
  /** @default 'https://qyapi.weixin.qq.com' */
  api?: string | undefined;
  /** Serves the login page inside WeCom and WeChat (网页授权). @default 'https://open.weixin.qq.com' */
  open?: string | undefined;
  /** Serves the login page of a browser (企业微信登录). @default 'https://login.work.weixin.qq.com' */
  login?: string | undefined;
  /** Serves the older QR page of a browser, and the installation of suites. @default 'https://open.work.weixin.qq.com' */
  openWork?: string | undefined;
}

export const DEFAULT_BASE_URLS = {
  api: 'https://qyapi.weixin.qq.com',
  open: 'https://open.weixin.qq.com',
  login: 'https://login.work.weixin.qq.com',
  openWork: 'https://open.work.weixin.qq.com',
} as const;

/** How callbacks come (接收消息服务器配置, 接收事件服务器). */
export interface WorkCallbackOptions {
  /** Token of the callback; without it there are none. */
  token?: string | undefined;
  /** EncodingAESKey, 43 characters: WeCom seals whatever it sends. */
  encodingAESKey?: string | undefined;
  /** Token and EncodingAESKey as they were before the console was changed: what still comes with them is taken, too. */
  previousKeys?: PreviousKeys | undefined;
  /** Seconds a push's timestamp may lie off the clock. @default 300 */
  timestampTolerance?: number | undefined;
}

/** One that is had with a secret, or from a central token server (中控服务器). */
type WorkSecret =
  | { /** Secret, as the console shows it. */ secret: string; hub?: undefined }
  | {
      /** Takes tokens and tickets from a central server in place of WeCom. */
      hub: HubClientOptions;
      secret?: string | undefined;
    };

/** An application of a corporation (自建应用), or a secret of the console's own: 客户联系, 微信客服, 打卡 … */
export type WorkAgentOptions = WorkCallbackOptions &
  WorkSecret & {
    /** AgentId; secrets that belong to no application have none. */
    agentId?: string | number | undefined;
    /** The page `@WeChatLogin()` shows browsers outside WeCom: 企业微信登录组件, or the older QR page. @default 'component' */
    webLogin?: 'component' | 'qr' | undefined;
  };

/** 通讯录同步: the one secret that may change the address book. */
export type WorkContactsOptions = WorkCallbackOptions & WorkSecret;

/** The agents of a corporation, by name. */
export type WorkAgents = { readonly contacts?: WorkContactsOptions } & Readonly<
  Record<string, WorkAgentOptions>
>;

/** A corporation (企业), as the console (管理后台) shows it. */
export interface WorkOptions {
  /** 企业ID (我的企业 → 企业信息) */
  corpId: string;
  /** Its secrets by a name of your own each; `contacts` is 通讯录同步. */
  agents?: WorkAgents | undefined;
  /** For all its agents. */
  baseUrls?: WorkBaseUrls | undefined;
  /** For all its agents. */
  http?: HttpOptions | undefined;
}
