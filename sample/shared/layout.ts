import { both, type Fragment, type Html, html } from './html.js';

/** What stands in the head of a sample's pages. */
export interface Head {
  readonly stylesheet: string;
  /** Whether other sites learn which page a visitor came from; the authorization page of a platform must. */
  readonly referrer?: 'no-referrer' | 'strict-origin-when-cross-origin';
}

/** Makes whole pages. */
export const layoutWith =
  ({ stylesheet, referrer = 'strict-origin-when-cross-origin' }: Head) =>
  (chinese: string, english: string, ...contents: Fragment[]): string =>
    html`<!doctype html>
      <html lang="zh-CN">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <meta name="color-scheme" content="light dark" />
          <meta name="referrer" content="${referrer}" />
          <title>${chinese} · ${english}</title>
          <link rel="icon" href="data:," />
          <link rel="stylesheet" href="${stylesheet}" />
        </head>
        <body>
          <main>
            <h1>${both(chinese, english)}</h1>
            ${contents.map((one) => html`${one}`)}
          </main>
        </body>
      </html> `.text;

/** A link that looks like a button. */
export const action = (address: string, chinese: string, english: string): Html =>
  html`<a class="action" href="${address}">${both(chinese, english)}</a>`;
