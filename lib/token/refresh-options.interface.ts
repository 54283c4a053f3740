/** When tokens are renewed in the background. */
export interface RefreshOptions {
  /** Seconds before expiry at which a token in use is renewed; short lives are renewed at half. @default 1800 */
  refreshBeforeExpiry?: number;
  /** Seconds until a failed renewal is tried again; doubles up to ten minutes. @default 60 */
  retryInterval?: number;
}

export const DEFAULT_REFRESH: Required<RefreshOptions> = { refreshBeforeExpiry: 1800, retryInterval: 60 };
