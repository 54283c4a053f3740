import { checkPage, eachItem } from '../../account/index.js';
import type { AuthorizerApi, BodyOf, OfficialAnswer } from './authorizer.api.js';

const ORDER_PATHS = { released: 0, reviewed: 1 } as const;
const MAX_PAGE = 20;
const WHOLE_PICTURE: PictureCut = { x1: 0, y1: 0, x2: 1, y2: 1 };

/** Who an account is, how often it may still be renamed, and whether it is verified. */
export type AccountBasicInfo = OfficialAnswer<'GET /cgi-bin/account/getaccountbasicinfo'>;
/** A name, and media_ids of what proves it: `license` of an organisation, `id_card` of a person. */
export type NicknameRequest = BodyOf<'POST /wxa/setnickname'>;
/** How a name fares: without audit_id it is set; `wording` says which proof is wanted. */
export type NicknameReceipt = OfficialAnswer<'POST /wxa/setnickname'>;
/** The review of a name; audit_stat 1 under way, 2 refused, 3 passed. */
export type NicknameAudit = OfficialAnswer<'POST /wxa/api_wxa_querynickname'>;
/** Whether a name holds a protected word, and what proof it then needs. */
export type NicknameCheck = OfficialAnswer<'POST /cgi-bin/wxverify/checkwxverifynickname'>;
/** The official account people are asked to follow; can_open and is_open 1 for yes. */
export type ShownAccount = OfficialAnswer<'GET /wxa/getshowwxaitem'>;
/** An official account that can be shown. */
export type ShowableAccount = OfficialAnswer<'GET /wxa/getwxamplinkforshow'>['biz_info_list'][number];
/** The page of orders; status 2 under review, 3 refused, 4 passed. */
export type OrderPathInfo = OfficialAnswer<'POST /wxa/security/getorderpathinfo'>['msg'];

/** A part of a picture, from its upper left to its lower right corner, in parts of its width and height: 0 to 1. */
export interface PictureCut {
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
}

/**
 * How an account presents itself (基础信息): name, picture, introduction, whether it is found. Media are temporary ones of
 * this account: `platform.miniProgram(appId).media`.
 *
 * @publicApi
 */
export class AuthorizerProfileService {
  constructor(private readonly client: AuthorizerApi) {}

  /**
   * Who the account is (获取基本信息). Calls `GET /cgi-bin/account/getaccountbasicinfo`.
   *
   * @throws {WeChatApiError} 41033 for an account WeChat's interfaces did not make
   * @see https://developers.weixin.qq.com/doc/oplatform/openApi/OpenApiDoc/miniprogram-management/basic-info-management/getAccountBasicInfo.html
   */
  async getBasicInfo(): Promise<AccountBasicInfo> {
    return this.client.request('GET /cgi-bin/account/getaccountbasicinfo');
  }

  /**
   * Gives the mini program a name (设置小程序名称), twice a year. One that holds protected words is reviewed; the outcome comes as
   * the event wxa_nickname_audit. Calls `POST /wxa/setnickname`.
   *
   * @throws {WeChatApiError} 91001 for an account WeChat's interfaces did not make, 91003 when it may not be renamed now,
   * 91004 for a name that cannot be, 91007 for one that is taken, 91009 when proof is wanted
   * @see https://developers.weixin.qq.com/doc/oplatform/openApi/OpenApiDoc/miniprogram-management/basic-info-management/setNickName.html
   */
  async setNickname(request: NicknameRequest): Promise<NicknameReceipt> {
    return this.client.request('POST /wxa/setnickname', { body: request });
  }

  /**
   * How the review of a name is (查询改名审核状态). Calls `POST /wxa/api_wxa_querynickname`.
   *
   * @param auditId of {@link setNickname}
   * @throws {WeChatApiError} 91011 for an unknown review
   * @see https://developers.weixin.qq.com/doc/oplatform/openApi/OpenApiDoc/miniprogram-management/basic-info-management/getNickNameStatus.html
   */
  async getNicknameAudit(auditId: number): Promise<NicknameAudit> {
    return this.client.request('POST /wxa/api_wxa_querynickname', { body: { audit_id: auditId } });
  }

  /**
   * Whether a name could be had (小程序名称检测). Calls `POST /cgi-bin/wxverify/checkwxverifynickname`.
   *
   * @throws {WeChatApiError} 53010 for a name of a wrong form, 53011 for too many questions, 53012 for one that is
   * forbidden
   * @see https://developers.weixin.qq.com/doc/oplatform/openApi/OpenApiDoc/miniprogram-management/basic-info-management/checkNickName.html
   */
  async checkNickname(nickname: string): Promise<NicknameCheck> {
    return this.client.request('POST /cgi-bin/wxverify/checkwxverifynickname', {
      body: { nick_name: nickname },
    });
  }

  /**
   * Changes the picture (修改头像), five times a year. Calls `POST /cgi-bin/account/modifyheadimage`.
   *
   * @param mediaId of a BMP, JPEG, GIF or PNG of 2 MB at most
   * @param cut the part to show; the whole picture when left out
   * @throws {RangeError} for a part that is not inside the picture
   * @throws {WeChatApiError} 40007 for another account's media_id, 53202 when the changes are used up, 53203 when the
   * picture cannot be changed now
   * @see https://developers.weixin.qq.com/doc/oplatform/openApi/OpenApiDoc/miniprogram-management/basic-info-management/setHeadImage.html
   */
  async setAvatar(mediaId: string, cut = WHOLE_PICTURE): Promise<void> {
    const { x1, y1, x2, y2 } = cut;
    if (!(x1 >= 0 && x1 < x2 && x2 <= 1 && y1 >= 0 && y1 < y2 && y2 <= 1)) {
      throw new RangeError(`cut takes 0 <= x1 < x2 <= 1 and 0 <= y1 < y2 <= 1, not ${JSON.stringify(cut)}`);
    }
    await this.client.request('POST /cgi-bin/account/modifyheadimage', {
      body: { head_img_media_id: mediaId, x1, y1, x2, y2 },
    });
  }

