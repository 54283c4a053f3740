import type { Readable } from 'node:stream';
import type { CallOptions } from '../../client/index.js';
import type { OrderOf, PayAnswer, SubMerchantApi } from '../pay.api.js';
import type { PayRooms } from '../pay.rooms.js';
import { checkNamed, packageOf, type PayTransferConfirmation } from '../transfer/transfer.confirmation.js';
import { openReceipt } from '../transfer/transfer.receipt.js';

const CREATE = 'POST /v3/fund-app/mch-transfer/partner/transfer-bills';

/** A transfer to a person from a merchant a partner serves. */
export type PayPartnerTransfer = OrderOf<typeof CREATE, 'sub_mchid'>;
/** What became of it. */
export type PayPartnerTransferState =
  PayAnswer<'GET /v3/fund-app/mch-transfer/partner/transfer-bills/out-bill-no/{out_bill_no}'>;
/** The electronic receipt of such a transfer, which is made when it is applied for. */
export type PayPartnerTransferReceipt =
  PayAnswer<'GET /v3/fund-app/mch-transfer/partner/electronic-receipts/{out_bill_no}'>;

/**
 * Transfers to persons, who confirm them (商家转账), out of the account of a merchant a partner serves, who has allowed the
 * partner to. What is said of a merchant's own transfers holds for them: amounts in fen, and one `out_bill_no` for one
 * transfer. All methods throw a RangeError for a number or an amount that cannot be, before anything is sent; a
 * WeChatPayError when WeChat Pay refuses; a WeChatSignatureError when an answer is not its own.
 *
 * @see https://pay.weixin.qq.com/doc/v3/partner/4015469096
 * @publicApi
 */
export class PayPartnerTransferService {
  constructor(
    private readonly client: SubMerchantApi,
    private readonly rooms: PayRooms,
  ) {}

  /**
   * Starts a transfer (发起转账). Calls `POST /v3/fund-app/mch-transfer/partner/transfer-bills`.
   *
   * @param transfer `openid` is the person's at `appid`; `user_name` (sent sealed) is compared with the person's real name,
   *   and needed from 2,000 yuan on
   * @returns `package_info`: {@link confirmation} makes of it what the front end needs
   * @throws {RangeError} when nobody is named from 2,000 yuan on
   * @see https://pay.weixin.qq.com/doc/v3/partner/4015469096
   */
  async create(transfer: PayPartnerTransfer): Promise<PayAnswer<typeof CREATE>> {
    checkNamed(CREATE, transfer);
    return this.client.request(CREATE, {
      body: { ...this.rooms.addNotifyUrl(transfer), ...this.#of },
    });
  }

  /**
   * What a page in WeChat, or a mini program with `wx.requestMerchantTransfer`, asks the person with (调起用户确认收款): a local
   * computation.
   *
   * @param appId the one the transfer names
   * @param transfer the answer of {@link create}
   * @throws {RangeError} when there is nothing to confirm
   * @see https://pay.weixin.qq.com/doc/v3/partner/4016960577
   */
  confirmation(
    appId: string,
    transfer: Pick<PayAnswer<typeof CREATE>, 'package_info'>,
  ): PayTransferConfirmation {
    const { mchId, subMchId } = this.client;
    return { mchId, subMchId, appId, package: packageOf(transfer) };
  }

  /**
   * Takes back a transfer the person has not confirmed (撤销转账): the state becomes CANCELING, and CANCELLED in the end. Calls
   * `POST /v3/fund-app/mch-transfer/partner/transfer-bills/out-bill-no/{out_bill_no}/cancel`.
   *
   * @see https://pay.weixin.qq.com/doc/v3/partner/4015469118
   */
  async cancel(
    out_bill_no: string,
  ): Promise<
    PayAnswer<'POST /v3/fund-app/mch-transfer/partner/transfer-bills/out-bill-no/{out_bill_no}/cancel'>
  > {
    return this.client.request(
      'POST /v3/fund-app/mch-transfer/partner/transfer-bills/out-bill-no/{out_bill_no}/cancel',
      { path: { out_bill_no }, body: this.#of },
    );
  }

  /**
   * What became of a transfer (商户单号查询转账单). Calls
   * `GET /v3/fund-app/mch-transfer/partner/transfer-bills/out-bill-no/{out_bill_no}`.
   *
   * @throws {WeChatPayError} NOT_FOUND
   * @see https://pay.weixin.qq.com/doc/v3/partner/4015469096
   */
  async queryByOutBillNo(out_bill_no: string): Promise<PayPartnerTransferState> {
    return this.client.request(
      'GET /v3/fund-app/mch-transfer/partner/transfer-bills/out-bill-no/{out_bill_no}',
      { path: { out_bill_no }, query: this.#of },
    );
  }

  /**
   * Applies for the electronic receipt of a transfer (申请电子回单), which is made in some minutes. Calls
   * `POST /v3/fund-app/mch-transfer/partner/electronic-receipts`.
   */
  async applyReceipt(out_bill_no: string): Promise<PayPartnerTransferReceipt> {
    return this.client.request('POST /v3/fund-app/mch-transfer/partner/electronic-receipts', {
      body: { ...this.#of, out_bill_no },
    });
  }

  /**
   * Whether a receipt is made, and where it is (查询电子回单). Calls
   * `GET /v3/fund-app/mch-transfer/partner/electronic-receipts/{out_bill_no}`.
   *
   * @returns the address, good for ten minutes, and the hash of what is there, once the state is FINISHED:
   *   {@link downloadReceipt} takes them
   */
  async queryReceipt(out_bill_no: string): Promise<PayPartnerTransferReceipt> {
    return this.client.request('GET /v3/fund-app/mch-transfer/partner/electronic-receipts/{out_bill_no}', {
      path: { out_bill_no },
      query: this.#of,
    });
  }

  /**
   * The file of a receipt, a PDF, as it comes (下载电子回单); it ends with an error unless it is what its hash stands for.
   *
   * @param receipt of a query
   * @throws {RangeError} when the receipt is not made yet
   * @throws {WeChatSignatureError} in the stream, when it was altered or cut on the way: its hash came signed
   */
  async downloadReceipt(
    receipt: PayPartnerTransferReceipt,
    { signal }: Pick<CallOptions, 'signal'> = {},
  ): Promise<Readable> {
    return openReceipt(this.rooms.caller, receipt, signal);
  }

  get #of(): { sub_mchid: string } {
    return { sub_mchid: this.client.subMchId };
  }
}
