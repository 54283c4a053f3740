import type { LoginGrant, LoginIdentity, LoginRequest, WebLogin } from '../../client/index.js';
import { WeChatHttpError } from '../../common/index.js';
import type { WorkSuiteLoginUser } from './suite-user.interface.js';
import type { WorkSuiteLoginService, WorkSuiteScope } from './suite-login.service.js';

const ROUTE = 'GET /cgi-bin/service/auth/getuserinfo3rd';
const NOBODY = (client: string): string => `${client}: ${ROUTE} answered with neither a member nor an openid`;
const SCOPES = ['snsapi_base', 'snsapi_privateinfo'] as const;

/** How visitors of a page log in with a suite. */
export class SuiteWebLogin implements WebLogin {
  readonly scopes = SCOPES;

  constructor(
    private readonly client: string,
    private readonly login: WorkSuiteLoginService,
  ) {}

  /** Consent to more than who it is there is within WeCom alone. */
  authorizeUrl({ redirectUri, scope, state, isInApp }: LoginRequest): string {
    if (isInApp || scope !== 'snsapi_base')
      return this.login.authorizeUrl({ redirectUri, state, scope: scope as WorkSuiteScope });
    return this.login.webUrl({ redirectUri, state });
  }

  isMember(user: LoginIdentity): boolean {
    return (user as WorkSuiteLoginUser).userid !== undefined;
  }

  async exchange(code: string): Promise<LoginGrant> {
    return { user: await this.#userOf(code) };
  }

  async #userOf(code: string): Promise<WorkSuiteLoginUser> {
    const { corpid, userid, open_userid, user_ticket, openid, external_userid } =
      await this.login.getUserInfo(code);
    if (corpid === undefined || userid === undefined) {
      if (openid === undefined) {
        const { client } = this;
        throw new WeChatHttpError(NOBODY(client), { client, route: ROUTE, retryable: false });
      }
      return { scope: 'snsapi_base', openid, ...(external_userid !== undefined && { external_userid }) };
    }
    const member = { corpid, userid, ...(open_userid !== undefined && { open_userid }) };
    if (user_ticket === undefined) return { scope: 'snsapi_base', ...member };
    const { name, gender, avatar, qr_code } = await this.login.getUserDetail(user_ticket);
    const told = Object.entries({ name, gender, avatar, qr_code }).filter(([, value]) => value !== undefined);
    return { scope: 'snsapi_privateinfo', ...member, ...Object.fromEntries(told) };
  }
}
