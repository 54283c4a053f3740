import { both, type Fragment, type Html, html } from '../../../shared/html.js';

/** A whole page. */
export function layout(chinese: string, english: string, ...contents: Fragment[]): string {
  return html`<!doctype html>
    <html lang="zh-CN">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${chinese} · ${english}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/style.css" />
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

/** The picture of an account or a person. */
export const portrait = (address: string | undefined): Html | undefined =>
  address ? html`<img class="portrait" src="${address}" alt="头像 picture" />` : undefined;

/** A line of what is known. */
export const row = (name: string, value: string | undefined): Html | undefined =>
  value === undefined
    ? undefined
    : html`<dt>${name}</dt>
        <dd data-field="${name}">${value}</dd>`;
