import { checkPage, eachItem } from '../account/index.js';
import type { BodyOf, MiniProgramApi, OfficialAnswer } from './mini-program.api.js';

const MAX_PAGE = 100;
const STATUSES = { unaudited: 0, auditing: 1, approved: 2, rejected: 3 } as const;

type Id = string | number | bigint;
/** What new goods say; prices in yuan, and `price2` only for the price types 2 and 3. */
export type LiveGoodsInfo = BodyOf<'POST /wxaapi/broadcast/goods/add'>['goodsInfo'];
/** What changes on goods: those that were approved take a new price and price type alone. */
export type LiveGoodsChanges = BodyOf<'POST /wxaapi/broadcast/goods/update'>['goodsInfo'];
/** Goods as the list shows them. */
export type ListedLiveGoods = OfficialAnswer<'GET /wxaapi/broadcast/goods/getapproved'>['goods'][number];
/** 未审核, 审核中, 审核通过 or 审核驳回. */
export type LiveGoodsStatus = keyof typeof STATUSES;

/**
 * The warehouse of goods for live broadcasts (直播商品管理). Ids of goods have up to 64 bits and come as strings.
 *
 * @see https://developers.weixin.qq.com/miniprogram/dev/platform-capabilities/industry/liveplayer/commodity-api.html
 * @publicApi
 */
export class MiniProgramLiveGoodsService {
  constructor(private readonly client: MiniProgramApi) {}

  /**
   * Adds goods and hands them in for review (商品添加并提审). Calls `POST /wxaapi/broadcast/goods/add`.
   *
   * @param goodsInfo its `coverImgUrl` is the media_id of a picture of at most 300 × 300 pixels; `name` 3 to 14 Chinese
   * characters; `priceType` 1 一口价, 2 价格区间, 3 折扣价
   * @throws {WeChatApiError} 300002 for a name of the wrong length, 300003 for a price that cannot be, 300018 for a
   * picture that is too large
   */
  async add(goodsInfo: LiveGoodsInfo): Promise<OfficialAnswer<'POST /wxaapi/broadcast/goods/add'>> {
    return this.client.request('POST /wxaapi/broadcast/goods/add', { body: { goodsInfo } });
  }

  /**
   * Takes goods back from review (撤回审核); the try counts all the same. Calls
   * `POST /wxaapi/broadcast/goods/resetaudit`.
   */
  async resetAudit(goodsId: Id, auditId: number): Promise<void> {
    await this.client.request('POST /wxaapi/broadcast/goods/resetaudit', { body: { goodsId, auditId } });
  }

  /**
   * Hands goods in again that were taken back (重新提交审核). Calls `POST /wxaapi/broadcast/goods/audit`.
   *
   * @returns the id of the new review
   */
  async audit(goodsId: Id): Promise<number> {
    const { auditId } = await this.client.request('POST /wxaapi/broadcast/goods/audit', {
      body: { goodsId },
    });
    return auditId;
  }

  /**
   * Removes goods for good, from the rooms that show them too (删除商品). Calls `POST /wxaapi/broadcast/goods/delete`.
   */
  async delete(goodsId: Id): Promise<void> {
    await this.client.request('POST /wxaapi/broadcast/goods/delete', { body: { goodsId } });
  }

  /** Changes goods (更新商品), not those under review. Calls `POST /wxaapi/broadcast/goods/update`. */
  async update(goodsInfo: LiveGoodsChanges): Promise<void> {
    await this.client.request('POST /wxaapi/broadcast/goods/update', { body: { goodsInfo } });
  }

  /** Goods and the state of their review (获取商品状态). Calls `POST /wxa/business/getgoodswarehouse`. */
  async getStatus(
    goodsIds: readonly Id[],
  ): Promise<OfficialAnswer<'POST /wxa/business/getgoodswarehouse'>['goods']> {
    const { goods } = await this.client.request('POST /wxa/business/getgoodswarehouse', {
      body: { goods_ids: [...goodsIds] },
    });
    return goods;
  }

  /**
   * A part of the list of goods (获取商品列表). Calls `GET /wxaapi/broadcast/goods/getapproved`.
   *
   * @param limit 1 to 100
   * @throws {RangeError} for a page outside these limits
   */
  async getPage(
    status: LiveGoodsStatus,
    offset = 0,
    limit = 30,
  ): Promise<OfficialAnswer<'GET /wxaapi/broadcast/goods/getapproved'>> {
    checkPage(offset, limit, MAX_PAGE);
    return this.client.request('GET /wxaapi/broadcast/goods/getapproved', {
      query: { offset, limit, status: STATUSES[status] },
    });
  }

  /**
   * All goods of one state, page after page (获取商品列表). Calls `GET /wxaapi/broadcast/goods/getapproved` for every
   * hundred; a page that fails throws.
   */
  list(status: LiveGoodsStatus): AsyncGenerator<ListedLiveGoods, void, undefined> {
    return eachItem(MAX_PAGE, async (offset, limit) => {
      const { goods: items, total } = await this.getPage(status, offset, limit);
      return { items, total };
    });
  }
}
