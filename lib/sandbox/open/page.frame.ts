import type { AuthorizeRefusal } from '../login/authorize.request.js';
import { qrCodePicture } from '../picture/qr-code.picture.js';
import { newShortCode } from '../world/identifiers.js';

const SPECIAL: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
export const escape = (text: string): string => text.replace(/[&<>"']/g, (sign) => SPECIAL[sign] as string);

/** A whole page of WeChat's. @param styles name of its style sheet */
export const page = (title: string, body: string, styles = 'login.css'): string => `<!doctype html>
<html lang="zh-CN">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <title>${escape(title)}</title>
    <link rel="icon" href="data:," />
    <link rel="stylesheet" href="/open/${styles}" />
  </head>
  <body>
    <main>
${body}
    </main>
  </body>
</html>
`;

export const english = (text: string): string => `<span lang="en">${escape(text)}</span>`;

/** A form that asks again with one more parameter; the order of the others is kept. */
export function form(
  path: string,
  parameters: readonly (readonly [name: string, value: string])[],
  contents: string,
): string {
  const fields = parameters.map(
    ([name, value]) => `<input type="hidden" name="${escape(name)}" value="${escape(value)}" />`,
  );
  return `<form action="${path}" method="get">${fields.join('')}${contents}</form>`;
}

/** A code to scan, as an image. */
export function qrPicture(): string {
  const picture = qrCodePicture(`https://open.weixin.qq.com/connect/confirm?uuid=${newShortCode()}`);
  return `<img class="code" alt="二维码 QR code" src="data:image/png;base64,${picture.toString('base64')}" />`;
}

/** What a visitor sees when WeChat does not like the address. */
export function refusalPage({ text, reason }: AuthorizeRefusal): string {
  return page(
    text,
    `      <p class="sandbox">微信沙箱 ${english('WeChat sandbox')}</p>
      <h1 data-refusal>${escape(text)}</h1>
      <p>${english(reason)}</p>`,
  );
}
