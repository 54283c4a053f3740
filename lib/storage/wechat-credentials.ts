import type { Lease } from './wechat-coordination.js';

/**
 * Where credentials are kept that WeChat gives once and a cache may not lose: refresh tokens of authorizers, the ticket of
 * a third-party platform.
 *
 * @publicApi
 */
export abstract class WeChatCredentials {
  /** Whether a restart leaves them where they are. */
  abstract readonly isDurable: boolean;

  /**
   * @returns the fields of what is kept; undefined for nothing, and for what no credential can be
   * @throws {WeChatStorageError} when the store cannot be asked: that is not the same as having none
   */
  abstract read(key: string): Promise<Readonly<Record<string, unknown>> | undefined>;

  /**
   * Keeps a credential, in place of one kept before.
   *
   * @param credential anything JSON can say
   * @param lease of the lock it was had under
   * @throws {WeChatStorageError} unless the store has it, and when somebody who had the lock later has written already
   */
  abstract write(key: string, credential: object, lease?: Lease): Promise<void>;

  /**
   * @param lease of the lock under which it was found to be of no use
   * @throws as {@link write}
   */
  abstract remove(key: string, lease?: Lease): Promise<void>;
}
