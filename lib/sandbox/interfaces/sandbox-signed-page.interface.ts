/**
 * What a page gives to `wx.config`, and the address it has.
 *
 * @publicApi
 */
export interface SandboxSignedPage {
  /** Address of the page; what follows `#` does not count. */
  url: string;
  /** Seconds since 1970. */
  timestamp: number | string;
  nonceStr: string;
  signature: string;
}
