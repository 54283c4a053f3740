import type { PayBill } from '../bill/bill.stream.js';
import type { InFen } from '../fen.js';
import { eachOfPages } from './numbered-pages.js';
import type { PayAnswer, PayApi, PayBody, PayQuery } from '../pay.api.js';
import type { PayRooms } from '../pay.rooms.js';

/** Most that WeChat Pay gives at once. */
const STOCKS_PAGE = 10;
const COUPONS_PAGE = 20;
const MERCHANTS_PAGE = 50;

type Creating = InFen<PayBody<'POST /v3/marketing/favor/coupon-stocks'>>;
type Sending = InFen<PayBody<'POST /v3/marketing/favor/users/{openid}/coupons'>>;
type StockState<Verb extends 'start' | 'pause' | 'restart'> =
  PayAnswer<`POST /v3/marketing/favor/stocks/{stock_id}/${Verb}`>;
type Paged<Query> = Omit<Query, 'limit' | 'offset'>;

/** A stock of coupons; it belongs to the client's merchant unless `belong_merchant` is given. */
export type PayCouponStockOrder = Omit<Creating, 'belong_merchant'> & { belong_merchant?: string };
/** A stock of coupons, and what became of it. */
export type PayCouponStock = PayAnswer<'GET /v3/marketing/favor/stocks/{stock_id}'>;
/** Which stocks are listed. */
export type PayCouponStockFilter = Omit<
  Paged<PayQuery<'GET /v3/marketing/favor/stocks'>>,
  'stock_creator_mchid'
>;
/** A coupon for somebody; the stock was made by the client's merchant unless `stock_creator_mchid` is given. */
export type PayCouponGift = Omit<Sending, 'stock_creator_mchid'> & { stock_creator_mchid?: string };
/** Which coupons of a person are listed: those of stocks the client's merchant made, unless another merchant is named. */
export type PayCouponFilter = Paged<PayQuery<'GET /v3/marketing/favor/users/{openid}/coupons'>>;
/** A coupon somebody has, or had. */
export type PayCoupon = PayAnswer<'GET /v3/marketing/favor/users/{openid}/coupons/{coupon_id}'>;
/** One of the coupons somebody has, or had. */
export type PayListedCoupon = PayAnswer<'GET /v3/marketing/favor/users/{openid}/coupons'>['data'][number];

/**
 * Coupons WeChat Pay takes off when somebody pays (代金券): stocks of them, and the coupons people have. Amounts are in fen;
 * `out_request_no` stands for one stock, or one coupon, for ever. Where a `creator` may be given, it is the merchant who made
 * the stock, if not the client's own. All methods throw a RangeError for a number or an amount that cannot be, before
 * anything is sent; a WeChatPayError when WeChat Pay refuses; a WeChatSignatureError when an answer is not its own.
 *
 * @see https://pay.weixin.qq.com/doc/v3/merchant/4012084133
 * @publicApi
 */
export class PayCouponService {
  constructor(
    private readonly client: PayApi,
    private readonly rooms: PayRooms,
  ) {}

  /**
   * Makes a stock of coupons (创建代金券批次), to be started. Calls `POST /v3/marketing/favor/coupon-stocks`.
   *
   * @see https://pay.weixin.qq.com/doc/v3/merchant/4012534633
   */
  async createStock(
    stock: PayCouponStockOrder,
  ): Promise<PayAnswer<'POST /v3/marketing/favor/coupon-stocks'>> {
    const belong_merchant = stock.belong_merchant ?? this.client.mchId;
    return this.client.request('POST /v3/marketing/favor/coupon-stocks', {
      body: { ...stock, belong_merchant },
    });
  }

  /**
   * Starts a stock (激活代金券批次): the money for all of it is put aside. Calls
   * `POST /v3/marketing/favor/stocks/{stock_id}/start`.
   *
   * @throws {WeChatPayError} NOT_ENOUGH
   * @see https://pay.weixin.qq.com/doc/v3/merchant/4012460137
   */
  async startStock(stock_id: string, creator = this.client.mchId): Promise<StockState<'start'>> {
    return this.client.request('POST /v3/marketing/favor/stocks/{stock_id}/start', {
      path: { stock_id },
      body: { stock_creator_mchid: creator },
    });
  }

