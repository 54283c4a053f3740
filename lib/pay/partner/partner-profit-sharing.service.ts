import type { PayAnswer, SubMerchantApi } from '../pay.api.js';
import { PayProfitSharingService } from '../profit-sharing.service.js';

/**
 * Profit sharing (分账) of a merchant a partner serves: the same, for its orders.
 *
 * @see https://pay.weixin.qq.com/doc/v3/partner/4012690683
 * @publicApi
 */
export class PayPartnerProfitSharingService extends PayProfitSharingService {
  readonly #merchant: SubMerchantApi;

  constructor(merchant: SubMerchantApi) {
    super(merchant, { sub_mchid: merchant.subMchId });
    this.#merchant = merchant;
  }

  /**
   * The largest part of an order the merchant lets the partner share out (查询最大分账比例). Calls
   * `GET /v3/profitsharing/merchant-configs/{sub_mchid}`.
   *
   * @returns `max_ratio` in ten-thousandths: 2000 is 20%
   * @see https://pay.weixin.qq.com/doc/v3/partner/4012466864
   */
  async queryMaxRatio(): Promise<PayAnswer<'GET /v3/profitsharing/merchant-configs/{sub_mchid}'>> {
    return this.#merchant.request('GET /v3/profitsharing/merchant-configs/{sub_mchid}', {
      path: { sub_mchid: this.#merchant.subMchId },
    });
  }
}
