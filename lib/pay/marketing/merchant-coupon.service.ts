import type { InFen } from '../fen.js';
import { eachOfPages } from './numbered-pages.js';
import type { PayAnswer, PayApi, PayBody, PayQuery, PayRoute } from '../pay.api.js';
import type { PayRooms } from '../pay.rooms.js';

const PAGE = 20;
const MAX_CODES = 200;

type Coupons = 'POST /v3/marketing/busifavor/coupons';
type Given<R extends `${'POST' | 'PATCH'} /v3/marketing/busifavor/${string}` & PayRoute> = InFen<PayBody<R>>;
type Creating = Given<'POST /v3/marketing/busifavor/stocks'>;

/** A stock of coupons; it belongs to the client's merchant unless `belong_merchant` is given. */
export type PayMerchantCouponStockOrder = Omit<Creating, 'belong_merchant'> & { belong_merchant?: string };
/** A stock of coupons, and what became of it. */
export type PayMerchantCouponStock = PayAnswer<'GET /v3/marketing/busifavor/stocks/{stock_id}'>;
/** What can be changed of a stock. */
export type PayMerchantCouponStockChange = Given<'PATCH /v3/marketing/busifavor/stocks/{stock_id}'>;
/** Which coupons of a person are listed: those of stocks the client's merchant made, unless another merchant is named. */
export type PayMerchantCouponFilter = Omit<
  PayQuery<'GET /v3/marketing/busifavor/users/{openid}/coupons'>,
  'limit' | 'offset'
>;
/** A coupon somebody has, or had. */
export type PayMerchantCoupon =
  PayAnswer<'GET /v3/marketing/busifavor/users/{openid}/coupons/{coupon_code}/appids/{appid}'>;
/** One of the coupons somebody has, or had. */
export type PayListedMerchantCoupon =
  PayAnswer<'GET /v3/marketing/busifavor/users/{openid}/coupons'>['data'][number];

/**
 * Coupons a merchant takes itself (商家券): WeChat Pay keeps them for people, and is told when they are used. Amounts are in
 * fen; each request number (`out_request_no`, `use_request_no` …) stands for one thing for ever. All methods throw a
 * RangeError for a number or an amount that cannot be, before anything is sent; a WeChatPayError when WeChat Pay refuses; a
 * WeChatSignatureError when an answer is not its own.
 *
 * @see https://pay.weixin.qq.com/doc/v3/merchant/4012534855
 * @publicApi
 */
export class PayMerchantCouponService {
  constructor(
    private readonly client: PayApi,
    private readonly rooms: PayRooms,
  ) {}

  /**
   * Makes a stock of coupons (创建商家券). Calls `POST /v3/marketing/busifavor/stocks`.
   *
   * @see https://pay.weixin.qq.com/doc/v3/merchant/4012534855
   */
  async createStock(
    stock: PayMerchantCouponStockOrder,
  ): Promise<PayAnswer<'POST /v3/marketing/busifavor/stocks'>> {
    const belong_merchant = stock.belong_merchant ?? this.client.mchId;
    return this.client.request('POST /v3/marketing/busifavor/stocks', {
      body: { ...stock, belong_merchant },
    });
  }

  /**
   * What became of a stock (查询商家券批次详情). Calls `GET /v3/marketing/busifavor/stocks/{stock_id}`.
   *
   * @see https://pay.weixin.qq.com/doc/v3/merchant/4012534928
   */
  async queryStock(stock_id: string): Promise<PayMerchantCouponStock> {
    return this.client.request('GET /v3/marketing/busifavor/stocks/{stock_id}', { path: { stock_id } });
  }

  /**
   * Changes what a stock looks like, and where its coupons lead (修改商家券基本信息). Calls
   * `PATCH /v3/marketing/busifavor/stocks/{stock_id}`.
   *
   * @see https://pay.weixin.qq.com/doc/v3/merchant/4012535020
   */
  async modifyStock(stock_id: string, change: PayMerchantCouponStockChange): Promise<void> {
    await this.client.request('PATCH /v3/marketing/busifavor/stocks/{stock_id}', {
      path: { stock_id },
      body: change,
    });
  }

  /**
   * Changes how many coupons a stock has (修改批次预算). Calls `PATCH /v3/marketing/busifavor/stocks/{stock_id}/budget`.
   *
   * @param budget what it is to be (`target_…`), with what it is now (`current_…`)
   * @see https://pay.weixin.qq.com/doc/v3/merchant/4012465739
   */
  async modifyBudget(
    stock_id: string,
    budget: Given<'PATCH /v3/marketing/busifavor/stocks/{stock_id}/budget'>,
  ): Promise<PayAnswer<'PATCH /v3/marketing/busifavor/stocks/{stock_id}/budget'>> {
    return this.client.request('PATCH /v3/marketing/busifavor/stocks/{stock_id}/budget', {
      path: { stock_id },
      body: budget,
    });
  }

  /**
   * Uploads codes of the merchant's own for a stock made for them (上传预存code). Calls
   * `POST /v3/marketing/busifavor/stocks/{stock_id}/couponcodes`.
   *
   * @param codes `coupon_code_list` takes 200
   * @returns which of them failed, or were there already
   * @throws {RangeError} for more codes than 200
   * @see https://pay.weixin.qq.com/doc/v3/merchant/4012487038
   */
  async uploadCodes(
    stock_id: string,
    codes: Given<'POST /v3/marketing/busifavor/stocks/{stock_id}/couponcodes'>,
  ): Promise<PayAnswer<'POST /v3/marketing/busifavor/stocks/{stock_id}/couponcodes'>> {
    const { length = 0 } = codes.coupon_code_list ?? [];
    if (length > MAX_CODES) throw new RangeError(`coupon_code_list takes ${MAX_CODES} codes, not ${length}`);
    return this.client.request('POST /v3/marketing/busifavor/stocks/{stock_id}/couponcodes', {
      path: { stock_id },
      body: codes,
    });
  }