  /**
   * Changes the introduction (修改功能介绍), five times a month. Calls `POST /cgi-bin/account/modifysignature`.
   *
   * @throws {WeChatApiError} 53200 when the changes are used up, 53201 for a forbidden word, 53204 for a text that cannot be
   * @see https://developers.weixin.qq.com/doc/oplatform/openApi/OpenApiDoc/miniprogram-management/basic-info-management/setSignature.html
   */
  async setSignature(signature: string): Promise<void> {
    await this.client.request('POST /cgi-bin/account/modifysignature', { body: { signature } });
  }

  /**
   * Whether the mini program can be searched for (获取搜索状态). Calls `GET /wxa/getwxasearchstatus`.
   *
   * @see https://developers.weixin.qq.com/doc/oplatform/openApi/OpenApiDoc/miniprogram-management/basic-info-management/getSearchStatus.html
   */
  async isSearchable(): Promise<boolean> {
    const { status } = await this.client.request('GET /wxa/getwxasearchstatus');
    return status === 0;
  }

  /**
   * Lets it be found, or hides it (设置搜索状态). Calls `POST /wxa/changewxasearchstatus`.
   *
   * @throws {WeChatApiError} 85083 when WeChat has hidden it
   * @see https://developers.weixin.qq.com/doc/oplatform/openApi/OpenApiDoc/miniprogram-management/basic-info-management/setSearchStatus.html
   */
  async setSearchable(isSearchable: boolean): Promise<void> {
    await this.client.request('POST /wxa/changewxasearchstatus', { body: { status: isSearchable ? 0 : 1 } });
  }

  /**
   * Hands a mini program that WeChat's interfaces made to another administrator, who has agreed on WeChat's page
   * (换绑小程序管理员). Calls `POST /cgi-bin/account/componentrebindadmin`.
   *
   * @param taskId `taskid` they came back with
   * @see https://developers.weixin.qq.com/doc/oplatform/Third-party_Platforms/2.0/product/Register_Mini_Programs/fast_registration_of_mini_program.html
   */
  async rebindAdmin(taskId: string): Promise<void> {
    await this.client.request('POST /cgi-bin/account/componentrebindadmin', { body: { taskid: taskId } });
  }

  /**
   * The page of orders (获取订单页path信息); `platform.orderPath` sets it. Calls `POST /wxa/security/getorderpathinfo`.
   *
   * @see https://developers.weixin.qq.com/doc/oplatform/openApi/OpenApiDoc/miniprogram-management/basic-info-management/getOrderPathInfo.html
   */
  async getOrderPath(version: keyof typeof ORDER_PATHS = 'released'): Promise<OrderPathInfo> {
    const { msg } = await this.client.request('POST /wxa/security/getorderpathinfo', {
      body: { info_type: ORDER_PATHS[version] },
    });
    return msg;
  }

  /**
   * The official account whose followers people are asked to become when they scan a code (获取展示的公众号信息). Calls
   * `GET /wxa/getshowwxaitem`.
   *
   * @see https://developers.weixin.qq.com/doc/oplatform/openApi/OpenApiDoc/miniprogram-management/subscribe-component/getShowItem.html
   */
  async getShownAccount(): Promise<ShownAccount> {
    return this.client.request('GET /wxa/getshowwxaitem');
  }

  /**
   * Shows an official account there, or none (设置扫码关注的公众号). Calls `POST /wxa/updateshowwxaitem`.
   *
   * @param appId one of {@link listShowableAccounts}; none is shown when left out
   * @see https://developers.weixin.qq.com/doc/oplatform/openApi/OpenApiDoc/miniprogram-management/subscribe-component/setShowItem.html
   */
  async setShownAccount(appId?: string): Promise<void> {
    const flag = appId === undefined ? 0 : 1;
    await this.client.request('POST /wxa/updateshowwxaitem', {
      body: { wxa_subscribe_biz_flag: flag, ...(appId === undefined ? {} : { appid: appId }) },
    });
  }

  /**
   * A part of the list of official accounts that can be shown (获取可设置公众号列表). Calls `GET /wxa/getwxamplinkforshow`.
   *
   * @param page from 0
   * @param count 1 to 20
   * @throws {RangeError} for a page outside these limits
   * @see https://developers.weixin.qq.com/doc/oplatform/openApi/OpenApiDoc/miniprogram-management/subscribe-component/getLinkForShow.html
   */
  async getShowablePage(page = 0, count = MAX_PAGE): Promise<OfficialAnswer<'GET /wxa/getwxamplinkforshow'>> {
    checkPage(page, count, MAX_PAGE);
    return this.client.request('GET /wxa/getwxamplinkforshow', { query: { page, num: count } });
  }

  /**
   * All of them, page after page (获取可设置公众号列表). Calls `GET /wxa/getwxamplinkforshow` for every twenty; a page that fails
   * throws.
   */
  listShowableAccounts(): AsyncGenerator<ShowableAccount, void, undefined> {
    return eachItem(MAX_PAGE, async (offset, count) => {
      const { biz_info_list: items, total_num: total } = await this.getShowablePage(offset / count, count);
      return { items, total };
    });
  }
}
