import { setTimeout as sleep } from 'node:timers/promises';
import {
  type PayRefusal,
  WeChatError,
  WeChatHttpError,
  WeChatPayError,
  WeChatSignatureError,
} from '../../common/index.js';
import { wasNotSent } from '../../http/index.js';
import type { InFen } from '../fen.js';
import type { PayV2Caller } from './pay-v2.caller.js';
import type { OfOneOrder, PayV2Answer, PayV2Api, PayV2Body } from './v2.api.js';
import { isUndelivered, PASSING } from './v2.refusal.js';

const PATIENCE = 30_000;
const INTERVAL = 5_000;
const REVERSALS = 5;
/** Milliseconds between a payment and its reversal: before, a payment on its way may be unknown, and made afterwards. */
const UNTIL_REVERSAL = 15_000;
const REVERSE = 'POST /secapi/pay/reverse';
/** The person has still to confirm, or WeChat Pay and the bank do not know yet. */
const OPEN: ReadonlySet<string> = new Set([...PASSING, 'USERPAYING', 'BANKERROR']);
const UNKNOWN_ORDER: ReadonlySet<string> = new Set(['ORDERNOTEXIST', 'ORDER_NOT_EXIST']);

/** A payment by the code a person shows (付款码); `auth_code` is what the scanner read. */
export type PayMicropayOrder = InFen<PayV2Body<'POST /pay/micropay'>>;
/** A payment that was made. */
export type PayMicropayTransaction = PayV2Answer<'POST /pay/micropay'>;
/** Which payment is meant, by `out_trade_no` or `transaction_id`, and whose it is. */
export type PayMicropayNumbers = OfOneOrder<'POST /pay/orderquery'>;

/** How a payment ended that was not made. */
export type PayMicropayEnd = 'REVOKED' | 'PAYERROR' | 'CLOSED' | 'REFUND' | 'NOTPAY';
const ENDS: ReadonlySet<string> = new Set<PayMicropayEnd>(['REVOKED', 'PAYERROR', 'CLOSED', 'REFUND']);

/** What became of a payment: for certain, either way. */
export type PayMicropayOutcome =
  | { paid: true; transaction: PayMicropayTransaction }
  | {
      paid: false;
      /** `REVOKED` when it was reversed, `NOTPAY` when it never reached WeChat Pay. 交易状态 */
      state: PayMicropayEnd;
    };

export interface PayMicropayOptions {
  /**
   * Milliseconds to ask what became of it, while the person and the bank take their time; then the payment is reversed, 15
   * seconds after it was tried at the earliest. @default 30000
   */
  patience?: number;
  /** Milliseconds between two questions. @default 5000 */
  interval?: number;
  /**
   * Ends the asking early, as the cashier does who takes cash instead: the payment is reversed, 15 seconds after it was tried
   * at the earliest.
   */
  signal?: AbortSignal;
}

/**
 * Payments by the code a person shows (付款码支付). Amounts are in fen; `out_trade_no` stands for one payment for ever.
 *
 * @see https://pay.weixin.qq.com/doc/v2/merchant/4011937125
 * @publicApi
 */
export class PayMicropayService {
  constructor(
    private readonly client: PayV2Api,
    private readonly caller: PayV2Caller,
  ) {}

  /**
   * Takes a payment and stays with it until it is known what became of it: while the person confirms it, or WeChat Pay does
   * not know, it is asked for; when `patience` ends, or `signal` does, it is reversed (撤销), and what may have been paid goes
   * back. They end the asking: the reversal waits, for it comes 15 seconds after the payment was tried at the earliest.
   *
   * @returns once it is certain: paid, or not and never
   * @throws {WeChatPayError} when WeChat Pay refused it for certain: NOTENOUGH, AUTHCODEEXPIRE …
   * @throws {WeChatConfigError} without `v2Certificate`, which a reversal needs, before anything is sent
   * @throws {WeChatError} when even the reversal could not be made: what became of it is unknown, `reverse` it again
   */
  async pay(
    order: PayMicropayOrder,
    { patience = PATIENCE, interval = INTERVAL, signal }: PayMicropayOptions = {},
  ): Promise<PayMicropayOutcome> {
    signal?.throwIfAborted();
    this.caller.demandCertificate(REVERSE);
    const end = performance.now() + patience;
    try {
      return { paid: true, transaction: await this.submit(order) };
    } catch (error) {
      if (!isOpen(error)) throw error;
    }
    const reversible = performance.now() + UNTIL_REVERSAL; // a try that timed out may arrive as late as now
    const numbers = numbersOf(order);
    for (let left = patience; left > 0; left = end - performance.now()) {
      if (!(await pause(Math.min(interval, left), signal))) break;
      const outcome = await this.#look(numbers);
      if (outcome) return outcome;
    }
    await sleep(Math.max(0, reversible - performance.now()));
    return this.#giveUp(numbers, interval);
  }

