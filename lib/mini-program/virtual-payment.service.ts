import { checkIndex } from '../account/index.js';
import type { MiniProgramRoute } from '../catalog/index.js';
import { OPTION_INVALID, WeChatConfigError } from '../common/index.js';
import { paymentSignature, sessionSignature } from '../crypto/index.js';
import type { BodyOf, MiniProgramApi, OfficialAnswer } from './mini-program.api.js';
import type { VirtualPaymentEnv, VirtualPaymentOptions } from './virtual-payment.options.js';

const PAGE = 20;
const TRADE_NO = /^(?!_)[\w\-|*@]{8,32}$/;

type XpayRoute = Extract<MiniProgramRoute, `POST /xpay/${string}`>;
/** The fields of a call; `env` chooses the key it is signed with. @default the option `env` */
type Fields<Route extends XpayRoute> = Omit<BodyOf<Route>, 'env'> & { env?: VirtualPaymentEnv };
type Paged<Route extends XpayRoute> = Omit<Fields<Route>, 'page' | 'page_size'>;
type ItemOf<List> = List extends readonly (infer Item)[] ? Item : never;

/** Money WeChat gave for advertising. */
export type AdvertisingFunds = ItemOf<OfficialAnswer<'POST /xpay/query_adver_funds'>['adver_funds_list']>;
/** A charge of an advertising account. */
export type FundsBill = ItemOf<OfficialAnswer<'POST /xpay/query_funds_bill'>['bill_list']>;
/** Money for advertising that was taken back. */
export type RecoverBill = ItemOf<OfficialAnswer<'POST /xpay/query_recover_bill'>['bill_list']>;
/** What somebody complains of. */
export type PaymentComplaint = ItemOf<OfficialAnswer<'POST /xpay/get_complaint_list'>['complaints']>;

interface VirtualOrderBase {
  /** How many pieces, or how many coins. */
  buyQuantity: number;
  /** Your number of the order: 8 to 32 letters, digits and `_-|*@`, not `_` first; used once. */
  outTradeNo: string;
  /** Comes back with the event that asks for delivery. */
  attach: string;
  /** @default the option `env` */
  env?: VirtualPaymentEnv;
}

/** What a person is to buy: a thing (道具直购), or coins (代币充值). */
export type VirtualOrder =
  | (VirtualOrderBase & {
      mode: 'short_series_goods';
      productId: string;
      /** The price of one piece in fen (分), as the console has it. */
      goodsPrice: number;
    })
  | (VirtualOrderBase & { mode: 'short_series_coin' });

/** What `wx.requestVirtualPayment` is called with. */
export interface VirtualPaymentRequest {
  mode: VirtualOrder['mode'];
  signData: string;
  paySig: string;
  signature: string;
}

/**
 * Virtual payment (虚拟支付): coins and things sold inside the mini program. Every call is signed with the AppKey of its
 * `env`, and those about somebody's purse with that person's session key too. All methods throw a WeChatConfigError when
 * the option `virtualPayment` lacks the key, and a WeChatApiError with 268490003 for a signature that is wrong, 268490004
 * for an order that was carried out before, 268490009 for a session key that has expired.
 *
 * @see https://developers.weixin.qq.com/miniprogram/dev/platform-capabilities/business-capabilities/virtual-payment.html
 * @publicApi
 */
export class MiniProgramVirtualPaymentService {
  // a function, so that no inspection shows the keys
  readonly #optionsOf: () => VirtualPaymentOptions | undefined;

  constructor(
    private readonly client: MiniProgramApi,
    optionsOf: () => VirtualPaymentOptions | undefined,
  ) {
    this.#optionsOf = optionsOf;
  }

