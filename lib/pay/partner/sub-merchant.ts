import type { PayV3Endpoints } from '../../catalog/pay.js';
import type { AnswerOf, RequestArguments } from '../../client/index.js';
import { PayComplaintService } from '../complaint/complaint.service.js';
import { PayPartnerScoreService } from './partner-pay-score.service.js';
import { PayPartnerProfitSharingService } from './partner-profit-sharing.service.js';
import { PayPartnerTransactionService } from './partner-transaction.service.js';
import { PayPartnerTransferService } from './partner-transfer.service.js';
import type { PayApi, PayRoute, SubMerchantApi } from '../pay.api.js';
import type { PayRooms } from '../pay.rooms.js';
import { PayRefundService } from '../refund.service.js';
import { PaySubMerchantBillService } from '../bill/sub-merchant-bill.service.js';

/**
 * A merchant a partner (服务商) serves (特约商户, 子商户): the services a partner has for it. It holds nothing but its number, so
 * it may be made as often as it is needed. Combined orders may be for several: they name each of them, and stand with the
 * partner's own ({@link PayCombineTransactionService}).
 *
 * @publicApi
 */
export class PaySubMerchant implements SubMerchantApi {
  readonly #partner: PayApi;
  readonly #rooms: PayRooms;

  /** @internal Made by {@link WeChatPay.subMerchant}. */
  constructor(
    partner: PayApi,
    /** 子商户号 */
    readonly subMchId: string,
    rooms: PayRooms,
  ) {
    this.#partner = partner;
    this.#rooms = rooms;
  }

  /** Name of the partner's client. */
  get name(): string {
    return this.#partner.name;
  }

  /** 商户号 of the partner. */
  get mchId(): string {
    return this.#partner.mchId;
  }

  /** 服务商基础支付 */
  get transactions(): PayPartnerTransactionService {
    return new PayPartnerTransactionService(this, this.#rooms);
  }

  /** 退款 */
  get refunds(): PayRefundService {
    return new PayRefundService(this, this.#rooms, { sub_mchid: this.subMchId });
  }

  /** 商家转账 */
  get transfers(): PayPartnerTransferService {
    return new PayPartnerTransferService(this, this.#rooms);
  }

  /** 分账 */
  get profitSharing(): PayPartnerProfitSharingService {
    return new PayPartnerProfitSharingService(this);
  }

  /** 账单 */
  get bills(): PaySubMerchantBillService {
    return new PaySubMerchantBillService(this, this.#rooms);
  }

  /** 微信支付分 */
  get payScore(): PayPartnerScoreService {
    return new PayPartnerScoreService(this, this.#rooms);
  }

  /** 消费者投诉2.0 */
  get complaints(): PayComplaintService {
    return new PayComplaintService(this, this.#rooms, this.subMchId);
  }

  /** Calls a v3 endpoint as the partner: whom it is about, its parameters say. */
  request<R extends PayRoute>(
    route: R,
    ...options: RequestArguments<PayV3Endpoints[R]>
  ): Promise<AnswerOf<PayV3Endpoints[R]>> {
    return this.#partner.request(route, ...options);
  }
}