  /**
   * Says that a coupon was used (核销用户券). Calls `POST /v3/marketing/busifavor/coupons/use`.
   *
   * @see https://pay.weixin.qq.com/doc/v3/merchant/4012465292
   */
  async use(coupon: Given<`${Coupons}/use`>): Promise<PayAnswer<`${Coupons}/use`>> {
    return this.client.request('POST /v3/marketing/busifavor/coupons/use', { body: coupon });
  }

  /**
   * Gives a coupon that was used back to its person (申请退券). Calls `POST /v3/marketing/busifavor/coupons/return`.
   *
   * @see https://pay.weixin.qq.com/doc/v3/merchant/4012465845
   */
  async return(coupon: Given<`${Coupons}/return`>): Promise<PayAnswer<`${Coupons}/return`>> {
    return this.client.request('POST /v3/marketing/busifavor/coupons/return', { body: coupon });
  }

  /**
   * Makes a coupon void (使券失效). Calls `POST /v3/marketing/busifavor/coupons/deactivate`.
   *
   * @see https://pay.weixin.qq.com/doc/v3/merchant/4012465890
   */
  async deactivate(coupon: Given<`${Coupons}/deactivate`>): Promise<PayAnswer<`${Coupons}/deactivate`>> {
    return this.client.request('POST /v3/marketing/busifavor/coupons/deactivate', { body: coupon });
  }

  /**
   * Says for which order a coupon was used (关联订单信息). Calls `POST /v3/marketing/busifavor/coupons/associate`.
   *
   * @see https://pay.weixin.qq.com/doc/v3/merchant/4012465596
   */
  async associate(coupon: Given<`${Coupons}/associate`>): Promise<PayAnswer<`${Coupons}/associate`>> {
    return this.client.request('POST /v3/marketing/busifavor/coupons/associate', { body: coupon });
  }

  /**
   * Takes that back (取消关联订单信息). Calls `POST /v3/marketing/busifavor/coupons/disassociate`.
   *
   * @see https://pay.weixin.qq.com/doc/v3/merchant/4012465673
   */
  async disassociate(
    coupon: Given<`${Coupons}/disassociate`>,
  ): Promise<PayAnswer<`${Coupons}/disassociate`>> {
    return this.client.request('POST /v3/marketing/busifavor/coupons/disassociate', { body: coupon });
  }

  /**
   * What became of a coupon (查询用户券详情). Calls
   * `GET /v3/marketing/busifavor/users/{openid}/coupons/{coupon_code}/appids/{appid}`.
   *
   * @see https://pay.weixin.qq.com/doc/v3/merchant/4012535011
   */
  async query(openid: string, coupon_code: string, appid: string): Promise<PayMerchantCoupon> {
    return this.client.request(
      'GET /v3/marketing/busifavor/users/{openid}/coupons/{coupon_code}/appids/{appid}',
      { path: { openid, coupon_code, appid } },
    );
  }

  /**
   * The coupons of a person, page after page (根据过滤条件查询用户的券). Calls
   * `GET /v3/marketing/busifavor/users/{openid}/coupons` for every twenty; a page that fails throws.
   *
   * @see https://pay.weixin.qq.com/doc/v3/merchant/4012534963
   */
  list(
    openid: string,
    filter: PayMerchantCouponFilter,
  ): AsyncGenerator<PayListedMerchantCoupon, void, undefined> {
    const { creator_merchant, belong_merchant, sender_merchant } = filter;
    const isOfSomebody = [creator_merchant, belong_merchant, sender_merchant].some((id) => id !== undefined);
    const whose = isOfSomebody ? {} : { creator_merchant: this.client.mchId };
    return eachOfPages(PAGE, (page) =>
      this.client.request('GET /v3/marketing/busifavor/users/{openid}/coupons', {
        path: { openid },
        query: { ...filter, ...whose, ...page },
      }),
    );
  }

  /**
   * Says where WeChat Pay notifies the merchant of coupons people were given (设置商家券事件通知地址). Calls
   * `POST /v3/marketing/busifavor/callbacks`.
   *
   * @param notify_url the client's unless it is given
   * @see https://pay.weixin.qq.com/doc/v3/merchant/4012465431
   */
  async setCallback(notify_url?: string): Promise<PayAnswer<'POST /v3/marketing/busifavor/callbacks'>> {
    return this.client.request('POST /v3/marketing/busifavor/callbacks', {
      body: this.rooms.requireNotifyUrl({ mchid: this.client.mchId, notify_url }),
    });
  }

  /**
   * Where WeChat Pay notifies the merchant (查询商家券事件通知地址). Calls `GET /v3/marketing/busifavor/callbacks`.
   *
   * @see https://pay.weixin.qq.com/doc/v3/merchant/4012465507
   */
  async queryCallback(): Promise<PayAnswer<'GET /v3/marketing/busifavor/callbacks'>> {
    return this.client.request('GET /v3/marketing/busifavor/callbacks', {
      query: { mchid: this.client.mchId },
    });
  }
}
