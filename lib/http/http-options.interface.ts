/** A forward proxy (正向代理) for one client's calls. */
export interface ProxyOptions {
  /** @default 'http' */
  protocol?: 'http' | 'https';
  host: string;
  port: number;
  auth?: { username: string; password: string };
}

/** How one client's calls travel. */
export interface HttpOptions {
  /**
   * Milliseconds an answer may take; of one that is read as a stream, until it begins, and then without a byte while one is
   * waited for: a reader may pause for as long as it likes. 0 for no limit. @default 10000
   */
  timeout?: number | undefined;
  /** The proxy to go through; `false` ignores `HTTP_PROXY` and its kin. @default the environment's */
  proxy?: ProxyOptions | false | undefined;
}
