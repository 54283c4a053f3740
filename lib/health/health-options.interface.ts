/** What a health check looks at. */
export interface WeChatHealthOptions {
  /**
   * Names or ids of clients the application cannot work without; of a corporation those that belong to it as well. An account a
   * third-party platform met while it ran is looked at when it stands here.
   *
   * @default all that are declared
   */
  clients?: readonly string[] | undefined;
  /** Milliseconds a check waits for a token that has to be fetched; the fetch goes on, for the next check to see. @default 1000 */
  timeout?: number | undefined;
}
