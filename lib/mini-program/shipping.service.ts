import { checkIndex } from '../account/index.js';
import type { BodyOf, MiniProgramApi, OfficialAnswer } from './mini-program.api.js';

type UploadBody = BodyOf<'POST /wxa/sec/order/upload_shipping_info'>;
type CombinedBody = BodyOf<'POST /wxa/sec/order/upload_combined_shipping_info'>;
type ListBody = BodyOf<'POST /wxa/sec/order/get_order_list'>;

/** What was sent and how; `upload_time` is now unless said otherwise. */
export type ShippingInfo = Omit<UploadBody, 'upload_time'> & { upload_time?: string };
/** The same for an order of several (合单支付). */
export type CombinedShippingInfo = Omit<CombinedBody, 'upload_time'> & { upload_time?: string };
/** An order: by `transaction_id`, or by `merchant_id` and `merchant_trade_no`. */
export type ShippingOrderKey = BodyOf<'POST /wxa/sec/order/get_order'>;
/** An order and how far its shipping is. */
export type ShippingOrder = OfficialAnswer<'POST /wxa/sec/order/get_order'>['order'];
/** Which orders a list holds; `order_state` 1 to be sent, 2 sent, 3 received, 4 completed, 5 refunded. */
export type ShippingOrderFilter = Omit<ListBody, 'last_index' | 'page_size'>;

/**
 * Shipping information, on which WeChat Pay pays an order out (发货信息管理). Its events are
 * trade_manage_remind_access_api, trade_manage_remind_shipping and trade_manage_order_settlement.
 *
 * @see https://developers.weixin.qq.com/miniprogram/dev/platform-capabilities/business-capabilities/order-shipping/order-shipping.html
 * @publicApi
 */
export class MiniProgramShippingService {
  constructor(private readonly client: MiniProgramApi) {}

  /**
   * Tells WeChat that an order was sent (发货信息录入). Calls `POST /wxa/sec/order/upload_shipping_info`.
   *
   * @param info `order_key` with `order_number_type` 1 (`mchid`, `out_trade_no`) or 2 (`transaction_id`);
   * `logistics_type` 1 物流配送, 2 同城配送, 3 虚拟商品, 4 用户自提; `delivery_mode` 1 统一发货, 2 分拆发货, which also says
   * `is_all_delivered`; `shipping_list` 1 to 15 parcels (RangeError for none or more, and for several in one go);
   * `item_desc` 120 characters at most
   * @throws {WeChatApiError} 10060001 for an order that does not exist, 10060002 when it was sent completely, 10060003
   * when the one correction was used up, 10060004 for one that cannot be sent
   */
  async upload(info: ShippingInfo): Promise<void> {
    checkParcels(info);
    const body = { ...info, upload_time: info.upload_time ?? new Date().toISOString() };
    await this.client.request('POST /wxa/sec/order/upload_shipping_info', { body });
  }

  /**
   * The same for an order of several (发货信息合单录入). Calls `POST /wxa/sec/order/upload_combined_shipping_info`.
   *
   * @throws {RangeError} as {@link upload} does, for each of the orders
   */
  async uploadCombined(info: CombinedShippingInfo): Promise<void> {
    info.sub_orders.forEach(checkParcels);
    const body = { ...info, upload_time: info.upload_time ?? new Date().toISOString() };
    await this.client.request('POST /wxa/sec/order/upload_combined_shipping_info', { body });
  }

  /** An order and how far its shipping is (查询订单发货状态). Calls `POST /wxa/sec/order/get_order`. */
  async getOrder(key: ShippingOrderKey): Promise<ShippingOrder> {
    const { order } = await this.client.request('POST /wxa/sec/order/get_order', { body: key });
    return order;
  }

  /**
   * A page of the list of orders (查询订单列表). Calls `POST /wxa/sec/order/get_order_list`.
   *
   * @param filter times in seconds since 1970
   * @param page `lastIndex`: `last_index` of the page before, left out for the first one; `size`: how many
   * @throws {RangeError} for a size that is not a whole number from 1
   */
  async getOrderPage(
    filter: ShippingOrderFilter = {},
    { lastIndex, size }: { lastIndex?: string; size?: number } = {},
  ): Promise<OfficialAnswer<'POST /wxa/sec/order/get_order_list'>> {
    if (size !== undefined) checkIndex(size, 'size', 1);
    return this.client.request('POST /wxa/sec/order/get_order_list', {
      body: {
        ...filter,
        ...(lastIndex === undefined ? {} : { last_index: lastIndex }),
        ...(size === undefined ? {} : { page_size: size }),
      },
    });
  }

