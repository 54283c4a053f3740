/**
 * How a payer pays: in a page of WeChat or a mini program, in an app, in a browser (MWEB), by scanning the merchant's
 * code (NATIVE), or by showing one's own (MICROPAY). 交易类型
 *
 * @publicApi
 */
export type SandboxTradeType = 'JSAPI' | 'APP' | 'MWEB' | 'NATIVE' | 'MICROPAY';

/**
 * What has become of an order. 交易状态
 *
 * @publicApi
 */
export type SandboxTradeState =
  'NOTPAY' | 'USERPAYING' | 'SUCCESS' | 'REFUND' | 'CLOSED' | 'REVOKED' | 'PAYERROR';

/**
 * A refund of the merchant platform. 退款单
 *
 * @publicApi
 */
export interface SandboxRefund {
  readonly refundId: string;
  readonly outRefundNo: string;
  /** Fen. */
  readonly amount: number;
  readonly reason?: string;
  readonly state: 'PROCESSING' | 'SUCCESS' | 'ABNORMAL' | 'CLOSED';
}

/**
 * An order of the merchant platform. 订单
 *
 * @publicApi
 */
export interface SandboxOrder {
  readonly outTradeNo: string;
  readonly tradeType: SandboxTradeType;
  readonly state: SandboxTradeState;
  /** Fen. */
  readonly total: number;
  readonly currency: string;
  readonly description: string;
  readonly attach?: string;
  /** Where its notifications go. */
  readonly notifyUrl?: string;
  /** Whoever is to pay, or has paid. */
  readonly openid?: string;
  /** Set once it is paid. 微信支付订单号 */
  readonly transactionId?: string;
  /** Unix time in milliseconds; set once it is paid. */
  readonly paidAt?: number;
  /** Fen that were refunded or are on their way. */
  readonly refunded: number;
  readonly refunds: readonly SandboxRefund[];
}
