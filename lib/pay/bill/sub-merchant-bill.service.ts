import { PayBillDownloads } from './bill.downloads.js';
import {
  packedBill,
  sealedBill,
  type PaySubMerchantFundFlowBillOptions,
  type PayTradeBillOptions,
} from './bill.options.js';
import type { PayBill } from './bill.stream.js';
import type { PayAnswer, SubMerchantApi } from '../pay.api.js';

/**
 * Bills of a merchant a partner serves (子商户账单): as those of {@link PayBillService}, with `sub_mchid` filled in.
 *
 * @see https://pay.weixin.qq.com/doc/v3/partner/4012739068
 * @publicApi
 */
export class PaySubMerchantBillService extends PayBillDownloads<SubMerchantApi> {
  /**
   * Asks for the trade bill of a day (申请单个子商户交易账单), compressed. Calls `GET /v3/bill/tradebill`.
   *
   * @throws {WeChatPayError} NO_STATEMENT_EXIST, STATEMENT_CREATING
   * @see https://pay.weixin.qq.com/doc/v3/partner/4012739068
   */
  async tradeBill({ billDate, billType }: PayTradeBillOptions): Promise<PayBill> {
    return this.client.request('GET /v3/bill/tradebill', {
      query: { ...packedBill(billDate), bill_type: billType, sub_mchid: this.client.subMchId },
    });
  }

  /**
   * Asks for the fund flow bill of a day (申请单个子商户资金账单), sealed for the partner. Calls
   * `GET /v3/bill/sub-merchant-fundflowbill`.
   *
   * @returns one bill, or above 16 GB several: put their texts together by `bill_sequence`
   * @throws {WeChatPayError} NO_STATEMENT_EXIST, STATEMENT_CREATING, NO_AUTH
   * @see https://pay.weixin.qq.com/doc/v3/partner/4012760249
   */
  async fundFlowBill({
    billDate,
    accountType = 'BASIC',
  }: PaySubMerchantFundFlowBillOptions): Promise<PayAnswer<'GET /v3/bill/sub-merchant-fundflowbill'>> {
    return this.client.request('GET /v3/bill/sub-merchant-fundflowbill', {
      query: { ...sealedBill(billDate), account_type: accountType, sub_mchid: this.client.subMchId },
    });
  }
}
