/** How visitors of pages log in (网页授权). */
export interface LoginOptions {
  /**
   * Signs sessions and states: 32 characters or more that nobody can guess. Of several the first signs and all are
   * taken, so that one can be replaced while visitors stay logged in.
   */
  secret: string | readonly string[];
  /**
   * What visitors see of the application, `https://shop.example.com`: needed behind a proxy that ends TLS or changes the
   * host. @default scheme and host of the request itself; what proxies add is not believed
   */
  origin?: string | undefined;
  /**
   * Where it is kept who is logged in: a signed cookie of our own, or the application's `request.session`.
   * @default 'cookie'
   */
  session?: 'cookie' | 'application' | undefined;
  /** Seconds a login lasts. @default 86400 (a day) */
  maxAge?: number | undefined;
  /** Keeps the visitors' own tokens in the token storage, for `WeChatOAuth.userToken`. @default false */
  keepUserTokens?: boolean | undefined;
}

/** The options in use. */
export interface ResolvedLoginOptions {
  readonly secrets: readonly [string, ...string[]];
  readonly origin: string | undefined;
  readonly session: 'cookie' | 'application';
  readonly maxAge: number;
  readonly keepUserTokens: boolean;
}

export const LOGIN_OPTIONS = 'WECHAT_LOGIN_OPTIONS';
