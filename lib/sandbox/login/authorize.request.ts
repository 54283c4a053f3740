import type { OpenPlatformState } from '../platform/open-platform.state.js';
import type { LoginSite } from './login-site.interface.js';

/** The two addresses of `open.weixin.qq.com` where people log in, with what may be asked there. */
const DOORS = {
  '/connect/oauth2/authorize': { kind: 'official-account', scopes: ['snsapi_base', 'snsapi_userinfo'] },
  '/connect/qrconnect': { kind: 'website-app', scopes: ['snsapi_login'] },
} as const;

export type DoorPath = keyof typeof DOORS;

/** WeChat matches the address against a pattern, so the order counts. */
const ORDER = ['appid', 'redirect_uri', 'response_type', 'scope', 'state', 'component_appid'];
const LONGEST_STATE = 128;

/** A request for a login that WeChat would let pass. */
export interface AuthorizeRequest {
  readonly path: DoorPath;
  readonly site: LoginSite;
  readonly redirectUri: URL;
  readonly scope: string;
  readonly state: string | undefined;
  /** The platform that asks in the account's name. 代公众号发起网页授权 */
  readonly via: string | undefined;
  /** The parameters as they came, in their order. */
  readonly parameters: readonly (readonly [name: string, value: string])[];
}

/** Why WeChat shows an error instead; the text is WeChat's own where it has one. */
export class AuthorizeRefusal {
  constructor(
    readonly text: string,
    readonly reason: string,
  ) {}
}

export const isDoor = (path: string): path is DoorPath => Object.hasOwn(DOORS, path);

/** Reads the address the application sent a visitor to. */
export function readAuthorizeRequest(
  path: DoorPath,
  query: URLSearchParams,
  sites: ReadonlyMap<string, LoginSite>,
  platforms: ReadonlyMap<string, OpenPlatformState>,
): AuthorizeRequest | AuthorizeRefusal {
  const { kind, scopes } = DOORS[path];
  const site = sites.get(query.get('appid') ?? '');
  if (site?.kind !== kind) return new AuthorizeRefusal('appid 参数错误', 'This appid may not be used here.');
  const redirectUri = httpUrlOf(query.get('redirect_uri'));
  if (!redirectUri) {
    return new AuthorizeRefusal('redirect_uri 参数错误', 'redirect_uri must be a whole http(s) URL.');
  }
  if (query.get('response_type') !== 'code')
    return new AuthorizeRefusal('response_type 参数错误', 'response_type must be "code".');
  const scope = query.get('scope') ?? '';
  if (!(scopes as readonly string[]).includes(scope)) {
    return new AuthorizeRefusal('Scope 参数错误', `The scope must be ${scopes.join(' or ')}.`);
  }
  const state = query.get('state') ?? undefined;
  if (Buffer.byteLength(state ?? '') > LONGEST_STATE)
    return new AuthorizeRefusal('state 参数错误', `The state must have ${LONGEST_STATE} bytes at most.`);
  const via = kind === 'official-account' ? (query.get('component_appid') ?? undefined) : undefined;
  if (via !== undefined && !platforms.get(via)?.authorizations.has(site.appId))
    return new AuthorizeRefusal('公众号未授权第三方平台', 'The account has not authorized component_appid.');
  const parameters = [...query];
  const known = parameters.map(([name]) => name).filter((name) => ORDER.includes(name));
  if (known.join() !== ORDER.filter((name) => known.includes(name)).join()) {
    return new AuthorizeRefusal(
      '链接参数顺序错误',
      `The parameters must stand in this order: ${ORDER.join(', ')}.`,
    );
  }
  return { path, site, redirectUri, scope, state, via, parameters };
}

export function httpUrlOf(text: string | null): URL | undefined {
  const url = text && /^https?:\/\//i.test(text) && URL.canParse(text) ? new URL(text) : undefined;
  return url && !url.username && !url.password ? url : undefined;
}

/** The application's address with what WeChat adds to it. */
export function redirectTo({ redirectUri, state, via, site }: AuthorizeRequest, code?: string): string {
  const url = new URL(redirectUri);
  const added = [
    ...(code === undefined ? [] : [`code=${encodeURIComponent(code)}`]),
    ...(state === undefined ? [] : [`state=${encodeURIComponent(state)}`]),
    ...(code === undefined || via === undefined ? [] : [`appid=${site.appId}`]),
  ].join('&');
  // The application's own query stays as it was written.
  if (added) url.search = url.search ? `${url.search}&${added}` : added;
  return url.href;
}
