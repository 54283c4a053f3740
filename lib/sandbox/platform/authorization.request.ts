import type { AccountKind, AccountState, SharedState } from '../account/account.state.js';
import { AuthorizeRefusal, httpUrlOf } from '../login/authorize.request.js';
import type { SandboxAuthorization } from '../interfaces/open-platform-options.interface.js';
import type { OpenPlatformState } from './open-platform.state.js';

/** The addresses of `mp.weixin.qq.com` where owners authorize platforms, for browsers and for WeChat itself. */
const DOORS = ['/cgi-bin/componentloginpage', '/wxaopen/safe/bindcomponent'] as const;

export type AuthorizationDoor = (typeof DOORS)[number];

const KINDS: Readonly<Record<string, readonly AccountKind[]>> = {
  '1': ['official-account'],
  '2': ['mini-program'],
  '3': ['official-account', 'mini-program'],
};

/** A request for an authorization that WeChat would let pass. */
export interface AuthorizationRequest {
  readonly path: AuthorizationDoor;
  readonly platform: OpenPlatformState;
  readonly preAuthCode: string;
  readonly redirectUri: URL;
  /** The parameters as they came, in their order. */
  readonly parameters: readonly (readonly [name: string, value: string])[];
  /** Whether an account may be chosen. */
  takes(account: AccountState): boolean;
}

export const isAuthorizationDoor = (path: string): path is AuthorizationDoor =>
  (DOORS as readonly string[]).includes(path);

/** Reads the address the application sent an owner to. */
export function readAuthorizationRequest(
  path: AuthorizationDoor,
  query: URLSearchParams,
  { platforms, accounts }: SharedState,
): AuthorizationRequest | AuthorizeRefusal {
  const platform = platforms.get(query.get('component_appid') ?? '');
  if (!platform)
    return new AuthorizeRefusal('component_appid 参数错误', 'There is no platform of this appid.');
  const preAuthCode = query.get('pre_auth_code') ?? '';
  if (!platform.preAuthCodes.isUsable(preAuthCode))
    return new AuthorizeRefusal(
      'pre_auth_code 已过期',
      'The code is used, older than half an hour, or none at all.',
    );
  const redirectUri = httpUrlOf(query.get('redirect_uri'));
  if (!redirectUri)
    return new AuthorizeRefusal('redirect_uri 参数错误', 'redirect_uri must be a whole http(s) URL.');
  const kinds = KINDS[query.get('auth_type') ?? '3'];
  if (!kinds) return new AuthorizeRefusal('auth_type 参数错误', 'auth_type must be 1, 2 or 3.');
  const only = query.get('biz_appid') ?? undefined;
  if (only !== undefined && !accounts.has(only))
    return new AuthorizeRefusal('biz_appid 参数错误', 'There is no account of this appid.');
  // one account that is named goes before the kind
  const takes = ({ appId, kind }: AccountState): boolean =>
    only === undefined ? kinds.includes(kind) : appId === only;
  return { path, platform, preAuthCode, redirectUri, parameters: [...query], takes };
}

/** The application's address with what WeChat adds to it. */
export function authorizedAddress(
  { redirectUri }: AuthorizationRequest,
  { authCode, expiresIn }: SandboxAuthorization,
): string {
  const url = new URL(redirectUri);
  const added = `auth_code=${encodeURIComponent(authCode)}&expires_in=${expiresIn}`;
  // The application's own query stays as it was written.
  url.search = url.search ? `${url.search}&${added}` : added;
  return url.href;
}
