import type { Readable } from 'node:stream';
import type { UploadFile } from '../../catalog/index.js';
import type { AuthorizerApi, BodyOf, OfficialAnswer } from './authorizer.api.js';

const MAX_VERSION = 64;
const MAX_ITEMS = 5;

/** Code for a mini program: a template, and what this account makes of it. */
export interface CodeUpload {
  /** Of a template in the library of the platform. */
  templateId: number | string;
  /** 1 to 64 characters. */
  version: string;
  description: string;
  /** The contents of `ext.json`; `extAppid` is this account unless said otherwise. */
  ext?: Readonly<Record<string, unknown>> | undefined;
}

/** What goes to the reviewers along with the code. */
export type CodeAudit = BodyOf<'POST /wxa/submit_audit'>;
/** How far a review is; status 0 passed, 1 refused, 2 under way, 3 withdrawn, 4 delayed. */
export type CodeAuditStatus = OfficialAnswer<'POST /wxa/get_auditstatus'>;
/** The same of the last review. */
export type LatestCodeAuditStatus = OfficialAnswer<'GET /wxa/get_latest_auditstatus'>;
/** How many reviews, and fast ones, the platform may still ask for this month. */
export type CodeAuditQuota = OfficialAnswer<'GET /wxa/queryquota'>;
/** A file for the reviewers. */
export type CodeAuditMedia = OfficialAnswer<'POST /wxa/uploadmedia'>;
/** A version that can be gone back to; commit_time in Unix seconds. */
export type ReleasedVersion = NonNullable<
  OfficialAnswer<'GET /wxa/revertcoderelease'>['version_list']
>[number];
/** A release in steps; status 0 made, 1 under way, 2 paused, 3 finished, 4 deleted. */
export type GrayReleasePlan = OfficialAnswer<'GET /wxa/getgrayreleaseplan'>['gray_release_plan'];
/** The trial version and the one on the air. */
export type CodeVersions = OfficialAnswer<'POST /wxa/getversioninfo'>;
/** The lowest version of the base library, and how many people (%) have which one. */
export type SupportedVersion = OfficialAnswer<'POST /cgi-bin/wxopen/getweappsupportversion'>;

/** Who gets a version first when it is released in steps. */
export interface GrayReleaseOptions {
  /** Members of the project. */
  developersFirst?: boolean | undefined;
  /** Testers (体验成员). */
  testersFirst?: boolean | undefined;
}

/**
 * The code of a mini program, from the template to the release (代码管理). The outcome of a review comes as an event:
 * weapp_audit_success, weapp_audit_fail or weapp_audit_delay.
 *
 * @see https://developers.weixin.qq.com/doc/oplatform/Third-party_Platforms/2.0/product/how_to_dev.html
 * @publicApi
 */
export class AuthorizerCodeService {
  constructor(private readonly client: AuthorizerApi) {}

  /**
   * Uploads code, which becomes the trial version (上传代码并生成体验版). WeChat then looks into it for some minutes: a review
   * asked for meanwhile is refused with 61039. Calls `POST /wxa/commit`.
   *
   * @throws {RangeError} for a version that is empty or longer than 64 characters
   * @throws {WeChatApiError} 85014 for an unknown template, 85043 for a faulty one, 85044 when it is too large, 85045
   * when `ext` names a path the template lacks, 85046 for a tab bar without paths, 85047 for no pages, 85048 for an
   * `ext` WeChat cannot read
   * @see https://developers.weixin.qq.com/doc/oplatform/openApi/OpenApiDoc/miniprogram-management/code-management/commit.html
   */
  async commit({ templateId, version, description, ext }: CodeUpload): Promise<void> {
    if (version.length < 1 || version.length > MAX_VERSION) {
      throw new RangeError(`version takes 1 to ${MAX_VERSION} characters, not ${version.length}`);
    }
    const body = {
      template_id: templateId,
      ext_json: JSON.stringify({ extAppid: this.client.appId, ...ext }),
      user_version: version,
      user_desc: description,
    };
    await this.client.request('POST /wxa/commit', { body });
  }

