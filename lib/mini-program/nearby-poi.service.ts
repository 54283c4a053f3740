import { checkIndex } from '../account/index.js';
import type { BodyOf, MiniProgramApi, OfficialAnswer } from './mini-program.api.js';

const MAX_PAGE = 1000;

type AddBody = BodyOf<'POST /wxa/addnearbypoi'>;

/**
 * A place where the mini program is found nearby: the fields WeChat wants as JSON are given as objects. `poi_id` is
 * left out for a new place.
 */
export type NearbyPoi = Omit<
  AddBody,
  'poi_id' | 'is_comm_nearby' | 'pic_list' | 'service_infos' | 'kf_info'
> & {
  poi_id?: string;
  /** Addresses of 1 to 9 pictures. */
  pic_list: readonly string[];
  /** What people can do there; the ids of kinds of service are in the documentation. */
  service_infos: readonly NearbyService[];
  /** How customer service shows itself. */
  kf_info?: { open_kf: boolean; kf_headimg: string; kf_name: string };
};

/** Something people can do at a place. */
export interface NearbyService {
  /** 0 for one with a name of your own. */
  id: number;
  /** 2 for one with a name of your own, else 1. */
  type: number;
  name: string;
  appid: string;
  path: string;
  desc?: string;
}

/** A place as the list shows it. */
export interface ListedNearbyPoi {
  poi_id: string;
  qualification_address: string;
  qualification_num: string;
  /** 3 under review, 4 refused, 5 approved. */
  audit_status: 3 | 4 | 5;
  /** 1 when it is shown. */
  display_status: 0 | 1;
  refuse_reason?: string;
}

/** A part of the list of places. */
export interface NearbyPoiPage {
  /** How many more may be added. */
  left_apply_num: number;
  /** How many may be added in all. */
  max_apply_num: number;
  poi_list: ListedNearbyPoi[];
}

/**
 * Places where the mini program is found nearby (附近的小程序). All methods throw a WeChatApiError with 93009 for a mini
 * program that is not on the air, and 92004 for one that may not be shown nearby.
 *
 * @see https://developers.weixin.qq.com/miniprogram/dev/framework/open-ability/nearby.html
 * @publicApi
 */
export class MiniProgramNearbyPoiService {
  constructor(private readonly client: MiniProgramApi) {}

  /**
   * Adds a place, which WeChat then reviews, or changes the one of `poi_id` (添加地点). Calls `POST /wxa/addnearbypoi`.
   *
   * @returns the id of the review, that of the place, and the other licences that come with this one; the outcome comes
   * as the event add_nearby_poi_audit_info
   * @throws {WeChatApiError} 92000 for a licence that was added before, 92002 when there are as many places as may be,
   * 92003 for a place another mini program has
   * @see https://developers.weixin.qq.com/miniprogram/dev/server/API/nearby-poi/api_addnearbypoi.html
   */
  async add(place: NearbyPoi): Promise<OfficialAnswer<'POST /wxa/addnearbypoi'>['data']> {
    const { pic_list, service_infos, kf_info, ...rest } = place;
    const { data } = await this.client.request('POST /wxa/addnearbypoi', {
      body: {
        poi_id: '',
        ...rest,
        is_comm_nearby: '1',
        pic_list: JSON.stringify({ list: pic_list }),
        service_infos: JSON.stringify({ service_infos }),
        ...(kf_info ? { kf_info: JSON.stringify(kf_info) } : {}),
      },
    });
    return data;
  }

  /**
   * Removes a place (删除地点). Calls `POST /wxa/delnearbypoi`.
   *
   * @throws {WeChatApiError} 93010 when there is none of this id
   * @see https://developers.weixin.qq.com/miniprogram/dev/server/API/nearby-poi/api_deletenearbypoi.html
   */
  async delete(poiId: string): Promise<void> {
    await this.client.request('POST /wxa/delnearbypoi', { body: { poi_id: poiId } });
  }

  /**
   * A part of the list of places (查看地点列表). Calls `GET /wxa/getnearbypoilist`.
   *
   * @param page from 1
   * @param rows 1 to 1000
   * @throws {RangeError} for a page outside these limits
   * @see https://developers.weixin.qq.com/miniprogram/dev/server/API/nearby-poi/api_getnearbypoilist.html
   */
  async getPage(page = 1, rows = 10): Promise<NearbyPoiPage> {
    checkIndex(page, 'page', 1);
    if (!Number.isInteger(rows) || rows < 1 || rows > MAX_PAGE) {
      throw new RangeError(`rows takes 1 to ${MAX_PAGE}, not ${rows}`);
    }
    const { data } = await this.client.request('GET /wxa/getnearbypoilist', {
      query: { page, page_rows: rows },
    });
    const { data: json, ...counts } = data;
    // an account without places gets an empty text
    const { poi_list = [] } = (json ? JSON.parse(json) : {}) as { poi_list?: ListedNearbyPoi[] };
    return { ...counts, poi_list };
  }

  /** All places, page after page (查看地点列表). Calls `GET /wxa/getnearbypoilist` for every thousand; a page that fails throws. */
  async *list(): AsyncGenerator<ListedNearbyPoi, void, undefined> {
    for (let page = 1; ; page += 1) {
      const { poi_list } = await this.getPage(page, MAX_PAGE);
      yield* poi_list;
      if (poi_list.length < MAX_PAGE) return;
    }
  }

  /**
   * Shows the mini program at a place, or no longer (展示/取消展示附近小程序). Calls `POST /wxa/setnearbypoishowstatus`.
   *
   * @throws {WeChatApiError} 92005 while the place is under review, 92007 when it was refused
   * @see https://developers.weixin.qq.com/miniprogram/dev/server/API/nearby-poi/api_setshowstatus.html
   */
  async setShown(poiId: string, isShown: boolean): Promise<void> {
    await this.client.request('POST /wxa/setnearbypoishowstatus', {
      body: { poi_id: poiId, status: isShown ? 1 : 0 },
    });
  }
}
