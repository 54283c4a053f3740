import type { HttpRedirectResponse } from '@nestjs/common';
import type { WorkAnswer, WorkBody } from '../work.api.js';
import type { SuiteAuthorizationDesk, WorkInstallation } from './authorization.desk.js';
import { checkCorpId } from './corp.registry.js';
import type { AuthInfo } from './suite.calls.js';
import type { WorkSuiteApi } from './suite.api.js';

/** The page an administrator installs the suite on. */
export interface WorkInstallPage {
  /** Where the administrator comes back to, with `auth_code`, `expires_in` and `state`: on the trusted domain of the suite. */
  redirectUri: string;
  /** Comes back as it is: letters and digits, at most 128 bytes. */
  state?: string | undefined;
  /** 1 installs a test version (测试授权), before the suite is released. @default 0 */
  authType?: 0 | 1 | undefined;
}

/** What the service is handed besides its client. */
export interface SuiteAuthorizationRooms {
  readonly desk: SuiteAuthorizationDesk;
  /** Host of the installation page. */
  readonly openWork: string;
}

/** An administrator of the suite's application in a corporation. */
export type WorkSuiteAdmin = NonNullable<WorkAnswer<'POST /cgi-bin/service/get_admin_list'>['admin']>[number];

/**
 * Authorizations (应用授权): administrators install the suite, and it acts in their corporations from then on.
 *
 * @see https://developer.work.weixin.qq.com/document/path/90597
 * @publicApi
 */
export class WorkSuiteAuthorizationService {
  readonly #rooms: SuiteAuthorizationRooms;

  constructor(
    private readonly suite: WorkSuiteApi,
    rooms: SuiteAuthorizationRooms,
  ) {
    this.#rooms = rooms;
  }

  /**
   * Sends an administrator to the page where corporations install the suite (从服务商网站发起), with a fresh pre-auth code. Return it
   * from a handler with `@Redirect()`. Calls `GET /cgi-bin/service/get_pre_auth_code`, and for a test version
   * `POST /cgi-bin/service/set_session_info`.
   *
   * @throws {TypeError} when redirectUri is no absolute http(s) address
   * @throws {WeChatAuthorizationError} before the first ticket has come
   * @see https://developer.work.weixin.qq.com/document/path/90597
   */
  async redirect({ redirectUri, state, authType = 0 }: WorkInstallPage): Promise<HttpRedirectResponse> {
    if (!URL.canParse(redirectUri) || !/^https?:/i.test(redirectUri))
      throw new TypeError(`redirectUri takes an absolute http(s) address, not "${redirectUri}"`);
    const preAuthCode = await this.createPreAuthCode();
    if (authType !== 0) await this.setSessionInfo(preAuthCode, { auth_type: authType });
    const query = new URLSearchParams({
      suite_id: this.suite.suiteId,
      pre_auth_code: preAuthCode,
      redirect_uri: redirectUri,
      ...(state === undefined ? {} : { state }),
    });
    return { url: `${this.#rooms.openWork}/3rdapp/install?${query}`, statusCode: 302 };
  }

  /**
   * A code for one visit to the page of {@link redirect} (获取预授权码), for those who put its address together themselves. Calls
   * `GET /cgi-bin/service/get_pre_auth_code`.
   *
   * @see https://developer.work.weixin.qq.com/document/path/90601
   */
  async createPreAuthCode(): Promise<string> {
    const { pre_auth_code } = await this.suite.request('GET /cgi-bin/service/get_pre_auth_code');
    return pre_auth_code;
  }

  /**
   * Says what an installation may be (设置授权配置). Calls `POST /cgi-bin/service/set_session_info`.
   *
   * @param preAuthCode of {@link createPreAuthCode}
   * @param info `auth_type` 1 for a test version
   * @throws {WeChatApiError} 40077 for a code that is unknown or used
   * @see https://developer.work.weixin.qq.com/document/path/90602
   */
  async setSessionInfo(
    preAuthCode: string,
    info: WorkBody<'POST /cgi-bin/service/set_session_info'>['session_info'],
  ): Promise<void> {
    await this.suite.request('POST /cgi-bin/service/set_session_info', {
      body: { pre_auth_code: preAuthCode, session_info: info },
    });
  }

  /**
   * Takes in the corporation whose administrator came back with `auth_code` (获取企业永久授权码). The push `create_auth` does the
   * same: whichever comes first exchanges the code, on whatever machine. The permanent code is kept, and shown to nobody. Calls
   * `POST /cgi-bin/service/v2/get_permanent_code`.
   *
   * @returns which corporation, and who installed the suite
   * @throws {TypeError} for no code at all: somebody opened the page who comes from nowhere
   * @throws {WeChatApiError} 40078 for a code that is stale or made up
   * @see https://developer.work.weixin.qq.com/document/path/100776
   */
  async accept(authCode: string): Promise<WorkInstallation> {
    if (typeof authCode !== 'string' || authCode === '')
      throw new TypeError('accept takes the auth_code an administrator comes back with, and was given none');
    return this.#rooms.desk.accept(authCode);
  }

  /**
   * Takes in a corporation whose permanent code was kept elsewhere: by another SDK, or in a backup. WeCom is asked whether the
   * code is good. Calls `POST /cgi-bin/service/v2/get_auth_info`.
   *
   * @throws {TypeError} for no permanent code, or what cannot be a corpid
   * @throws {WeChatApiError} 40084 for one that is not, or no longer, of this corporation
   * @see https://developer.work.weixin.qq.com/document/path/100779
   */
  async restore(corpId: string, permanentCode: string): Promise<void> {
    checkCorpId(corpId);
    if (typeof permanentCode !== 'string' || permanentCode === '')
      throw new TypeError('restore takes the permanent code of the corporation, and was given none');
    await this.#rooms.desk.restore(corpId, permanentCode);
  }

  /**
   * What a corporation has authorized (获取企业授权信息). Calls `POST /cgi-bin/service/v2/get_auth_info`.
   *
   * @throws {WeChatAuthorizationError} for a corporation that has not
   * @see https://developer.work.weixin.qq.com/document/path/100779
   */
  async getInfo(corpId: string): Promise<AuthInfo> {
    return this.#rooms.desk.authInfo(corpId);
  }

  /**
   * Who may manage the suite's application in a corporation (获取应用的管理员列表). Calls
   * `POST /cgi-bin/service/get_admin_list`.
   *
   * @param agentId of the application; found out when left out
   * @throws {WeChatAuthorizationError} for a corporation that has not authorized the suite
   * @see https://developer.work.weixin.qq.com/document/path/90606
   */
  async listAdmins(corpId: string, agentId?: number): Promise<WorkSuiteAdmin[]> {
    const { admin = [] } = await this.suite.request('POST /cgi-bin/service/get_admin_list', {
      body: { auth_corpid: corpId, agentid: agentId ?? (await this.suite.corp(corpId).requireAgentId()) },
    });
    return admin;
  }
}