  /**
   * The pages of the code that was uploaded (获取已上传的代码页面列表). Calls `GET /wxa/get_page`.
   *
   * @throws {WeChatApiError} 86001 when none was
   * @see https://developers.weixin.qq.com/doc/oplatform/openApi/OpenApiDoc/miniprogram-management/code-management/getCodePage.html
   */
  async getPages(): Promise<string[]> {
    const { page_list } = await this.client.request('GET /wxa/get_page');
    return page_list;
  }

  /**
   * The code that opens the trial version (获取体验版二维码). Calls `GET /wxa/get_qrcode`.
   *
   * @param path a page with its query; the home page when left out
   * @returns the picture's bytes
   * @see https://developers.weixin.qq.com/doc/oplatform/openApi/OpenApiDoc/miniprogram-management/code-management/getTrialQRCode.html
   */
  async getQrCode(path?: string): Promise<Buffer> {
    return this.client.request('GET /wxa/get_qrcode', pathOf(path));
  }

  /** As {@link getQrCode}, as a stream. */
  async getQrCodeStream(path?: string): Promise<Readable> {
    return this.client.stream('GET /wxa/get_qrcode', pathOf(path));
  }

  /**
   * Asks for a review of the code that was uploaded (提交代码审核). Calls `POST /wxa/submit_audit`.
   *
   * @param audit `item_list` at most 5 pages with their categories; `feedback_info` (200 characters) and
   * `feedback_stuff` (5 media_ids, with `|` between them) count only after a refusal
   * @returns the id of the review
   * @throws {RangeError} for more than 5 items
   * @throws {WeChatApiError} 61039 while WeChat looks into the code, 61040 when it uses places without permission, 85008
   * without an approved category, 85009 while a review is under way, 85085 when the month's reviews are used up, 86001
   * when no code was uploaded, 86002 for an account without name, picture and introduction
   * @see https://developers.weixin.qq.com/doc/oplatform/openApi/OpenApiDoc/miniprogram-management/code-management/submitAudit.html
   */
  async submitAudit(audit: CodeAudit): Promise<number> {
    const { length } = audit.item_list;
    if (length > MAX_ITEMS) throw new RangeError(`item_list takes ${MAX_ITEMS} items at most, not ${length}`);
    const { auditid } = await this.client.request('POST /wxa/submit_audit', { body: audit });
    return auditid;
  }

  /**
   * How far a review is (查询审核单状态). Calls `POST /wxa/get_auditstatus`.
   *
   * @throws {WeChatApiError} 85012 for an unknown review
   * @see https://developers.weixin.qq.com/doc/oplatform/openApi/OpenApiDoc/miniprogram-management/code-management/getAuditStatus.html
   */
  async getAuditStatus(auditId: number): Promise<CodeAuditStatus> {
    return this.client.request('POST /wxa/get_auditstatus', { body: { auditid: auditId } });
  }

  /**
   * How far the last review is (查询最新一次审核单状态). Calls `GET /wxa/get_latest_auditstatus`.
   *
   * @see https://developers.weixin.qq.com/doc/oplatform/openApi/OpenApiDoc/miniprogram-management/code-management/getLatestAuditStatus.html
   */
  async getLatestAuditStatus(): Promise<LatestCodeAuditStatus> {
    return this.client.request('GET /wxa/get_latest_auditstatus');
  }

  /**
   * Withdraws the review under way (撤回代码审核), five times a day and ten times a month at most. Calls
   * `GET /wxa/undocodeaudit`.
   *
   * @throws {WeChatApiError} 87013 beyond that
   * @see https://developers.weixin.qq.com/doc/oplatform/openApi/OpenApiDoc/miniprogram-management/code-management/undoAudit.html
   */
  async undoAudit(): Promise<void> {
    await this.client.request('GET /wxa/undocodeaudit');
  }