  /**
   * Pauses a stock (暂停代金券批次): none is sent any more. Calls `POST /v3/marketing/favor/stocks/{stock_id}/pause`.
   *
   * @see https://pay.weixin.qq.com/doc/v3/merchant/4012460305
   */
  async pauseStock(stock_id: string, creator = this.client.mchId): Promise<StockState<'pause'>> {
    return this.client.request('POST /v3/marketing/favor/stocks/{stock_id}/pause', {
      path: { stock_id },
      body: { stock_creator_mchid: creator },
    });
  }

  /**
   * Goes on with a stock that was paused (重启代金券批次). Calls `POST /v3/marketing/favor/stocks/{stock_id}/restart`.
   *
   * @see https://pay.weixin.qq.com/doc/v3/merchant/4012460411
   */
  async restartStock(stock_id: string, creator = this.client.mchId): Promise<StockState<'restart'>> {
    return this.client.request('POST /v3/marketing/favor/stocks/{stock_id}/restart', {
      path: { stock_id },
      body: { stock_creator_mchid: creator },
    });
  }

  /**
   * What became of a stock (查询批次详情). Calls `GET /v3/marketing/favor/stocks/{stock_id}`.
   *
   * @see https://pay.weixin.qq.com/doc/v3/merchant/4012460564
   */
  async queryStock(stock_id: string, creator = this.client.mchId): Promise<PayCouponStock> {
    return this.client.request('GET /v3/marketing/favor/stocks/{stock_id}', {
      path: { stock_id },
      query: { stock_creator_mchid: creator },
    });
  }

  /**
   * Stocks, page after page (条件查询批次列表). Calls `GET /v3/marketing/favor/stocks` for every ten; a page that fails throws.
   *
   * @see https://pay.weixin.qq.com/doc/v3/merchant/4012460489
   */
  listStocks(
    filter: PayCouponStockFilter = {},
    creator = this.client.mchId,
  ): AsyncGenerator<PayCouponStock, void, undefined> {
    return eachOfPages(STOCKS_PAGE, (page) =>
      this.client.request('GET /v3/marketing/favor/stocks', {
        query: { ...filter, stock_creator_mchid: creator, ...page },
      }),
    );
  }

  /**
   * The merchants a stock's coupons are good at (查询代金券可用商户). Calls `GET /v3/marketing/favor/stocks/{stock_id}/merchants`
   * for every 50; a page that fails throws.
   *
   * @returns their 商户号
   * @see https://pay.weixin.qq.com/doc/v3/merchant/4012463358
   */
  listMerchants(stock_id: string, creator = this.client.mchId): AsyncGenerator<string, void, undefined> {
    return eachOfPages(MERCHANTS_PAGE, (page) =>
      this.client.request('GET /v3/marketing/favor/stocks/{stock_id}/merchants', {
        path: { stock_id },
        query: { stock_creator_mchid: creator, ...page },
      }),
    );
  }

  /**
   * Sends somebody a coupon (发放指定批次的代金券). Calls `POST /v3/marketing/favor/users/{openid}/coupons`.
   *
   * @param openid the person's at `appid`
   * @returns its number
   * @throws {WeChatPayError} RULE_LIMIT when the person, or the day, has had enough of them
   * @see https://pay.weixin.qq.com/doc/v3/merchant/4012463767
   */
  async send(openid: string, coupon: PayCouponGift): Promise<string> {
    const stock_creator_mchid = coupon.stock_creator_mchid ?? this.client.mchId;
    const { coupon_id } = await this.client.request('POST /v3/marketing/favor/users/{openid}/coupons', {
      path: { openid },
      body: { ...coupon, stock_creator_mchid },
    });
    return coupon_id;
  }

