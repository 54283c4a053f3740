import type { LoginUser } from 'nestjs-wechat-sdk';
import { type Html, html } from '../../../shared/html.js';
import { action } from '../../../shared/layout.js';
import { home, layout, logout } from './layout.js';

const TITLES = {
  me: ['你好', 'Hello'],
  profile: ['你的资料', 'Your profile'],
  desk: ['网站登录成功', 'Logged in at the desk'],
} as const;

const row = (name: string, value: string | undefined): Html | undefined =>
  value === undefined
    ? undefined
    : html`<dt>${name}</dt>
        <dd data-field="${name}">${value}</dd>`;

/** Who WeChat says the visitor is. */
export function visitorPage(page: keyof typeof TITLES, user: LoginUser): string {
  const { openid, unionid, nickname, headimgurl, scope } = user;
  const [chinese, english] = TITLES[page];
  return layout(
    chinese,
    english,
    headimgurl ? html`<img class="portrait" src="${headimgurl}" alt="头像 picture" />` : undefined,
    html`<dl>
      ${row('nickname', nickname)} ${row('openid', openid)} ${row('unionid', unionid)} ${row('scope', scope)}
    </dl>`,
    page === 'me' ? action('/profile', '授权昵称与头像', 'Show name and picture') : undefined,
    logout,
    home,
  );
}