  /**
   * What the front end calls `wx.requestVirtualPayment` with (支付签名与用户态签名): a local computation.
   *
   * @param sessionKey the person's, as `code2Session` gave it
   * @throws {RangeError} for a quantity or a price that is not a whole number from 1, and an outTradeNo that cannot be
   * @see https://developers.weixin.qq.com/miniprogram/dev/api/payment/wx.requestVirtualPayment.html
   */
  sign({ mode, env: given, ...order }: VirtualOrder, sessionKey: string): VirtualPaymentRequest {
    checkIndex(order.buyQuantity, 'buyQuantity', 1);
    if ('goodsPrice' in order) checkIndex(order.goodsPrice, 'goodsPrice', 1);
    if (!TRADE_NO.test(order.outTradeNo)) {
      throw new RangeError(`outTradeNo takes 8 to 32 letters, digits and _-|*@, not "${order.outTradeNo}"`);
    }
    const { offerId, appKey, env } = this.#keyFor(given);
    const signData = JSON.stringify({ offerId, ...order, env, currencyType: 'CNY' });
    return {
      mode,
      signData,
      paySig: paymentSignature(appKey, 'requestVirtualPayment', signData),
      signature: sessionSignature(sessionKey, signData),
    };
  }

  /** How many coins somebody has (查询代币余额). Calls `POST /xpay/query_user_balance`. */
  async queryUserBalance(
    fields: Fields<'POST /xpay/query_user_balance'>,
    sessionKey: string,
  ): Promise<OfficialAnswer<'POST /xpay/query_user_balance'>> {
    return this.#call('POST /xpay/query_user_balance', fields, sessionKey);
  }

  /**
   * Takes somebody's coins (扣减代币). Calls `POST /xpay/currency_pay`.
   *
   * @param fields `order_id` is your number, under which it happens once; `payitem` is JSON that says what was bought
   * @throws {WeChatApiError} 268490006 when the coins are too few
   */
  async currencyPay(
    fields: Fields<'POST /xpay/currency_pay'>,
    sessionKey: string,
  ): Promise<OfficialAnswer<'POST /xpay/currency_pay'>> {
    return this.#call('POST /xpay/currency_pay', fields, sessionKey);
  }

  /**
   * Gives coins back that were taken (代币支付退款). Calls `POST /xpay/cancel_currency_pay`.
   *
   * @param fields `pay_order_id` is the `order_id` they were taken under, `order_id` a new number
   * @returns the number of the refund
   */
  async cancelCurrencyPay(
    fields: Fields<'POST /xpay/cancel_currency_pay'>,
    sessionKey: string,
  ): Promise<string> {
    const { order_id } = await this.#call('POST /xpay/cancel_currency_pay', fields, sessionKey);
    return order_id;
  }

  /**
   * Gives somebody coins for nothing (代币赠送); may be repeated until it is done. Calls `POST /xpay/present_currency`.
   */
  async presentCurrency(
    fields: Fields<'POST /xpay/present_currency'>,
  ): Promise<OfficialAnswer<'POST /xpay/present_currency'>> {
    return this.#call('POST /xpay/present_currency', fields);
  }

  /** An order that was paid with money (查询创建的订单), by `order_id` or `wx_order_id`. Calls `POST /xpay/query_order`. */
  async queryOrder(
    fields: Fields<'POST /xpay/query_order'>,
  ): Promise<OfficialAnswer<'POST /xpay/query_order'>['order']> {
    const { order } = await this.#call('POST /xpay/query_order', fields);
    return order;
  }

  /**
   * Says that an order was delivered, when the answer to the event xpay_goods_deliver_notify did not (通知已发货完成). Calls
   * `POST /xpay/notify_provide_goods`.
   */
  async notifyProvideGoods(fields: Fields<'POST /xpay/notify_provide_goods'>): Promise<void> {
    await this.#call('POST /xpay/notify_provide_goods', fields);
  }

  /**
   * Begins to pay an order back (启动订单退款任务); {@link queryOrder} tells when it is done. Calls
   * `POST /xpay/refund_order`.
   *
   * @param fields amounts in fen (分): `left_fee` is what is left of the order before this refund
   * @throws {WeChatApiError} 268490014 while a refund is under way, 268490016 for another `left_fee` than the order has
   */
  async refundOrder(
    fields: Fields<'POST /xpay/refund_order'>,
  ): Promise<OfficialAnswer<'POST /xpay/refund_order'>> {
    return this.#call('POST /xpay/refund_order', fields);
  }

