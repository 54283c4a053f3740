/** Whoever logged in, with whatever product. */
export interface LoginIdentity {
  /** What the person consented to: `snsapi_base`, `snsapi_userinfo`, `snsapi_login`, `snsapi_privateinfo`. */
  readonly scope: string;
}

/**
 * Who logged in (网页授权) with an official account or a website application, as WeChat names the fields.
 *
 * @publicApi
 */
export interface LoginUser extends LoginIdentity {
  readonly openid: string;
  /** One and the same for all accounts bound to one open platform. */
  readonly unionid?: string;
  readonly nickname?: string;
  /** Address of the picture; it goes stale when the person changes it. */
  readonly headimgurl?: string;
  readonly sex?: number;
  readonly province?: string;
  readonly city?: string;
  readonly country?: string;
  /** 1 in the snapshot page (快照页): the ids stand for nobody, and change. */
  readonly is_snapshotuser?: number;
}

/** The person's own tokens: they stay on this side, never in a cookie. */
export interface UserTokens {
  readonly accessToken: string;
  /** Unix time in milliseconds. */
  readonly expiresAt: number;
  readonly refreshToken: string;
}

/** What a code stood for. */
export type LoginGrant =
  | { readonly user: LoginUser; readonly tokens?: UserTokens }
  | { readonly user: LoginIdentity; readonly tokens?: undefined };

/** Where a person is sent to say who they are. */
export interface LoginRequest {
  readonly redirectUri: string;
  readonly scope: string;
  readonly state: string;
  /** Whether the visitor's browser is the one inside WeChat or WeCom. */
  readonly isInApp: boolean;
}

/** How visitors of a page log in with one client. */
export interface WebLogin {
  /** Weakest first; a login with a later one covers what an earlier one would give. */
  readonly scopes: readonly string[];
  /** Takes the place of the application's origin in `redirect_uri`: the hub's springboard. */
  readonly springboardUrl?: string | undefined;
  authorizeUrl(request: LoginRequest): string;
  /** Tells members from strangers; without it there are no members. */
  isMember?(user: LoginIdentity): boolean;
  /** @throws {WeChatApiError} 40029 for a code that is wrong, 40163 for one that was used */
  exchange(code: string): Promise<LoginGrant>;
  /** @throws {WeChatApiError} 42002 when the person has to log in again */
  refresh?(refreshToken: string): Promise<UserTokens>;
}
