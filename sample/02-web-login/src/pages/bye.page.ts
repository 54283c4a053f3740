import { both, html } from '../../../shared/html.js';
import { action } from '../../../shared/layout.js';
import { home, layout } from './layout.js';

/** After the login has ended. */
export const byePage = (): string =>
  layout(
    '已退出登录',
    'You are logged out',
    html`<p>${both('再见！', 'See you!')}</p>`,
    action('/me', '重新登录', 'Log in again'),
    home,
  );
