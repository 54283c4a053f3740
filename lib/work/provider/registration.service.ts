import type { WorkAnswer, WorkBody } from '../work.api.js';
import type { WorkProviderApi } from './provider.api.js';

const MOST_TEMPLATES = 9;

/**
 * New corporations, and suites for them (推广二维码, 代开发授权): codes and links an administrator scans or opens.
 *
 * @see https://developer.work.weixin.qq.com/document/path/90579
 * @publicApi
 */
export class WorkProviderRegistrationService {
  readonly #openWork: string;

  constructor(
    private readonly client: WorkProviderApi,
    openWork: string,
  ) {
    this.#openWork = openWork;
  }

  /**
   * A code for one registration (获取注册码). Calls `POST /cgi-bin/service/get_register_code`.
   *
   * @param registration `template_id` of the promotion package (推广包ID); `state` comes back with the push `register_corp`
   * @returns the code, and for how many seconds it lives
   * @see https://developer.work.weixin.qq.com/document/path/90581
   */
  async createCode(
    registration: WorkBody<'POST /cgi-bin/service/get_register_code'>,
  ): Promise<WorkAnswer<'POST /cgi-bin/service/get_register_code'>> {
    return this.client.request('POST /cgi-bin/service/get_register_code', { body: registration });
  }

  /**
   * The page a corporation is registered on (注册定制化), to be opened or shown as a QR code.
   *
   * @param code of {@link createCode}
   * @see https://developer.work.weixin.qq.com/document/path/90580
   */
  url(code: string): string {
    return `${this.#openWork}/3rdservice/wework/register?${new URLSearchParams({ register_code: code })}`;
  }

  /**
   * What came of a code (查询注册状态). Calls `POST /cgi-bin/service/get_register_info`.
   *
   * @throws {WeChatApiError} while nobody has registered with it
   * @see https://developer.work.weixin.qq.com/document/path/90582
   */
  async getInfo(code: string): Promise<WorkAnswer<'POST /cgi-bin/service/get_register_info'>> {
    return this.client.request('POST /cgi-bin/service/get_register_info', { body: { register_code: code } });
  }

  /**
   * A link for a QR code with which corporations authorize templates of custom applications (获取带参授权链接); it lives for ten days.
   * Calls `POST /cgi-bin/service/get_customized_auth_url`.
   *
   * @param templateIds 1 to 9 SuiteIDs that begin with `dk`
   * @param state letters and digits, at most 32 bytes; comes back with the permanent code
   * @throws {RangeError} for none or more
   * @see https://developer.work.weixin.qq.com/document/path/95436
   */
  async createCustomizedAuthUrl(
    templateIds: readonly string[],
    state: string,
  ): Promise<WorkAnswer<'POST /cgi-bin/service/get_customized_auth_url'>> {
    const { length } = templateIds;
    if (length < 1 || length > MOST_TEMPLATES)
      throw new RangeError(`templateIds takes 1 to ${MOST_TEMPLATES} templates, not ${length}`);
    return this.client.request('POST /cgi-bin/service/get_customized_auth_url', {
      body: { state, templateid_list: [...templateIds] },
    });
  }
}
