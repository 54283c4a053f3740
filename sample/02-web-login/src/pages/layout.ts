import { both, type Fragment, type Html, html } from '../../../shared/html.js';

/** A whole page. */
export function layout(chinese: string, english: string, ...contents: Fragment[]): string {
  return html`<!doctype html>
    <html lang="zh-CN">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="referrer" content="no-referrer" />
        <title>${chinese} · ${english}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/assets/style.css" />
      </head>
      <body>
        <main>
          <h1>${both(chinese, english)}</h1>
          ${contents.map((one) => html`${one}`)}
        </main>
      </body>
    </html> `.text;
}

/** A link that looks like a button. */
export const action = (address: string, chinese: string, english: string): Html =>
  html`<a class="action" href="${address}">${both(chinese, english)}</a>`;

export const logout: Html = html`<a class="action plain" href="/logout">${both('退出登录', 'Log out')}</a>`;
export const home: Html = html`<a class="quiet" href="/">${both('返回首页', 'Back to the first page')}</a>`;
