import type { LoginGrant, LoginIdentity, LoginRequest, WebLogin } from '../../client/index.js';
import { WeChatHttpError } from '../../common/index.js';
import type { WorkLoginUser } from './login-user.interface.js';
import type { WorkLoginService } from './login.service.js';

const ROUTE = 'GET /cgi-bin/auth/getuserinfo';
const NOBODY = (client: string): string => `${client}: ${ROUTE} answered with neither a userid nor an openid`;
const SCOPES = ['snsapi_base', 'snsapi_privateinfo'] as const;

/** How visitors of a page log in with an agent of WeCom. */
export class WorkWebLogin implements WebLogin {
  readonly scopes = SCOPES;

  constructor(
    private readonly client: string,
    private readonly login: WorkLoginService,
    private readonly webPage: 'component' | 'qr',
    readonly springboardUrl: string | undefined,
  ) {}

  /** A browser of its own shows a QR code; consent to more than who it is there is within WeCom alone. */
  authorizeUrl({ redirectUri, scope, state, isInApp }: LoginRequest): string {
    if (scope === 'snsapi_privateinfo') return this.login.authorizeUrl({ redirectUri, state, scope });
    if (isInApp) return this.login.authorizeUrl({ redirectUri, state });
    return this.webPage === 'qr'
      ? this.login.qrUrl({ redirectUri, state })
      : this.login.webUrl({ redirectUri, state });
  }

  isMember(user: LoginIdentity): boolean {
    return (user as WorkLoginUser).userid !== undefined;
  }

  async exchange(code: string): Promise<LoginGrant> {
    return { user: await this.#userOf(code) };
  }

  async #userOf(code: string): Promise<WorkLoginUser> {
    const { userid, user_ticket, openid, external_userid } = await this.login.getUserInfo(code);
    if (userid === undefined) {
      if (openid === undefined)
        throw new WeChatHttpError(NOBODY(this.client), {
          client: this.client,
          route: ROUTE,
          retryable: false,
        });
      return { scope: 'snsapi_base', openid, ...(external_userid !== undefined && { external_userid }) };
    }
    if (user_ticket === undefined) return { scope: 'snsapi_base', userid };
    const { gender, avatar, qr_code, mobile, email, biz_mail, address } =
      await this.login.getUserDetail(user_ticket);
    const told = { gender, avatar, qr_code, mobile, email, biz_mail, address };
    const known = Object.fromEntries(Object.entries(told).filter(([, value]) => value !== undefined));
    return { scope: 'snsapi_privateinfo', userid, ...known };
  }
}
