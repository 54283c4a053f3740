import type { SandboxSigningKey } from './merchant-options.interface.js';
import type { SandboxNotificationTamper } from './merchant-tamper.interface.js';

/**
 * How a notification is sent (通知), where it is not the usual way.
 *
 * @publicApi
 */
export interface SandboxNotificationOptions {
  /** Where it goes. @default the order's own address, else the merchant's */
  url?: string;
  /** How often it is sent again when the application does not take it: the same id, signed anew. @default 2 */
  repeat?: number;
  /** Milliseconds between two attempts; WeChat Pay lets 15 seconds and more go by. @default 20 */
  pause?: number;
  /** How often it is sent though the application takes it, as happens. @default 1 */
  copies?: number;
  /** Of the notification. @default made up */
  id?: string;
  tamper?: SandboxNotificationTamper;
  /** Signed wrongly on purpose, to see whether the application notices (签名探测流量). @default false */
  probe?: boolean;
  /** Seconds the clock of WeChat Pay is ahead. @default 0 */
  timestampOffset?: number;
  /** @default whatever the merchant's answers are signed with */
  keyMode?: SandboxSigningKey;
  /** @default 'encrypt-resource' */
  resourceType?: string;
  /** @default 'AEAD_AES_256_GCM' */
  algorithm?: string;
  /** @default what the event has */
  originalType?: string;
  /** Headers in place of WeChat Pay's, or beside them. */
  headers?: Readonly<Record<string, string>>;
}

/**
 * What became of a notification.
 *
 * @publicApi
 */
export interface SandboxNotified {
  /** Of the notification; empty for v2, which has none. */
  id: string;
  /** HTTP status of the last answer; 0 when there was no address to tell. */
  status: number;
  headers: Readonly<Record<string, string>>;
  /** As it came. */
  body: string;
  /** How often it was sent. */
  attempts: number;
}

/**
 * How somebody pays.
 *
 * @publicApi
 */
export interface SandboxPayOptions extends SandboxNotificationOptions {
  /** Who pays. @default whom the order is for, else somebody new */
  openid?: string;
}
