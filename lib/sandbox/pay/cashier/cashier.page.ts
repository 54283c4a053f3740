import { english, escape, page } from '../../open/page.frame.js';
import { yuan } from '../bill/bill.text.js';
import type { PaymentState } from '../payment.state.js';

/** Money as people read it. */
export const money = ({ total, orders }: PaymentState): string => {
  const currency = orders[0]?.currency ?? 'CNY';
  return currency === 'CNY' ? `¥${yuan(total)}` : `${yuan(total)} ${currency}`;
};

const frame = (title: string, body: string): string =>
  page(
    `${title} · 微信沙箱`,
    `      <p class="sandbox">微信沙箱 ${english('WeChat sandbox')}</p>\n${body}`,
    'cashier.css',
  );

/** Where the payer is asked. @param returnTo where the payer goes afterwards */
export function cashierPage(
  payment: PaymentState,
  merchantName: string,
  returnTo: string | undefined,
): string {
  const hidden = (name: string, value: string): string =>
    `<input type="hidden" name="${name}" value="${escape(value)}" />`;
  const lines = payment.orders.map(
    ({ description, outTradeNo }) => `<li>${escape(description)} <code>${escape(outTradeNo)}</code></li>`,
  );
  return frame(
    '收银台',
    `      <h1>收银台 ${english('Cashier')}</h1>
      <p class="amount" data-amount="${payment.total}">${escape(money(payment))}</p>
      <ul>${lines.join('')}</ul>
      <dl><dt>收款方 ${english('To')}</dt><dd><code>${escape(merchantName)}</code></dd></dl>
      <form action="/cashier" method="post">
        ${hidden('prepay_id', payment.prepayId)}${returnTo === undefined ? '' : hidden('redirect_url', returnTo)}
        <button class="pay" name="action" value="pay" data-action="pay">支付 ${english('Pay')}</button>
        <button class="cancel" name="action" value="cancel" data-action="cancel">取消 ${english('Cancel')}</button>
      </form>`,
  );
}

/** How it ended: for a payer who has no page to return to, or came too late. */
export const RESULTS = {
  paid: ['支付成功', 'Paid'],
  cancelled: ['已取消', 'Cancelled'],
  over: ['订单已失效', 'This order cannot be paid any more'],
  unknown: ['订单不存在', 'There is no such order'],
} as const satisfies Readonly<Record<string, readonly [chinese: string, english: string]>>;

export function resultPage(result: keyof typeof RESULTS): string {
  const [chinese, inEnglish] = RESULTS[result];
  return frame(
    chinese,
    `      <h1 data-result="${result}">${chinese}</h1>\n      <p>${english(inEnglish)}</p>`,
  );
}
