import type { Merchant } from '../merchants.js';
import { both, type Html, html } from '../../../shared/html.js';
import { action } from '../../../shared/layout.js';
import { layout, portrait } from './layout.js';

const entry = ({ appId, name, picture }: Merchant): Html =>
  html`<li>
    <a href="/merchants/${appId}">${portrait(picture)}<strong>${name}</strong><code>${appId}</code></a>
  </li>`;

/** Who is with the platform, and how to join. */
export const homePage = (merchants: readonly Merchant[]): string =>
  layout(
    '掌柜台',
    'One desk for many accounts',
    merchants.length === 0
      ? html`<p data-empty>${both('还没有账号授权。', 'No account has authorized the platform yet.')}</p>`
      : html`<ul class="entries">
          ${merchants.map(entry)}
        </ul>`,
    // WeChat wants its page opened from a link on the platform's own domain
    action('/authorize?device=pc', '授权公众号或小程序', 'Authorize an account, at a computer'),
    action('/authorize?device=mobile', '授权公众号或小程序（手机）', 'Authorize an account, inside WeChat'),
  );
