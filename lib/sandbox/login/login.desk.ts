import type { PersonState } from '../account/person.state.js';
import { SandboxUseError } from '../errors/sandbox-use.error.js';
import type { OpenPlatformState } from '../platform/open-platform.state.js';
import { newLoginCode } from '../world/identifiers.js';
import type { SandboxClock } from '../world/sandbox.clock.js';
import {
  AuthorizeRefusal,
  type AuthorizeRequest,
  type DoorPath,
  isDoor,
  readAuthorizeRequest,
  redirectTo,
} from './authorize.request.js';
import { CodeBook } from './code.book.js';
import type { LoginSite } from './login-site.interface.js';
import { type Consent, UserTokenBook } from './user-token.book.js';

/** WeChat's web login: who asks, who consents, and what came of it. 网页授权 · 网站应用微信登录 */
export class LoginDesk {
  readonly #sites = new Map<string, LoginSite>();
  readonly codes: CodeBook<Consent>;
  readonly tokens: UserTokenBook;

  constructor(
    clock: SandboxClock,
    private readonly platforms: ReadonlyMap<string, OpenPlatformState>,
  ) {
    this.codes = new CodeBook<Consent>(clock, newLoginCode);
    this.tokens = new UserTokenBook(clock);
  }

  get sites(): ReadonlyMap<string, LoginSite> {
    return this.#sites;
  }

  register(site: LoginSite): void {
    this.#sites.set(site.appId, site);
  }

  unregister(appId: string): void {
    this.#sites.delete(appId);
  }

  read(path: DoorPath, search: string): AuthorizeRequest | AuthorizeRefusal {
    return readAuthorizeRequest(path, new URLSearchParams(search), this.#sites, this.platforms);
  }

  /** Where WeChat sends a person who agreed. */
  allow(request: AuthorizeRequest, person: PersonState): string {
    const { site, scope, via } = request;
    return redirectTo(request, this.codes.issue({ appId: site.appId, person, scope, via }));
  }

  /** Where WeChat sends a person who did not. */
  refuse(request: AuthorizeRequest): string {
    return redirectTo(request);
  }

  /**
   * Reads an address as a person's phone would.
   *
   * @throws {SandboxUseError} that says what WeChat would show instead of asking
   */
  open(url: string, person: PersonState): AuthorizeRequest {
    if (!URL.canParse(url, 'https://open.weixin.qq.com')) throw new SandboxUseError(`"${url}" is no address`);
    const { pathname, search, hash } = new URL(url, 'https://open.weixin.qq.com');
    if (!isDoor(pathname)) throw new SandboxUseError(`${pathname} is no address where people log in`);
    const request = this.read(pathname, search);
    if (request instanceof AuthorizeRefusal)
      throw new SandboxUseError(`WeChat shows "${request.text}". ${request.reason}`);
    if (pathname === '/connect/oauth2/authorize' && hash !== '#wechat_redirect')
      throw new SandboxUseError('The address must end with #wechat_redirect');
    if (request.site.people.get(person.openid) !== person) {
      throw new SandboxUseError(`${person.nickname} is nobody ${request.site.name} knows`);
    }
    return request;
  }
}