  /**
   * The address of a bill (下载小程序账单). Calls `POST /xpay/download_bill`.
   *
   * @param fields `begin_ds` and `end_ds` like `20260301`
   * @throws {WeChatApiError} 268490011 while the bill is being made: ask again later
   */
  async downloadBill(fields: Fields<'POST /xpay/download_bill'>): Promise<string> {
    const { url } = await this.#call('POST /xpay/download_bill', fields);
    return url;
  }

  /** What can be withdrawn (查询商家账户可提现余额). Calls `POST /xpay/query_biz_balance`. */
  async queryBizBalance(
    fields: Fields<'POST /xpay/query_biz_balance'> = {},
  ): Promise<OfficialAnswer<'POST /xpay/query_biz_balance'>['balance_available']> {
    const { balance_available } = await this.#call('POST /xpay/query_biz_balance', fields);
    return balance_available;
  }

  /**
   * Withdraws money (创建提现单), all of it when no amount is given. Calls `POST /xpay/create_withdraw_order`.
   *
   * @param fields `withdraw_no` is your number; `withdraw_amount` in yuan, `0.01`
   */
  async createWithdrawOrder(
    fields: Fields<'POST /xpay/create_withdraw_order'>,
  ): Promise<OfficialAnswer<'POST /xpay/create_withdraw_order'>> {
    return this.#call('POST /xpay/create_withdraw_order', fields);
  }

  /** What became of a withdrawal (查询提现单). Calls `POST /xpay/query_withdraw_order`. */
  async queryWithdrawOrder(
    fields: Fields<'POST /xpay/query_withdraw_order'>,
  ): Promise<OfficialAnswer<'POST /xpay/query_withdraw_order'>> {
    return this.#call('POST /xpay/query_withdraw_order', fields);
  }

  /**
   * Begins to upload things to sell, one in a call (启动批量上传道具任务). Calls `POST /xpay/start_upload_goods`.
   *
   * @throws {WeChatApiError} 268490012 while another upload is under way
   */
  async startUploadGoods(fields: Fields<'POST /xpay/start_upload_goods'>): Promise<void> {
    await this.#call('POST /xpay/start_upload_goods', fields);
  }

  /** How the upload stands (查询批量上传道具任务). Calls `POST /xpay/query_upload_goods`. */
  async queryUploadGoods(
    fields: Fields<'POST /xpay/query_upload_goods'> = {},
  ): Promise<OfficialAnswer<'POST /xpay/query_upload_goods'>> {
    return this.#call('POST /xpay/query_upload_goods', fields);
  }

  /**
   * Begins to put things on the market, one in a call (启动批量发布道具任务). Calls `POST /xpay/start_publish_goods`.
   *
   * @throws {WeChatApiError} 268490012 while others are being put there
   */
  async startPublishGoods(fields: Fields<'POST /xpay/start_publish_goods'>): Promise<void> {
    await this.#call('POST /xpay/start_publish_goods', fields);
  }

  /** How that stands (查询批量发布道具任务). Calls `POST /xpay/query_publish_goods`. */
  async queryPublishGoods(
    fields: Fields<'POST /xpay/query_publish_goods'> = {},
  ): Promise<OfficialAnswer<'POST /xpay/query_publish_goods'>> {
    return this.#call('POST /xpay/query_publish_goods', fields);
  }

  /** The accounts advertising is paid from (查询广告金充值账户). Calls `POST /xpay/query_transfer_account`. */
  async queryTransferAccounts(
    fields: Fields<'POST /xpay/query_transfer_account'> = {},
  ): Promise<OfficialAnswer<'POST /xpay/query_transfer_account'>['acct_list']> {
    const { acct_list } = await this.#call('POST /xpay/query_transfer_account', fields);
    return acct_list;
  }

  /** Binds such an account (绑定广告金充值账户). Calls `POST /xpay/bind_transfer_accout`, which WeChat spells so. */
  async bindTransferAccount(fields: Fields<'POST /xpay/bind_transfer_accout'>): Promise<void> {
    await this.#call('POST /xpay/bind_transfer_accout', fields);
  }

  /**
   * Charges such an account (充值广告金). Calls `POST /xpay/create_funds_bill`.
   *
   * @returns the id of the charge
   */
  async createFundsBill(fields: Fields<'POST /xpay/create_funds_bill'>): Promise<string> {
    const { bill_id } = await this.#call('POST /xpay/create_funds_bill', fields);
    return bill_id;
  }