  /**
   * Has a review done sooner (加急代码审核). Calls `POST /wxa/speedupaudit`.
   *
   * @throws {WeChatApiError} 89402 for one that does not wait, 89403 for one that cannot be done sooner, 89404 when it
   * is already, 89405 when the month's fast reviews are used up
   * @see https://developers.weixin.qq.com/doc/oplatform/openApi/OpenApiDoc/miniprogram-management/code-management/speedupCodeAudit.html
   */
  async speedUpAudit(auditId: number): Promise<void> {
    await this.client.request('POST /wxa/speedupaudit', { body: { auditid: auditId } });
  }

  /**
   * How many reviews, and fast ones, the platform has left this month (查询服务商审核额度). Calls `GET /wxa/queryquota`.
   *
   * @see https://developers.weixin.qq.com/doc/oplatform/openApi/OpenApiDoc/miniprogram-management/code-management/setCodeAuditQuota.html
   */
  async getQuota(): Promise<CodeAuditQuota> {
    return this.client.request('GET /wxa/queryquota');
  }

  /**
   * Uploads a picture or a recording for the reviewers (上传提审素材). Calls `POST /wxa/uploadmedia`.
   *
   * @returns its kind, and the mediaid for `preview_info` of {@link submitAudit}
   * @see https://developers.weixin.qq.com/doc/oplatform/openApi/OpenApiDoc/miniprogram-management/code-management/uploadMediaToCodeAudit.html
   */
  async uploadAuditMedia(media: UploadFile): Promise<CodeAuditMedia> {
    return this.client.request('POST /wxa/uploadmedia', { files: { media } });
  }

  /**
   * Releases what the reviewers passed (发布已通过审核的小程序). Calls `POST /wxa/release`.
   *
   * @throws {WeChatApiError} 85019 when nothing was reviewed, 85020 when it was not passed, 85052 when it is released
   * @see https://developers.weixin.qq.com/doc/oplatform/openApi/OpenApiDoc/miniprogram-management/code-management/release.html
   */
  async release(): Promise<void> {
    await this.client.request('POST /wxa/release', { body: {} });
  }

  /**
   * Goes back to an earlier version (小程序版本回退); from there no further. Calls `GET /wxa/revertcoderelease`.
   *
   * @param appVersion one of {@link getHistory}; the one before this when left out
   * @throws {WeChatApiError} 87011 while a version is released in steps, 87012 for a version there is no way back to
   * @see https://developers.weixin.qq.com/doc/oplatform/openApi/OpenApiDoc/miniprogram-management/code-management/revertCodeRelease.html
   */
  async rollback(appVersion?: number): Promise<void> {
    const query = appVersion === undefined ? {} : { app_version: appVersion };
    await this.client.request('GET /wxa/revertcoderelease', { query });
  }

  /**
   * The versions that can be gone back to, five at most (获取可回退的小程序版本). Calls `GET /wxa/revertcoderelease`.
   *
   * @see https://developers.weixin.qq.com/doc/oplatform/openApi/OpenApiDoc/miniprogram-management/code-management/revertCodeRelease.html
   */
  async getHistory(): Promise<ReleasedVersion[]> {
    const { version_list = [] } = await this.client.request('GET /wxa/revertcoderelease', {
      query: { action: 'get_history_version' },
    });
    return version_list;
  }

  /**
   * Releases what the reviewers passed to some people (分阶段发布). Calls `POST /wxa/grayrelease`.
   *
   * @param percentage 0 to 100, more than before; 0 only together with an option
   * @throws {RangeError} for another percentage
   * @throws {WeChatApiError} 85079 without a version on the air, 85080 when nothing was passed, 85081 for a wrong
   * percentage, 85082 for one that is not more than before
   * @see https://developers.weixin.qq.com/doc/oplatform/openApi/OpenApiDoc/miniprogram-management/code-management/grayRelease.html
   */
  async grayRelease(percentage: number, options: GrayReleaseOptions = {}): Promise<void> {
    if (!Number.isInteger(percentage) || percentage < 0 || percentage > 100) {
      throw new RangeError(`percentage takes whole numbers from 0 to 100, not ${percentage}`);
    }
    const { developersFirst, testersFirst } = options;
    const body = {
      gray_percentage: percentage,
      ...(developersFirst === undefined ? {} : { support_debuger_first: developersFirst }),
      ...(testersFirst === undefined ? {} : { support_experiencer_first: testersFirst }),
    };
    await this.client.request('POST /wxa/grayrelease', { body });
  }

