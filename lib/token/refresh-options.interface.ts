/** When tokens are renewed, and checked, in the background. */
export interface RefreshOptions {
  /** Seconds before expiry at which a token in use is renewed; short lives are renewed at half. @default 1800 */
  refreshBeforeExpiry?: number;
  /** Seconds until a failed renewal is tried again; doubles up to ten minutes. @default 60 */
  retryInterval?: number;
  /**
   * Seconds between two checks of an access token in use (检查 token): a cheap call with it, so that one that was revoked
   * is replaced before the application meets it. Each check counts against the quota of `openApi.getQuota`; 300 suits most. 0 checks none.
   * @default 0
   */
  checkInterval?: number;
  /** Renewals and checks under way at one time; thousands that fall due together come one after the other. @default 8 */
  concurrency?: number;
}

export const DEFAULT_REFRESH: Required<RefreshOptions> = {
  refreshBeforeExpiry: 1800,
  retryInterval: 60,
  checkInterval: 0,
  concurrency: 8,
};

export const REFRESH_OPTIONS = 'WECHAT_REFRESH_OPTIONS';
