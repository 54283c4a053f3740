import type { Readable } from 'node:stream';
import type { PayV3Endpoints } from '../catalog/pay.js';
import {
  type AnswerOf,
  type BinaryRoute,
  type RequestArguments,
  type UntypedRoute,
  WeChatClient,
} from '../client/index.js';
import { PayBillService } from './bill/bill.service.js';
import { PayCombineTransactionService } from './combine-transaction.service.js';
import { PayComplaintNotificationService } from './complaint/complaint-notification.service.js';
import { PayComplaintService } from './complaint/complaint.service.js';
import { PayCouponService } from './marketing/coupon.service.js';
import { PayMediaService } from './media.service.js';
import { PayMerchantCouponService } from './marketing/merchant-coupon.service.js';
import { PayScoreService } from './pay-score.service.js';
import type { PayApi, PayRoute } from './pay.api.js';
import type { PayCallContents } from './call/pay.request.js';
import type { PayRooms } from './pay.rooms.js';
import { PayProfitSharingService } from './profit-sharing.service.js';
import { PayRefundService } from './refund.service.js';
import { PaySubMerchant } from './partner/sub-merchant.js';
import { PayTransactionService } from './transaction.service.js';
import { PayTransferService } from './transfer/transfer.service.js';
import { WeChatPayV2 } from './v2/wechat-pay-v2.js';

export const PAY_KIND = 'pay';

/**
 * A merchant of WeChat Pay (微信支付商户): its services, and every v3 route of the catalogue through `request`.
 *
 * @publicApi
 */
export class WeChatPay extends WeChatClient implements PayApi {
  readonly kind = PAY_KIND;
  readonly #rooms: PayRooms;

  constructor(name: string, mchId: string, rooms: PayRooms) {
    super(name, mchId);
    this.#rooms = rooms;
  }

  /** 商户号 */
  get mchId(): string {
    return this.id;
  }

  /** 基础支付 */
  get transactions(): PayTransactionService {
    return this.service(PayTransactionService, () => new PayTransactionService(this, this.#rooms));
  }

  /** 合单支付 */
  get combineTransactions(): PayCombineTransactionService {
    return this.service(
      PayCombineTransactionService,
      () => new PayCombineTransactionService(this, this.#rooms),
    );
  }

  /** 退款 */
  get refunds(): PayRefundService {
    return this.service(PayRefundService, () => new PayRefundService(this, this.#rooms));
  }

  /** 商家转账 */
  get transfers(): PayTransferService {
    return this.service(PayTransferService, () => new PayTransferService(this, this.#rooms));
  }

  /** 分账 */
  get profitSharing(): PayProfitSharingService {
    return this.service(PayProfitSharingService, () => new PayProfitSharingService(this));
  }

  /** 图片上传, 视频上传 */
  get media(): PayMediaService {
    return this.service(PayMediaService, () => new PayMediaService(this));
  }

  /** APIv2: 付款码支付, 现金红包 … @throws {WeChatConfigError} without `apiV2Key` */
  get v2(): WeChatPayV2 {
    return this.service(WeChatPayV2, () => new WeChatPayV2(this.#rooms));
  }

  /** 账单 */
  get bills(): PayBillService {
    return this.service(PayBillService, () => new PayBillService(this, this.#rooms));
  }

  /** 代金券 */
  get coupons(): PayCouponService {
    return this.service(PayCouponService, () => new PayCouponService(this, this.#rooms));
  }

  /** 商家券 */
  get merchantCoupons(): PayMerchantCouponService {
    return this.service(PayMerchantCouponService, () => new PayMerchantCouponService(this, this.#rooms));
  }

  /** 微信支付分 */
  get payScore(): PayScoreService {
    return this.service(PayScoreService, () => new PayScoreService(this, this.#rooms));
  }

  /** 消费者投诉2.0 */
  get complaints(): PayComplaintService {
    return this.service(PayComplaintService, () => new PayComplaintService(this, this.#rooms));
  }

  /** 投诉通知回调地址 */
  get complaintNotifications(): PayComplaintNotificationService {
    return this.service(
      PayComplaintNotificationService,
      () => new PayComplaintNotificationService(this, this.#rooms),
    );
  }

  /**
   * A merchant this one serves as its partner (服务商).
   *
   * @param subMchId 子商户号
   */
  subMerchant(subMchId: string): PaySubMerchant {
    return new PaySubMerchant(this, subMchId, this.#rooms);
  }

  /**
   * Calls a v3 endpoint of the catalogue: signed, its sensitive fields sealed and opened, and believed only when WeChat Pay
   * signed the answer.
   *
   * @param route method and path, `'POST /v3/pay/transactions/jsapi'`; the editor completes it
   * @param options values of the path, query, body and files as the endpoint wants them; `signal` and `timeout` (ms)
   * @returns WeChat Pay's answer; `{}` where it has none (204)
   * @throws {RangeError} for a merchant's number, an amount or a path value that cannot be, before anything is sent
   * @throws {WeChatPayError} when WeChat Pay refuses
   * @throws {WeChatSignatureError} when the answer is not WeChat Pay's, or old (WeChatClockError)
   * @throws {WeChatHttpError} when the network or something on the way fails
   * @throws {WeChatTimeoutError} when no answer comes in time
   */
  async request<R extends PayRoute>(
    route: R,
    ...[options]: RequestArguments<PayV3Endpoints[R]>
  ): Promise<AnswerOf<PayV3Endpoints[R]>> {
    return (await this.#rooms.caller.call(route, options as PayCallContents)) as AnswerOf<PayV3Endpoints[R]>;
  }

  /**
   * Calls a v3 path without the catalogue's types, for what it does not know (yet); all else is as in {@link request}.
   *
   * @param route method and path
   * @returns WeChat Pay's answer, believed to be a `T`
   */
  async requestUntyped<T = unknown>(route: UntypedRoute, options: PayCallContents = {}): Promise<T> {
    return (await this.#rooms.caller.call(route, options)) as T;
  }

  /**
   * Calls an endpoint that answers with bytes, and hands them out as they come.
   *
   * @throws what {@link request} throws; an error WeChat Pay sends in place of the bytes included
   */
  async stream<R extends BinaryRoute<PayV3Endpoints, PayRoute>>(
    route: R,
    ...[options]: RequestArguments<PayV3Endpoints[R]>
  ): Promise<Readable> {
    const contents = { ...(options as PayCallContents | undefined), stream: true };
    return (await this.#rooms.caller.call(route, contents)) as Readable;
  }
}
