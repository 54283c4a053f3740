import { inYuan } from 'nestjs-wechat-sdk/pay';
import { both, type Fragment, type Html, html } from '../../../shared/html.js';
import { type Good, GOODS } from '../goods.js';

/** One way to pay: where the order goes, and what the button says. */
export type Way = readonly [address: string, chinese: string, english: string];

/** What there is to buy, and how it is paid. */
export function goodsForm(ways: readonly Way[], ...rest: Fragment[]): Html {
  const entry = ({ id, chinese, english, price }: Good): Html =>
    html`<li class="good" data-good="${id}">
      <strong>${both(chinese, english)}</strong>
      <span class="price">￥${inYuan(price)}</span>
      ${ways.map(
        ([address, inChinese, inEnglish]) =>
          html`<button class="action" name="good" value="${id}" formaction="${address}">
            ${both(inChinese, inEnglish)}
          </button>`,
      )}
    </li>`;
  return html`<form method="post">
    <ul class="entries">
      ${GOODS.map(entry)}
    </ul>
    ${rest.map((one) => html`${one}`)}
  </form>`;
}
