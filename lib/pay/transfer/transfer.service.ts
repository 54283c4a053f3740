import type { Readable } from 'node:stream';
import type { CallOptions } from '../../client/index.js';
import type { OrderOf, PayAnswer, PayApi } from '../pay.api.js';
import type { PayRooms } from '../pay.rooms.js';
import { checkNamed, packageOf, type PayTransferConfirmation } from './transfer.confirmation.js';
import { openReceipt, type PayTransferReceipt } from './transfer.receipt.js';

const CREATE = 'POST /v3/fund-app/mch-transfer/transfer-bills';

/** A transfer to a person. */
export type PayTransfer = OrderOf<typeof CREATE, never>;
/** What became of a transfer. */
export type PayTransferState =
  PayAnswer<'GET /v3/fund-app/mch-transfer/transfer-bills/out-bill-no/{out_bill_no}'>;
/**
 * Transfers to persons, who confirm them (商家转账). Amounts are in fen; `out_bill_no` has 1 to 32 letters and digits, and
 * stands for one transfer for ever: whether one was made that ended in an error, a query tells, or a repetition with the same
 * number. All methods throw a RangeError for a number or an amount that cannot be, before anything is sent; a WeChatPayError
 * when WeChat Pay refuses; a WeChatSignatureError when an answer is not its own.
 *
 * @see https://pay.weixin.qq.com/doc/v3/merchant/4012711988
 * @publicApi
 */
export class PayTransferService {
  constructor(
    private readonly client: PayApi,
    private readonly rooms: PayRooms,
  ) {}

  /**
   * Starts a transfer (发起转账). Calls `POST /v3/fund-app/mch-transfer/transfer-bills`.
   *
   * @param transfer `openid` is the person's at `appid`; `user_name` (sent sealed) is compared with the person's real name,
   *   and needed from 2,000 yuan on
   * @returns `package_info` while the state is WAIT_USER_CONFIRM: {@link confirmation} makes of it what the front end needs
   * @throws {RangeError} when nobody is named from 2,000 yuan on
   * @throws {WeChatPayError} NOT_ENOUGH when the balance is too low: the repetition keeps its number
   * @see https://pay.weixin.qq.com/doc/v3/merchant/4012716434
   */
  async create(transfer: PayTransfer): Promise<PayAnswer<typeof CREATE>> {
    checkNamed(CREATE, transfer);
    return this.client.request(CREATE, { body: this.rooms.addNotifyUrl(transfer) });
  }

  /**
   * What a page in WeChat, or a mini program with `wx.requestMerchantTransfer`, asks the person with (调起用户确认收款): a local
   * computation.
   *
   * @param appId the one the transfer names
   * @param transfer the answer of {@link create}
   * @throws {RangeError} when there is nothing to confirm
   * @see https://pay.weixin.qq.com/doc/v3/merchant/4012716430
   */
  confirmation(
    appId: string,
    transfer: Pick<PayAnswer<typeof CREATE>, 'state' | 'package_info'>,
  ): PayTransferConfirmation {
    return { mchId: this.client.mchId, appId, package: packageOf(transfer) };
  }

  /**
   * Takes back a transfer the person has not confirmed (撤销转账): the state becomes CANCELING, and CANCELLED in the end. Calls
   * `POST /v3/fund-app/mch-transfer/transfer-bills/out-bill-no/{out_bill_no}/cancel`.
   *
   * @throws {WeChatPayError} INVALID_REQUEST when it is too late
   * @see https://pay.weixin.qq.com/doc/v3/merchant/4012716458
   */
  async cancel(
    out_bill_no: string,
  ): Promise<PayAnswer<'POST /v3/fund-app/mch-transfer/transfer-bills/out-bill-no/{out_bill_no}/cancel'>> {
    return this.client.request(
      'POST /v3/fund-app/mch-transfer/transfer-bills/out-bill-no/{out_bill_no}/cancel',
      { path: { out_bill_no } },
    );
  }

  /**
   * What became of a transfer (商户单号查询转账单). Calls
   * `GET /v3/fund-app/mch-transfer/transfer-bills/out-bill-no/{out_bill_no}`.
   *
   * @throws {WeChatPayError} NOT_FOUND
   * @see https://pay.weixin.qq.com/doc/v3/merchant/4012716437
   */
  async queryByOutBillNo(out_bill_no: string): Promise<PayTransferState> {
    return this.client.request('GET /v3/fund-app/mch-transfer/transfer-bills/out-bill-no/{out_bill_no}', {
      path: { out_bill_no },
    });
  }