  /**
   * How far a release in steps is (获取分阶段发布详情). Calls `GET /wxa/getgrayreleaseplan`.
   *
   * @see https://developers.weixin.qq.com/doc/oplatform/openApi/OpenApiDoc/miniprogram-management/code-management/getGrayReleasePlan.html
   */
  async getGrayReleasePlan(): Promise<GrayReleasePlan> {
    const { gray_release_plan } = await this.client.request('GET /wxa/getgrayreleaseplan');
    return gray_release_plan;
  }

  /**
   * Takes a release in steps back (取消分阶段发布). Calls `GET /wxa/revertgrayrelease`.
   *
   * @see https://developers.weixin.qq.com/doc/oplatform/openApi/OpenApiDoc/miniprogram-management/code-management/revertGrayRelease.html
   */
  async revertGrayRelease(): Promise<void> {
    await this.client.request('GET /wxa/revertgrayrelease');
  }

  /**
   * Which versions there are: on trial, and on the air (查询小程序版本信息). Calls `POST /wxa/getversioninfo`.
   *
   * @see https://developers.weixin.qq.com/doc/oplatform/openApi/OpenApiDoc/miniprogram-management/code-management/getVersionInfo.html
   */
  async getVersionInfo(): Promise<CodeVersions> {
    return this.client.request('POST /wxa/getversioninfo', { body: {} });
  }

  /**
   * Opens the mini program to people, or closes it (设置小程序服务状态). Calls `POST /wxa/change_visitstatus`.
   *
   * @see https://developers.weixin.qq.com/doc/oplatform/openApi/OpenApiDoc/miniprogram-management/code-management/setVisitStatus.html
   */
  async setVisitStatus(status: 'open' | 'close'): Promise<void> {
    await this.client.request('POST /wxa/change_visitstatus', { body: { action: status } });
  }

  /**
   * Whether the mini program is open to people (查询小程序服务状态); WeChat may have closed it, too. Calls
   * `POST /wxa/getvisitstatus`.
   *
   * @see https://developers.weixin.qq.com/doc/oplatform/openApi/OpenApiDoc/miniprogram-management/code-management/getVisitStatus.html
   */
  async getVisitStatus(): Promise<'open' | 'close'> {
    const { status } = await this.client.request('POST /wxa/getvisitstatus', { body: {} });
    return status === 1 ? 'open' : 'close';
  }

  /**
   * The lowest version of the base library people need (查询各版本用户占比). Calls
   * `POST /cgi-bin/wxopen/getweappsupportversion`.
   *
   * @see https://developers.weixin.qq.com/doc/oplatform/openApi/OpenApiDoc/miniprogram-management/code-management/getSupportVersion.html
   */
  async getSupportVersion(): Promise<SupportedVersion> {
    return this.client.request('POST /cgi-bin/wxopen/getweappsupportversion', { body: {} });
  }

  /**
   * Sets it (设置最低基础库版本). Calls `POST /cgi-bin/wxopen/setweappsupportversion`.
   *
   * @param version one of those {@link getSupportVersion} names, `1.0.0`
   * @throws {WeChatApiError} 85015 or 89014 for another
   * @see https://developers.weixin.qq.com/doc/oplatform/openApi/OpenApiDoc/miniprogram-management/code-management/setSupportVersion.html
   */
  async setSupportVersion(version: string): Promise<void> {
    await this.client.request('POST /cgi-bin/wxopen/setweappsupportversion', { body: { version } });
  }
}

const pathOf = (path: string | undefined): { query: { path?: string } } => ({
  query: path === undefined ? {} : { path },
});
