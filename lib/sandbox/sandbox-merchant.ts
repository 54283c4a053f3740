import { SandboxUseError } from './errors/sandbox-use.error.js';
import type {
  SandboxComplained,
  SandboxComplaint,
  SandboxComplaintOptions,
} from './interfaces/merchant-complaint.interface.js';
import type { SandboxAppPayment, SandboxJsapiPayment } from './interfaces/merchant-front-end.interface.js';
import type {
  SandboxNotificationOptions,
  SandboxNotified,
  SandboxPayOptions,
} from './interfaces/merchant-notification.interface.js';
import type { SandboxOrder, SandboxRefund } from './interfaces/merchant-order.interface.js';
import type { SandboxRedPack } from './interfaces/merchant-red-pack.interface.js';
import type { SandboxTransfer } from './interfaces/merchant-transfer.interface.js';
import type { SandboxAuthCodeOptions, SandboxV2NoticeOptions } from './interfaces/merchant-v2.interface.js';
import { newOpenid } from './world/identifiers.js';
import { checkFrontEnd } from './pay/cashier/front-end.check.js';
import { makeUpBill } from './pay/bill/bill.invention.js';
import { complain } from './pay/complaint.desk.js';
import type { MerchantState } from './pay/merchant.state.js';
import { V2Notifier } from './pay/notice/v2.notifier.js';
import { V3Notifier } from './pay/notice/v3.notifier.js';
import { Payer } from './pay/payer.js';
import type { PaymentState } from './pay/payment.state.js';
import { finishRefund } from './pay/refund.desk.js';
import { endTransfer } from './pay/transfer.desk.js';
import type { TransferState } from './pay/transfer.state.js';
import { refundNotice } from './pay/v2/refund.fields.js';
import { refundResource } from './pay/v3/refund.answer.js';
import { transferResource } from './pay/v3/transfer.answer.js';
import { SandboxMerchantConsole } from './sandbox-merchant-console.js';

/**
 * A merchant as its owner sees it on the merchant platform, with the payers of its orders and what WeChat Pay itself
 * does. 商户
 *
 * @publicApi
 */
export class SandboxMerchant extends SandboxMerchantConsole {
  readonly #state: MerchantState;
  readonly #payer: Payer;
  readonly #notifier: V3Notifier;
  readonly #v2: V2Notifier;

  /** @internal Merchants are made by {@link WeChatSandbox.merchant}. */
  constructor(state: MerchantState) {
    super(state);
    this.#state = state;
    this.#payer = new Payer(state);
    this.#notifier = new V3Notifier(state);
    this.#v2 = new V2Notifier(state);
  }

  /** Orders by `out_trade_no`, those of combined ones among them. 订单 */
  get orders(): ReadonlyMap<string, SandboxOrder> {
    return this.#state.book.orders;
  }

  /** Fen the merchant has to refund and transfer with. 账户余额 */
  get balance(): number {
    return this.#state.ledger.balance;
  }

  set balance(fen: number) {
    this.#state.ledger.balance = fen;
  }

  /**
   * Lets a payer pay an order, whatever its trade type, and notifies the application: TRANSACTION.SUCCESS. 支付
   *
   * @param outTradeNo `out_trade_no`; of combined orders `combine_out_trade_no`
   * @returns what the application answered
   * @throws {SandboxUseError} when there is no such order, or it cannot be paid any more, or not by this person
   * @throws {SandboxPushError} when the application gave no answer at all; the order is paid all the same
   */
  async pay(outTradeNo: string, options: SandboxPayOptions = {}): Promise<SandboxNotified> {
    return this.#payer.pay(this.#payment(outTradeNo), options);
  }

  /** The page on which a payer pays an order: where `h5_url`, and the code of `code_url`, lead to. 收银台 */
  cashierUrl(outTradeNo: string): string {
    return this.#state.cashierUrl(this.#payment(outTradeNo));
  }

