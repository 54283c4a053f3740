import { eachByCursor } from '../cursor.paging.js';
import type { WorkAgentApi, WorkAnswer, WorkBody } from '../work.api.js';

/** Livestreams WeCom gives at once. */
const PAGE = 100;

export type WorkLiving = WorkAnswer<'GET /cgi-bin/living/get_living_info'>['living_info'];

type Watched = WorkAnswer<'POST /cgi-bin/living/get_watch_stat'>['stat_info'];
/** Somebody who watched: a member with `userid`, or an external contact with `external_userid`. */
export type WorkLivingViewer = Watched['users'][number] | Watched['external_users'][number];

/**
 * Livestreams (直播).
 *
 * @see https://developer.work.weixin.qq.com/document/path/93633
 * @publicApi
 */
export class WorkLivingService {
  constructor(private readonly client: WorkAgentApi) {}

  /**
   * Arranges a livestream (创建预约直播). Calls `POST /cgi-bin/living/create`.
   *
   * @param living `living_start` in seconds since 1970, `living_duration` in seconds, at most 24 hours
   * @returns its livingid
   * @see https://developer.work.weixin.qq.com/document/path/93637
   */
  async create(living: WorkBody<'POST /cgi-bin/living/create'>): Promise<string> {
    const { livingid } = await this.client.request('POST /cgi-bin/living/create', { body: living });
    return livingid;
  }

  /**
   * Changes what is given of a livestream that has not begun (修改预约直播). Calls `POST /cgi-bin/living/modify`.
   *
   * @see https://developer.work.weixin.qq.com/document/path/93640
   */
  async modify(
    livingId: string,
    changes: Omit<WorkBody<'POST /cgi-bin/living/modify'>, 'livingid'>,
  ): Promise<void> {
    await this.client.request('POST /cgi-bin/living/modify', { body: { ...changes, livingid: livingId } });
  }

  /**
   * Cancels a livestream that has not begun (取消预约直播). Calls `POST /cgi-bin/living/cancel`.
   *
   * @see https://developer.work.weixin.qq.com/document/path/93638
   */
  async cancel(livingId: string): Promise<void> {
    await this.client.request('POST /cgi-bin/living/cancel', { body: { livingid: livingId } });
  }

  /**
   * Deletes the recording of a livestream (删除直播回放). Calls `POST /cgi-bin/living/delete_replay_data`.
   *
   * @see https://developer.work.weixin.qq.com/document/path/93874
   */
  async deleteReplay(livingId: string): Promise<void> {
    await this.client.request('POST /cgi-bin/living/delete_replay_data', { body: { livingid: livingId } });
  }

  /**
   * A livestream, and how it went (获取直播详情). Calls `GET /cgi-bin/living/get_living_info`.
   *
   * @see https://developer.work.weixin.qq.com/document/path/93635
   */
  async get(livingId: string): Promise<WorkLiving> {
    const { living_info } = await this.client.request('GET /cgi-bin/living/get_living_info', {
      query: { livingid: livingId },
    });
    return living_info;
  }

  /**
   * The ids of a member's livestreams, page after page (获取成员直播ID列表). Calls `POST /cgi-bin/living/get_user_all_livingid` for
   * every hundred; a page that fails throws.
   *
   * @see https://developer.work.weixin.qq.com/document/path/93634
   */
  listIds(userId: string): AsyncGenerator<string, void, undefined> {
    return eachByCursor(async (cursor) => {
      const page = await this.client.request('POST /cgi-bin/living/get_user_all_livingid', {
        body: { userid: userId, limit: PAGE, cursor },
      });
      return { items: page.livingid_list, next: page.next_cursor };
    });
  }

  /**
   * Who watched a livestream, page after page (获取直播观看明细). Calls `POST /cgi-bin/living/get_watch_stat`; a page that fails
   * throws.
   *
   * @see https://developer.work.weixin.qq.com/document/path/93636
   */
  listViewers(livingId: string): AsyncGenerator<WorkLivingViewer, void, undefined> {
    return eachByCursor<WorkLivingViewer>(async (next_key = '0') => {
      const page = await this.client.request('POST /cgi-bin/living/get_watch_stat', {
        body: { livingid: livingId, next_key },
      });
      const { users, external_users } = page.stat_info;
      return {
        items: [...users, ...external_users],
        next: page.ending === 1 || page.next_key === next_key ? undefined : page.next_key,
      };
    });
  }

  /**
   * A code for one person in WeChat to watch with in a mini program (获取微信观看直播凭证). Calls
   * `POST /cgi-bin/living/get_living_code`. It is good for five minutes, and once.
   *
   * @param openid of the person in the mini program that is bound to the application
   * @see https://developer.work.weixin.qq.com/document/path/93641
   */
  async getCode(livingId: string, openid: string): Promise<string> {
    const { living_code } = await this.client.request('POST /cgi-bin/living/get_living_code', {
      body: { livingid: livingId, openid },
    });
    return living_code;
  }

  /**
   * Who shared a livestream with whom (获取跳转小程序商城的直播观众信息). Calls `POST /cgi-bin/living/get_living_share_info`.
   *
   * @param wwShareCode as the mini program was opened with, good for five minutes
   * @see https://developer.work.weixin.qq.com/document/path/94442
   */
  getShareInfo(wwShareCode: string): Promise<WorkAnswer<'POST /cgi-bin/living/get_living_share_info'>> {
    return this.client.request('POST /cgi-bin/living/get_living_share_info', {
      body: { ww_share_code: wwShareCode },
    });
  }
}
