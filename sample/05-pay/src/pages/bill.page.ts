import { inYuan } from 'nestjs-wechat-sdk/pay';
import { both, type Html, html } from '../../../shared/html.js';
import type { BillEntry } from '../reconciliation.js';
import { home, layout } from './layout.js';

const entry = ({ kind, number, time, amount, isRight }: BillEntry): Html =>
  html`<li class="line" data-kind="${kind}" data-number="${number}" data-right="${String(isRight)}">
    <span>${kind === 'refund' ? '退款 Refund' : '支付 Payment'} ￥${inYuan(amount)}</span>
    <strong>${isRight ? both('✓ 相符', 'agrees') : both('✗ 不符', 'differs')}</strong>
    <code>${time} ${number}</code>
  </li>`;

/** What WeChat Pay says was traded on a day. @param entries undefined when there is no bill */
export const billPage = (date: string, entries: readonly BillEntry[] | undefined): string =>
  layout(
    `${date} 账单`,
    `Bill of ${date}`,
    entries
      ? html`<p>
            ${both('文件已校验，逐笔与小店的订单核对：', 'The file is verified; line by line beside the shop’s orders:')}
          </p>
          <ul class="entries">
            ${entries.map(entry)}
          </ul>`
      : html`<p data-empty>${both('这一天没有账单。', 'There is no bill of that day.')}</p>`,
    home,
  );
