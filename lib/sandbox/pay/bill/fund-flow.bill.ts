import type { LedgerEntry } from '../ledger.js';
import { dateOf, plainTime } from '../pay.times.js';
import { type BillText, smallBill, yuan } from './bill.text.js';

const HEAD = [
  '记账时间',
  '微信支付业务单号',
  '资金流水单号',
  '业务名称',
  '业务类型',
  '收支类型',
  '收支金额（元）',
  '账户结余（元）',
  '资金变更提交申请人',
  '备注',
  '业务凭证号',
];
const SUMMARY = ['资金流水总笔数', '收入笔数', '收入金额', '支出笔数', '支出金额'];

const sum = (entries: readonly LedgerEntry[]): number =>
  entries.reduce((total, { amount }) => total + Math.abs(amount), 0);

/** The movements of one day (资金账单), in Beijing's time; undefined when there were none. */
export function fundFlowBill(ledger: readonly LedgerEntry[], date: string): BillText | undefined {
  const entries = ledger.filter(({ at }) => dateOf(at) === date);
  if (entries.length === 0) return undefined;
  const income = entries.filter(({ amount }) => amount >= 0);
  const outgo = entries.filter(({ amount }) => amount < 0);
  return smallBill(
    HEAD,
    entries.map(({ at, businessNo, flowNo, kind, amount, balance, voucherNo }) => [
      plainTime(at),
      businessNo,
      flowNo,
      kind,
      kind,
      amount < 0 ? '支出' : '收入',
      yuan(Math.abs(amount)),
      yuan(balance),
      'system',
      '',
      voucherNo,
    ]),
    SUMMARY,
    [entries.length, income.length, yuan(sum(income)), outgo.length, yuan(sum(outgo))],
  );
}
