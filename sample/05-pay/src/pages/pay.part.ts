import type { JsapiPayment } from 'nestjs-wechat-sdk/pay';
import { both, type Html, html } from '../../../shared/html.js';
import { action } from '../../../shared/layout.js';

/** At a computer (Native 支付). @param codeUrl text of the QR code; @param scanned what a phone opens then */
export const nativePart = (codeUrl: string, scanned: string): Html =>
  html`<p>
      ${both('二维码的内容（任何二维码组件都能画）：', 'The text of the QR code, which any component draws:')}
    </p>
    <code data-field="code">${codeUrl}</code>
    <a class="action" target="_blank" href="${scanned}">
      ${both('扫码（沙箱代替手机）', 'Scan it: the sandbox plays the phone')}
    </a>`;

/** In a phone's browser (H5 支付). @param address of the cashier, with the way back in it */
export const h5Part = (address: string): Html => action(address, '去微信支付', 'Go to WeChat Pay');

/** Inside WeChat (JSAPI 支付): `public/jsapi.js` opens the cashier. @param bridgeUrl what plays WeChat */
export const jsapiPart = (payment: JsapiPayment, bridgeUrl: string): Html =>
  html`<button class="action" data-payment="${JSON.stringify(payment)}">
      ${both('立即支付', 'Pay now')}
    </button>
    <p role="alert" data-field="message"></p>
    <script src="${bridgeUrl}"></script>
    <script type="module" src="/assets/jsapi.js"></script>`;