  /**
   * Takes a payment, and leaves the rest to the caller (提交付款码支付). Calls `POST /pay/micropay`; it is never repeated.
   *
   * @throws {WeChatPayError} USERPAYING while the person confirms it: query it
   * @see https://pay.weixin.qq.com/doc/v2/merchant/4011937125
   */
  async submit(order: PayMicropayOrder): Promise<PayMicropayTransaction> {
    return this.client.request('POST /pay/micropay', { body: order });
  }

  /**
   * What became of a payment (查询订单). Calls `POST /pay/orderquery`.
   *
   * @throws {WeChatPayError} ORDERNOTEXIST
   * @see https://pay.weixin.qq.com/doc/v2/merchant/4011937320
   */
  async query(numbers: PayMicropayNumbers): Promise<PayV2Answer<'POST /pay/orderquery'>> {
    return this.client.request('POST /pay/orderquery', { body: numbers });
  }

  /**
   * Ends a payment for good, and gives back what was paid (撤销订单). Calls `POST /secapi/pay/reverse`, with the merchant's
   * certificate.
   *
   * @returns `recall` is Y when it has to be called again
   * @throws {WeChatPayError} REVERSE_EXPIRE after seven days
   * @see https://pay.weixin.qq.com/doc/v2/merchant/4011937361
   */
  async reverse(numbers: PayMicropayNumbers): Promise<PayV2Answer<'POST /secapi/pay/reverse'>> {
    return this.client.request(REVERSE, { body: numbers });
  }

  /**
   * Whose code it is (授权码查询 openid). Calls `POST /tools/authcodetoopenid`.
   *
   * @throws {WeChatPayError} AUTHCODEEXPIRE, AUTH_CODE_INVALID …
   * @see https://pay.weixin.qq.com/doc/v2/merchant/4011940944
   */
  async authCodeToOpenid(
    code: PayV2Body<'POST /tools/authcodetoopenid'>,
  ): Promise<PayV2Answer<'POST /tools/authcodetoopenid'>> {
    return this.client.request('POST /tools/authcodetoopenid', { body: code });
  }

  /** The outcome, where there is one yet. */
  async #look(numbers: PayMicropayNumbers): Promise<PayMicropayOutcome | undefined> {
    try {
      const found = await this.query(numbers);
      if (found.trade_state === 'SUCCESS')
        return { paid: true, transaction: found as PayMicropayTransaction };
      return isEnd(found.trade_state) ? { paid: false, state: found.trade_state } : undefined;
    } catch (error) {
      if (error instanceof WeChatError) return undefined; // the next question, or the reversal, will tell
      throw error;
    }
  }

  async #giveUp(numbers: PayMicropayNumbers, interval: number): Promise<PayMicropayOutcome> {
    for (let attempt = 1; attempt < REVERSALS; attempt += 1) {
      try {
        return await this.#end(numbers);
      } catch (error) {
        if (!mayPass(error)) throw error;
        await sleep(interval);
      }
    }
    return this.#end(numbers);
  }

  async #end(numbers: PayMicropayNumbers): Promise<PayMicropayOutcome> {
    try {
      const { recall } = await this.reverse(numbers);
      if (recall === 'Y') throw new WeChatPayError(notReversed(this.caller.client));
      return { paid: false, state: 'REVOKED' };
    } catch (error) {
      if (error instanceof WeChatPayError && UNKNOWN_ORDER.has(error.errcode) && !isUndelivered(error))
        return { paid: false, state: 'NOTPAY' };
      throw error;
    }
  }
}

const isEnd = (state: string): state is PayMicropayEnd => ENDS.has(state);

const numbersOf = ({
  appid,
  sub_appid,
  sub_mch_id,
  out_trade_no,
  sign_type,
}: PayMicropayOrder): PayMicropayNumbers => ({
  appid,
  sub_appid,
  sub_mch_id,
  out_trade_no,
  sign_type,
});

/** Whether a payment that failed so may have been made all the same. */
function isOpen(error: unknown): boolean {
  if (error instanceof WeChatPayError) return OPEN.has(error.errcode) || isUndelivered(error);
  return (error instanceof WeChatHttpError && !wasNotSent(error)) || error instanceof WeChatSignatureError;
}

/** Whether a reversal that failed so may succeed. */
function mayPass(error: unknown): boolean {
  if (error instanceof WeChatPayError) return error.retryable || isUndelivered(error);
  return error instanceof WeChatHttpError || error instanceof WeChatSignatureError;
}

const notReversed = (client: string): PayRefusal => ({
  client,
  route: REVERSE,
  status: 200,
  errcode: 'RECALL',
  errmsg: 'it is not reversed yet, and has to be reversed again',
  retryable: true,
});

/** @returns whether there is patience left */
async function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<boolean> {
  await sleep(milliseconds, undefined, { signal }).catch(() => undefined); // who gives up is seen by the signal
  return !signal?.aborted;
}
