import { both, html } from '../../../shared/html.js';
import { home, layout } from './layout.js';

/** The page whose script is `public/js-sdk.js`. @param scriptUrl where WeChat's own script is */
export const jsSdkPage = (scriptUrl: string): string =>
  layout(
    'JS-SDK 签名',
    'The page that calls WeChat',
    html`<p class="verdict" role="status" data-field="state" data-state="waiting">
      ${both('等待微信…（请在微信中打开）', 'Waiting for WeChat… (open this page inside WeChat)')}
    </p>`,
    html`<dl>
      <dt>location.href</dt>
      <dd data-field="href"></dd>
      <dt>${both('服务器签名的地址', 'The address the server signed')}</dt>
      <dd data-field="url"></dd>
      <dt>${both('签名原文 string1', 'What was signed, the ticket shown by a short hash')}</dt>
      <dd data-field="signed"></dd>
      <dt>signature</dt>
      <dd data-field="signature"></dd>
      <dt>${both('对照', 'Compared')}</dt>
      <dd data-field="comparison"></dd>
      <dt>wx.getNetworkType</dt>
      <dd data-field="network"></dd>
    </dl>`,
    home,
    html`<script src="${scriptUrl}"></script>
      <script type="module" src="/assets/js-sdk.js"></script>`,
  );
