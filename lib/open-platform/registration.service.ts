import type { BodyOf, OfficialAnswer, OpenPlatformApi } from './open-platform.api.js';

/** A company; code_type 1 统一社会信用代码 (18 characters), 2 组织机构代码 (9), 3 营业执照注册号 (15). */
export type CompanyRegistration = BodyOf<'POST /cgi-bin/component/fastregisterweapp?action=create'>;
/** The same, to be asked for. */
export type CompanyRegistrationKey = BodyOf<'POST /cgi-bin/component/fastregisterweapp?action=search'>;
/** A person, by name (`idname`) and WeChat id (`wxuser`). */
export type PersonRegistration = BodyOf<'POST /wxa/component/fastregisterpersonalweapp?action=create'>;
/** How far that is; status 0 made, 1 too late, 2 refused, 3 agreed, 12 done; WeChat's page names the others. */
export type PersonRegistrationTask =
  OfficialAnswer<'POST /wxa/component/fastregisterpersonalweapp?action=create'>;
/** A trial mini program: its address is for its owner, `unique_id` comes again with the push. */
export type BetaRegistration = OfficialAnswer<'POST /wxa/component/fastregisterbetaweapp'>;

/**
 * Makes mini programs that have authorized the platform from the start (快速注册小程序). Their owners are asked first; the
 * outcome comes as a push: notify_third_fasteregister, for trial ones notify_third_fastregisterbetaapp.
 *
 * @publicApi
 */
export class OpenPlatformRegistrationService {
  constructor(private readonly client: OpenPlatformApi) {}

  /**
   * Makes a mini program of a company (快速注册企业小程序). Its legal person has 24 hours to agree. Calls
   * `POST /cgi-bin/component/fastregisterweapp`.
   *
   * @throws {WeChatApiError} 89249 while this company's is under way, 86004 for a wrong WeChat id, 61070 when it is not
   * the legal person's, 89248 for a wrong code_type, 89254 when the platform lacks permission sets
   * @see https://developers.weixin.qq.com/doc/oplatform/openApi/OpenApiDoc/register-management/fast-registration-ent/registerMiniprogram.html
   */
  async create(company: CompanyRegistration): Promise<void> {
    await this.client.request('POST /cgi-bin/component/fastregisterweapp?action=create', { body: company });
  }

  /**
   * Asks how that is (查询创建任务状态): done when nothing is thrown. Calls `POST /cgi-bin/component/fastregisterweapp`.
   *
   * @throws {WeChatApiError} 89250 when there is none, 89251 while the legal person is asked, 89252 while the data are
   * compared
   * @see https://developers.weixin.qq.com/doc/oplatform/openApi/OpenApiDoc/register-management/fast-registration-ent/registerMiniprogram.html
   */
  async search(company: CompanyRegistrationKey): Promise<void> {
    await this.client.request('POST /cgi-bin/component/fastregisterweapp?action=search', { body: company });
  }

  /**
   * Makes a mini program of a person (快速注册个人小程序). Calls `POST /wxa/component/fastregisterpersonalweapp`.
   *
   * @returns the task, and the address where the person proves who they are, within 24 hours
   * @see https://developers.weixin.qq.com/doc/oplatform/openApi/OpenApiDoc/register-management/fast-registration-ind/fastRegisterPersonalMp.html
   */
  async createPersonal(person: PersonRegistration): Promise<PersonRegistrationTask> {
    return this.client.request('POST /wxa/component/fastregisterpersonalweapp?action=create', {
      body: person,
    });
  }

  /**
   * How far that is (查询创建任务状态). Calls `POST /wxa/component/fastregisterpersonalweapp`.
   *
   * @param taskId `taskid` of {@link createPersonal}
   * @see https://developers.weixin.qq.com/doc/oplatform/openApi/OpenApiDoc/register-management/fast-registration-ind/fastRegisterPersonalMp.html
   */
  async queryPersonal(taskId: string): Promise<PersonRegistrationTask> {
    return this.client.request('POST /wxa/component/fastregisterpersonalweapp?action=query', {
      body: { taskid: taskId },
    });
  }

  /**
   * Makes a trial mini program (注册试用小程序); `platform.authorizer(appId).registration` makes it a full one later. Calls
   * `POST /wxa/component/fastregisterbetaweapp`.
   *
   * @param name 4 to 30 characters; 的体验小程序 is put behind it
   * @param openid of the person who becomes its administrator, in an account of the platform's owner
   * @returns the address the person opens in WeChat within 24 hours
   * @throws {WeChatApiError} 86011 for a name with a protected word
   * @see https://developers.weixin.qq.com/doc/oplatform/openApi/OpenApiDoc/register-management/fast-regist-beta/registerBetaMiniprogram.html
   */
  async createBeta(name: string, openid: string): Promise<BetaRegistration> {
    return this.client.request('POST /wxa/component/fastregisterbetaweapp', { body: { name, openid } });
  }
}
