import { inYuan } from 'nestjs-wechat-sdk/pay';
import { both, type Html, html } from '../../../shared/html.js';
import { action } from '../../../shared/layout.js';
import type { Order } from '../order.js';
import { goodsForm, type Way } from './goods.part.js';
import { layout } from './layout.js';
import { STATES } from './state.texts.js';

const WAYS: readonly Way[] = [
  ['/orders/native', '扫码支付', 'By QR code'],
  ['/orders/h5', '手机网页支付', 'In a phone’s browser'],
];

/** For those who want to see what the shop does then. */
const lost = html`<label>
  <input type="checkbox" name="lost" />
  <span>${both('弄丢支付通知，看小店怎么办', 'Lose the notification, and see what the shop does')}</span>
</label>`;

const entry = ({ number, good, state }: Order): Html =>
  html`<li>
    <a class="line" href="/orders/${number}">
      <span>${good.chinese} ￥${inYuan(good.price)}</span>
      <strong>${both(...STATES[state])}</strong>
      <code>${number}</code>
    </a>
  </li>`;

/** What there is to buy, and, on this desk, what everybody has bought. */
export const homePage = (orders: readonly Order[]): string =>
  layout(
    '小店',
    'A small shop',
    goodsForm(WAYS, lost),
    action('/inside', '在微信里打开', 'Open it inside WeChat'),
    orders.length > 0
      ? html`<h2>${both('订单', 'Orders')}</h2>
          <ul class="entries">
            ${orders.map(entry)}
          </ul>`
      : undefined,
    html`<p class="links">
      <a href="/bills/today">${both('今天的账单', 'Today’s bill')}</a>
      <a href="/bills/yesterday">${both('昨天的账单', 'Yesterday’s bill')}</a>
    </p>`,
  );
