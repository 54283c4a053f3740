import type { UploadFile } from '../../catalog/index.js';
import type { AuthorizerApi, BodyOf, OfficialAnswer } from './authorizer.api.js';

const VERSIONS = { released: 1, development: 2 } as const;
const MAX_CONTENT = 300;

/** Which version of the mini program: the one on the air, or the one under development. */
export type PrivacyVersion = keyof typeof VERSIONS;
/** What a mini program tells people of their data. */
export type PrivacySetting = OfficialAnswer<'POST /cgi-bin/component/getprivacysetting'>;
/** The same to be set; `owner_setting` holds notice_method and at least one way to reach the owner. */
export type PrivacySettingChanges = Omit<BodyOf<'POST /cgi-bin/component/setprivacysetting'>, 'privacy_ver'>;
/** Why a mini program needs an interface; one of `url_list`, `pic_list` (10 at most), `video_list` (one MP4) shows it. */
export type PrivacyInterfaceApplication = BodyOf<'POST /wxa/security/apply_privacy_interface'>;
/** An interface that must be applied for; status 1 not asked, 2 no permission, 3 asked, 4 refused, 5 granted. */
export type PrivacyInterface =
  OfficialAnswer<'GET /wxa/security/get_privacy_interface'>['interface_list'][number];
/** Interfaces the code uses without permission, and without naming them in its configuration. */
export type CodePrivacyInfo = OfficialAnswer<'GET /wxa/security/get_code_privacy_info'>;

/**
 * What a mini program does with the data of people (隐私): its guideline (用户隐私保护指引), and the interfaces about places that
 * must be applied for (地理位置接口).
 *
 * @publicApi
 */
export class AuthorizerPrivacyService {
  constructor(private readonly client: AuthorizerApi) {}

  /**
   * The guideline (获取用户隐私保护指引). Calls `POST /cgi-bin/component/getprivacysetting`.
   *
   * @throws {WeChatApiError} 86074 when the released version has none
   * @see https://developers.weixin.qq.com/doc/oplatform/openApi/OpenApiDoc/miniprogram-management/privacy-management/getPrivacySetting.html
   */
  async getSetting(version: PrivacyVersion = 'development'): Promise<PrivacySetting> {
    return this.client.request('POST /cgi-bin/component/getprivacysetting', {
      body: { privacy_ver: VERSIONS[version] },
    });
  }

  /**
   * Sets it (设置用户隐私保护指引); it counts from the next release on. Calls `POST /cgi-bin/component/setprivacysetting`.
   *
   * @see https://developers.weixin.qq.com/doc/oplatform/openApi/OpenApiDoc/miniprogram-management/privacy-management/setPrivacySetting.html
   */
  async setSetting(setting: PrivacySettingChanges, version: PrivacyVersion = 'development'): Promise<void> {
    await this.client.request('POST /cgi-bin/component/setprivacysetting', {
      body: { ...setting, privacy_ver: VERSIONS[version] },
    });
  }

  /**
   * Uploads more of the guideline as a text file (上传用户隐私保护指引文件). Calls
   * `POST /cgi-bin/component/uploadprivacyextfile`.
   *
   * @param file `.txt`, 100 kB at most
   * @returns ext_file_media_id, for `owner_setting` of {@link setSetting}
   * @see https://developers.weixin.qq.com/doc/oplatform/openApi/OpenApiDoc/miniprogram-management/privacy-management/uploadPrivacySetting.html
   */
  async uploadFile(file: UploadFile): Promise<string> {
    const { ext_file_media_id } = await this.client.request('POST /cgi-bin/component/uploadprivacyextfile', {
      files: { file },
    });
    return ext_file_media_id;
  }

  /**
   * Applies for an interface (申请地理位置接口). Calls `POST /wxa/security/apply_privacy_interface`.
   *
   * @param application `api_name` as `wx.choosePoi`; `content` 300 characters at most
   * @returns the id of the review
   * @throws {RangeError} for a longer content
   * @throws {WeChatApiError} 61035 for an interface that need not be applied for
   * @see https://developers.weixin.qq.com/doc/oplatform/openApi/OpenApiDoc/miniprogram-management/privacy-api-management/applyPrivacyInterface.html
   */
  async applyInterface(application: PrivacyInterfaceApplication): Promise<number | undefined> {
    const length = [...application.content].length;
    if (length > MAX_CONTENT) {
      throw new RangeError(`content takes ${MAX_CONTENT} characters at most, not ${length}`);
    }
    const { audit_id } = await this.client.request('POST /wxa/security/apply_privacy_interface', {
      body: application,
    });
    return audit_id;
  }

  /**
   * The interfaces that must be applied for (获取地理位置接口列表). Calls `GET /wxa/security/get_privacy_interface`.
   *
   * @see https://developers.weixin.qq.com/doc/oplatform/openApi/OpenApiDoc/miniprogram-management/privacy-api-management/getPrivacyInterface.html
   */
  async getInterfaces(): Promise<PrivacyInterface[]> {
    const { interface_list } = await this.client.request('GET /wxa/security/get_privacy_interface');
    return interface_list;
  }

  /**
   * What WeChat found in the code that was uploaded (获取隐私接口检测结果): two empty lists before a review is asked for. Calls
   * `GET /wxa/security/get_code_privacy_info`.
   *
   * @throws {WeChatApiError} 61039 while it looks
   * @see https://developers.weixin.qq.com/doc/oplatform/openApi/OpenApiDoc/miniprogram-management/code-management/getCodePrivacyInfo.html
   */
  async getCodePrivacyInfo(): Promise<CodePrivacyInfo> {
    return this.client.request('GET /wxa/security/get_code_privacy_info');
  }
}
