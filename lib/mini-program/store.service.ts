import { checkPage, eachItem } from '../account/index.js';
import type { BodyOf, MiniProgramApi, OfficialAnswer } from './mini-program.api.js';

const MAX_PAGE = 50;

/** What a store mini program says of itself. */
export type StoreMerchant = BodyOf<'POST /wxa/apply_merchant'>;
/** A new store. */
export type StoreInfo = BodyOf<'POST /wxa/add_store'>;
/** What changes on a store. */
export type StoreChanges = BodyOf<'POST /wxa/update_store'>;
/** A place that Tencent's map does not know yet. */
export type MapPoi = BodyOf<'POST /wxa/create_map_poi'>;
/** A store as the list shows it. */
export type ListedStore = OfficialAnswer<'POST /wxa/get_store_list'>['business_list'][number]['base_info'];

/**
 * Stores of a store mini program (门店小程序).
 *
 * @see https://developers.weixin.qq.com/doc/offiaccount/WeChat_Stores/WeChat_Shop_Miniprogram_Interface.html
 * @publicApi
 */
export class MiniProgramStoreService {
  constructor(private readonly client: MiniProgramApi) {}

  /** The kinds of business and what each must prove (拉取门店小程序类目). Calls `GET /wxa/get_merchant_category`. */
  async listCategories(): Promise<
    OfficialAnswer<'GET /wxa/get_merchant_category'>['data']['all_category_info']['categories']
  > {
    const { data } = await this.client.request('GET /wxa/get_merchant_category');
    return data.all_category_info.categories;
  }

  /**
   * Opens a store mini program, which WeChat then reviews (创建门店小程序). Calls `POST /wxa/apply_merchant`.
   *
   * @param merchant pictures are media_ids; the outcome comes as the event apply_merchant_audit_info
   */
  async apply(merchant: StoreMerchant): Promise<void> {
    await this.client.request('POST /wxa/apply_merchant', { body: merchant });
  }

  /** How the review stands (查询门店小程序审核结果). Calls `GET /wxa/get_merchant_audit_info`. */
  async getAuditInfo(): Promise<OfficialAnswer<'GET /wxa/get_merchant_audit_info'>['data']> {
    const { data } = await this.client.request('GET /wxa/get_merchant_audit_info');
    return data;
  }

  /** Changes picture and introduction (修改门店小程序信息). Calls `POST /wxa/modify_merchant`. */
  async modify(changes: BodyOf<'POST /wxa/modify_merchant'>): Promise<void> {
    await this.client.request('POST /wxa/modify_merchant', { body: changes });
  }

  /** Provinces, cities and districts, three lists (从腾讯地图拉取省市区信息). Calls `GET /wxa/get_district`. */
  async listDistricts(): Promise<OfficialAnswer<'GET /wxa/get_district'>['result']> {
    const { result } = await this.client.request('GET /wxa/get_district');
    return result;
  }

  /**
   * Looks for a place on Tencent's map (在腾讯地图中搜索门店). Calls `POST /wxa/search_map_poi`.
   *
   * @param districtId id of a district, the third list of {@link listDistricts}
   */
  async searchMap(
    districtId: number,
    keyword: string,
  ): Promise<OfficialAnswer<'POST /wxa/search_map_poi'>['data']['item']> {
    const { data } = await this.client.request('POST /wxa/search_map_poi', {
      body: { districtid: districtId, keyword },
    });
    return data.item;
  }

  /**
   * Puts a place on Tencent's map, which is then reviewed (在腾讯地图中创建门店). Calls `POST /wxa/create_map_poi`.
   *
   * @returns the id of the review
   */
  async createMapPoi(poi: MapPoi): Promise<number> {
    const { data } = await this.client.request('POST /wxa/create_map_poi', { body: poi });
    return data.base_id;
  }

  /**
   * Adds a store, which WeChat then reviews (添加门店). Calls `POST /wxa/add_store`.
   *
   * @param store `pic_list` is JSON with addresses of pictures; `hour` like `10:00-20:00`
   * @returns the id of the review; its outcome comes as the event add_store_audit_info
   */
  async add(store: StoreInfo): Promise<number> {
    const { data } = await this.client.request('POST /wxa/add_store', { body: store });
    return data.audit_id;
  }

  /** Changes a store (更新门店信息); `has_audit_id` tells whether it is reviewed again. Calls `POST /wxa/update_store`. */
  async update(changes: StoreChanges): Promise<OfficialAnswer<'POST /wxa/update_store'>['data']> {
    const { data } = await this.client.request('POST /wxa/update_store', { body: changes });
    return data;
  }

  /** One store (获取单个门店信息). Calls `POST /wxa/get_store_info`. */
  async get(poiId: string): Promise<OfficialAnswer<'POST /wxa/get_store_info'>['business']['base_info']> {
    const { business } = await this.client.request('POST /wxa/get_store_info', { body: { poi_id: poiId } });
    return business.base_info;
  }

  /**
   * A part of the list of stores (获取门店信息列表). Calls `POST /wxa/get_store_list`.
   *
   * @param limit 1 to 50
   * @throws {RangeError} for a page outside these limits
   */
  async getPage(offset = 0, limit = 20): Promise<OfficialAnswer<'POST /wxa/get_store_list'>> {
    checkPage(offset, limit, MAX_PAGE);
    return this.client.request('POST /wxa/get_store_list', { body: { offset, limit } });
  }

  /** All stores, page after page (获取门店信息列表). Calls `POST /wxa/get_store_list` for every fifty; a page that fails throws. */
  list(): AsyncGenerator<ListedStore, void, undefined> {
    return eachItem(MAX_PAGE, async (offset, limit) => {
      const { business_list, total_count: total } = await this.getPage(offset, limit);
      return { items: business_list.map(({ base_info }) => base_info), total };
    });
  }

  /** Removes a store (删除门店). Calls `POST /wxa/del_store`. */
  async delete(poiId: string): Promise<void> {
    await this.client.request('POST /wxa/del_store', { body: { poi_id: poiId } });
  }

  /** The id of the card a store shows (获取门店小程序配置的卡券), if it shows one. Calls `POST /card/storewxa/get`. */
  async getCard(poiId: string): Promise<string | undefined> {
    const { card_id } = await this.client.request('POST /card/storewxa/get', { body: { poi_id: poiId } });
    return card_id;
  }

  /** Shows a card on a store's page (设置门店小程序配置的卡券). Calls `POST /card/storewxa/set`. */
  async setCard(poiId: string, cardId: string): Promise<void> {
    await this.client.request('POST /card/storewxa/set', { body: { poi_id: poiId, card_id: cardId } });
  }
}
