import { PayBillDownloads } from './bill.downloads.js';
import {
  type PayFundFlowBillOptions,
  packedBill,
  sealedBill,
  type PayTradeBillOptions,
} from './bill.options.js';
import type { PayBill } from './bill.stream.js';
import type { PayAnswer } from '../pay.api.js';

/**
 * Bills (账单): what was traded on a day, and what moved on the merchant's accounts. WeChat Pay makes them at 9 o’clock of
 * the next day and says where each is; {@link download} gives its text, {@link downloadTo} writes it into a file, and
 * {@link readBill} reads its rows. All methods throw a RangeError for a date that is none, before anything is sent; a
 * WeChatPayError when WeChat Pay refuses: NO_STATEMENT_EXIST when there is no bill of that day, STATEMENT_CREATING while it
 * is being made.
 *
 * @see https://pay.weixin.qq.com/doc/v3/merchant/4012791866
 * @publicApi
 */
export class PayBillService extends PayBillDownloads {
  /**
   * Asks for the trade bill of a day (申请交易账单), compressed. Calls `GET /v3/bill/tradebill`. A partner's lists the orders of
   * all merchants it serves; {@link PaySubMerchant} has those of one.
   *
   * @throws {WeChatPayError} NO_STATEMENT_EXIST, STATEMENT_CREATING
   * @see https://pay.weixin.qq.com/doc/v3/merchant/4012791866
   */
  async tradeBill({ billDate, billType }: PayTradeBillOptions): Promise<PayBill> {
    return this.client.request('GET /v3/bill/tradebill', {
      query: { ...packedBill(billDate), bill_type: billType },
    });
  }

  /**
   * Asks for the fund flow bill of a day (申请资金账单), compressed. Calls `GET /v3/bill/fundflowbill`.
   *
   * @throws {WeChatPayError} NO_STATEMENT_EXIST, STATEMENT_CREATING
   * @see https://pay.weixin.qq.com/doc/v3/merchant/4012791867
   */
  async fundFlowBill({ billDate, accountType }: PayFundFlowBillOptions): Promise<PayBill> {
    return this.client.request('GET /v3/bill/fundflowbill', {
      query: { ...packedBill(billDate), account_type: accountType },
    });
  }

  /**
   * Asks for the fund flow bill of all merchants of a platform (电商平台, 申请二级商户资金账单), sealed. Calls
   * `GET /v3/ecommerce/bill/fundflowbill`.
   *
   * @returns one bill, or above 16 GB several: put their texts together by `bill_sequence`
   * @throws {WeChatPayError} NO_STATEMENT_EXIST, STATEMENT_CREATING
   * @see https://pay.weixin.qq.com/doc/v3/partner/4012760697
   */
  async ecommerceFundFlowBill({
    billDate,
  }: Pick<PayFundFlowBillOptions, 'billDate'>): Promise<PayAnswer<'GET /v3/ecommerce/bill/fundflowbill'>> {
    return this.client.request('GET /v3/ecommerce/bill/fundflowbill', {
      query: { ...sealedBill(billDate), account_type: 'ALL' },
    });
  }
}