  /**
   * The same by WeChat Pay's number (微信单号查询转账单). Calls
   * `GET /v3/fund-app/mch-transfer/transfer-bills/transfer-bill-no/{transfer_bill_no}`.
   *
   * @throws {WeChatPayError} NOT_FOUND
   * @see https://pay.weixin.qq.com/doc/v3/merchant/4012716457
   */
  async queryByTransferBillNo(transfer_bill_no: string): Promise<PayTransferState> {
    return this.client.request(
      'GET /v3/fund-app/mch-transfer/transfer-bills/transfer-bill-no/{transfer_bill_no}',
      { path: { transfer_bill_no } },
    );
  }

  /**
   * Applies for the electronic receipt of a transfer (商户单号申请电子回单), which is made in some minutes. Calls
   * `POST /v3/fund-app/mch-transfer/elecsign/out-bill-no`.
   *
   * @see https://pay.weixin.qq.com/doc/v3/merchant/4012716452
   */
  async applyReceiptByOutBillNo(
    out_bill_no: string,
  ): Promise<PayAnswer<'POST /v3/fund-app/mch-transfer/elecsign/out-bill-no'>> {
    return this.client.request('POST /v3/fund-app/mch-transfer/elecsign/out-bill-no', {
      body: { out_bill_no },
    });
  }

  /**
   * The same by WeChat Pay's number (微信单号申请电子回单). Calls `POST /v3/fund-app/mch-transfer/elecsign/transfer-bill-no`.
   *
   * @see https://pay.weixin.qq.com/doc/v3/merchant/4012716456
   */
  async applyReceiptByTransferBillNo(
    transfer_bill_no: string,
  ): Promise<PayAnswer<'POST /v3/fund-app/mch-transfer/elecsign/transfer-bill-no'>> {
    return this.client.request('POST /v3/fund-app/mch-transfer/elecsign/transfer-bill-no', {
      body: { transfer_bill_no },
    });
  }

  /**
   * Whether a receipt is made, and where it is (商户单号查询电子回单). Calls
   * `GET /v3/fund-app/mch-transfer/elecsign/out-bill-no/{out_bill_no}`.
   *
   * @returns the address, good for ten minutes, and the hash of what is there, once the state is FINISHED:
   *   {@link downloadReceipt} takes them
   * @throws {WeChatPayError} NOT_FOUND when none was applied for
   * @see https://pay.weixin.qq.com/doc/v3/merchant/4012716436
   */
  async queryReceiptByOutBillNo(out_bill_no: string): Promise<PayTransferReceipt> {
    return this.client.request('GET /v3/fund-app/mch-transfer/elecsign/out-bill-no/{out_bill_no}', {
      path: { out_bill_no },
    });
  }

  /**
   * The same by WeChat Pay's number (微信单号查询电子回单). Calls
   * `GET /v3/fund-app/mch-transfer/elecsign/transfer-bill-no/{transfer_bill_no}`.
   *
   * @throws {WeChatPayError} NOT_FOUND when none was applied for
   * @see https://pay.weixin.qq.com/doc/v3/merchant/4012716455
   */
  async queryReceiptByTransferBillNo(transfer_bill_no: string): Promise<PayTransferReceipt> {
    return this.client.request('GET /v3/fund-app/mch-transfer/elecsign/transfer-bill-no/{transfer_bill_no}', {
      path: { transfer_bill_no },
    });
  }

  /**
   * The file of a receipt, a PDF, as it comes (下载电子回单); it ends with an error unless it is what its hash stands for.
   *
   * @param receipt of a query
   * @throws {RangeError} when the receipt is not made yet
   * @throws {WeChatSignatureError} in the stream, when it was altered or cut on the way: its hash came signed
   * @see https://pay.weixin.qq.com/doc/v3/merchant/4013866774
   */
  async downloadReceipt(
    receipt: PayTransferReceipt,
    { signal }: Pick<CallOptions, 'signal'> = {},
  ): Promise<Readable> {
    return openReceipt(this.rooms.caller, receipt, signal);
  }
}
