import type { OfficialAccountApi } from './official-account.api.js';
import { batchesOf, eachOpenid } from '../account/index.js';

const MAX_BATCH = 20;

/**
 * People the account hears nothing from (黑名单管理).
 *
 * @see https://developers.weixin.qq.com/doc/offiaccount/User_Management/Manage_blacklist.html
 * @publicApi
 */
export class OfficialAccountBlacklistService {
  constructor(private readonly client: OfficialAccountApi) {}

  /**
   * The openids of all on the list, page after page (获取公众号的黑名单列表). Calls
   * `POST /cgi-bin/tags/members/getblacklist` for every ten thousand; a page that fails throws.
   */
  list(): AsyncGenerator<string, void, undefined> {
    return eachOpenid((begin_openid) =>
      this.client.request('POST /cgi-bin/tags/members/getblacklist', {
        body: begin_openid ? { begin_openid } : {},
      }),
    );
  }

  /**
   * Puts people on the list (拉黑用户). Calls `POST /cgi-bin/tags/members/batchblacklist` for every twenty.
   *
   * @throws {WeChatApiError} 40003 for an openid of another account; the batches before the refused one are on the list
   */
  async add(openids: readonly string[]): Promise<void> {
    for (const openid_list of batchesOf(openids, MAX_BATCH))
      await this.client.request('POST /cgi-bin/tags/members/batchblacklist', { body: { openid_list } });
  }

  /** Takes people off the list (取消拉黑用户). Calls `POST /cgi-bin/tags/members/batchunblacklist` for every twenty. */
  async remove(openids: readonly string[]): Promise<void> {
    for (const openid_list of batchesOf(openids, MAX_BATCH))
      await this.client.request('POST /cgi-bin/tags/members/batchunblacklist', { body: { openid_list } });
  }
}
