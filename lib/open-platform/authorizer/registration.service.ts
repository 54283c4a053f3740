import type { AuthorizerApi, BodyOf, OfficialAnswer } from './authorizer.api.js';

/** A mini program that was made: hand `authorization_code` to `platform.authorization.accept()`. */
export type RegisteredMiniProgram = OfficialAnswer<'POST /cgi-bin/account/fastregister'>;
/** The company a trial mini program shall belong to; code_type 1 统一社会信用代码, 2 组织机构代码, 3 营业执照注册号. */
export type BetaVerification = BodyOf<'POST /wxa/verifybetaweapp'>['verify_info'];

/**
 * What an account has to do with making mini programs (快速注册): an official account lends its owner to a new one, a trial
 * mini program (试用小程序) becomes a full one. `platform.registration` makes mini programs from nothing.
 *
 * @publicApi
 */
export class AuthorizerRegistrationService {
  constructor(private readonly client: AuthorizerApi) {}

  /**
   * Makes a mini program of the owner of this official account (复用公众号主体快速注册小程序), five a month. The answer may take
   * many seconds: set the client's time-out to 8 s or more, as the ticket works once. Calls
   * `POST /cgi-bin/account/fastregister`.
   *
   * @param ticket what the owner came back with from WeChat's page
   * @throws {WeChatApiError} 61051 when such owners may not, 61052 for an official account that is not verified, 61053
   * for as many mini programs as may be, 61055 beyond the month's, 61057 while another is made, 61058 for a wrong ticket
   * @see https://developers.weixin.qq.com/doc/oplatform/openApi/OpenApiDoc/register-management/fast-registration-officalaccount/registerMiniprogramByOffiaccount.html
   */
  async create(ticket: string): Promise<RegisteredMiniProgram> {
    return this.client.request('POST /cgi-bin/account/fastregister', { body: { ticket } });
  }

  /**
   * Makes this trial mini program a full one (试用小程序快速认证). The legal person is asked; the outcome comes as the push
   * notify_third_fastverifybetaapp. Calls `POST /wxa/verifybetaweapp`.
   *
   * @throws {WeChatApiError} 89249 while it is under way, 86004 for a wrong WeChat id, 61070 when it is not the legal
   * person's
   * @see https://developers.weixin.qq.com/doc/oplatform/openApi/OpenApiDoc/register-management/fast-regist-beta/verfifyBetaMiniprogram.html
   */
  async verifyBeta(verification: BetaVerification): Promise<void> {
    await this.client.request('POST /wxa/verifybetaweapp', { body: { verify_info: verification } });
  }

  /**
   * Gives this trial mini program another name (修改试用小程序名称); 的体验小程序 is put behind it. Calls
   * `POST /wxa/setbetaweappnickname`.
   *
   * @throws {WeChatApiError} 86011 for a protected word, 91020 when it is no trial mini program
   * @see https://developers.weixin.qq.com/doc/oplatform/openApi/OpenApiDoc/register-management/fast-regist-beta/modifyBetaMiniprogramNickName.html
   */
  async setBetaNickname(name: string): Promise<void> {
    await this.client.request('POST /wxa/setbetaweappnickname', { body: { name } });
  }
}
