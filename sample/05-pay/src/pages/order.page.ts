import { inYuan } from 'nestjs-wechat-sdk/pay';
import { both, type Html, html } from '../../../shared/html.js';
import type { Order } from '../order.js';
import { button, home, layout, row } from './layout.js';
import { STATES } from './state.texts.js';

const SOURCES = {
  notification: ['微信支付通知', 'WeChat Pay told'],
  query: ['主动查单', 'The shop asked'],
} as const;

const notYet = html`<p data-field="asked">
  ${both('微信支付说：还没有付款。', 'WeChat Pay says: not paid yet.')}
</p>`;

/**
 * An order, and what can be done with it.
 *
 * @param pay how an unpaid one is paid
 * @param hasAsked whether somebody has just had WeChat Pay asked
 */
export function orderPage(order: Order, pay: Html, hasAsked: boolean): string {
  const { number, good, state, source, transactionId } = order;
  const isUnpaid = state === 'unpaid';
  return layout(
    good.chinese,
    good.english,
    html`<p class="verdict" role="status" data-field="state" data-state="${state}" data-order="${number}">
      ${both(...STATES[state])}
    </p>`,
    isUnpaid && hasAsked ? notYet : undefined,
    isUnpaid ? pay : undefined,
    html`<dl>
      ${row('price', ['金额', 'Price'], `￥${inYuan(good.price)}`)}
      ${row('number', ['商户订单号', 'out_trade_no'], number)}
      ${transactionId ? row('transaction', ['微信支付订单号', 'transaction_id'], transactionId) : undefined}
      ${source ? row('source', ['得知方式', 'How the shop knows'], SOURCES[source].join(' ')) : undefined}
    </dl>`,
    isUnpaid ? button(`/orders/${number}/query`, '我已支付', 'I have paid') : undefined,
    isUnpaid ? button(`/orders/${number}/close`, '取消订单', 'Cancel the order') : undefined,
    state === 'paid' ? button(`/orders/${number}/refund`, '退款', 'Refund') : undefined,
    home,
    html`<script type="module" src="/assets/order.js"></script>`,
  );
}
