import type { OfficialAccountApi, OfficialAnswer } from './official-account.api.js';
import { batchesOf, eachOpenid, type PaidOrder, paymentOf } from '../account/index.js';

type UserInfo = OfficialAnswer<'GET /cgi-bin/user/info'>;
type Language = 'zh_CN' | 'zh_TW' | 'en';

const MAX_BATCH = 100;
const REMARK_LIMIT = 30;

/**
 * Followers (用户管理).
 *
 * @publicApi
 */
export class OfficialAccountUserService {
  constructor(private readonly client: OfficialAccountApi) {}

  /**
   * What WeChat tells of a person (获取用户基本信息). Calls `GET /cgi-bin/user/info`.
   *
   * @returns for a person who does not follow, only `subscribe: 0`, openid and unionid
   * @throws {WeChatApiError} 40003 for an openid of another account
   * @see https://developers.weixin.qq.com/doc/offiaccount/User_Management/Get_users_basic_information_UnionID.html
   */
  get(openid: string, lang: Language = 'zh_CN'): Promise<UserInfo> {
    return this.client.request('GET /cgi-bin/user/info', { query: { openid, lang } });
  }

  /**
   * The same for many people (批量获取用户基本信息). Calls `POST /cgi-bin/user/info/batchget` for every hundred.
   *
   * @see https://developers.weixin.qq.com/doc/offiaccount/User_Management/Get_users_basic_information_UnionID.html
   */
  async getMany(openids: readonly string[], lang: Language = 'zh_CN'): Promise<UserInfo[]> {
    const people: UserInfo[] = [];
    for (const batch of batchesOf(openids, MAX_BATCH)) {
      const user_list = batch.map((openid) => ({ openid, lang }));
      const answer = await this.client.request('POST /cgi-bin/user/info/batchget', { body: { user_list } });
      people.push(...answer.user_info_list);
    }
    return people;
  }

  /**
   * The openids of all followers, page after page (获取用户列表). Calls `GET /cgi-bin/user/get` for every ten thousand;
   * a page that fails throws.
   *
   * @see https://developers.weixin.qq.com/doc/offiaccount/User_Management/Getting_a_User_List.html
   */
  list(): AsyncGenerator<string, void, undefined> {
    return eachOpenid((next_openid) =>
      this.client.request('GET /cgi-bin/user/get', { query: { next_openid } }),
    );
  }

  /**
   * Sets the note the account keeps of a person (设置用户备注名), below 30 bytes: nine Chinese characters. Calls
   * `POST /cgi-bin/user/info/updateremark`.
   *
   * @throws {RangeError} for a longer one
   * @see https://developers.weixin.qq.com/doc/offiaccount/User_Management/Configuring_user_notes.html
   */
  async updateRemark(openid: string, remark: string): Promise<void> {
    if (Buffer.byteLength(remark) >= REMARK_LIMIT) {
      throw new RangeError(`A remark has fewer than ${REMARK_LIMIT} bytes, not ${Buffer.byteLength(remark)}`);
    }
    await this.client.request('POST /cgi-bin/user/info/updateremark', { body: { openid, remark } });
  }

  /**
   * The unionid of somebody who has just paid (支付后获取用户 UnionId), within five minutes of the payment. Calls
   * `GET /wxa/getpaidunionid`.
   *
   * @param order which payment; the last one otherwise
   * @throws {WeChatApiError} 89300 for an unknown payment, 40003 for an unknown openid
   * @see https://developers.weixin.qq.com/miniprogram/dev/api-backend/open-api/user-info/auth.getPaidUnionId.html
   */
  async getPaidUnionId(openid: string, order?: PaidOrder): Promise<string> {
    const { unionid } = await this.client.request('GET /wxa/getpaidunionid', {
      query: { openid, ...paymentOf(order) },
    });
    return unionid;
  }
}