  /**
   * What became of a coupon (查询代金券详情). Calls `GET /v3/marketing/favor/users/{openid}/coupons/{coupon_id}`.
   *
   * @see https://pay.weixin.qq.com/doc/v3/merchant/4012486942
   */
  async query(openid: string, coupon_id: string, appid: string): Promise<PayCoupon> {
    return this.client.request('GET /v3/marketing/favor/users/{openid}/coupons/{coupon_id}', {
      path: { openid, coupon_id },
      query: { appid },
    });
  }

  /**
   * The coupons of a person (根据商户号查用户的券). Calls `GET /v3/marketing/favor/users/{openid}/coupons` for every twenty; a page
   * that fails throws. Those good at `available_mchid` come at once: WeChat Pay does not page them.
   *
   * @see https://pay.weixin.qq.com/doc/v3/merchant/4012534690
   */
  list(openid: string, filter: PayCouponFilter): AsyncGenerator<PayListedCoupon, void, undefined> {
    const { creator_mchid, available_mchid } = filter;
    const isPaged = creator_mchid !== undefined || available_mchid === undefined;
    const whose = isPaged ? { creator_mchid: creator_mchid ?? this.client.mchId } : {};
    return eachOfPages(COUPONS_PAGE, async (page) => {
      const answer = await this.client.request('GET /v3/marketing/favor/users/{openid}/coupons', {
        path: { openid },
        query: { ...filter, ...whose, ...page },
      });
      return isPaged ? answer : { ...answer, total_count: 0 };
    });
  }

  /**
   * Where the coupons of a stock that were used are listed (下载批次核销明细). Calls
   * `GET /v3/marketing/favor/stocks/{stock_id}/use-flow`.
   *
   * @returns a file for `bills.download`, good for 30 seconds
   * @see https://pay.weixin.qq.com/doc/v3/merchant/4012463585
   */
  async useFlow(stock_id: string): Promise<PayBill> {
    const { url, ...hash } = await this.client.request('GET /v3/marketing/favor/stocks/{stock_id}/use-flow', {
      path: { stock_id },
    });
    return { ...hash, download_url: url };
  }

  /**
   * Where those are listed whose orders were refunded (下载批次退款明细). Calls
   * `GET /v3/marketing/favor/stocks/{stock_id}/refund-flow`.
   *
   * @returns a file for `bills.download`, good for 30 seconds
   * @see https://pay.weixin.qq.com/doc/v3/merchant/4012463523
   */
  async refundFlow(stock_id: string): Promise<PayBill> {
    const { url, ...hash } = await this.client.request(
      'GET /v3/marketing/favor/stocks/{stock_id}/refund-flow',
      { path: { stock_id } },
    );
    return { ...hash, download_url: url };
  }

  /**
   * Says where WeChat Pay notifies the merchant of coupons that were used (设置消息通知地址). Calls
   * `POST /v3/marketing/favor/callbacks`.
   *
   * @param setting `notify_url` is the client's unless it is given; `switch: false` ends the notifications
   * @see https://pay.weixin.qq.com/doc/v3/merchant/4012464198
   */
  async setCallback(
    setting: { notify_url?: string; switch?: boolean } = {},
  ): Promise<PayAnswer<'POST /v3/marketing/favor/callbacks'>> {
    return this.client.request('POST /v3/marketing/favor/callbacks', {
      body: { ...this.rooms.requireNotifyUrl(setting), mchid: this.client.mchId },
    });
  }

  /**
   * Where WeChat Pay notifies the merchant (查询消息通知地址). Calls `GET /v3/marketing/favor/callbacks`.
   *
   * @see https://pay.weixin.qq.com/doc/v3/merchant/4012464070
   */
  async queryCallback(): Promise<PayAnswer<'GET /v3/marketing/favor/callbacks'>> {
    return this.client.request('GET /v3/marketing/favor/callbacks', { query: { mchid: this.client.mchId } });
  }
}