  /**
   * Checks what a front end opens WeChat's cashier with, as WeChat does before it asks the payer. 调起支付
   *
   * @returns the order; of combined ones the first
   * @throws {SandboxUseError} that says what is wrong: the signature, the appid, the prepay_id …
   */
  checkPayment(given: SandboxJsapiPayment | SandboxAppPayment): SandboxOrder {
    return checkFrontEnd(this.#state, given).orders[0] as SandboxOrder;
  }

  /**
   * Lets a payer refuse: the order stays unpaid; one that waits for a password has failed (PAYERROR). Nobody is told.
   *
   * @throws {SandboxUseError} when there is no such order, or it is settled already
   */
  async refuse(outTradeNo: string): Promise<void> {
    this.#payer.refuse(this.#payment(outTradeNo));
  }

  /**
   * Brings a refund to its end, and notifies the application: REFUND.SUCCESS, REFUND.ABNORMAL or REFUND.CLOSED. 退款
   *
   * @returns what the application answered
   * @throws {SandboxUseError} when no such refund is on its way
   * @throws {SandboxPushError} when the application gave no answer at all
   */
  async finishRefund(
    outRefundNo: string,
    state: Exclude<SandboxRefund['state'], 'PROCESSING'>,
    options: SandboxNotificationOptions = {},
  ): Promise<SandboxNotified> {
    const refund = finishRefund(this.#state, outRefundNo, state);
    return refund.version === 'v2'
      ? this.#v2.tell('refund', refundNotice(refund), refund.notifyUrl, options)
      : this.#notifier.tell(`REFUND.${state}`, refundResource(refund), refund.notifyUrl, options);
  }

  /** Transfers by `out_bill_no`. 商家转账 */
  get transfers(): ReadonlyMap<string, SandboxTransfer> {
    return this.#state.transfers;
  }

  /**
   * Lets a person confirm a transfer, and notifies the application: MCHTRANSFER.BILL.FINISHED. 确认收款
   *
   * @returns what the application answered
   * @throws {SandboxUseError} when no such transfer waits to be confirmed
   * @throws {SandboxPushError} when the application gave no answer at all
   */
  async confirmTransfer(
    outBillNo: string,
    options: SandboxNotificationOptions = {},
  ): Promise<SandboxNotified> {
    return this.#tellTransfer(endTransfer(this.#state, outBillNo, 'SUCCESS'), options);
  }

  /**
   * Lets a transfer fail, since the person does not confirm it: the merchant has the money back. Notifies the
   * application as {@link confirmTransfer} does.
   *
   * @param failReason @default 'OVERDUE_CLOSE'
   */
  async refuseTransfer(
    outBillNo: string,
    { failReason = 'OVERDUE_CLOSE', ...options }: SandboxNotificationOptions & { failReason?: string } = {},
  ): Promise<SandboxNotified> {
    return this.#tellTransfer(endTransfer(this.#state, outBillNo, 'FAIL', failReason), options);
  }

  /**
   * Makes up a trade bill of a day, in place of what the orders of that day would make: one order, so often that the
   * text has at least `size` bytes. It is never in memory as a whole. 交易账单
   *
   * @param date `YYYY-MM-DD`
   */
  addBill(date: string, { size }: { size: number }): void {
    this.#state.hugeBills.set(date, makeUpBill(this.#state, date, size));
  }

  /**
   * Sends any notification. 通知
   *
   * @param eventType `COUPON.USE`, `PAYSCORE.USER_PAID` …
   * @param resource what is sealed in it
   * @returns what the application answered
   * @throws {SandboxPushError} when it gave no answer at all
   */
  async notify(
    eventType: string,
    resource: object,
    options: SandboxNotificationOptions = {},
  ): Promise<SandboxNotified> {
    return this.#notifier.tell(eventType, resource, undefined, options);
  }

  /**
   * Sends any notice of v2: signed, or of kind `refund` sealed (req_info). v2 通知
   *
   * @param kind `order`, `refund`, `pap_contract` …
   * @returns what the application answered
   * @throws {SandboxPushError} when it gave no answer at all
   */
  async notifyV2(
    kind: string,
    fields: Readonly<Record<string, string | number | undefined>>,
    options: SandboxV2NoticeOptions = {},
  ): Promise<SandboxNotified> {
    return this.#v2.tell(kind, fields, undefined, options);
  }

  /** A code for the cashier to scan, each good for once. Any other code of the right form pays at once. 付款码 */
  authCode({ openid = newOpenid(), needsPassword = false }: SandboxAuthCodeOptions = {}): string {
    return this.#state.codes.issue({ openid, needsPassword });
  }

  /** Complaints by id. 投诉单 */
  get complaints(): ReadonlyMap<string, SandboxComplaint> {
    return this.#state.complaints.complaints;
  }

  /**
   * Lets the payer of an order complain, and notifies the application: COMPLAINT.CREATE. 投诉
   *
   * @returns the id of the complaint, and what the application answered
   * @throws {SandboxUseError} when there is no such order that was paid
   * @throws {SandboxPushError} when the application gave no answer at all; the complaint is there all the same
   */
  async complain(outTradeNo: string, options: SandboxComplaintOptions = {}): Promise<SandboxComplained> {
    const { complaints } = this.#state;
    const { complaintId } = complain(this.#state, outTradeNo, options);
    const resource = { complaint_id: complaintId, action_type: 'CREATE_COMPLAINT' };
    const told = await this.#notifier.tell('COMPLAINT.CREATE', resource, complaints.notifyUrl, options);
    return { ...told, complaintId };
  }

  /** Red packets by `mch_billno`. 现金红包 */
  get redPacks(): ReadonlyMap<string, SandboxRedPack> {
    return this.#state.redPacks;
  }

  /**
   * Lets somebody open a red packet. Nobody is told.
   *
   * @throws {SandboxUseError} when there is no such packet, or it is open
   */
  openRedPack(mchBillNo: string): void {
    const redPack = this.#state.redPacks.get(mchBillNo);
    if (redPack?.state !== 'SENT') throw new SandboxUseError(`No red packet ${mchBillNo} can be opened`);
    redPack.receivedAt = this.#state.now();
  }

  #tellTransfer(transfer: TransferState, options: SandboxNotificationOptions): Promise<SandboxNotified> {
    const resource = transferResource(transfer, this.mchId);
    return this.#notifier.tell('MCHTRANSFER.BILL.FINISHED', resource, transfer.notifyUrl, options);
  }

  #payment(outTradeNo: string): PaymentState {
    const payment = this.#state.book.payment(outTradeNo);
    if (!payment) throw new SandboxUseError(`There is no order ${outTradeNo}`);
    return payment;
  }
}
