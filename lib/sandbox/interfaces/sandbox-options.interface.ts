/**
 * How a sandbox is started.
 *
 * @publicApi
 */
export interface SandboxOptions {
  /** Port to listen on; 0 takes a free one. @default 0 */
  port?: number;
  /** Address to listen on. @default '127.0.0.1' */
  host?: string;
  /** Milliseconds the sandbox waits for the answer to a push before it repeats it. @default 5000 */
  pushTimeout?: number;
  /** Bytes an uploaded file may have, whatever its kind. @default WeChat's own limits, 64 KB to 10 MB */
  maxUpload?: number;
}

/**
 * In which form pushes are sealed: plain 明文模式, compatible 兼容模式, encrypted 安全模式.
 *
 * @publicApi
 */
export type SandboxMode = 'plain' | 'compatible' | 'encrypted';

/**
 * In which language pushes are written. 数据格式
 *
 * @publicApi
 */
export type SandboxFormat = 'xml' | 'json';

/**
 * An official account or mini program of the sandbox; whatever is left out is made up in WeChat's form.
 *
 * @publicApi
 */
export interface SandboxAccountOptions {
  appId?: string;
  appSecret?: string;
  /** The callback token (令牌). */
  token?: string;
  /** The callback key (消息加解密密钥), 43 characters. */
  encodingAESKey?: string;
  /** The account's name, shown on the chat page. */
  name?: string;
  /** Where pushes go (服务器地址). */
  callbackUrl?: string;
  /** @default 'encrypted' when a key is given, else 'plain' */
  mode?: SandboxMode;
  /** @default 'xml' */
  format?: SandboxFormat;
  /** Addresses that may fetch tokens (IP 白名单). @default every address */
  whitelist?: readonly string[];
  /** Calls a day by route, as in `{ 'POST /cgi-bin/menu/create': 1000 }`. @default 100,000 for each */
  rateLimits?: Readonly<Record<string, number>>;
  /** Seconds a token lives. @default 7200 */
  tokenLife?: number;
  /** Seconds a ticket of the JS-SDK lives; mini programs have none. @default 7200 */
  ticketLife?: number;
}

/**
 * A person who uses a mini program of the sandbox.
 *
 * @publicApi
 */
export interface SandboxMiniProgramUserOptions extends SandboxPersonOptions {
  /** Of a Chinese phone, without the country's code. @default made up */
  phoneNumber?: string;
}

/**
 * A website that lets people log in with WeChat (网站应用); whatever is left out is made up in WeChat's form.
 *
 * @publicApi
 */
export interface SandboxWebsiteAppOptions {
  appId?: string;
  appSecret?: string;
  /** Shown on the login page. */
  name?: string;
}

/**
 * What the application needs to know of its account.
 *
 * @publicApi
 */
export interface SandboxCredentials {
  appId: string;
  appSecret: string;
  token: string;
  /** Left out when the account pushes in plain mode and nobody asked for a key. */
  encodingAESKey?: string;
}

/**
 * A person of the sandbox.
 *
 * @publicApi
 */
export interface SandboxPersonOptions {
  nickname?: string;
  /** @default made up in WeChat's form */
  openid?: string;
  unionid?: string;
  /** @default 'zh_CN' */
  language?: string;
}