  /** All orders, page after page (查询订单列表). Calls `POST /wxa/sec/order/get_order_list`; a page that fails throws. */
  async *listOrders(filter: ShippingOrderFilter = {}): AsyncGenerator<ShippingOrder, void, undefined> {
    let at: string | undefined;
    for (;;) {
      const page = await this.getOrderPage(filter, at === undefined ? {} : { lastIndex: at });
      yield* page.order_list;
      // a mark that stands still would fetch the same page for ever
      if (!page.has_more || !page.last_index || page.last_index === at) return;
      at = page.last_index;
    }
  }

  /**
   * Asks the buyer to confirm that they got it (确认收货提醒), once for an order. Calls
   * `POST /wxa/sec/order/notify_confirm_receive`.
   *
   * @param receivedAt when the parcel was signed for
   * @throws {RangeError} for no date
   */
  async remindToConfirm(key: ShippingOrderKey, receivedAt: Date): Promise<void> {
    await this.client.request('POST /wxa/sec/order/notify_confirm_receive', {
      body: { ...key, received_time: secondsOf(receivedAt) },
    });
  }

  /**
   * Where a buyer gets to from WeChat's message about the shipping (消息跳转路径设置). Calls
   * `POST /wxa/sec/order/set_msg_jump_path`.
   *
   * @param path a page of the mini program; WeChat adds `transaction_id`, `merchant_id` and `merchant_trade_no`
   */
  async setMessagePath(path: string): Promise<void> {
    await this.client.request('POST /wxa/sec/order/set_msg_jump_path', { body: { path } });
  }

  /**
   * Whether the mini program must upload shipping information (查询是否已开通发货信息管理服务). Calls
   * `POST /wxa/sec/order/is_trade_managed`.
   *
   * @param appId another mini program's, for a provider
   */
  async isTradeManaged(appId = this.client.appId): Promise<boolean> {
    const answer = await this.client.request('POST /wxa/sec/order/is_trade_managed', {
      body: { appid: appId },
    });
    return answer.is_trade_managed;
  }

  /**
   * Whether the way of being paid out was confirmed (查询是否已完成交易结算管理确认). Calls
   * `POST /wxa/sec/order/is_trade_management_confirmation_completed`.
   *
   * @param appId another mini program's, for a provider
   */
  async isTradeConfirmed(appId = this.client.appId): Promise<boolean> {
    const { completed } = await this.client.request(
      'POST /wxa/sec/order/is_trade_management_confirmation_completed',
      { body: { appid: appId } },
    );
    return completed;
  }

  /**
   * Reports an order that is sent later than usual (特殊发货报备, 预售). Calls `POST /wxa/sec/order/opspecialorder`.
   *
   * @param orderId WeChat Pay's number of the order, or your own
   * @param delayTo when it will be sent: 15 to 330 days after it was paid for
   * @throws {RangeError} for no date
   * @throws {WeChatApiError} 268546001 for another time, 268546002 for an order that does not wait to be sent
   * @see https://developers.weixin.qq.com/miniprogram/dev/server/API/order_shipping/api_opspecialorder.html
   */
  async reportPresale(orderId: string, delayTo: Date): Promise<void> {
    await this.client.request('POST /wxa/sec/order/opspecialorder', {
      body: { order_id: orderId, type: 1, delay_to: secondsOf(delayTo) },
    });
  }

  /**
   * Reports an order that was made for a test, so that it is paid back (特殊发货报备, 测试订单). Calls
   * `POST /wxa/sec/order/opspecialorder`.
   *
   * @throws {WeChatApiError} 268546002 for an order that does not wait to be sent
   * @see https://developers.weixin.qq.com/miniprogram/dev/server/API/order_shipping/api_opspecialorder.html
   */
  async reportTestOrder(orderId: string): Promise<void> {
    await this.client.request('POST /wxa/sec/order/opspecialorder', { body: { order_id: orderId, type: 2 } });
  }
}

const UNIFIED = 1;
const MAX_PARCELS = 15;

/** One parcel for an order sent in one go, up to 15 for one that is sent in parts. */
function checkParcels({
  delivery_mode,
  shipping_list,
}: Pick<UploadBody, 'delivery_mode' | 'shipping_list'>): void {
  const most = delivery_mode === UNIFIED ? 1 : MAX_PARCELS;
  const { length } = shipping_list;
  if (length < 1 || length > most) throw new RangeError(`shipping_list takes 1 to ${most}, not ${length}`);
}

function secondsOf(date: Date): number {
  const time = date.getTime();
  if (Number.isNaN(time)) throw new RangeError('The date is invalid');
  return Math.floor(time / 1000);
}
