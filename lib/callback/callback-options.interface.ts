import type { InboxDefinition } from './callback.inbox.js';

/** How callbacks are received. */
export interface CallbackOptions {
  /** Path of the endpoint; a client's address is `/<path>/<name or appid>`. @default 'wechat' */
  path?: string;
  /** Whether the application's global prefix stands in front of the path. @default true */
  useGlobalPrefix?: boolean;
  /** Milliseconds a handler has for a passive reply; WeChat gives up after 5000. @default 4500 */
  deadline?: number;
  /** What becomes of a reply that comes after the deadline. @default 'customer-message' */
  lateReply?: 'customer-message' | 'drop';
  /** Refuses a request whose timestamp, nonce and signature came before. @default false */
  replayProtection?: boolean;
  /**
   * Keeps what comes in a queue, and answers at once: `bullInbox({ queue: 'wechat' })` of `nestjs-wechat-sdk/bullmq`. Handlers run in
   * workers, in any process; what they reply goes out as customer messages. @default handlers run when WeChat calls
   */
  inbox?: InboxDefinition | undefined;
}

/** With what was left out. */
export type ResolvedCallback = Required<Omit<CallbackOptions, 'inbox'>> & Pick<CallbackOptions, 'inbox'>;

export const DEFAULT_CALLBACK: ResolvedCallback = {
  path: 'wechat',
  useGlobalPrefix: true,
  deadline: 4500,
  lateReply: 'customer-message',
  replayProtection: false,
};

export const CALLBACK_OPTIONS = 'WECHAT_CALLBACK_OPTIONS';
