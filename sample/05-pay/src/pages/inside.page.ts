import { both, html } from '../../../shared/html.js';
import { goodsForm } from './goods.part.js';
import { home, layout } from './layout.js';

/** The shop as people see it inside WeChat, where they are known. */
export const insidePage = (openid: string): string =>
  layout(
    '小店 · 微信内',
    'The shop, inside WeChat',
    html`<p>
      ${both('已静默授权，openid：', 'You are known, by your openid:')}
      <code data-field="openid">${openid}</code>
    </p>`,
    goodsForm([['/inside/orders', '微信支付', 'Pay with WeChat Pay']]),
    home,
  );
