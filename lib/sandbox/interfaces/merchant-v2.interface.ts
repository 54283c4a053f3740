import type { SandboxNotificationOptions } from './merchant-notification.interface.js';

/**
 * How a notice of v2 is sent, where it is not the usual way.
 *
 * @publicApi
 */
export interface SandboxV2NoticeOptions extends Pick<
  SandboxNotificationOptions,
  'url' | 'repeat' | 'pause' | 'copies' | 'headers'
> {
  /** @default 'MD5' */
  signType?: 'MD5' | 'HMAC-SHA256';
  /** Alters a notice after it was signed; of one that is sealed, what is sealed. */
  tamper?: 'signature' | 'missing-signature' | 'body' | 'ciphertext';
}

/**
 * Whose code is scanned. 付款码
 *
 * @publicApi
 */
export interface SandboxAuthCodeOptions {
  /** @default somebody new */
  openid?: string;
  /** WeChat asks for the password first, until when the order waits (USERPAYING). @default false */
  needsPassword?: boolean;
}
