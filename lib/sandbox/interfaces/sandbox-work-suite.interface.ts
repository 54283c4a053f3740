/**
 * A service provider of the sandbox; whatever is left out is made up in WeCom's form. 服务商
 *
 * @publicApi
 */
export interface SandboxWorkProviderOptions {
  corpId?: string;
  providerSecret?: string;
  /** Token of the callback (系统事件接收URL). */
  token?: string;
  /** The callback key, 43 characters. */
  encodingAESKey?: string;
  /** Where what concerns no suite is pushed. */
  callbackUrl?: string;
  /** Seconds a token lives. @default 7200 */
  tokenLife?: number;
}

/**
 * What `workProvider({ … })` takes.
 *
 * @publicApi
 */
export interface SandboxWorkProviderCredentials {
  corpId: string;
  providerSecret: string;
  token: string;
  encodingAESKey: string;
  /** The sandbox's own, in place of WeCom's hosts. */
  baseUrls: { api: string; open: string; login: string; openWork: string };
}

/**
 * A suite of the sandbox; whatever is left out is made up in WeCom's form. 第三方应用, 代开发应用模板
 *
 * @publicApi
 */
export interface SandboxWorkSuiteOptions {
  /** That of a template of custom applications begins with `dk`. */
  suiteId?: string;
  suiteSecret?: string;
  /** What the suite is called, and its applications in the corporations. @default its suiteId */
  name?: string;
  /** Token of both callbacks. */
  token?: string;
  /** The callback key, 43 characters. */
  encodingAESKey?: string;
  /** Where tickets and authorizations are pushed. 指令回调URL */
  callbackUrl?: string;
  /** Where what happens in corporations is pushed; `$CORPID$` in it becomes the corpid. 数据回调URL */
  dataUrl?: string;
  /** Whether it is for the address book (通讯录应用). @default false */
  isForContacts?: boolean;
  /** Seconds a token lives, of the suite and in corporations. @default 7200 */
  tokenLife?: number;
}

/**
 * What `workSuite({ … })` takes.
 *
 * @publicApi
 */
export interface SandboxWorkSuiteCredentials {
  suiteId: string;
  suiteSecret: string;
  providerCorpId: string;
  token: string;
  encodingAESKey: string;
  /** The sandbox's own, in place of WeCom's hosts. */
  baseUrls: { api: string; open: string; login: string; openWork: string };
}

/**
 * How an administrator installs a suite.
 *
 * @publicApi
 */
export interface SandboxInstallOptions {
  /** Comes along with the push and the permanent code. */
  state?: string;
  /** The member who does it. @default the first one */
  userid?: string;
}
