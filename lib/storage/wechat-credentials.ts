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
   * @throws {WeChatStorageError} unless the store has it
   */
  abstract write(key: string, credential: object): Promise<void>;

  /** @throws {WeChatStorageError} when the store cannot be asked */
  abstract remove(key: string): Promise<void>;
}
