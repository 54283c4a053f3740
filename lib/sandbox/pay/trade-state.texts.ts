import type { SandboxTradeState } from '../interfaces/merchant-order.interface.js';

const STATE_TEXTS: Readonly<Record<SandboxTradeState, string>> = {
  NOTPAY: '订单未支付',
  USERPAYING: '用户支付中',
  SUCCESS: '支付成功',
  REFUND: '订单发生过退款',
  CLOSED: '订单已关闭',
  REVOKED: '订单已撤销',
  PAYERROR: '支付失败',
};

/** What WeChat Pay says of a state. */
export const stateText = (state: SandboxTradeState): string => STATE_TEXTS[state];