  /** All money given for advertising, page after page (查询广告金发放记录). Calls `POST /xpay/query_adver_funds`. */
  listAdvertisingFunds(
    fields: Paged<'POST /xpay/query_adver_funds'> = {},
  ): AsyncGenerator<AdvertisingFunds, void, undefined> {
    return eachPage(async (page, page_size) => {
      const body = { ...fields, page, page_size };
      const { adver_funds_list: items, total_page } = await this.#call('POST /xpay/query_adver_funds', body);
      return { items, total_page };
    });
  }

  /** All charges of advertising accounts, page after page (查询广告金充值记录). Calls `POST /xpay/query_funds_bill`. */
  listFundsBills(
    fields: Paged<'POST /xpay/query_funds_bill'> = {},
  ): AsyncGenerator<FundsBill, void, undefined> {
    return eachPage(async (page, page_size) => {
      const body = { ...fields, page, page_size };
      const { bill_list: items, total_page } = await this.#call('POST /xpay/query_funds_bill', body);
      return { items, total_page };
    });
  }

  /** All that was taken back, page after page (查询广告金回收记录). Calls `POST /xpay/query_recover_bill`. */
  listRecoverBills(
    fields: Paged<'POST /xpay/query_recover_bill'> = {},
  ): AsyncGenerator<RecoverBill, void, undefined> {
    return eachPage(async (page, page_size) => {
      const body = { ...fields, page, page_size };
      const { bill_list: items, total_page } = await this.#call('POST /xpay/query_recover_bill', body);
      return { items, total_page };
    });
  }

  /**
   * All complaints of some days, page after page (获取投诉列表). Calls `POST /xpay/get_complaint_list` for every twenty.
   *
   * @param fields `begin_date` and `end_date` like `2026-03-01`
   */
  async *listComplaints(
    fields: Omit<Fields<'POST /xpay/get_complaint_list'>, 'offset' | 'limit'>,
  ): AsyncGenerator<PaymentComplaint, void, undefined> {
    for (let offset = 0; ; offset += PAGE) {
      const body = { ...fields, offset, limit: PAGE };
      const { complaints } = await this.#call('POST /xpay/get_complaint_list', body);
      yield* complaints;
      // the total is 0 on every page but the first
      if (complaints.length < PAGE) return;
    }
  }

  /** The signatures are over the very text that is sent. */
  async #call<Route extends XpayRoute>(
    route: Route,
    { env: given, ...fields }: Fields<Route>,
    sessionKey?: string,
  ): Promise<OfficialAnswer<Route>> {
    const { appKey, env } = this.#keyFor(given);
    const body = JSON.stringify({ ...fields, env });
    const query = {
      pay_sig: paymentSignature(appKey, route.slice('POST '.length), body),
      ...(sessionKey === undefined ? {} : { signature: sessionSignature(sessionKey, body) }),
    };
    return this.client.requestUntyped<OfficialAnswer<Route>>(route, { query, body });
  }

  #keyFor(given: VirtualPaymentEnv | undefined): {
    offerId: string;
    appKey: string;
    env: VirtualPaymentEnv;
  } {
    const { offerId = '', appKey, sandboxAppKey, env: usual = 0 } = this.#optionsOf() ?? {};
    const env = given ?? usual;
    const key = env === 1 ? sandboxAppKey : appKey;
    if (key !== undefined) return { offerId, appKey: key, env };
    const option = `virtualPayment.${env === 1 ? 'sandboxAppKey' : 'appKey'}`;
    throw new WeChatConfigError(
      OPTION_INVALID(
        this.client.name,
        option,
        `Set it for calls with env ${env}, from the console (虚拟支付 → 基本配置)`,
      ),
    );
  }
}

/** All items of a list WeChat pages by number, from 1 on. */
async function* eachPage<Item>(
  fetchPage: (page: number, size: number) => Promise<{ items: readonly Item[]; total_page: number }>,
): AsyncGenerator<Item, void, undefined> {
  for (let page = 1, last = 1; page <= last; page += 1) {
    const { items, total_page } = await fetchPage(page, PAGE);
    yield* items;
    last = total_page;
  }
}
