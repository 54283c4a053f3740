import type { SandboxFormat } from './sandbox-options.interface.js';

/**
 * One secret of a corporation: an application (自建应用), or one of the console's own; whatever is left out is made up in
 * WeCom's form.
 *
 * @publicApi
 */
export interface SandboxAgentOptions {
  /**
   * AgentId of the application; null for a secret that belongs to none.
   *
   * @default made up; none for those that are called `contacts`, `customer` and `kf`
   */
  agentId?: number | null;
  secret?: string;
  /** Token of the callback (接收消息服务器配置). */
  token?: string;
  /** The callback key, 43 characters. */
  encodingAESKey?: string;
  /** Where pushes go. */
  callbackUrl?: string;
  /** @default 'xml' */
  format?: SandboxFormat;
  /** Seconds a token lives. @default 7200 */
  tokenLife?: number;
  /** Addresses it may call from (企业可信IP). @default every address */
  trustedIps?: readonly string[];
  /** What members see it called. @default its name */
  title?: string;
}

/**
 * A corporation of the sandbox; whatever is left out is made up in WeCom's form.
 *
 * @publicApi
 */
export interface SandboxCorpOptions<Names extends string = string> {
  corpId?: string;
  /** What the corporation is called. @default its corpid */
  name?: string;
  /** Its secrets, by a name each; `contacts` is 通讯录同步. */
  agents?: Readonly<Record<Names, SandboxAgentOptions>>;
}

/**
 * What `work({ … })` takes of one agent.
 *
 * @publicApi
 */
export interface SandboxAgentCredentials {
  agentId?: number;
  secret: string;
  token: string;
  encodingAESKey: string;
}

/**
 * What `work({ … })` takes.
 *
 * @publicApi
 */
export interface SandboxCorpCredentials<Names extends string = string> {
  corpId: string;
  agents: Record<Names, SandboxAgentCredentials>;
  /** The sandbox's own, in place of WeCom's hosts. */
  baseUrls: { api: string; open: string; login: string; openWork: string };
}

/**
 * A member of a corporation; whatever is left out is made up. 成员
 *
 * @publicApi
 */
export interface SandboxMemberOptions {
  userid?: string;
  name?: string;
  alias?: string;
  /** @default `[1]`, the corporation itself */
  department?: readonly number[];
  position?: string;
  /** @default made up */
  mobile?: string;
  /** 1 male, 2 female. */
  gender?: '0' | '1' | '2';
  email?: string;
  avatar?: string;
}
