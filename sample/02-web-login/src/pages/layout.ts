import { both, type Html, html } from '../../../shared/html.js';
import { layoutWith } from '../../../shared/layout.js';

/** A whole page. */
export const layout = layoutWith({ stylesheet: '/assets/style.css', referrer: 'no-referrer' });

export const logout: Html = html`<a class="action plain" href="/logout">${both('退出登录', 'Log out')}</a>`;
export const home: Html = html`<a class="quiet" href="/">${both('返回首页', 'Back to the first page')}</a>`;
