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
  /** Milliseconds an answer may take. @default 10000 */
  timeout?: number | undefined;
  /** The proxy to go through; `false` ignores `HTTP_PROXY` and its kin. @default the environment's */
  proxy?: ProxyOptions | false | undefined;
}
