import type { BodyOf, OfficialAccountApi, OfficialAnswer } from './official-account.api.js';
import { checkPage, eachItem } from '../account/index.js';

const MAX_PAGE = 50;

/** What a new place of business says. */
export type PoiInfo = BodyOf<'POST /cgi-bin/poi/addpoi'>['business']['base_info'];

/** What changes on a place of business; all but its name, its kind and its place can. */
export type PoiChanges = Omit<BodyOf<'POST /cgi-bin/poi/updatepoi'>['business']['base_info'], 'poi_id'>;

/** A place of business as the list shows it. */
export type ListedPoi = OfficialAnswer<'POST /cgi-bin/poi/getpoilist'>['business_list'][number]['base_info'];

/**
 * Places of business (门店).
 *
 * @publicApi
 */
export class OfficialAccountPoiService {
  constructor(private readonly client: OfficialAccountApi) {}

  /**
   * Adds a place (创建门店), which WeChat then reviews. Calls `POST /cgi-bin/poi/addpoi`.
   *
   * @param info its `sid` is your own number for it; `offset_type` 1 is the only kind of coordinates (GCJ-02)
   * @returns the poi_id, where WeChat tells it at once; the outcome comes as the event poi_check_notify
   * @see https://developers.weixin.qq.com/doc/offiaccount/WeChat_Stores/WeChat_Store_Interface.html
   */
  async create(info: PoiInfo): Promise<string | undefined> {
    const { poi_id } = await this.client.request('POST /cgi-bin/poi/addpoi', {
      body: { business: { base_info: info } },
    });
    return poi_id;
  }

  /**
   * A place and the state of its review (查询门店信息). Calls `POST /cgi-bin/poi/getpoi`.
   *
   * @see https://developers.weixin.qq.com/doc/offiaccount/WeChat_Stores/WeChat_Store_Interface.html#9
   */
  async get(poiId: string): Promise<OfficialAnswer<'POST /cgi-bin/poi/getpoi'>['business']['base_info']> {
    const { business } = await this.client.request('POST /cgi-bin/poi/getpoi', { body: { poi_id: poiId } });
    return business.base_info;
  }

  /**
   * A part of the list of places (查询门店列表). Calls `POST /cgi-bin/poi/getpoilist`.
   *
   * @param limit 50 at most
   * @throws {RangeError} for a limit above 50
   * @see https://developers.weixin.qq.com/doc/offiaccount/WeChat_Stores/WeChat_Store_Interface.html#10
   */
  async getPage(begin = 0, limit = 20): Promise<OfficialAnswer<'POST /cgi-bin/poi/getpoilist'>> {
    checkPage(begin, limit, MAX_PAGE);
    return this.client.request('POST /cgi-bin/poi/getpoilist', { body: { begin, limit } });
  }

  /**
   * All places, page after page (查询门店列表). Calls `POST /cgi-bin/poi/getpoilist` for every fifty; a page that fails
   * throws.
   *
   * @see https://developers.weixin.qq.com/doc/offiaccount/WeChat_Stores/WeChat_Store_Interface.html#10
   */
  list(): AsyncGenerator<ListedPoi, void, undefined> {
    return eachItem(MAX_PAGE, async (begin, limit) => {
      const { business_list, total_count } = await this.getPage(begin, limit);
      return { items: business_list.map(({ base_info }) => base_info), total: Number(total_count) };
    });
  }

  /**
   * Changes a place (修改门店服务信息). Calls `POST /cgi-bin/poi/updatepoi`.
   *
   * @param changes a list of pictures replaces the one before; a change is reviewed
   * @see https://developers.weixin.qq.com/doc/offiaccount/WeChat_Stores/WeChat_Store_Interface.html
   */
  async update(poiId: string, changes: PoiChanges): Promise<void> {
    await this.client.request('POST /cgi-bin/poi/updatepoi', {
      body: { business: { base_info: { ...changes, poi_id: poiId } } },
    });
  }

  /**
   * Removes a place (删除门店). Calls `POST /cgi-bin/poi/delpoi`.
   *
   * @see https://developers.weixin.qq.com/doc/offiaccount/WeChat_Stores/WeChat_Store_Interface.html#12
   */
  async delete(poiId: string): Promise<void> {
    await this.client.request('POST /cgi-bin/poi/delpoi', { body: { poi_id: poiId } });
  }

  /**
   * The kinds of business there are, `美食,江浙菜` … (门店类目表). Calls `GET /cgi-bin/poi/getwxcategory`.
   *
   * @see https://developers.weixin.qq.com/doc/offiaccount/WeChat_Stores/WeChat_Store_Interface.html
   */
  async listCategories(): Promise<string[]> {
    const { category_list } = await this.client.request('GET /cgi-bin/poi/getwxcategory');
    return category_list;
  }
}
