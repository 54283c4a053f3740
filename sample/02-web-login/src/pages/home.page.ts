import { both, type Html, html } from '../../../shared/html.js';
import { layout } from './layout.js';

const entry = (path: string, chinese: string, english: string): Html =>
  html`<li>
    <a href="${path}"><code>${path}</code>${both(chinese, english)}</a>
  </li>`;

/** The page everybody may see. */
export const homePage = (hasSite: boolean): string =>
  layout(
    '小店',
    'A shop that knows its visitors',
    html`<p>${both('这一页无需登录。', 'Nobody has to log in for this page.')}</p>`,
    html`<ul class="entries">
      ${entry('/me', '静默授权，只取 openid', 'Silent login: your openid, nothing asked')}
      ${entry('/profile', '授权昵称与头像', 'Name and picture, if you agree')}
      ${hasSite ? entry('/desk', '网站扫码登录', 'Log in at a desk, by QR code') : undefined}
      ${entry('/js-sdk', 'JS-SDK 签名', 'The page that calls WeChat')}
      ${entry('/logout', '退出登录', 'Log out')}
    </ul>`,
  );
