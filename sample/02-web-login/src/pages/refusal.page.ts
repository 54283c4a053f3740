import type { LoginFailureReason } from 'nestjs-wechat-sdk';
import { both, html } from '../../../shared/html.js';
import { action } from '../../../shared/layout.js';
import { home, layout } from './layout.js';

/** What happened, and what the visitor can do about it. */
function textsOf(reason: LoginFailureReason): readonly [chinese: string, english: string] {
  switch (reason) {
    case 'denied':
      return ['你拒绝了授权，这一页无法显示。', 'You did not agree, so this page stays closed.'];
    case 'login_failed':
      return ['暂时无法连接微信，请稍后再试。', 'WeChat could not be asked. Try again later.'];
    default:
      return ['这次登录已失效，请重新打开页面。', 'This login is no longer good. Open the page anew.'];
  }
}

/** A login that did not come about. @param path where the visitor wanted to go */
export function refusalPage(reason: LoginFailureReason, path: string): string {
  const [chinese, english] = textsOf(reason);
  return layout(
    '登录未完成',
    'Not logged in',
    html`<p data-reason="${reason}">${both(chinese, english)}</p>`,
    action(path, '再试一次', 'Try again'),
    home,
  );
}
