import { SandboxUseError } from './errors/sandbox-use.error.js';
import type {
  SandboxNotificationOptions,
  SandboxNotified,
  SandboxPayOptions,
} from './interfaces/merchant-notification.interface.js';
import type {
  SandboxMerchantCredentials,
  SandboxSigningKey,
} from './interfaces/merchant-options.interface.js';
import type { SandboxOrder, SandboxRefund } from './interfaces/merchant-order.interface.js';
import type { SandboxTamper } from './interfaces/merchant-tamper.interface.js';
import type { SandboxTransfer } from './interfaces/merchant-transfer.interface.js';
import { makeUpBill } from './pay/bill/bill.invention.js';
import type { MerchantState } from './pay/merchant.state.js';
import { V3Notifier } from './pay/notice/v3.notifier.js';
import { Payer } from './pay/payer.js';
import type { PaymentState } from './pay/payment.state.js';
import { finishRefund } from './pay/refund.desk.js';
import { endTransfer } from './pay/transfer.desk.js';
import type { TransferState } from './pay/transfer.state.js';
import { refundResource } from './pay/v3/refund.answer.js';
import { transferResource } from './pay/v3/transfer.answer.js';

/**
 * A merchant as its owner sees it on the merchant platform, with the payers of its orders and what WeChat Pay itself
 * does. 商户
 *
 * @publicApi
 */
export class SandboxMerchant {
  readonly #state: MerchantState;
  readonly #payer: Payer;
  readonly #notifier: V3Notifier;

  /** @internal Merchants are made by {@link WeChatSandbox.merchant}. */
  constructor(state: MerchantState) {
    this.#state = state;
    this.#payer = new Payer(state);
    this.#notifier = new V3Notifier(state);
  }

  get mchId(): string {
    return this.#state.mchId;
  }

  /** APIv3密钥 */
  get apiV3Key(): string {
    return this.#state.apiV3Key;
  }

  /** APIv2密钥 */
  get apiKey(): string {
    return this.#state.apiKey;
  }

  /** PEM. 商户API私钥 */
  get privateKey(): string {
    return this.#state.privateKey;
  }

  /** PEM. 商户API证书 */
  get certificate(): string {
    return this.#state.certificate;
  }

  /** Of the merchant's certificate. 商户API证书序列号 */
  get serialNo(): string {
    return this.#state.serialNo;
  }

  /** `PUB_KEY_ID_…`. 微信支付公钥ID @throws {SandboxUseError} when the merchant has certificates alone */
  get publicKeyId(): string {
    return this.#state.keys.publicKey.serial;
  }

  /** PEM. 微信支付公钥 @throws {SandboxUseError} when the merchant has certificates alone */
  get publicKey(): string {
    return this.#state.keys.publicKey.publicKey;
  }

  /** To spread into the options of the application's client. */
  get credentials(): SandboxMerchantCredentials {
    const { mchId, apiV3Key, apiKey: apiV2Key, privateKey, serialNo, keys, world } = this.#state;
    return {
      mchId,
      apiV3Key,
      apiV2Key,
      privateKey,
      serialNo,
      ...(keys.mode === 'certificates'
        ? {}
        : { publicKeyId: keys.publicKey.serial, publicKey: keys.publicKey.publicKey }),
      ...(keys.mode === 'public-key' ? {} : { platformCertificates: true }),
      baseUrls: { v3: `${world.url}/pay-v3`, v2: `${world.url}/pay-v2` },
    };
  }

  /** Where notifications go when an order names no address. notify_url */
  get notifyUrl(): string | undefined {
    return this.#state.notifyUrl;
  }

  set notifyUrl(url: string | undefined) {
    this.#state.notifyUrl = url;
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
    return this.#notifier.tell(`REFUND.${state}`, refundResource(refund), refund.notifyUrl, options);
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
   * Issues a new platform certificate, with which answers and notifications are signed from now on; the old ones are
   * listed beside it. 平台证书更换
   *
   * @returns its number
   * @throws {SandboxUseError} when the merchant has a public key alone
   */
  rotateCertificate(): string {
    const { keys } = this.#state;
    if (keys.mode !== 'public-key') void keys.certificates; // the first one is made when it is asked for
    return keys.rotate().serial;
  }

  /**
   * Takes a platform certificate out of the list.
   *
   * @throws {SandboxUseError} when there is no such certificate, or no other one
   */
  dropCertificate(serial: string): void {
    this.#state.keys.drop(serial);
  }

  /** Numbers of the platform certificates, the newest one last. 平台证书序列号 */
  get certificateSerials(): readonly string[] {
    return this.#state.keys.certificates.map(({ serial }) => serial);
  }

  /**
   * Chooses with which key WeChat Pay signs, while a merchant changes to the public key. Requests whose
   * `Wechatpay-Serial` names the public key are answered with it in any case. 验签方式切换
   *
   * @throws {SandboxUseError} when the merchant has no key of that kind
   */
  signWith(kind: SandboxSigningKey): void {
    this.#state.keys.signWith(kind);
  }

  /** Signs the next answer wrongly on purpose, and marks it so. 签名探测流量 @param route method and path; else whichever is next */
  probeNextAnswer(route?: string | RegExp): void {
    this.#state.manners.add({ isProbe: true }, route);
  }

  /**
   * Alters the next answer after it was signed, or signs it with a clock that is wrong.
   *
   * @param route method and path; else whichever is next
   */
  tamperNextAnswer(tamper: SandboxTamper | { timestampOffset: number }, route?: string | RegExp): void {
    this.#state.manners.add(typeof tamper === 'string' ? { tamper } : tamper, route);
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
